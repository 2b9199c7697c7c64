"""The shop of the journeys."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from saleor_customer_groups.services.membership import current_members


@pytest.fixture
def groups_of(db: None) -> Callable[[str], list[str]]:
    def names(email: str) -> list[str]:
        customer = get_user_model().objects.get(email=email)
        return [
            row.group.name
            for row in current_members.groups_of(customer.pk, now=timezone.now())
        ]

    return names

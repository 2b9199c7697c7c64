"""Members and customers of all sorts."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from saleor_customer_groups.models import CustomerGroup, Membership
from saleor_customer_groups.services.evaluation.order_figures import refresh_figures
from tests.api import Caller, make_customer
from tests.port import past


@pytest.fixture
def ordered(db: None) -> Callable[..., None]:
    """Place an order of a customer so many days ago."""

    def place(customer: Caller, amount: str, *, days: int) -> None:
        past.place(customer.pk, at=timezone.now() - timedelta(days=days), total=amount)
        refresh_figures([customer.pk])

    return place


@pytest.fixture
def people(
    gold: CustomerGroup,
    standard: CustomerGroup,
    ordered: Callable[..., None],
    add_members: Callable[..., None],
) -> dict[str, Caller]:
    """Members of Gold of all sorts, and some who are in no group."""
    found = {
        name: make_customer(name)
        for name in ("ann", "ben", "cleo", "dora", "emil", "fay")
    }
    get_user_model().objects.filter(pk=found["dora"].pk).update(
        first_name="Dorothea", last_name="Lee"
    )
    add_members(gold, *(found[name] for name in ("ann", "ben", "cleo", "dora")))
    theirs = Membership.objects.filter(group=gold)
    now = timezone.now()
    theirs.filter(customer=found["ben"].pk).update(by_hand=False, by_rule=True)
    theirs.filter(customer=found["cleo"].pk).update(
        by_rule=True, until=now + timedelta(days=5)
    )
    theirs.filter(customer=found["dora"].pk).update(is_primary=True)
    ordered(found["ann"], "20.00", days=10)
    ordered(found["ben"], "90.00", days=100)
    ordered(found["emil"], "5.00", days=1)
    return found

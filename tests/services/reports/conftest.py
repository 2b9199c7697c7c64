"""Somebody who buys tea, for drafts that are tried on it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from saleor_customer_groups.models import CustomerGroup
from tests.journeys.reports.dry_running import join
from tests.port import Catalogue, past


@pytest.fixture
def tea(db: None) -> Any:
    catalogue = Catalogue()
    return catalogue.variant(
        "tea", "10.00", category=catalogue.category("Tea"), cost="8.00"
    )


@pytest.fixture
def buy(
    vip: CustomerGroup, tea: Any, make_customer: Callable[..., int]
) -> Callable[..., int]:
    """Let a new member of VIP buy tea."""

    def bought(name: str, *, units: int = 1, days_ago: int = 1) -> int:
        pk = make_customer(name)
        at = timezone.now() - timedelta(days=days_ago)
        join(vip, pk, at - timedelta(days=1))
        past.place(pk, at=at, lines=[(tea, units, "10.00")])
        return pk

    return bought

"""What the tests of the services start from."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from saleor_customer_groups.models import CustomerGroup, Promotion
from saleor_customer_groups.services.groups import groups
from saleor_customer_groups.services.membership import joining
from saleor_customer_groups.services.rules import promotions

from .evaluation.running import DAY, NOW, THOUSAND, bought

__all__ = ["NOW"]


@pytest.fixture
def standard(db: None) -> CustomerGroup:
    """The default group that the first migration makes."""
    return CustomerGroup.objects.get(is_default=True)


@pytest.fixture
def make_group(db: None) -> Callable[..., CustomerGroup]:
    def make(name: str, **values: Any) -> CustomerGroup:
        return groups.create_group(values={"name": name, **values}, now=NOW)

    return make


@pytest.fixture
def make_customer(db: None) -> Callable[..., int]:
    """Make a customer whom no service has seen: the plugin is off."""

    def make(name: str = "ann", **values: Any) -> int:
        return get_user_model().objects.create(email=f"{name}@example.com", **values).pk

    return make


@pytest.fixture
def vip(make_group: Callable[..., CustomerGroup]) -> CustomerGroup:
    return make_group("VIP")


@pytest.fixture
def spring(vip: CustomerGroup) -> Promotion:
    """10 % off for VIP."""
    benefit = {"kind": "percent_off", "percent": "10"}
    return promotions.create_promotion(
        values={"name": "Spring", "benefit": benefit}, groups=[vip], now=NOW
    )


@pytest.fixture
def big(make_group: Callable[..., CustomerGroup]) -> CustomerGroup:
    """Customers who bought for 1,000 in a year."""
    return make_group("Big", kind="automatic", conditions={"all": [THOUSAND]})


@pytest.fixture
def buyer(make_customer: Callable[..., int]) -> Callable[..., int]:
    """Make a customer in the default group, with an order of each amount."""

    def make(name: str, *amounts: str, at: datetime = NOW, **values: Any) -> int:
        pk = make_customer(name, **values)
        joining.register(customer_id=pk, now=NOW - 9 * DAY)
        for amount in amounts:
            bought(pk, amount, at=at)
        return pk

    return make

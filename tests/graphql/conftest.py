"""What the tests of the GraphQL start from: staff who may, and some groups."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from saleor_customer_groups.models import CustomerGroup, PriceRule, Promotion
from saleor_customer_groups.services import (
    groups,
    membership,
    price_rules,
    promotions,
)
from saleor_customer_groups.services.actors import SHOP
from tests.api import MANAGE_DISCOUNTS, MANAGE_USERS, Caller, make_staff
from tests.port import Catalogue


@pytest.fixture
def staff(db: None) -> Caller:
    """Staff who may manage users and discounts."""
    return make_staff(MANAGE_USERS, MANAGE_DISCOUNTS)


@pytest.fixture
def standard(db: None) -> CustomerGroup:
    """The default group."""
    return CustomerGroup.objects.get(is_default=True)


@pytest.fixture
def make_group(db: None) -> Callable[..., CustomerGroup]:
    def make(name: str, **values: Any) -> CustomerGroup:
        return groups.create_group(values={"name": name, **values}, now=timezone.now())

    return make


@pytest.fixture
def gold(make_group: Callable[..., CustomerGroup]) -> CustomerGroup:
    return make_group("Gold")


@pytest.fixture
def trade(make_group: Callable[..., CustomerGroup]) -> CustomerGroup:
    return make_group("Trade")


@pytest.fixture
def catalogue(db: None) -> Catalogue:
    return Catalogue()


@pytest.fixture
def make_rule(db: None) -> Callable[..., PriceRule]:
    def make(*on: CustomerGroup, **values: Any) -> PriceRule:
        given = {
            "name": "Ten off",
            "adjustment": {"kind": "percent_off", "percent": "10"},
            **values,
        }
        return price_rules.create_price_rule(
            values=given, groups=on, now=timezone.now()
        )

    return make


@pytest.fixture
def make_promotion(db: None) -> Callable[..., Promotion]:
    def make(*on: CustomerGroup, **values: Any) -> Promotion:
        given = {
            "name": "Spring",
            "benefit": {"kind": "percent_off", "percent": "10"},
            **values,
        }
        return promotions.create_promotion(values=given, groups=on, now=timezone.now())

    return make


@pytest.fixture
def add_members(db: None) -> Callable[..., None]:
    def add(group: CustomerGroup, *customers: Caller) -> None:
        outcome = membership.add_members(
            group=group,
            customer_ids=[customer.pk for customer in customers if customer.pk],
            actor=SHOP,
            now=timezone.now(),
        )
        assert outcome.changed == len(customers)

    return add

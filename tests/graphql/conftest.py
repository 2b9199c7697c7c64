"""What the tests of the GraphQL start from: staff who may, and some groups."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from saleor_customer_groups.models import (
    CustomerGroup,
    LevelProgramme,
    Metric,
    PriceRule,
    Promotion,
    Reset,
)
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.evaluation.order_figures import refresh_figures
from saleor_customer_groups.services.groups import groups, levels
from saleor_customer_groups.services.groups.level_values import (
    LevelValues,
    ProgrammeValues,
)
from saleor_customer_groups.services.membership import joining
from saleor_customer_groups.services.rules import price_rules, promotions
from tests.api import MANAGE_DISCOUNTS, MANAGE_USERS, Caller, make_staff
from tests.port import Catalogue, past
from tests.port.plugin import configure


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
def make_programme(db: None) -> Callable[..., LevelProgramme]:
    """Make a programme in US dollars; levels by name, each with its minimum."""

    def make(name: str, **minima: str) -> LevelProgramme:
        values = ProgrammeValues(
            name=name,
            metric=Metric.NET_REVENUE,
            currency="USD",
            active_from=datetime(2026, 1, 1, tzinfo=UTC),
            reset=Reset.ROLLING_12_MONTHS,
            levels=[
                LevelValues(name, Decimal(minimum)) for name, minimum in minima.items()
            ],
        )
        return levels.create_programme(values=values, now=timezone.now())

    return make


@pytest.fixture
def bought(db: None) -> Callable[..., None]:
    """Place an order of a customer, just now, in US dollars."""

    def place(customer: Caller, amount: str) -> None:
        past.place(customer.pk, at=timezone.now(), total=amount)
        refresh_figures([customer.pk])

    return place


@pytest.fixture
def run_in_background(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> Callable[[], Any]:
    """Return what carries out at its end what was to come after the commit."""
    configure(active=True)
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def add_members(db: None) -> Callable[..., None]:
    def add(group: CustomerGroup, *customers: Caller) -> None:
        outcome = joining.add_members(
            group=group,
            customer_ids=[customer.pk for customer in customers if customer.pk],
            occasion=Occasion.manual(now=timezone.now()),
        )
        assert outcome.changed == len(customers)

    return add

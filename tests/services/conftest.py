"""What the tests of the services start from."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from saleor_customer_groups.models import CustomerGroup, Promotion
from saleor_customer_groups.services import groups, promotions

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)


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

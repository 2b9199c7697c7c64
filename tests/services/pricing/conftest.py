"""What tests of prices start from."""

from collections.abc import Callable
from typing import Any

import pytest

from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.services.rules import promotions

from ..conftest import NOW


@pytest.fixture
def make_promotion(make_group: Callable[..., CustomerGroup]) -> Callable[..., str]:
    """Make a promotion of a group; its code."""
    group = make_group("VIP")

    def make(name: str, **values: Any) -> str:
        benefit = {"kind": "percent_off", "percent": "10"}
        given = {"name": name, "benefit": benefit, **values}
        return promotions.create_promotion(values=given, groups=[group], now=NOW).code

    return make

"""Collect only what is about the Saleor that is installed."""

from importlib.util import find_spec

import pytest

from saleor_customer_groups import port
from tests.owner import Shop
from tests.storefront import Storefront

collect_ignore = ["saleor2" if port.GENERATION == 3 else "saleor3"]
if port.GENERATION == 3:
    from saleor.graphql.checkout import types as checkout_types

    if not hasattr(checkout_types, "Delivery"):  # before 3.23
        collect_ignore.append("saleor3/pricing/checkouts/test_deliveries.py")
    if find_spec("saleor.graphql.attribute.shared_filters") is None:  # before 3.22
        collect_ignore.append("saleor3/visibility/test_assigned_references.py")


@pytest.fixture
def ann(shop: Shop) -> Storefront:
    """A shopper with 10 % off coffee, espresso 18.00, and 5 % on tea, 31.50."""
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "10", category=shop.coffee)
    shop.rule(vip, "percent_increase", "5", category=shop.tea)
    return shop.member(vip, "ann@example.com")

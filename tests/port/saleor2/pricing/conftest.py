"""The group whose promotions are tried."""

import pytest

from saleor_customer_groups.models import CustomerGroup
from tests.storefront import Storefront


@pytest.fixture
def vip(ann: Storefront) -> CustomerGroup:
    """The group of Ann, who pays 18.00 for an espresso and 31.50 for a tea."""
    return CustomerGroup.objects.get(name="VIP")

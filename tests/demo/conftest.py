"""The demo shop is seeded where there is no shop."""

import pytest
from saleor.account.models import Address
from saleor.product.models import Category, ProductType
from saleor.shipping.models import ShippingZone
from saleor.warehouse.models import Warehouse

from saleor_customer_groups import port

# The demo shop runs on Saleor 2.10.
collect_ignore_glob = ["*"] if port.GENERATION == 3 else []


@pytest.fixture
def no_shop(db: None) -> None:
    """Take away the shop that every test's database has from its start."""
    for model in (Warehouse, ShippingZone, ProductType, Category, Address):
        model.objects.all().delete()

"""A shop whose app of the pages is looked at."""

import pytest
from pytest_django import Settings

from tests.owner import Shop
from tests.port.saleor3.base.dashboard_app.app import HOST
from tests.storefront import Storefront


@pytest.fixture(autouse=True)
def _public_url(settings: Settings) -> None:
    settings.PUBLIC_URL = HOST


@pytest.fixture
def owner(shop: Shop) -> Storefront:
    """The browser of the owner, who has customer groups switched on."""
    return shop.owner()

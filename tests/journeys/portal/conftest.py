"""The shop of what groups may do."""

import pytest

from tests.journeys.portal.world import World
from tests.owner import Shop


@pytest.fixture
def world(shop: Shop) -> World:
    return World(shop)

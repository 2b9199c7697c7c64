"""What is at a group's price costs what it costs where that is the listing price."""

from collections.abc import Sequence, Set
from typing import Any

import pytest

from saleor_customer_groups import port
from tests.journeys.pricing.twins import World, numbers
from tests.owner import Shop

if port.GENERATION == 3:
    from tests.port.saleor3.twins import DOINGS, PARTS, SHOPS
else:
    from tests.port.saleor2.twins import DOINGS, PARTS, SHOPS

# Saleor 3 tells of a change of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=port.GENERATION == 3)

# So many sequences do everything that can be done.
ENOUGH = 200


@pytest.mark.parametrize(("places", "done"), PARTS, ids=range(len(PARTS)))
def test_twins_cost_the_same(
    shop: Shop, settings: Any, places: Sequence[int], done: Set[str]
) -> None:
    world = World(shop)
    to_do = numbers()
    for place in places:
        world.close()
        SHOPS[place](world, settings)
        try:
            for number in to_do:
                if number % len(SHOPS) == place:
                    world.compare(number, DOINGS)
        finally:
            world.close()
    if len(to_do) >= ENOUGH:
        assert done - set(world.happened) == set()

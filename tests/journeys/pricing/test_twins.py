"""What is at a group's price costs what it costs where that is the listing price."""

from typing import Any

import pytest

from saleor_customer_groups import port
from tests.owner import Shop
from tests.twins import World, numbers

if port.GENERATION == 3:
    from tests.port.twins3 import DOINGS, DONE, SHOPS
else:
    from tests.port.twins2 import DOINGS, DONE, SHOPS

# Saleor 3 tells of a change of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=port.GENERATION == 3)

# So many sequences do everything that can be done.
ENOUGH = 200


def test_twins_cost_the_same(shop: Shop, settings: Any) -> None:
    world = World(shop)
    to_do = numbers()
    for turn, change in enumerate(SHOPS):
        world.close()
        change(world, settings)
        try:
            for number in to_do:
                if number % len(SHOPS) == turn:
                    world.compare(number, DOINGS)
        finally:
            world.close()
    if len(to_do) >= ENOUGH:
        assert DONE - set(world.happened) == set()

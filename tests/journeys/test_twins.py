"""What is at a group's price costs what it costs where that is the listing price."""

import pytest

from saleor_customer_groups import port
from tests.owner import Shop
from tests.twins import World, how_many, shop_online, write_draft

# Saleor 3 tells of a change of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=port.GENERATION == 3)

# Saleor 2.10 leaves its sales out of orders that staff write.
NOT_IN_DRAFTS = ("both", "dearer") if port.GENERATION == 2 else ()


def test_checkouts_and_orders_of_twins_cost_the_same(shop: Shop) -> None:
    world = World(shop)
    numbers = list(how_many())
    for turn, included in enumerate((None, True, False)):
        if included is not None:
            shop.catalogue.charge_taxes("8.875", included=included)
        for number in numbers[turn::4]:
            world.compare(number, shop_online)
    for number in numbers[3::4]:
        world.compare(number, write_draft, without=NOT_IN_DRAFTS)

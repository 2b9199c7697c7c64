"""Whatever goes wrong with us, customers log in, see prices and buy.

portal.md, section 4.
"""

import pytest

from saleor_customer_groups.services.portal import shopper_access
from tests.api import STRANGER, log_in
from tests.database.broken_tables import broken
from tests.database.locks import locked
from tests.journeys.portal.test_prices import shown
from tests.journeys.portal.world import MEMBER, World
from tests.storefront import Storefront

# Another connection takes locks here.
pytestmark = pytest.mark.django_db(transaction=True)

TABLES = [
    "saleor_customer_groups_membership",
    "saleor_customer_groups_rulesetversion",
]
EVERYTHING = ("can_log_in", "can_see_prices", "can_order")


def buys(world: World) -> None:
    """Have the member, who may do nothing, log in, look and buy."""
    shopper = Storefront().log_in(MEMBER)
    assert shopper.ask("{ me { email } }")["me"] == {"email": MEMBER}
    assert len(shown(log_in(MEMBER))) == 9
    order = shopper.buy(shopper.open_checkout({world.shop.latte: 1}))
    assert [each.sku for each in order.lines] == ["latte"]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("is_known", [True, False])
def test_a_broken_table_shuts_nobody_out(
    world: World, table: str, is_known: bool
) -> None:
    world.refuse(*EVERYTHING)
    world.refuse_guests("can_see_prices")
    assert shown(STRANGER) == []
    if not is_known:
        shopper_access.KEPT.clear()

    with broken(table):
        buys(world)
        if is_known:
            assert shown(STRANGER) == []


@pytest.mark.parametrize("tables", [*((each,) for each in TABLES), ()])
def test_locked_tables_shut_nobody_out(world: World, tables: tuple[str, ...]) -> None:
    world.refuse(*EVERYTHING)

    # All of ours, where none is named.
    with locked(*tables):
        buys(world)

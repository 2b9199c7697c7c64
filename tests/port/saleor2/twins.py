"""What shops on Saleor 2.10 do differently to twins."""

from collections.abc import Callable, Iterable, Sequence, Set
from typing import Any

from tests.journeys.pricing.twin_journeys import shop_online, write_draft
from tests.journeys.pricing.twins import HAPPENS, Doing, World
from tests.port.saleor2.taxes import tax_by_plugin
from tests.port.saleor2.webhooks import Listener

# Saleor 2.10 leaves its sales out of orders that staff write.
NOT_IN_DRAFTS = ("both", "dearer")
DOINGS: Sequence[tuple[Doing, Iterable[str]]] = (
    (shop_online, ()),
    (shop_online, ()),
    (write_draft, NOT_IN_DRAFTS),
)


def _untaxed(world: World, settings: Any) -> None:
    pass


def _taxes_included(world: World, settings: Any) -> None:
    world.shop.catalogue.charge_taxes("8.875", included=True)


def _taxes_on_top(world: World, settings: Any) -> None:
    world.shop.catalogue.charge_taxes("8.875", included=False)
    world.apps.append(Listener())


def _tax_plugin(world: World, settings: Any) -> None:
    tax_by_plugin(settings)


# What changes in the shop, one after the other.
SHOPS: Sequence[Callable[[World, Any], None]] = (
    _untaxed,
    _taxes_included,
    _taxes_on_top,
    _tax_plugin,
)
# Saleor 2.10 fails to put such a voucher on orders that staff write.
DONE = (HAPPENS - {"draft voucher POST"}) | {
    *("told of checkout_quantity_changed", "told of order_created"),
}
# The shops of each test, and what is sure to be done in them.
PARTS: Sequence[tuple[Sequence[int], Set[str]]] = tuple(
    ([place], DONE if shop is _taxes_on_top else frozenset())
    for place, shop in enumerate(SHOPS)
)

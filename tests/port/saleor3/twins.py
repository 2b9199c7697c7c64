"""What shops on Saleor 3 do differently to twins: edits, replacements, promotions."""

from collections.abc import Callable, Iterable, Sequence, Set
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from graphene import Node
from saleor.discount.models import Promotion

from tests.journeys.pricing.twin_journeys import (
    Journey,
    buy,
    shop_online,
    use_voucher,
    write_draft,
)
from tests.journeys.pricing.twins import CODES, HAPPENS, Doing, Steps, World, twin
from tests.port import inputs
from tests.port.saleor3 import dialect
from tests.port.saleor3.pricing.orders.desk import ANSWER
from tests.port.saleor3.rows import promote_orders
from tests.port.saleor3.taxes import TaxApp
from tests.port.saleor3.versions import BEFORE_3_23
from tests.port.saleor3.webhooks import EVENTS, Listener
from tests.storefront import Order, Refused, Storefront

_ADD = f"""mutation($id: ID!, $lines: [OrderLineCreateInput!]!) {{
  orderLinesCreate(id: $id, input: $lines) {{ {ANSWER} }}
}}"""
_DELETE = f"mutation($id: ID!) {{ orderLineDelete(id: $id) {{ {ANSWER} }} }}"
_LOOK = f"query($id: ID!) {{ order(id: $id) {dialect._ORDER} }}"
_REPLACE = f"""mutation($order: ID!, $lines: [OrderReturnLineInput!]!) {{
  orderFulfillmentReturnProducts(order: $order, input: {{orderLines: $lines}}) {{
    order: replaceOrder {dialect._ORDER} errors {{ field message code }}
  }}
}}"""


def edit_order(world: World, variants: Sequence[Any], random: Random) -> Steps:
    """Order something, and have staff edit or replace it."""
    journey, ann, owner = Journey(world), world.ann, world.owner
    channel = world.shop.catalogue.channel
    channel.use_legacy_line_discount_propagation_for_order = random.random() < 0.5
    is_edited = random.random() < 0.7
    channel.automatically_confirm_all_new_orders = not is_edited
    channel.save()
    basket = {variant: random.randint(1, 4) for variant in variants}
    basket[world.other] = random.randint(1, 3)
    checkout = ann.open_checkout(basket)
    if random.random() < 0.8:
        code = random.choice(CODES)
        checkout = journey.do(
            f"voucher {code}", lambda: use_voucher(ann, checkout, code), checkout
        )
    order = journey.do("buy", lambda: buy(ann, checkout), None)

    sku = variants[0].sku
    if not is_edited:
        count = random.randint(1, 3)
        lines = [{"orderLineId": _line(order, sku), "quantity": 1, "replace": True}]
        order = journey.do(
            "replace",
            lambda: _read(owner, _REPLACE, order=order.id, lines=lines),
            order,
        )
        order = journey.do(
            "look at order", lambda: _read(owner, _LOOK, id=order.id), order
        )
        order = journey.do(
            "set in replacement",
            lambda: _set(owner, order, sku, count),
            order,
            count,
        )
    for _ in range(random.randint(1, 2) if is_edited else 0):
        order = _edit(order, world, variants, random, journey)
    return journey.steps


def _edit(
    order: Order,
    world: World,
    variants: Sequence[Any],
    random: Random,
    journey: Journey,
) -> Order:
    owner, other = world.owner, world.other.sku
    count = random.randint(1, 6)
    variant = random.choice(variants)
    sku = random.choice([variant.sku, other])
    lines = inputs.lines({random.choice([variant, world.third]): count})
    steps: list[tuple[str, object, Callable[[], Order]]] = [
        (
            "set in order",
            f"{twin(sku)} {count}",
            lambda: _set(owner, order, sku, count),
        ),
        (
            "add to order",
            count,
            lambda: _read(owner, _ADD, id=order.id, lines=lines),
        ),
        (
            "delete from order",
            "",
            lambda: _read(owner, _DELETE, id=_line(order, other)),
        ),
        ("look at order", "", lambda: _read(owner, _LOOK, id=order.id)),
    ]
    kind, detail, step = random.choice(steps)
    return journey.do(kind, step, order, detail)


# That of a line which is not there any more.
_NO_LINE = Node.to_global_id("OrderLine", UUID(int=0))


def _line(order: Order, sku: str) -> str:
    return next((each.id for each in order.lines if each.sku == sku), _NO_LINE)


def _set(owner: Storefront, order: Order, sku: str, count: int) -> Order:
    line = _line(order, sku)
    return _read(owner, dialect.DRAFT_LINE, id=line, quantity=count)


def _read(owner: Storefront, document: str, **variables: Any) -> Order:
    (payload,) = owner.ask(document, **variables).values()
    if payload.get("errors"):
        raise Refused(payload["errors"])
    return dialect.read_order(payload.get("order", payload))


def _untaxed(world: World, settings: Any) -> None:
    pass


def _taxes_included(world: World, settings: Any) -> None:
    world.shop.catalogue.charge_taxes("8.875", included=True)
    promote_orders(
        world.shop,
        reward_type="subtotal_discount",
        reward_value_type="percentage",
        reward_value=Decimal(7),
    )


def _taxes_on_top(world: World, settings: Any) -> None:
    catalogue = world.shop.catalogue
    catalogue.charge_taxes("8.875", included=False)
    # Of promotions of an order Saleor takes the one that gives most.
    present = catalogue.variant("present", "9.00", category=world.shop.coffee)
    promote_orders(world.shop, reward_type="gift").gifts.set([present])
    world.apps.append(Listener())


def _tax_app(world: World, settings: Any) -> None:
    if BEFORE_3_23:
        # Saleor leaves the app's taxes out of a draft in which it gives a present of
        # its own, with customer groups off as well; at a group's price they are in it.
        Promotion.objects.filter(rules__reward_type="gift").delete()
    world.apps.append(TaxApp(world.shop.catalogue))


DOINGS: Sequence[tuple[Doing, Iterable[str]]] = (
    (shop_online, ()),
    (shop_online, ()),
    (write_draft, ()),
    (edit_order, ()),
)
# What changes in the shop, one after the other.
SHOPS: Sequence[Callable[[World, Any], None]] = (
    _untaxed,
    _taxes_included,
    _taxes_on_top,
    _tax_app,
)
DONE = HAPPENS | {
    *("set in order", "add to order", "delete from order", "look at order"),
    *("replace", "set in replacement"),
    *("promotion of the order", "present earned"),
    *(f"told of {name}" for name in EVENTS),
    *("told of checkout_calculate_taxes", "told of order_calculate_taxes"),
}
# The shops of each test, and what is sure to be done in them.
PARTS: Sequence[tuple[Sequence[int], Set[str]]] = ((range(len(SHOPS)), DONE),)

"""Orders of Saleor 3 that staff edit or replace, and what apps hear, for twins."""

from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from tests.owner import Shop
from tests.port import dialect3
from tests.port.test_draft_orders_saleor3 import ANSWER
from tests.port.webhooks3 import Listener
from tests.storefront import Order, Refused, Storefront
from tests.twins import CODES, Journey, Steps, World, how_many

# Saleor tells of a change of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)

_ADD = f"""mutation($id: ID!, $lines: [OrderLineCreateInput!]!) {{
  orderLinesCreate(id: $id, input: $lines) {{ {ANSWER} }}
}}"""
_DELETE = f"mutation($id: ID!) {{ orderLineDelete(id: $id) {{ {ANSWER} }} }}"
_LOOK = f"query($id: ID!) {{ order(id: $id) {dialect3._ORDER} }}"
_REPLACE = f"""mutation($order: ID!, $lines: [OrderReturnLineInput!]!) {{
  orderFulfillmentReturnProducts(order: $order, input: {{orderLines: $lines}}) {{
    order: replaceOrder {dialect3._ORDER} errors {{ field message code }}
  }}
}}"""
# What is another one for twins.
# Of what is fulfilled Saleor tells what it would cost without discounts.
_LEFT_OUT = ("undiscounted", "discount", "metadata", "fulfillments")


def edit_order(world: World, variant: Any, random: Random) -> Steps:
    """Order something, and have staff edit or replace it."""
    journey, ann, owner = Journey(), world.ann, world.owner
    listener: Listener = world.listener  # type: ignore[attr-defined]
    channel = world.shop.catalogue.channel
    channel.use_legacy_line_discount_propagation_for_order = random.random() < 0.5
    is_edited = random.random() < 0.7
    channel.automatically_confirm_all_new_orders = not is_edited
    channel.save()
    checkout = ann.open_checkout(
        {variant: random.randint(1, 4), world.other: random.randint(1, 3)}
    )
    if random.random() < 0.8:
        code = random.choice(CODES)
        checkout = journey.do(
            f"voucher {code}", lambda: ann.use_voucher(checkout, code), checkout
        )
    order = journey.do("buy", lambda: ann.buy(checkout), None)

    if not is_edited:
        count = random.randint(1, 3)
        sku = variant.sku
        lines = [{"orderLineId": _line(order, sku), "quantity": 1, "replace": True}]
        order = journey.do(
            "replace",
            lambda: _read(owner, _REPLACE, order=order.id, lines=lines),
            order,
        )
        order = journey.do("look", lambda: _read(owner, _LOOK, id=order.id), order)
        order = journey.do(
            f"set to {count}", lambda: owner.set_in_draft(order, sku, count), order
        )
    for _ in range(random.randint(1, 3) if is_edited else 0):
        order = _edit(order, world, variant, random, journey)
    heard = prices_in(listener.heard())
    return [*journey.steps, *sorted(heard.items())]


def _edit(
    order: Order, world: World, variant: Any, random: Random, journey: Journey
) -> Order:
    owner, other = world.owner, world.other.sku
    count = random.randint(1, 6)
    sku = random.choice([variant.sku, other])
    lines = dialect3.lines({random.choice([variant, world.third]): count})
    steps: dict[str, Callable[[], Order]] = {
        f"set {sku[:3]} {count}": lambda: owner.set_in_draft(order, sku, count),
        f"add {count}": lambda: _read(owner, _ADD, id=order.id, lines=lines),
        "delete other": lambda: _read(owner, _DELETE, id=_line(order, other)),
        "look": lambda: _read(owner, _LOOK, id=order.id),
    }
    name = random.choice(list(steps))
    return journey.do(name, steps[name], order)


def _line(order: Order, sku: str) -> str:
    return next((each.id for each in order.lines if each.sku == sku), "T3JkZXI6")


def _read(owner: Storefront, document: str, **variables: Any) -> Order:
    (payload,) = owner.ask(document, **variables).values()
    if payload.get("errors"):
        raise Refused(payload["errors"])
    return dialect3.read_order(payload.get("order", payload))


def prices_in(told: Any, path: str = "") -> dict[str, Any]:
    """Return the amounts that apps were told, by where they stand.

    Without what is another one for a product with a price of a group.
    """
    if isinstance(told, dict):
        parts: Any = told.items()
    elif isinstance(told, list | tuple):
        parts = enumerate(told)
    else:
        name = path.rpartition(".")[2]
        is_price = "amount" in name or name in ("base_price", "quantity")
        return {path: Decimal(str(told))} if is_price and told is not None else {}
    return {
        place: price
        for key, each in parts
        if not any(word in str(key) for word in _LEFT_OUT)
        for place, price in prices_in(each, f"{path}.{key}").items()
    }


def test_orders_that_are_edited_or_replaced_cost_the_same(shop: Shop) -> None:
    world = World(shop)
    # The first who ships anything asks for the ways of it.
    world.ann.ship(world.ann.open_checkout({world.other: 1}))
    world.listener = Listener()  # type: ignore[attr-defined]
    numbers = list(how_many(0.25))
    for number in numbers[::2]:
        world.compare(number, edit_order)
    shop.catalogue.charge_taxes("8.875", included=False)
    for number in numbers[1::2]:
        world.compare(number, edit_order)

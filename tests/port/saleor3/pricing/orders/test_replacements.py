"""What replaces something costs its part of what was paid, with or without a group."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from tests.owner import Shop
from tests.port.saleor3.pricing.orders.desk import Desk
from tests.port.saleor3.pricing.orders.test_order_events import replace
from tests.port.saleor3.taxes import TaxApp
from tests.storefront import Order, Storefront

D = Decimal


@pytest.fixture(params=[False, True], ids=["without taxes", "with a tax app"])
def is_taxed(request: pytest.FixtureRequest, shop: Shop) -> Iterator[bool]:
    """Whether an app charges 8.875 percent on top."""
    app = TaxApp(shop.catalogue) if request.param else None
    yield request.param
    if app is not None:
        app.close()


@pytest.fixture
def goods(shop: Shop) -> dict[str, Any]:
    """Return A, for which Ann pays 41.99, and B, which costs that, by SKU."""
    a = shop.catalogue.variant("A", "50.00", category=shop.tea)
    b = shop.catalogue.variant("B", "41.99", category=shop.tea)
    vip = shop.group("VIP")
    less = {"kind": "amount_off", "amount": "8.01", "currency": "USD"}
    scope = {"include": {"variants": [str(a.pk)]}}
    shop.rule(vip, "amount_off", "8.01", adjustment=less, scope=scope)
    shop.catalogue.voucher("HALF", "50", a, b)
    shop.member(vip, "ann@example.com")
    return {"A": a, "B": b}


def net(order: Order) -> Decimal | None:
    (line,) = order.lines
    return line.net_total


@pytest.mark.parametrize("sku", ["A", "B"])
@pytest.mark.parametrize(
    ("bought", "paid", "parts"),
    [
        (1, "20.99", {1: "20.99", 2: "41.98"}),
        (2, "41.99", {1: "21.00", 2: "41.99"}),
        (3, "62.98", {1: "20.99", 2: "41.99", 3: "62.98"}),
    ],
)
def test_units_that_are_replaced_cost_their_part_of_what_was_paid(
    shop: Shop,
    goods: dict[str, Any],
    is_taxed: bool,
    sku: str,
    bought: int,
    paid: str,
    parts: dict[int, str],
) -> None:
    ann = Storefront().log_in("ann@example.com")
    checkout = ann.use_voucher(ann.open_checkout({goods[sku]: bought}), "HALF")
    order = ann.buy(checkout)
    assert net(order) == D(paid)

    desk = replace(Desk(shop, {}), order, sku)

    seen = {1: net(desk.look().order)}
    for units in list(parts)[1:]:
        seen[units] = net(desk.set_quantity(sku, units).order)
    assert seen == {units: D(amount) for units, amount in parts.items()}

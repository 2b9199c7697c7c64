"""Orders of Saleor 3 as apps hear of them, replacements, and gifts that staff edit."""

from decimal import Decimal
from typing import Any

import pytest
from saleor.order.models import Order

from tests.owner import Shop
from tests.port.plugin import configure
from tests.port.saleor3 import dialect
from tests.port.saleor3.pricing.orders.desk import ANSWER, Desk
from tests.port.saleor3.pricing.orders.test_order_edits import recorded
from tests.port.saleor3.pricing.orders.test_order_vouchers import Stall, stall  # noqa: F401
from tests.port.saleor3.webhooks import Listener

# Saleor tells of a change of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal


def told(listener: Listener) -> list[tuple[str, dict[str, Decimal], Decimal]]:
    """Return each event with the unit prices by SKU and the total that it told."""
    events = []
    for name, old, new in listener.heard():
        units = {
            line.get("productSku") or line["variant"]["sku"]: D(
                str(line["unitPrice"]["gross"]["amount"])
            )
            for line in new["lines"]
        }
        before = {
            line.get("product_sku") or line["sku"]: D(
                str(line.get("base_price") or line["unit_price_gross_amount"])
            )
            for line in old["lines"]
        }
        assert before == units
        total = new.get("total") or new["totalPrice"]
        events.append((name, units, D(str(total["gross"]["amount"]))))
    return events


def test_apps_are_told_what_is_charged(stall: Stall) -> None:  # noqa: F811
    shop, listener = stall.shop, Listener()
    shop.catalogue.charge_taxes("10", included=True)
    eighty = {"X": D(80)}

    desk = Desk(shop, {stall.x: 1})
    assert told(listener) == [("draft_order_created", eighty, D(80))]
    desk.set_quantity("X", 2)
    assert told(listener) == [("draft_order_updated", eighty, D(160))]
    desk.add(stall.z)
    both = {"X": D(80), "Z": D(10)}
    assert told(listener) == [("draft_order_updated", both, D(170))]

    checkout = stall.ann.open_checkout({stall.x: 1})
    checkout = stall.ann.add(checkout, {stall.z: 1})
    assert told(listener) == [
        ("checkout_created", eighty, D(80)),
        ("checkout_updated", both, D(90)),
    ]
    shop.catalogue.channel.automatically_confirm_all_new_orders = False
    shop.catalogue.channel.save()
    desk.read(stall.ann.buy(checkout))
    created = [event for event in told(listener) if event[0] == "order_created"]
    assert created == [("order_created", both, D(100))]
    desk.change("orderLineDelete", "id: ID!", id=desk.line_id("X"))
    assert told(listener) == [("order_updated", {"Z": D(10)}, D(20))]
    desk.add(stall.x, quantity=3)
    assert told(listener) == [("order_updated", both, D(260))]


REPLACE = f"""mutation($order: ID!, $input: OrderReturnProductsInput!) {{
  orderFulfillmentReturnProducts(order: $order, input: $input) {{
    replaceOrder {dialect._ORDER} {ANSWER}
  }}
}}"""


def replace(desk: Desk, order: Any, sku: str, quantity: int = 1) -> Desk:
    """Have staff replace units of a line of an order; the desk then has the draft."""
    (line,) = (line.id for line in order.lines if line.sku == sku)
    lines = [{"orderLineId": line, "quantity": quantity, "replace": True}]
    given = {"order": order.id, "input": {"orderLines": lines}}
    payload = desk.owner.change(REPLACE, **given)
    return desk.read(dialect.read_order(payload["replaceOrder"]))


def test_a_replacement_costs_what_was_paid(stall: Stall) -> None:  # noqa: F811
    shop = stall.shop
    shop.catalogue.put_on_sale("30", stall.w)
    desk, buy = Desk(shop, {}), stall.ann.open_checkout
    basket = {stall.x: 3, stall.z: 2, stall.w: 1}
    order = stall.ann.buy(stall.ann.use_voucher(buy(basket), "HALF"))
    # None of this is for what was sold already.
    shop.rule(stall.rule.groups.get(), "percent_off", "60")

    assert replace(desk, order, "X", 2).look().order.total == D(80)
    assert desk.set_quantity("X", 3).order.total == D(120)
    assert desk.add(stall.z).order.units == {"X": D(40), "Z": D(4)}
    desk.update(customerNote="Sorry")
    assert desk.order.units == {"X": D(40), "Z": D(4)}
    assert replace(desk, order, "Z").look().order.units == {"Z": D(10)}
    assert replace(desk, order, "W").look().order.units == {"W": D(7)}
    assert desk.set_quantity("W", 2).order.total == D(14)
    configure(active=False)
    assert replace(desk, order, "X").look().order.total == D(40)
    assert desk.update(customerNote="Sorry").order.total == D(40)
    assert desk.discount("X", 15).look().order.total == D(85)


@pytest.fixture
def gift_desk(shop: Shop) -> Desk:
    """An order, not confirmed yet, of Z at 10 with the gift of a T at 30."""
    shop.catalogue.channel.automatically_confirm_all_new_orders = False
    shop.catalogue.channel.save()
    z = shop.catalogue.variant("Z", "10.00", category=shop.coffee)
    gift = shop.catalogue.variant("T", "30.00", category=shop.tea)
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "20", category=shop.tea)
    shop.promotion(vip, "Thanks", kind="gift", variants=[str(gift.pk)])
    shop.promotion(
        vip,
        "Two",
        kind="amount_off",
        amount="2.00",
        currency="USD",
        scope={"include": {"variants": [str(z.pk)]}},
    )
    ann = shop.member(vip, "ann@example.com")
    return Desk(shop, {}).read(ann.buy(ann.open_checkout({z: 1})))


@pytest.mark.parametrize("is_on", [True, False])
def test_only_what_was_given_is_free(gift_desk: Desk, is_on: bool) -> None:
    desk = gift_desk
    configure(active=is_on)
    unit = D(24) if is_on else D(30)

    def totals() -> dict[str, Decimal]:
        return {line.sku: line.total for line in desk.order.lines}

    assert totals() == {"Z": D(8), "T": D(0)}
    desk.set_quantity("T", 3)
    assert (totals(), desk.order.total) == (
        {"Z": D(8), "T": 2 * unit},
        D(18) + 2 * unit,
    )
    assert recorded()["T"][::2] == (3, D(-30))
    desk.set_quantity("Z", 3)
    assert totals() == {"Z": D(28), "T": 2 * unit}
    desk.set_quantity("T", 1)
    assert totals() == {"Z": D(28), "T": D(0)}
    assert desk.set_quantity("Z", 1).order.total == D(18)
    desk.add(desk.shop.latte)
    assert totals() == {"Z": D(8), "T": D(0), "latte": D("9.99")}
    # Staff may add the same goods, too, which Saleor puts on the gift's line.
    desk.add(desk.shop.catalogue.find("T")[0], quantity=2)
    assert totals() == {"Z": D(8), "T": 2 * unit, "latte": D("9.99")}


def test_a_gift_that_is_replaced_is_free_once(gift_desk: Desk) -> None:
    desk = gift_desk
    Order.objects.update(status="unfulfilled")

    replace(desk, desk.order, "T")
    assert desk.look().order.total == 0
    assert desk.set_quantity("T", 3).order.total == D(48)
    configure(active=False)
    assert desk.set_quantity("T", 2).order.total == D(30)
    assert desk.set_quantity("T", 1).order.total == 0

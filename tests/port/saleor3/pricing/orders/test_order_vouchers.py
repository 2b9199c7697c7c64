"""Vouchers for single products in orders of Saleor 3, beside prices of groups."""

from decimal import Decimal
from typing import Any

import pytest

from tests.owner import Shop
from tests.port.plugin import configure
from tests.port.saleor3.pricing.orders.desk import Desk
from tests.port.saleor3.rows import make_voucher

# Saleor tells of a change of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal


class Stall:
    """X for 100.00, of which Ann pays 80.00, and Z and W for 10.00."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        catalogue = shop.catalogue
        self.x, self.z, self.w = (
            catalogue.variant(name, price, category=shop.tea)
            for name, price in (("X", "100.00"), ("Z", "10.00"), ("W", "10.00"))
        )
        vip = shop.group("VIP")
        scope = {"include": {"variants": [str(self.x.pk)]}}
        self.rule = shop.rule(vip, "percent_off", "20", scope=scope)
        self.ann = shop.member(vip, "ann@example.com")
        make_voucher(shop, "HALF", "50", self.x)
        make_voucher(shop, "ONCE", "50", apply_once_per_order=True)

    def order(self, basket: dict[Any, int], code: str, shown: Decimal) -> Desk:
        """Have Ann order with a voucher; the order is not confirmed yet."""
        channel = self.shop.catalogue.channel
        channel.automatically_confirm_all_new_orders = False
        # Saleor writes the amount of the whole line as that of a unit otherwise.
        channel.use_legacy_line_discount_propagation_for_order = False
        channel.save()
        checkout = self.ann.use_voucher(self.ann.open_checkout(basket), code)
        assert sum(line.total for line in checkout.lines) == shown
        desk = Desk(self.shop, {})
        return desk.read(self.ann.buy(checkout)).look()


@pytest.fixture
def stall(shop: Shop) -> Stall:
    return Stall(shop)


@pytest.mark.parametrize("is_on", [True, False])
def test_price_and_voucher_stay_when_staff_edit_the_order(
    stall: Stall, is_on: bool
) -> None:
    desk = stall.order({stall.x: 1, stall.z: 1}, "HALF", D("50.00"))
    configure(active=is_on)

    def totals() -> dict[str, Decimal]:
        return {line.sku: line.total for line in desk.order.lines}

    assert totals() == {"X": D("40.00"), "Z": D("10.00")}
    desk.set_quantity("Z", 2)
    assert totals() == {"X": D("40.00"), "Z": D("20.00")}
    desk.set_quantity("X", 1)
    assert (totals(), desk.order.total) == ({"X": D(40), "Z": D(20)}, D("70.00"))
    desk.add(stall.w)
    assert totals() == {"X": D(40), "Z": D(20), "W": D(10)}
    desk.change("orderLineDelete", "id: ID!", id=desk.line_id("Z"))
    assert totals() == {"X": D(40), "W": D(10)}
    desk.set_quantity("X", 3)
    assert (totals(), desk.order.total) == ({"X": D(120), "W": D(10)}, D("140.00"))
    reasons = {"Your price", "Voucher code: HALF"}
    assert {row.reason for row in desk.line("X").discounts.all()} == reasons
    amounts = desk.line("X").discounts.order_by("type").values_list("amount_value")
    assert list(amounts) == [(D(60),), (D(120),)]


def test_a_voucher_for_the_cheapest_unit_goes_off_the_groups_price(
    stall: Stall,
) -> None:
    desk = stall.order({stall.x: 3}, "ONCE", D("200.00"))

    desk.set_quantity("X", 3)
    assert desk.order.total == D("210.00")
    desk.set_quantity("X", 2)
    assert desk.order.total == D("130.00")


def test_what_does_not_divide_stays_to_the_cent(stall: Stall) -> None:
    vip = stall.rule.groups.get()
    stall.shop.promotion(vip, "Ten", kind="amount_off", amount="10.00", currency="USD")

    desk = stall.order({stall.x: 3}, "HALF", D("115.00"))

    assert desk.order.total == D("125.00")
    assert desk.set_quantity("X", 3).order.total == D("125.00")


def test_a_discount_that_staff_type_takes_the_place_of_both(stall: Stall) -> None:
    desk = stall.order({stall.x: 1, stall.z: 1}, "HALF", D("50.00"))

    desk.discount("X", 15).set_quantity("Z", 2)

    assert desk.order.units["X"] == D("85.00")
    assert [row.type for row in desk.line("X").discounts.all()] == ["manual"]


@pytest.mark.parametrize("sale", ["10", "30", None])
def test_a_draft_costs_what_the_checkout_does(stall: Stall, sale: str | None) -> None:
    stall.shop.catalogue.voucher("TEN", "10")
    if sale:
        stall.shop.catalogue.put_on_sale(sale, stall.x)
    unit = D(70) if sale == "30" else D(80)
    desk = Desk(stall.shop, {})

    for code, one, two in (
        ("HALF", unit / 2, unit),
        ("ONCE", unit / 2, unit * 3 / 2),
        ("TEN", unit * 9 / 10, unit * 18 / 10),
    ):
        checkout = stall.ann.use_voucher(stall.ann.open_checkout({stall.x: 2}), code)
        assert checkout.total == two
        assert desk.write({stall.x: 2}).update(voucherCode=code).order.total == two
        assert desk.write({stall.x: 2}, voucherCode=code).order.total == two
        assert desk.set_quantity("X", 2).order.total == two
        assert desk.set_quantity("X", 1).order.total == one
        assert desk.update(voucherCode=None).order.total == unit
        assert desk.update(voucherCode=code).order.total == one


def test_an_increase_beside_a_sale_keeps_the_voucher(stall: Stall) -> None:
    stall.shop.catalogue.put_on_sale("10", stall.z)
    make_voucher(stall.shop, "ZED", "50", stall.z)
    scope = {"include": {"variants": [str(stall.z.pk)]}}
    more = {"scope": scope, "with_promotions": "replace"}
    stall.shop.rule(stall.rule.groups.get(), "percent_increase", "20", **more)

    checkout = stall.ann.use_voucher(stall.ann.open_checkout({stall.z: 1}), "ZED")
    draft = Desk(stall.shop, {}).write({stall.z: 1}, voucherCode="ZED")

    assert (checkout.total, draft.order.total) == (D("6.00"), D("6.00"))
    assert draft.set_quantity("Z", 2).order.total == D("12.00")

"""Group prices beside the promotions and vouchers of Saleor 3."""

from decimal import Decimal
from typing import Any

import pytest
from saleor.checkout.models import Checkout
from saleor.discount import DiscountType

from saleor_customer_groups.port.saleor3.pricing.vouchers import discount_field
from tests.owner import Shop
from tests.port.saleor3.rows import (
    basket,
    change_rule,
    discounts,
    end_sales,
    join,
    leave,
    make_voucher,
    order_lines,
    override_reason,
    promote_orders,
    vip,
)
from tests.storefront import Storefront

D = Decimal


@pytest.mark.parametrize(
    ("with_promotions", "sale", "unit", "rows", "reason"),
    [
        # 20.00, group 10 % off = 18.00.
        ("best", "30", "14.00", [("promotion", "12.00")], "Promotion"),
        ("best", "5", "18.00", [("manual", "4.00")], "Your price"),
        ("stack", "30", "12.60", [("manual", "14.80")], "Your price"),
        ("replace", "30", "18.00", [("manual", "4.00")], "Your price"),
    ],
)
def test_a_lower_price_beside_a_promotion(
    shop: Shop,
    ann: Storefront,
    with_promotions: str,
    sale: str,
    unit: str,
    rows: list[tuple[str, str]],
    reason: str,
) -> None:
    change_rule("percent_off", with_promotions=with_promotions)
    shop.catalogue.put_on_sale(sale, shop.espresso)

    checkout = ann.open_checkout({shop.espresso: 2})
    order = ann.buy(checkout)

    assert checkout.units == order.units == {"espresso": D(unit)}
    assert order.total == D(unit) * 2 + 10
    line = order_lines()["espresso"]
    assert [(row.type, row.amount_value) for row in line.discounts.all()] == [
        (kind, D(amount)) for kind, amount in rows
    ]
    assert line.unit_discount_reason.startswith(reason)


@pytest.mark.parametrize(
    ("with_promotions", "sale", "unit", "undiscounted", "kind"),
    [
        # 30.00, group 5 % on = 31.50; the promotion goes off that.
        ("best", "10", "28.35", "31.50", ["promotion"]),
        ("stack", "2", "30.87", "31.50", ["promotion"]),
        ("replace", "10", "31.50", "31.50", []),
    ],
)
def test_a_higher_price_beside_a_promotion(
    shop: Shop,
    ann: Storefront,
    with_promotions: str,
    sale: str,
    unit: str,
    undiscounted: str,
    kind: list[str],
) -> None:
    change_rule("percent_increase", with_promotions=with_promotions)
    shop.catalogue.put_on_sale(sale, shop.green_tea)

    checkout = ann.open_checkout({shop.green_tea: 2})
    order = ann.buy(checkout)

    assert checkout.units == order.units == {"green-tea": D(unit)}
    assert order.total == D(unit) * 2 + 10
    line = order_lines()["green-tea"]
    assert line.undiscounted_unit_price_net_amount == D(undiscounted)
    assert [row.type for row in line.discounts.all()] == kind
    assert override_reason(line) == "Your price"


def test_a_promotion_that_ends_leaves_the_groups_price(
    shop: Shop, ann: Storefront
) -> None:
    shop.catalogue.put_on_sale("30", shop.espresso)
    checkout = ann.open_checkout({shop.espresso: 1})

    end_sales(shop)

    assert checkout.units == {"espresso": D("14.00")}
    assert ann.look(checkout).units == {"espresso": D("18.00")}
    assert discounts() == {"espresso": [("manual", D("2.00"))]}


def test_a_voucher_takes_off_the_groups_prices_whatever_changes(
    shop: Shop, ann: Storefront
) -> None:
    # 2 x 18.00 + 31.50 = 67.50; without the group 70.00.
    shop.catalogue.voucher("TEN", "10")
    checkout = ann.use_voucher(ann.open_checkout(basket(shop)), "TEN")
    assert (checkout.discount, checkout.total) == (D("6.75"), D("60.75"))

    leave(shop)
    assert ann.look(checkout).total == D("63.00")
    assert ann.look(checkout).discount == D("7.00")

    join(shop)
    assert ann.look(checkout).total == D("60.75")
    assert ann.look(checkout).discount == D("6.75")

    shop.catalogue.set_price(shop.espresso, "30.00")
    assert ann.look(checkout).total == D("76.95")  # 9/10 of 2 x 27.00 + 31.50

    added = ann.set_quantities(checkout, {shop.espresso: 1})
    assert (added.discount, added.total) == (D("5.85"), D("52.65"))
    assert ann.buy(added).total == D("62.65")
    reason = order_lines()["espresso"].unit_discount_reason
    assert reason == "Entire order voucher code: TEN & Your price"


def test_a_fault_in_finding_a_discount_anew_leaves_the_answer_to_saleor(
    shop: Shop,
    ann: Storefront,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shop.catalogue.voucher("TEN", "10")
    checkout = ann.use_voucher(ann.open_checkout(basket(shop)), "TEN")
    leave(shop)

    def fail(*args: Any) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(discount_field, "CheckoutInfoByCheckoutTokenLoader", fail)
    seen = ann.look(checkout)

    assert (seen.discount, seen.total) == (D("7.00"), D("63.00"))
    (line,) = {
        each.getMessage()
        for each in caplog.records
        if each.name == discount_field.logger.name
    }
    assert line.startswith("The discount of checkout ")


@pytest.mark.parametrize("sku", ["espresso", "green-tea"])
def test_a_voucher_for_a_product_takes_off_the_groups_price(
    shop: Shop, ann: Storefront, sku: str
) -> None:
    variant = {"espresso": shop.espresso, "green-tea": shop.green_tea}[sku]
    make_voucher(shop, "TEA", "10", variant)
    unit, total, off = {
        "espresso": (D("16.20"), D("63.90"), D("3.60")),
        "green-tea": (D("28.35"), D("64.35"), D("3.15")),
    }[sku]

    checkout = ann.use_voucher(ann.open_checkout(basket(shop)), "TEA")
    order = ann.buy(checkout)

    assert checkout.units[sku] == order.units[sku] == unit
    assert (checkout.discount, checkout.total) == (off, total)
    assert order.total == total + 10
    amounts = {row.type: row.amount_value for row in order_lines()[sku].discounts.all()}
    assert amounts["voucher"] == off


def test_a_voucher_for_a_product_goes_off_what_a_promotion_left(
    shop: Shop, ann: Storefront
) -> None:
    shop.catalogue.put_on_sale("10", shop.green_tea)
    make_voucher(shop, "TEA", "10", shop.green_tea)
    # 30.00, group 5 % on = 31.50, promotion = 28.35, voucher 2.84 of it.

    checkout = ann.use_voucher(ann.open_checkout({shop.green_tea: 1}), "TEA")
    order = ann.buy(checkout)

    assert (checkout.total, checkout.discount) == (D("25.51"), D("2.84"))
    assert order.units == {"green-tea": D("25.51")}
    assert order.total == D("35.51")


def test_a_voucher_for_the_cheapest_line_finds_it_by_the_groups_prices(
    shop: Shop, ann: Storefront
) -> None:
    make_voucher(shop, "ONE", "50", apply_once_per_order=True)
    checkout = ann.use_voucher(
        ann.open_checkout({shop.latte: 1, shop.espresso: 1}), "ONE"
    )
    assert checkout.units == {"latte": D("4.49"), "espresso": D("18.00")}

    shop.rule(
        vip(),
        "fixed_price",
        "5",
        scope={"include": {"variants": [str(shop.espresso.pk)]}},
    )
    seen = ann.look(checkout)
    order = ann.buy(ann.look(checkout))

    assert seen.units == {"latte": D("8.99"), "espresso": D("2.50")}
    assert order.units == seen.units
    assert order.total == D("21.49")


def test_a_voucher_that_the_groups_prices_no_longer_deserve_is_taken_off(
    shop: Shop, ann: Storefront
) -> None:
    make_voucher(shop, "BIG", "10", shop.espresso, minimum="39.00")
    leave(shop)
    checkout = ann.use_voucher(ann.open_checkout({shop.espresso: 2}), "BIG")
    assert (checkout.units, checkout.total) == ({"espresso": D("18.00")}, D("36.00"))

    join(shop)
    seen = ann.look(checkout)

    assert (seen.units, seen.total) == ({"espresso": D("18.00")}, D("36.00"))
    assert Checkout.objects.get().voucher_code is None
    assert ann.buy(seen).total == D("46.00")
    (discount,) = order_lines()["espresso"].discounts.all()
    assert discount.type == DiscountType.MANUAL


def test_a_rule_that_goes_with_no_voucher_comes_back_without_it(
    shop: Shop, ann: Storefront
) -> None:
    change_rule("percent_off", with_vouchers="refuse")
    shop.catalogue.voucher("TEN", "10")
    opened = ann.open_checkout({shop.espresso: 1})

    with_voucher = ann.use_voucher(opened, "TEN")
    without = ann.change(
        """mutation($id: ID!) { checkoutRemovePromoCode(id: $id, promoCode: "TEN") {
          checkout { totalPrice { gross { amount } } } errors { field message code }
        } }""",
        id=opened.id,
    )

    assert opened.total == D("18.00")
    assert with_voucher.total == D("18.00")
    assert discounts() == {"espresso": [("manual", D("2.00"))]}
    assert without["checkout"]["totalPrice"] == {"gross": {"amount": 18.0}}


def test_a_promotion_of_the_whole_order_goes_off_the_groups_prices(
    shop: Shop, ann: Storefront
) -> None:
    promote_orders(
        shop,
        reward_type="subtotal_discount",
        reward_value_type="percentage",
        reward_value=D(10),
    )
    checkout = ann.open_checkout(basket(shop))
    leave(shop)
    without = ann.set_quantities(checkout, basket(shop))
    join(shop)
    again = ann.set_quantities(checkout, basket(shop))
    order = ann.buy(again)

    assert checkout.total == again.total == D("60.75")
    assert without.total == D("63.00")
    assert order.total == D("70.75")
    assert sum(line.total for line in order.lines) == D("60.75")


def test_a_gift_of_saleors_stays_a_gift(shop: Shop, ann: Storefront) -> None:
    rule = promote_orders(shop, reward_type="gift")
    rule.gifts.add(shop.latte)

    checkout = ann.open_checkout(basket(shop))

    assert checkout.units == {
        "espresso": D("18.00"),
        "green-tea": D("31.50"),
        "latte": D("0.00"),
    }
    assert ann.buy(checkout).total == D("77.50")

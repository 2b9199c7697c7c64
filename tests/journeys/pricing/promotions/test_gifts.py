"""What a promotion gives away, on its way through the checkout into the order."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from saleor_customer_groups.models import AppliedBenefit, CustomerGroup, Promotion
from saleor_customer_groups.services.rules import promotions
from tests.owner import Shop
from tests.port.goods import set_stock, withdraw
from tests.port.plugin import configure
from tests.storefront import Checkout, Order, Refused, Storefront

D = Decimal
EMAIL = "ann@example.com"


@pytest.fixture
def vip(shop: Shop) -> CustomerGroup:
    return shop.group("VIP")


@pytest.fixture
def ann(shop: Shop, vip: CustomerGroup) -> Storefront:
    """A shopper who gets an espresso for every two green teas."""
    give(shop, vip, shop.espresso, per={"quantity": 2, "scope": tea(shop)})
    return shop.member(vip, EMAIL)


def tea(shop: Shop) -> dict[str, Any]:
    return {"include": {"categories": [str(shop.tea.pk)]}}


def give(shop: Shop, group: CustomerGroup, *variants: Any, **more: Any) -> Promotion:
    values = {"kind": "gift", "variants": [str(each.pk) for each in variants], **more}
    return promotions.create_promotion(
        values={"name": "Gift", "benefit": values},
        groups=[group],
        now=timezone.now(),
    )


def seen(bought: Checkout | Order) -> list[tuple[str, int, Decimal]]:
    """Return SKU, quantity and price of all lines."""
    return sorted((line.sku, line.quantity, line.total) for line in bought.lines)


def test_a_gift_comes_follows_the_quantity_and_goes(
    shop: Shop, ann: Storefront
) -> None:
    opened = ann.open_checkout({shop.green_tea: 1})
    earned = ann.add(opened, {shop.green_tea: 3})
    fewer = ann.set_quantities(opened, {shop.green_tea: 2})
    none = ann.set_quantities(opened, {shop.green_tea: 1})

    assert seen(opened) == [("green-tea", 1, D("30.00"))]
    assert seen(earned) == [("espresso", 2, D(0)), ("green-tea", 4, D("120.00"))]
    assert (earned.subtotal, earned.total) == (D("120.00"), D("120.00"))
    assert seen(fewer) == [("espresso", 1, D(0)), ("green-tea", 2, D("60.00"))]
    assert seen(none) == [("green-tea", 1, D("30.00"))]
    assert none.total == D("30.00")


def test_a_gift_is_in_the_order_and_recorded(
    shop: Shop, ann: Storefront, django_capture_on_commit_callbacks: Any
) -> None:
    checkout = ann.open_checkout({shop.green_tea: 2})

    with django_capture_on_commit_callbacks(execute=True):
        order = ann.buy(checkout)

    assert seen(order) == [("espresso", 1, D(0)), ("green-tea", 2, D("60.00"))]
    assert (order.total, order.captured) == (D("70.00"), D("70.00"))
    assert {line.sku: line.group for line in checkout.lines} == {
        "espresso": "VIP",
        "green-tea": None,
    }
    row = AppliedBenefit.objects.get()
    assert (row.kind, row.benefit_kind, row.code) == ("promotion", "gift", "gift")
    assert (row.sku, row.quantity, row.amount) == ("espresso", 1, D("-20.00"))
    assert row.group_code == "vip"


def test_a_shopper_makes_no_more_of_a_gift(shop: Shop, ann: Storefront) -> None:
    checkout = ann.open_checkout({shop.green_tea: 2})

    more = ann.set_quantities(checkout, {shop.espresso: 5})

    gift, tea = ("espresso", 1, D(0)), ("green-tea", 2, D("60.00"))
    assert seen(checkout) == [gift, tea]
    assert seen(more) == [gift, ("espresso", 5, D("100.00")), tea]
    assert ann.buy(more).total == D("170.00")


def test_what_is_given_can_also_be_bought(shop: Shop, ann: Storefront) -> None:
    checkout = ann.open_checkout({shop.green_tea: 2})

    bought = ann.add(checkout, {shop.espresso: 1})
    more = ann.set_quantities(bought, {shop.espresso: 3})
    paid_only = ann.set_quantities(more, {shop.green_tea: 1})

    tea, gift = ("green-tea", 2, D("60.00")), ("espresso", 1, D(0))
    assert seen(bought) == [gift, ("espresso", 1, D("20.00")), tea]
    assert seen(more) == [gift, ("espresso", 3, D("60.00")), tea]
    assert more.total == D("120.00")
    assert seen(paid_only) == [("espresso", 3, D("60.00")), ("green-tea", 1, D(30))]


@pytest.mark.parametrize("way", ["leave", "detach", "switch off"])
def test_a_gift_goes_with_what_gave_it(
    shop: Shop, ann: Storefront, vip: CustomerGroup, way: str
) -> None:
    checkout = ann.open_checkout({shop.green_tea: 2})

    if way == "leave":
        shop.take_out_of(vip, EMAIL)
        left = ann.look(checkout)
    elif way == "detach":
        left = ann.detach(checkout)
    else:
        configure(active=False)
        left = ann.look(checkout)

    assert seen(checkout)[0] == ("espresso", 1, D(0))
    assert seen(left) == [("green-tea", 2, D("60.00"))]
    assert left.total == D("60.00")


def test_a_gift_makes_way_for_what_is_bought(shop: Shop, ann: Storefront) -> None:
    set_stock(shop.espresso, 3)
    checkout = ann.open_checkout({shop.green_tea: 2})

    two = ann.add(checkout, {shop.espresso: 2})
    three = ann.set_quantities(two, {shop.espresso: 3})

    tea = ("green-tea", 2, D("60.00"))
    assert seen(two) == [("espresso", 1, D(0)), ("espresso", 2, D("40.00")), tea]
    assert seen(three) == [("espresso", 3, D("60.00")), tea]
    assert ann.buy(three).total == D("130.00")


def test_the_first_that_is_in_stock_is_given(shop: Shop, vip: CustomerGroup) -> None:
    give(shop, vip, shop.espresso, shop.latte)
    ann = shop.member(vip, EMAIL)
    set_stock(shop.espresso, 0)
    checkout = ann.open_checkout({shop.green_tea: 1})
    withdraw(shop.latte)
    shop.catalogue.let_prices_run_out()

    assert seen(checkout) == [("green-tea", 1, D("30.00")), ("latte", 1, D(0))]
    assert seen(ann.look(checkout)) == [("green-tea", 1, D("30.00"))]


@pytest.mark.parametrize("lack", ["stock", "offer"])
def test_a_gift_that_has_run_out_does_not_stop_the_order(
    shop: Shop, ann: Storefront, lack: str
) -> None:
    checkout = ann.pay_for(ann.open_checkout({shop.green_tea: 2}))
    if lack == "stock":
        set_stock(shop.espresso, 0)
    else:
        withdraw(shop.espresso)

    order = ann.complete(checkout)

    assert seen(checkout)[0] == ("espresso", 1, D(0))
    assert seen(order) == [("green-tea", 2, D("60.00"))]
    assert (order.total, order.captured) == (D("70.00"), D("70.00"))


def test_a_voucher_for_the_cheapest_unit_is_not_for_the_gift(
    shop: Shop, ann: Storefront
) -> None:
    shop.catalogue.voucher("ONCE", "100", once=True)
    checkout = ann.open_checkout({shop.green_tea: 2, shop.latte: 1})

    used = ann.use_voucher(checkout, "ONCE")
    order = ann.buy(used)

    assert (used.discount, used.total) == (D("9.99"), D("60.00"))
    assert (order.total, order.captured) == (D("70.00"), D("70.00"))


def test_a_discount_of_everything_loses_no_cent_beside_a_gift(
    shop: Shop, vip: CustomerGroup
) -> None:
    give(shop, vip, shop.espresso)
    ann = shop.member(vip, EMAIL)
    shop.catalogue.voucher("TEN", "10")
    checkout = ann.open_checkout(
        {
            shop.catalogue.variant(f"third-{number}", price, category=shop.coffee): 1
            for number, price in enumerate(("3.33", "3.33", "3.34"))
        }
    )

    used = ann.use_voucher(checkout, "TEN")
    order = ann.buy(used)

    assert (used.discount, used.total) == (D("1.00"), D("9.00"))
    assert (order.total, order.captured) == (D("19.00"), D("19.00"))


def test_gifts_do_not_make_up_the_number_that_a_voucher_asks_for(
    shop: Shop, ann: Storefront
) -> None:
    shop.catalogue.voucher("FOUR", "10", min_items=4)
    checkout = ann.open_checkout({shop.green_tea: 3})

    with pytest.raises(Refused):
        ann.use_voucher(checkout, "FOUR")
    ann.add(checkout, {shop.espresso: 1})

    assert ann.use_voucher(checkout, "FOUR").discount == D("11.00")

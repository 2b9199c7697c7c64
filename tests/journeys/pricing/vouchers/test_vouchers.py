"""Saleor's own vouchers come after the groups' prices, and stay right with them."""

from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from saleor_customer_groups import port
from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.base.settings_changes import change_settings
from saleor_customer_groups.services.groups import groups
from tests.owner import Shop
from tests.port.plugin import configure
from tests.storefront import Checkout, Refused, Storefront

D = Decimal


@pytest.fixture
def vip(shop: Shop) -> CustomerGroup:
    """A group that pays 10 % less for coffee, 18.00, and 5 % more for tea, 31.50."""
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "10", category=shop.coffee)
    shop.rule(vip, "percent_increase", "5", category=shop.tea)
    return vip


@pytest.fixture
def ann(shop: Shop, vip: CustomerGroup) -> Storefront:
    return shop.member(vip, "ann@example.com")


def basket(shop: Shop) -> dict[Any, int]:
    """What costs 70.00, and a VIP 67.50."""
    return {shop.espresso: 2, shop.green_tea: 1}


def amounts(checkout: Checkout) -> tuple[Decimal, Decimal]:
    return checkout.discount, checkout.total


def test_a_voucher_takes_its_part_of_the_groups_prices(
    shop: Shop, ann: Storefront
) -> None:
    shop.catalogue.voucher("TEN", "10")

    checkout = ann.ship(ann.use_voucher(ann.open_checkout(basket(shop)), "TEN"))
    ann.pay(checkout)
    order = ann.complete(checkout)

    assert amounts(checkout) == (D("6.75"), D("70.75"))
    assert (order.total, order.captured) == (D("70.75"), D("70.75"))
    assert sum(
        line.total for line in order.lines
    ) + order.shipping - order.discount == (D("70.75"))


def test_a_voucher_on_one_product_starts_from_the_groups_price(
    shop: Shop, ann: Storefront
) -> None:
    shop.catalogue.voucher("HALF", "50", shop.espresso)

    checkout = ann.use_voucher(ann.open_checkout(basket(shop)), "HALF")

    # Half of twice 18.00.
    assert checkout.discount == D("18.00")
    assert checkout.total == D("49.50")


def test_a_voucher_for_the_cheapest_goods_goes_by_the_groups_prices(
    shop: Shop, ann: Storefront, vip: CustomerGroup
) -> None:
    shop.rule(vip, "fixed_price", "15", category=shop.tea)
    shop.catalogue.voucher("ONCE", "10", shop.espresso, shop.green_tea, once=True)

    checkout = ann.use_voucher(ann.open_checkout(basket(shop)), "ONCE")

    # To others espresso at 20.00 is cheaper than tea at 30.00.
    assert checkout.discount == D("1.50")
    assert checkout.total == D("49.50")


def test_a_voucher_asks_for_its_minimum_at_the_groups_prices(
    shop: Shop, ann: Storefront
) -> None:
    shop.catalogue.voucher("SEVENTY", "10", min_spent="70")
    checkout = ann.open_checkout(basket(shop))

    with pytest.raises(Refused):
        ann.use_voucher(checkout, "SEVENTY")

    assert amounts(ann.look(checkout)) == (D(0), D("67.50"))


def test_a_voucher_is_right_at_login_and_when_the_group_changes(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    shop.catalogue.voucher("TEN", "10")
    browser = Storefront()
    as_guest = browser.use_voucher(browser.open_checkout(basket(shop)), "TEN")

    browser.log_in("ann@example.com")
    as_vip = browser.attach(as_guest)
    shop.take_out_of(vip, "ann@example.com")
    afterwards = browser.look(as_vip)
    shop.rule(shop.default_group(), "percent_off", "50")
    cheap = browser.look(as_vip)

    assert [amounts(each) for each in (as_guest, as_vip, afterwards, cheap)] == [
        (D("7.00"), D("63.00")),
        (D("6.75"), D("60.75")),
        (D("7.00"), D("63.00")),
        (D("3.50"), D("31.50")),
    ]


def test_a_voucher_follows_what_the_owner_changes_in_settings_and_groups(
    shop: Shop,
) -> None:
    """60.00 with 20 % of one group and 10 % of another, and a voucher of 10 %."""
    shop.catalogue.voucher("TEN", "10")
    trade, gold = shop.group("Trade", priority=1), shop.group("Gold", priority=2)
    shop.rule(trade, "percent_off", "20")
    shop.rule(gold, "percent_off", "10")
    ann = shop.member(trade, "ann@example.com")
    shop.put_into(gold, "ann@example.com")
    checkout = ann.use_voucher(ann.open_checkout({shop.green_tea: 2}), "TEN")

    def changed(**values: Any) -> None:
        groups.update_group(
            group=CustomerGroup.objects.get(pk=trade.pk),
            values=values,
            occasion=Occasion.manual(now=timezone.now()),
        )

    seen = [amounts(checkout)]
    for change in (
        partial(change_settings, {"policy": "priority"}),
        partial(changed, priority=9),
        partial(change_settings, {"policy": "stack"}),
        partial(changed, is_active=False),
        partial(shop.take_out_of, gold, "ann@example.com"),
    ):
        change()
        seen.append(amounts(ann.look(checkout)))

    assert seen == [
        (D("4.80"), D("43.20")),
        (D("5.40"), D("48.60")),
        (D("4.80"), D("43.20")),
        (D("4.32"), D("38.88")),
        (D("5.40"), D("48.60")),
        (D("6.00"), D("54.00")),
    ]


def test_a_gift_is_no_goods_for_a_voucher(shop: Shop) -> None:
    """What is given neither counts among the units asked for, nor is it reduced."""
    vip = shop.group("VIP")
    gift = {"variants": [str(shop.espresso.pk)], "quantity": 1}
    shop.promotion(vip, "Espresso for nothing", kind="gift", **gift)
    shop.catalogue.voucher("THREE", "10", min_items=3)
    shop.catalogue.voucher("HALF", "50", shop.espresso)
    shop.catalogue.voucher("ONCE", "50", once=True)
    ann = shop.member(vip, "ann@example.com")
    checkout = ann.open_checkout({shop.green_tea: 2})

    for code in ("THREE", "HALF"):
        with pytest.raises(Refused):
            ann.use_voucher(checkout, code)
    once = ann.use_voucher(checkout, "ONCE")
    ann.take_voucher_back(once)
    three = ann.use_voucher(ann.set_quantities(checkout, {shop.green_tea: 3}), "THREE")
    two = ann.set_quantities(checkout, {shop.green_tea: 2})

    assert [amounts(each) for each in (once, three, two)] == [
        (D("15.00"), D("45.00")),
        (D("9.00"), D("81.00")),
        (D(0), D("60.00")),
    ]
    half = ann.use_voucher(ann.add(checkout, {shop.espresso: 1}), "HALF")
    assert amounts(half) == (D("10.00"), D("70.00"))


def test_a_voucher_that_no_longer_applies_goes_when_the_group_changes(
    shop: Shop, vip: CustomerGroup
) -> None:
    Storefront().register("bob@example.com")
    bob = Storefront().log_in("bob@example.com")
    shop.catalogue.voucher("SEVENTY", "10", min_spent="70")
    before = bob.use_voucher(bob.open_checkout(basket(shop)), "SEVENTY")

    shop.put_into(vip, "bob@example.com")

    assert amounts(before) == (D("7.00"), D("63.00"))
    assert amounts(bob.look(before)) == (D(0), D("67.50"))


def test_switched_off_a_voucher_is_reckoned_on_saleors_prices(
    shop: Shop, ann: Storefront
) -> None:
    shop.catalogue.voucher("TEN", "10")
    checkout = ann.use_voucher(ann.open_checkout(basket(shop)), "TEN")
    assert amounts(ann.look(checkout)) == (D("6.75"), D("60.75"))

    configure(active=False)

    assert amounts(ann.look(checkout)) == (D("7.00"), D("63.00"))


REFUSE = {"with_vouchers": "refuse"}
ENTER = {
    2: "mutation($id: ID!, $code: String!) {"
    " checkoutAddPromoCode(checkoutId: $id, promoCode: $code) {"
    " checkoutErrors { message } } }",
    3: "mutation($id: ID!, $code: String!) {"
    " checkoutAddPromoCode(id: $id, promoCode: $code) { errors { message } } }",
}[port.GENERATION]


@pytest.fixture
def sets(shop: Shop) -> Any:
    """What costs 100.00."""
    return shop.catalogue.variant("set", "100.00", category=shop.tea)


def test_a_voucher_beside_which_prices_and_promotions_do_not_go(
    shop: Shop, sets: Any
) -> None:
    vip = shop.group("VIP")
    price = shop.rule(vip, "percent_off", "20", **REFUSE)
    half = shop.promotion(vip, "Half", kind="percent_off", percent="50", **REFUSE)
    ann = shop.member(vip, "ann@example.com")
    shop.catalogue.voucher("TEN", "10")
    opened = ann.open_checkout({sets: 1, shop.espresso: 5})

    entered = ann.use_voucher(opened, "TEN")
    taken_back = ann.take_voucher_back(entered)
    again = ann.use_voucher(taken_back, "TEN")
    shop.change(half, is_active=False)
    shop.change(price, with_vouchers="allow")
    cheaper = ann.look(again)
    shop.change(price, with_vouchers="refuse")
    back = ann.look(again)
    order = ann.buy(back)

    assert [amounts(each) for each in (opened, entered, taken_back, again)] == [
        (D(0), D("80.00")),
        (D("20.00"), D("180.00")),
        (D(0), D("80.00")),
        (D("20.00"), D("180.00")),
    ]
    assert amounts(cheaper) == (D("16.00"), D("144.00"))
    assert amounts(back) == (D("20.00"), D("180.00"))
    assert (order.total, order.captured) == (D("190.00"), D("190.00"))


@pytest.mark.parametrize(("kind", "after"), [("rule", "10.00"), ("plugin", "10.00")])
def test_what_ends_between_entering_a_voucher_and_the_first_look(
    shop: Shop, sets: Any, kind: str, after: str
) -> None:
    vip = shop.group("VIP")
    price = shop.rule(vip, "percent_off", "20")
    ann = shop.member(vip, "ann@example.com")
    shop.catalogue.voucher("TEN", "10")
    checkout = ann.open_checkout({sets: 1})

    ann.change(ENTER, id=checkout.id, code="TEN")
    if kind == "rule":
        shop.change(price, is_active=False)
    else:
        configure(active=False)

    assert amounts(ann.look(checkout)) == (D(after), D("90.00"))


def test_a_voucher_for_shipping_beside_free_shipping(shop: Shop) -> None:
    vip = shop.group("VIP")
    ann = shop.member(vip, "ann@example.com")
    shop.catalogue.voucher("POST", "50", of_shipping=True)
    free = shop.promotion(vip, "Free", kind="free_shipping", **REFUSE)
    shipped = ann.ship(ann.open_checkout({shop.espresso: 1}))

    entered = ann.use_voucher(shipped, "POST")
    shop.change(free, with_vouchers="allow")
    for_nothing = ann.look(entered)
    shop.change(free, benefit={"kind": "free_shipping", "up_to": "4.00"})
    lowered = ann.look(entered)

    assert amounts(shipped) == (D(0), D("20.00"))
    assert amounts(entered) == (D("5.00"), D("25.00"))
    assert amounts(for_nothing) == (D(0), D("20.00"))
    assert amounts(lowered) == (D("3.00"), D("23.00"))


def test_a_voucher_is_asked_for_its_minimum_at_the_prices_beside_it(
    shop: Shop, sets: Any
) -> None:
    vip = shop.group("VIP")
    price = shop.rule(vip, "percent_off", "20", **REFUSE)
    ann = shop.member(vip, "ann@example.com")
    shop.catalogue.voucher("NINETY", "10", min_spent="90")
    shop.catalogue.voucher("HUNDRED", "10", min_spent="110")
    checkout = ann.open_checkout({sets: 1})

    with pytest.raises(Refused):
        ann.use_voucher(checkout, "HUNDRED")
    refused = ann.look(checkout)
    entered = ann.use_voucher(checkout, "NINETY")
    shop.change(price, with_vouchers="allow")
    gone = ann.look(entered)

    assert amounts(refused) == (D(0), D("80.00"))
    assert amounts(entered) == (D("10.00"), D("90.00"))
    assert amounts(gone) == (D(0), D("80.00"))


def test_a_voucher_follows_the_listing_price_and_another_voucher(
    shop: Shop, sets: Any
) -> None:
    ann = shop.member(shop.group("VIP"), "ann@example.com")
    shop.catalogue.voucher("TEN", "10")
    shop.catalogue.voucher("HALF", "50", sets)
    entered = ann.use_voucher(ann.open_checkout({sets: 1, shop.espresso: 1}), "HALF")

    replaced = ann.use_voucher(entered, "TEN")
    shop.catalogue.set_price(sets, "80.00")

    assert amounts(entered) == (D("50.00"), D("70.00"))
    assert amounts(replaced) == (D("12.00"), D("108.00"))
    assert amounts(ann.look(replaced)) == (D("10.00"), D("90.00"))

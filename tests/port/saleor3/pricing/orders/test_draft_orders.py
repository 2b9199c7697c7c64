"""Orders that staff write on Saleor 3, at the prices of the customer's groups."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from graphene import Node
from saleor.order.models import Order, OrderLine

from saleor_customer_groups.port.saleor3.pricing.orders import draft_orders
from tests.clock import Clock
from tests.journeys.pricing.test_draft_orders import shipping_method
from tests.owner import Shop
from tests.port.plugin import configure
from tests.port.saleor3.rows import basket, change_rule, make_voucher, override_reason
from tests.queries import counted
from tests.storefront import Storefront

from .desk import Desk

# Saleor tells of a change of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)
D = Decimal


@pytest.fixture
def desk(shop: Shop, ann: Storefront) -> Desk:
    return Desk(shop, basket(shop))


def test_after_a_fault_nothing_of_ours_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk.order.units == {"espresso": D("18.00"), "green-tea": D("31.50")}

    def fail(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError("a fault of ours")

    with monkeypatch.context() as fault:
        fault.setattr(draft_orders, "price_to_store", fail)
        desk.set_quantity("espresso", 3)

    assert desk.order.units == {"espresso": D("20.00"), "green-tea": D("30.00")}
    Clock(monkeypatch).put_forward(seconds=4)
    desk.look()
    assert desk.order.units == {"espresso": D("18.00"), "green-tea": D("31.50")}


def test_the_lines_say_which_group_made_their_price(desk: Desk) -> None:
    assert desk.order.units == {"espresso": D("18.00"), "green-tea": D("31.50")}
    assert desk.order.total == D("67.50")
    espresso, tea = desk.line("espresso"), desk.line("green-tea")
    assert espresso.unit_discount_reason == "Your price"
    assert espresso.undiscounted_unit_price_net_amount == D("20.00")
    (discount,) = espresso.discounts.all()
    assert (discount.type, discount.value_type) == ("manual", "percentage")
    assert (discount.value, discount.amount_value) == (D("10.00"), D("4.00"))
    assert (tea.is_price_overridden, tea.discounts.count()) == (True, 0)
    assert override_reason(tea) == "Your price"


def test_editing_the_order_keeps_the_prices(desk: Desk) -> None:
    assert desk.set_quantity("espresso", 5).order.total == D("121.50")
    assert desk.add(desk.shop.latte).order.units["latte"] == D("8.99")
    assert desk.set_quantity("green-tea", 2).order.total == D("161.99")
    amounts = {
        line.product_sku: [row.amount_value for row in line.discounts.all()]
        for line in OrderLine.objects.all()
    }
    assert amounts == {
        "espresso": [D("10.00")],
        "latte": [D("1.00")],
        "green-tea": [],
    }


def test_a_discount_by_hand_is_kept(desk: Desk) -> None:
    discounted = desk.discount("espresso", 15).look().order
    assert discounted.units["espresso"] == D("5.00")
    assert [line.group for line in discounted.lines] == [None, "VIP"]

    edited = desk.set_quantity("espresso", 3)

    assert edited.order.units == {"espresso": D("5.00"), "green-tea": D("31.50")}
    assert desk.line("espresso").unit_discount_reason == "By hand"
    groups = {line.sku: line.group for line in edited.order.lines}
    assert groups == {"espresso": None, "green-tea": "VIP"}


def test_a_discount_that_staff_take_off_stays_off(desk: Desk) -> None:
    taken_off = desk.take_discount_off("espresso").look().order
    assert taken_off.units["espresso"] == D("20.00")

    edited = desk.set_quantity("espresso", 3)

    assert edited.order.units == {"espresso": D("20.00"), "green-tea": D("31.50")}


def test_a_price_by_hand_is_kept(desk: Desk) -> None:
    typed = desk.add(desk.shop.green_tea, price=7).add(desk.shop.latte, price=3)

    assert typed.order.units == {
        "espresso": D("18.00"),
        "green-tea": D("7.00"),
        "latte": D("3.00"),
    }
    assert [line.group for line in typed.order.lines] == ["VIP", None, None]
    tea = desk.line("green-tea")
    assert (override_reason(tea), tea.private_metadata) == (None, {})
    assert desk.set_quantity("latte", 2).order.units["latte"] == D("3.00")


def test_another_customer_takes_everything_of_ours_off(desk: Desk) -> None:
    Storefront().register("bob@example.com")
    bob = get_user_model().objects.get(email="bob@example.com")

    desk.update(user=Node.to_global_id("User", bob.pk))

    assert desk.order.units == {"espresso": D("20.00"), "green-tea": D("30.00")}
    for line in OrderLine.objects.all():
        assert line.discounts.count() == 0
        assert line.private_metadata == {}
        assert not line.is_price_overridden
        assert override_reason(line) is None
        assert line.draft_base_price_expire_at is not None

    assert desk.update(user=desk.ann).order.total == D("67.50")


@pytest.mark.parametrize(
    ("with_promotions", "units"),
    [
        ("best", {"espresso": D("14.00"), "green-tea": D("28.35")}),
        ("stack", {"espresso": D("12.60"), "green-tea": D("28.35")}),
        ("replace", {"espresso": D("18.00"), "green-tea": D("31.50")}),
    ],
)
def test_prices_beside_saleors_promotions(
    shop: Shop, ann: Storefront, with_promotions: str, units: dict[str, Decimal]
) -> None:
    for kind in ("percent_off", "percent_increase"):
        change_rule(kind, with_promotions=with_promotions)
    shop.catalogue.put_on_sale("30", shop.espresso)
    shop.catalogue.put_on_sale("10", shop.green_tea)

    desk = Desk(shop, basket(shop))

    assert desk.order.units == units
    assert desk.order.total == 2 * units["espresso"] + units["green-tea"]


def test_vouchers_go_off_the_groups_prices(desk: Desk) -> None:
    desk.shop.catalogue.voucher("TEN", "10")
    make_voucher(desk.shop, "PRODUCT", "10", desk.shop.espresso)
    make_voucher(desk.shop, "ONE", "50", apply_once_per_order=True)

    entire = desk.update(voucherCode="TEN").order
    product = desk.update(voucherCode="PRODUCT").order
    once = desk.update(voucherCode="ONE").order
    none = desk.update(voucherCode=None).order

    assert entire.total == D("60.75")
    assert (product.units["espresso"], product.total) == (D("16.20"), D("63.90"))
    assert once.total == D("58.50")
    assert (none.units["espresso"], none.total) == (D("18.00"), D("67.50"))
    assert desk.line("espresso").undiscounted_unit_price_net_amount == D("20.00")


def change_listings(desk: Desk) -> None:
    """Raise the price of espresso from 20 to 30, of tea from 30 to 40, a day later."""
    for variant, price in ((desk.shop.espresso, "30.00"), (desk.shop.green_tea, "40")):
        desk.shop.catalogue.set_price(variant, price)
    OrderLine.objects.filter(draft_base_price_expire_at__isnull=False).update(
        draft_base_price_expire_at=timezone.now()
    )


def fix_price(desk: Desk) -> None:
    """Have espresso cost 15.00 in a draft that is written."""
    adjustment = {"kind": "fixed_price", "amount": "15.00", "currency": "USD"}
    change_rule("percent_off", adjustment=adjustment)
    desk.update(customerNote="Please hurry")


def test_a_new_listing_price_comes_when_saleor_refreshes_the_draft(desk: Desk) -> None:
    change_listings(desk)

    desk.update(customerNote="Please hurry")

    assert desk.order.units == {"espresso": D("27.00"), "green-tea": D("42.00")}


def test_who_looks_at_a_draft_sees_the_prices_of_today(desk: Desk) -> None:
    fix_price(desk)
    before = desk.order
    change_listings(desk)

    assert before.units == {"espresso": D("15.00"), "green-tea": D("31.50")}
    for _ in range(2):
        desk.look()
        assert desk.order.units == {"espresso": D("15.00"), "green-tea": D("42.00")}
        assert desk.order.total == D("72.00")
    espresso, tea = desk.line("espresso"), desk.line("green-tea")
    assert espresso.undiscounted_unit_price_net_amount == D("30.00")
    assert (tea.is_price_overridden, override_reason(tea)) == (
        True,
        "Your price",
    )
    for line in (espresso, tea):
        assert line.draft_base_price_expire_at > timezone.now()


def test_a_draft_is_placed_at_the_prices_of_today(desk: Desk) -> None:
    fix_price(desk)
    desk.update(shippingMethod=shipping_method())
    change_listings(desk)

    placed = desk.change("draftOrderComplete", "id: ID!", id=desk.order.id).order

    assert placed.units == {"espresso": D("15.00"), "green-tea": D("42.00")}
    assert placed.total == D("82.00")


def test_a_raised_price_alone_is_found_anew(shop: Shop, ann: Storefront) -> None:
    desk = Desk(shop, {shop.green_tea: 2})
    change_listings(desk)

    assert desk.look().order.units == {"green-tea": D("42.00")}
    assert desk.order.total == D("84.00")


def test_switched_off_a_draft_keeps_its_prices_from_day_to_day(desk: Desk) -> None:
    configure(active=False)
    change_listings(desk)

    # 10 % off is Saleor's own discount now.
    for quantity in (3, 4):
        desk.set_quantity("espresso", quantity)
        assert desk.order.units == {"espresso": D("27.00"), "green-tea": D("31.50")}


def test_what_staff_typed_stays_when_saleor_refreshes_the_draft(desk: Desk) -> None:
    desk.discount("espresso", 15).add(desk.shop.green_tea, price=7)
    change_listings(desk)

    assert desk.look().order.units == {"espresso": D("15.00"), "green-tea": D("7.00")}


def test_an_amount_that_no_percentage_makes_is_exact(
    shop: Shop, ann: Storefront
) -> None:
    change_rule("percent_off", adjustment={"kind": "percent_off", "percent": "33.3333"})

    desk = Desk(shop, {shop.espresso: 3})

    assert (desk.order.units, desk.order.total) == (
        {"espresso": D("13.33")},
        D("39.99"),
    )


def test_an_order_that_is_no_draft_is_left_alone(desk: Desk) -> None:
    from saleor_customer_groups.port.saleor3.pricing.orders.draft_orders import (
        price_draft_order,
    )

    Order.objects.update(status="unconfirmed")
    order = Order.objects.get()

    with counted() as queries:
        price_draft_order(order, lambda cart: pytest.fail("is not to be priced"))

    assert queries.count == 0


def test_queries_do_not_grow_with_the_lines(shop: Shop, ann: Storefront) -> None:
    from saleor_customer_groups.port.saleor3.pricing.orders.draft_orders import (
        price_draft_order,
    )
    from saleor_customer_groups.services.base.configuration import DEFAULT
    from saleor_customer_groups.services.pricing import pricing

    def quote(cart: Any) -> Any:
        return pricing.quote_units(cart, configuration=DEFAULT, now=timezone.now())

    def count(order: Order) -> int:
        price_draft_order(order, lambda cart: None)
        prices = order.lines.values_list("base_unit_price_amount", flat=True)
        assert set(prices) == {D("10.00")}
        with counted() as queries:
            price_draft_order(order, quote)
        assert set(prices.all()) == {D("9.00")}
        return queries.count

    variants = [
        shop.catalogue.variant(f"v{number}", "10.00", category=shop.coffee)
        for number in range(20)
    ]
    desk = Desk(shop, {variants[0]: 1})
    with_one_line = count(Order.objects.get())
    for variant in variants[1:]:
        desk.add(variant)

    assert count(Order.objects.get()) == with_one_line

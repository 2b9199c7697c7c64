"""Orders that staff write for a customer."""

from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from graphene import Node
from saleor.shipping.models import ShippingMethod

from saleor_customer_groups.models import AppliedBenefit
from tests.owner import Shop
from tests.storefront import Storefront

# Saleor 3 tells of a change of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal


def id_of(email: str) -> str:
    return Node.to_global_id("User", get_user_model().objects.get(email=email).pk)


def shipping_method() -> str:
    return Node.to_global_id("ShippingMethod", ShippingMethod.objects.get().pk)


def test_a_draft_order_has_the_customers_prices(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15", category=shop.tea)
    shop.rule(vip, "percent_increase", "8", category=shop.coffee)
    shop.member(vip, "ann@example.com")

    order = shop.owner().draft_order(
        id_of("ann@example.com"), {shop.espresso: 2, shop.green_tea: 1}
    )

    assert order.units == {"espresso": D("21.60"), "green-tea": D("25.50")}
    assert {line.sku: (line.group, line.list_price) for line in order.lines} == {
        "espresso": ("VIP", D("20.00")),
        "green-tea": ("VIP", D("30.00")),
    }
    assert order.total == D("68.70")
    assert order.adds_up


def test_a_draft_order_given_to_another_customer_changes_its_prices(
    shop: Shop,
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    shop.member(vip, "ann@example.com")
    Storefront().register("bob@example.com")
    owner = shop.owner()

    order = owner.draft_order(id_of("bob@example.com"), {shop.green_tea: 1})
    for_ann = owner.give_draft_to(order, id_of("ann@example.com"))
    for_bob = owner.give_draft_to(for_ann, id_of("bob@example.com"))

    assert order.units == {"green-tea": D("30.00")}
    assert [order.lines[0].group, for_ann.lines[0].group] == [None, "VIP"]
    assert for_bob.lines[0].group is None
    assert (for_ann.units, for_ann.total) == ({"green-tea": D("25.50")}, D("25.50"))
    assert (for_bob.units, for_bob.total) == ({"green-tea": D("30.00")}, D("30.00"))


def test_a_draft_order_follows_its_quantities_and_is_recorded_when_placed(
    shop: Shop,
) -> None:
    vip = shop.group("VIP")
    tiers = [{"min_quantity": 1, "percent": "10"}, {"min_quantity": 5, "percent": "20"}]
    shop.rule(
        vip, "percent_off", "", adjustment={"kind": "percent_off", "tiers": tiers}
    )
    shop.member(vip, "ann@example.com")
    owner = shop.owner()

    one = owner.draft_order(id_of("ann@example.com"), {shop.green_tea: 1})
    five = owner.set_in_draft(one, "green-tea", 5)
    four = owner.set_in_draft(five, "green-tea", 4)
    assert not AppliedBenefit.objects.exists()
    placed = owner.complete_draft(four, shipping_method())

    assert [(order.units["green-tea"], order.total) for order in (one, five, four)] == [
        (D("27.00"), D("27.00")),
        (D("24.00"), D("120.00")),
        (D("27.00"), D("108.00")),
    ]
    assert placed.units == {"green-tea": D("27.00")}
    assert placed.lines[0].group == "VIP"
    recorded = AppliedBenefit.objects.get()
    assert (recorded.quantity, recorded.amount) == (4, D("-12"))


def test_a_line_that_is_added_to_a_draft_order_counts_for_the_others(
    shop: Shop,
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "10", min_subtotal_amount=D(50))
    shop.member(vip, "ann@example.com")
    owner = shop.owner()

    tea = owner.draft_order(id_of("ann@example.com"), {shop.green_tea: 1})
    both = owner.add_to_draft(tea, {shop.espresso: 1})
    more = owner.add_to_draft(both, {shop.espresso: 1})

    assert (tea.units, tea.total) == ({"green-tea": D("30.00")}, D("30.00"))
    assert both.units == {"green-tea": D("27.00"), "espresso": D("18.00")}
    assert (both.total, more.total) == (D("45.00"), D("63.00"))
    assert {line.group for line in more.lines} == {"VIP"}

"""Orders that staff write for a customer."""

from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from graphene import Node

from tests.owner import Shop
from tests.storefront import Storefront

# Saleor 3 tells of a change of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal


def id_of(email: str) -> str:
    return Node.to_global_id("User", get_user_model().objects.get(email=email).pk)


def test_a_draft_order_has_the_customers_prices(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15", category=shop.tea)
    shop.rule(vip, "percent_increase", "8", category=shop.coffee)
    shop.member(vip, "ann@example.com")

    order = shop.owner().draft_order(
        id_of("ann@example.com"), {shop.espresso: 2, shop.green_tea: 1}
    )

    assert order.units == {"espresso": D("21.60"), "green-tea": D("25.50")}
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
    assert (for_ann.units, for_ann.total) == ({"green-tea": D("25.50")}, D("25.50"))
    assert (for_bob.units, for_bob.total) == ({"green-tea": D("30.00")}, D("30.00"))

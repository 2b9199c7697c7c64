"""Prices without a checkout are those of a checkout."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from graphene import Node

from saleor_customer_groups.services.base.configuration import DEFAULT
from saleor_customer_groups.services.pricing import explanations
from tests.owner import Shop
from tests.port.plugin import configure
from tests.queries import counted
from tests.storefront import Refused, Storefront

D = Decimal
CHANNEL = "default-channel"


def pk_of(email: str) -> int:
    return get_user_model().objects.get(email=email).pk


def prices(shop: Shop, email: str | None, **asked: Any) -> dict[str, tuple[Any, ...]]:
    variants = {each.pk: each.sku for each in (shop.espresso, shop.green_tea)}
    found = explanations.price_goods(
        variant_ids=list(variants),
        channel=CHANNEL,
        customer_id=pk_of(email) if email else None,
        configuration=DEFAULT,
        now=timezone.now(),
        **asked,
    )
    return {
        variants[each.variant_id]: (
            each.base_amount,
            each.public_amount,
            each.unit_amount,
            each.group_name,
        )
        for each in found
    }


def test_a_members_catalogue_has_the_prices_of_their_checkout(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15", category=shop.tea)
    shop.rule(vip, "percent_increase", "8", category=shop.coffee)
    shop.catalogue.put_on_sale("10", shop.espresso)
    ann = shop.member(vip, "ann@example.com")

    checkout = ann.open_checkout({shop.espresso: 1, shop.green_tea: 1})

    assert prices(shop, "ann@example.com") == {
        "espresso": (D("20.00"), D("18.00"), D("19.44"), "VIP"),
        "green-tea": (D("30.00"), D("30.00"), D("25.50"), "VIP"),
    }
    assert checkout.units == {"espresso": D("19.44"), "green-tea": D("25.50")}
    assert prices(shop, None) == {
        "espresso": (D("20.00"), D("18.00"), D("18.00"), ""),
        "green-tea": (D("30.00"), D("30.00"), D("30.00"), ""),
    }


def test_an_explanation_says_of_every_rule_why_it_counts_or_not(shop: Shop) -> None:
    vip, trade = shop.group("VIP"), shop.group("Trade")
    shop.rule(vip, "percent_off", "15")
    shop.rule(vip, "percent_off", "10")
    shop.rule(trade, "percent_off", "50")
    shop.rule(vip, "percent_off", "60", is_active=False)
    shop.member(vip, "ann@example.com")

    found = explanations.explain_price(
        variant_id=shop.green_tea.pk,
        channel=CHANNEL,
        customer_id=pk_of("ann@example.com"),
        configuration=DEFAULT,
        now=timezone.now(),
    )

    assert (found.unit_amount, found.group_name) == (D("25.50"), "VIP")
    assert {verdict.code: verdict.reason.value for verdict in found.verdicts} == {
        "vip-percent_off-15": "applied",
        "vip-percent_off-10": "lost",
        "trade-percent_off-50": "not_in_group",
        "vip-percent_off-60": "inactive",
    }


def test_an_explanation_can_be_had_for_groups_without_a_customer(shop: Shop) -> None:
    trade = shop.group("Trade")
    shop.rule(trade, "percent_off", "50")

    found = explanations.explain_price(
        variant_id=shop.green_tea.pk,
        channel=CHANNEL,
        groups=[trade],
        configuration=DEFAULT,
        now=timezone.now(),
    )

    assert (found.unit_amount, found.group_name) == (D("15.00"), "Trade")


PRICES = """query($ids: [ID!]!, $channel: String!, $quantity: Int) {
  customerGroupPrices(variantIds: $ids, channel: $channel, quantity: $quantity) {
    variantId listPrice { amount } publicPrice { amount } price { amount } groupName
  }
}"""
EXPLAIN = """query($variant: ID!, $customer: ID, $groups: [ID!]) {
  customerGroupPriceExplain(
    variantId: $variant, channel: "default-channel"
    customerId: $customer, groupIds: $groups
  ) { price { price { amount } groupName } verdicts { kind code reason message } }
}"""


def asked(storefront: Storefront, *variants: Any, **more: Any) -> list[Any]:
    data = storefront.ask(
        PRICES,
        ids=[Node.to_global_id("ProductVariant", each.pk) for each in variants],
        **{"channel": CHANNEL, **more},
    )
    return [
        (each["listPrice"]["amount"], each["price"]["amount"], each["groupName"])
        for each in data["customerGroupPrices"]
    ]


def test_a_storefront_asks_for_the_shoppers_own_prices(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15", category=shop.tea)
    ann = shop.member(vip, "ann@example.com")

    of_ann = asked(ann, shop.green_tea, shop.espresso)
    of_guest = asked(Storefront(), shop.green_tea)
    configure(active=False)
    switched_off = asked(ann, shop.green_tea)

    assert sorted(of_ann) == [(20.0, 20.0, None), (30.0, 25.5, "VIP")]
    assert of_guest == [(30.0, 30.0, None)]
    assert switched_off == [(30.0, 30.0, None)]


def test_what_cannot_be_asked_is_answered_in_words(shop: Shop) -> None:
    for more, message in (
        ({"channel": "moon"}, "There is no channel moon."),
        ({"quantity": 0}, "A quantity is 1 or more."),
    ):
        with pytest.raises(Refused) as refused:
            asked(Storefront(), shop.green_tea, **more)
        assert [each["message"] for each in refused.value.errors] == [message]


def test_staff_ask_why_and_nobody_else(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    ann = shop.member(vip, "ann@example.com")
    question = {
        "variant": Node.to_global_id("ProductVariant", shop.green_tea.pk),
        "groups": [Node.to_global_id("CustomerGroup", vip.pk)],
    }

    owner = shop.owner()
    answer = owner.ask(EXPLAIN, **question)["customerGroupPriceExplain"]
    without_zone = EXPLAIN.replace("customerId:", 'at: "2026-01-01T00:00", customerId:')
    with pytest.raises(Refused, match="has no time zone"):
        owner.ask(without_zone, **question)
    with pytest.raises(Refused):
        ann.ask(EXPLAIN, **question)
    with pytest.raises(Refused):
        Storefront().ask(EXPLAIN, **question)

    assert answer["price"] == {"price": {"amount": 25.5}, "groupName": "VIP"}
    (verdict,) = answer["verdicts"]
    assert (verdict["kind"], verdict["code"], verdict["reason"]) == (
        "price_rule",
        "vip-percent_off-15",
        "APPLIED",
    )


def test_prices_of_many_variants_cost_no_more_queries_than_of_one(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    ann = shop.member(vip, "ann@example.com")
    many = [
        shop.catalogue.variant(f"v{number}", "10.00", category=shop.coffee)
        for number in range(24)
    ]
    asked(ann, many[0])

    with counted() as one:
        asked(ann, many[0])
    with counted() as all_of_them:
        prices = asked(ann, *many)

    assert prices == [(10.0, 8.5, "VIP")] * 24
    assert all_of_them.count == one.count

"""Prices without a checkout are those of a checkout."""

from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from saleor_customer_groups.services import explanations
from saleor_customer_groups.services.configuration import DEFAULT
from tests.owner import Shop

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

"""What the lists of rules say of each in words."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from saleor_customer_groups import port
from saleor_customer_groups.models import CustomerGroup, PriceRule, Promotion
from saleor_customer_groups.services.rules.price_lists import (
    price_list_entries,
    price_lists,
)
from saleor_customer_groups.services.rules.price_lists.price_list_entries import (
    EntryValues,
)
from tests.api import Caller
from tests.owner import Shop

from .listed_rules import ask

NOW = timezone.now()


def percent(value: str, **more: Any) -> dict[str, Any]:
    return {"kind": "percent_off", "percent": value, **more}


def test_a_rule_in_words(
    staff: Caller,
    shop: Shop,
    gold: CustomerGroup,
    trade: CustomerGroup,
    make_rule: Callable[..., PriceRule],
) -> None:
    coffee, tea = str(shop.coffee.pk), str(shop.tea.pk)
    latte = str(shop.latte.product.pk)
    tiers = [
        {"min_quantity": quantity, "amount": amount}
        for quantity, amount in ((1, "5.00"), (10, "4.50"))
    ]
    [channel] = [each.name for each in port.shop_channels()]
    sentences: dict[str, tuple[dict[str, Any], str]] = {
        "a": ({"adjustment": percent("15")}, "15 % off everything for Gold"),
        "b": (
            {
                "adjustment": percent("12.5"),
                "valid_until": datetime(2027, 1, 1, tzinfo=UTC),
            },
            "12.5 % off everything for Gold until 31 December 2026",
        ),
        "c": (
            {
                "adjustment": {
                    "kind": "fixed_price",
                    "currency": "USD",
                    "tiers": tiers,
                },
                "scope": {"include": {"products": [latte]}},
            },
            "Fixed price 5.00 USD from 1 unit, fixed price 4.50 USD from 10 units on"
            " latte for Gold",
        ),
        "d": (
            {
                "adjustment": {
                    "kind": "amount_off",
                    "amount": "3.00",
                    "currency": "USD",
                },
                "scope": {
                    "include": {"categories": [coffee, tea]},
                    "exclude": {"products": [latte]},
                },
                "min_subtotal_amount": "100.00",
                "min_subtotal_currency": "USD",
                "min_quantity": 2,
                "channels": ["default-channel"],
                "valid_from": datetime(2026, 3, 1, 18, 30, tzinfo=UTC),
            },
            "3.00 USD off Coffee and Tea except latte for Gold from 100.00 USD from 2"
            f" units in the cart in {channel} from 1 March 2026, 18:30",
        ),
    }
    for name, (values, _) in sentences.items():
        make_rule(gold, name=name, **values)
    make_rule(gold, trade, name="e", adjustment=percent("5", adds_to_inherited=True))
    PriceRule.objects.filter(name="a").update(code="kept")

    found = {each["name"]: each["summary"] for each in ask(staff, "PriceRule")}

    assert found == {
        **{name: sentence for name, (_, sentence) in sentences.items()},
        "e": "Additional 5 % off everything for Gold and Trade",
    }


def test_what_is_deleted_or_broken_in_words(
    staff: Caller,
    shop: Shop,
    gold: CustomerGroup,
    make_rule: Callable[..., PriceRule],
) -> None:
    scope = {"include": {"categories": [str(shop.tea.pk)]}}
    make_rule(gold, name="Gone", scope=scope)
    broken = make_rule(gold, name="Broken")
    shop.tea.delete()
    PriceRule.objects.filter(pk=broken.pk).update(adjustment={"kind": "soup"})

    assert [each["summary"] for each in ask(staff, "PriceRule")] == [
        "",
        "10 % off something deleted for Gold",
    ]


def test_price_lists_and_promotions_in_words(
    staff: Caller,
    shop: Shop,
    gold: CustomerGroup,
    make_promotion: Callable[..., Promotion],
) -> None:
    listed = price_lists.create_price_list(
        values={"name": "Contract"}, groups=[gold], now=NOW
    )
    price_lists.create_price_list(values={"name": "Empty"}, groups=[gold], now=NOW)
    price_list_entries.put_entries(
        price_list=listed,
        entries=[EntryValues(shop.latte.pk, "USD", 1, Decimal(8))],
        now=NOW,
    )
    scope = {"include": {"categories": [str(shop.coffee.pk)]}}
    make_promotion(
        gold,
        name="Spring",
        benefit={"kind": "percent_off", "percent": "10", "scope": scope},
        conditions=[
            {"kind": "min_subtotal", "amount": "50.00", "currency": "USD"},
            {"kind": "min_quantity", "quantity": 3, "scope": scope},
        ],
    )
    make_promotion(gold, name="Free", benefit={"kind": "free_shipping"})

    assert [each["summary"] for each in ask(staff, "PriceList")] == [
        "1 price of its own for Gold",
        "0 prices of its own for Gold",
    ]
    assert [each["summary"] for each in ask(staff, "Promotion")] == [
        "Free shipping for Gold",
        "10 % off Coffee for Gold from 50.00 USD from 3 units of Coffee",
    ]


def test_a_promotion_names_what_is_bought_and_what_is_got(
    staff: Caller,
    shop: Shop,
    gold: CustomerGroup,
    make_promotion: Callable[..., Promotion],
) -> None:
    coffee = {"include": {"categories": [str(shop.coffee.pk)]}}
    tea = {"include": {"categories": [str(shop.tea.pk)]}}
    gifts = [str(each.pk) for each in (shop.latte, shop.espresso, shop.green_tea)]
    extra = shop.catalogue.variant("extra", "1.00", category=shop.tea)
    for name, benefit in {
        "a": {
            "kind": "bundle",
            "components": [{"scope": coffee, "quantity": 2}, {"scope": tea}],
            "price": "25.00",
            "currency": "USD",
        },
        "b": {"kind": "buy_x_get_y", "buy": {"scope": tea}, "get": {"scope": tea}},
        "c": {"kind": "buy_x_get_y", "buy": {"scope": tea}, "get": {"scope": coffee}},
        "d": {"kind": "buy_x_get_y"},
        "e": {"kind": "gift", "variants": gifts[:1]},
        "f": {"kind": "gift", "variants": gifts[:2], "per": {"scope": tea}},
        "g": {"kind": "gift", "variants": gifts},
        "h": {"kind": "gift", "variants": [str(extra.pk)]},
    }.items():
        make_promotion(gold, name=name, benefit=benefit)
    extra.delete()

    found = {each["name"]: each["summary"] for each in ask(staff, "Promotion")}

    assert found == {
        "a": "A set for 25.00 USD (Coffee and Tea) for Gold",
        "b": "Buy 1, get 1 free (Tea) for Gold",
        "c": "Buy 1, get 1 free (Tea → Coffee) for Gold",
        "d": "Buy 1, get 1 free for Gold",
        "e": "1 free gift (latte) for Gold",
        "f": "1 free gift for every unit (Tea → latte or espresso) for Gold",
        "g": "1 free gift (latte or 2 others) for Gold",
        "h": "1 free gift (something deleted) for Gold",
    }


def test_uses_left(
    staff: Caller, gold: CustomerGroup, make_promotion: Callable[..., Promotion]
) -> None:
    make_promotion(gold, name="Unlimited")
    limited = make_promotion(gold, name="Limited", limit_total=2)
    limited.uses.create(used_by="a", checkout_key="1", order_id="1", reserved_at=NOW)
    document = """{ customerGroupPromotions(first: 5) {
      edges { node { name usesCount usesLeft limitTotal } } } }"""

    def found() -> list[Any]:
        edges = staff.ask(document)["edges"]
        return [tuple(edge["node"].values()) for edge in edges]

    assert found() == [("Limited", 1, 1, 2), ("Unlimited", 0, None, None)]
    for number in (2, 3):
        limited.uses.create(
            used_by="b", checkout_key=str(number), order_id=str(number), reserved_at=NOW
        )
    assert found()[0] == ("Limited", 3, 0, 2)

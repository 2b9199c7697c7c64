"""Gift cards that Saleor 3 sells: rules concern one only where they name it."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from saleor.product.models import ProductType

from saleor_customer_groups.models import CustomerGroup, Promotion
from saleor_customer_groups.services.rules.price_lists import price_lists
from tests.graphql.ids import id_of
from tests.graphql.rules.test_rule_check import CHECK
from tests.journeys.pricing.catalogue.test_catalogue_prices import EXPLAIN, PRICES
from tests.journeys.pricing.promotions.test_gifts import seen
from tests.journeys.pricing.promotions.test_promotion_previews import PREVIEW
from tests.owner import Shop

D = Decimal


@pytest.fixture
def card(shop: Shop) -> Any:
    """A gift card for 100.00."""
    variant = shop.catalogue.variant("card", "100.00", category=shop.tea)
    kind, _ = ProductType.objects.get_or_create(
        slug="gift-cards",
        defaults={
            "name": "Gift cards",
            "kind": "gift_card",
            "is_shipping_required": False,
        },
    )
    variant.product.product_type = kind
    variant.product.save()
    return variant


@pytest.fixture
def gold(shop: Shop) -> CustomerGroup:
    return shop.group("Gold")


def test_a_discount_for_the_whole_shop_leaves_a_gift_card_alone(
    shop: Shop, gold: CustomerGroup, card: Any
) -> None:
    shop.rule(gold, "percent_off", "10")
    shop.rule(gold, "percent_off", "20", category=shop.tea)
    shop.promotion(gold, "Half", kind="percent_off", percent="50")
    shop.promotion(gold, "Three for two", kind="buy_x_get_y", buy={"quantity": 2})
    ann = shop.member(gold, "ann@example.com")
    owner = shop.owner()

    checkout = ann.open_checkout({card: 3, shop.espresso: 1})
    order = ann.buy(checkout)
    shown = ann.ask(PRICES, ids=[id_of(card)], channel="default-channel")
    browsed = ann.browse()
    explained = owner.ask(EXPLAIN, variant=id_of(card), groups=[id_of(gold)])
    explained = explained["customerGroupPriceExplain"]
    preview = owner.ask(
        PREVIEW,
        input={
            "lines": [{"variantId": id_of(card), "quantity": 3}],
            "channel": "default-channel",
            "groupCodes": ["gold"],
        },
    )["customerGroupPromotionPreview"]

    assert seen(checkout) == [("card", 3, D("300.00")), ("espresso", 1, D("9.00"))]
    assert order.total == D("319.00")
    assert shown["customerGroupPrices"][0]["price"] == {"amount": 100.0}
    assert browsed["card"].prices == (D("100.00"), D("100.00"))
    assert explained["price"]["price"] == {"amount": 100.0}
    assert {each["reason"] for each in explained["verdicts"]} == {"OUT_OF_SCOPE"}
    assert preview["current"]["total"]["amount"] == 300.0


@pytest.mark.django_db(transaction=True)
def test_a_draft_order_leaves_a_gift_card_alone(
    shop: Shop, gold: CustomerGroup, card: Any
) -> None:
    shop.rule(gold, "percent_off", "10")
    ann = shop.member(gold, "ann@example.com")
    customer = ann.ask("{ me { id } }")["me"]["id"]

    draft = shop.owner().draft_order(customer, {card: 1, shop.espresso: 1})

    assert draft.units == {"card": D("100.00"), "espresso": D("18.00")}


@pytest.mark.parametrize("by", ["variants", "products", "product_types"])
def test_a_gift_card_that_is_named_gets_the_discount(
    shop: Shop, gold: CustomerGroup, card: Any, by: str
) -> None:
    named = {
        "variants": card.pk,
        "products": card.product_id,
        "product_types": card.product.product_type_id,
    }
    scope = {"include": {by: [str(named[by])]}}
    shop.rule(gold, "percent_off", "10", scope=scope)
    ann = shop.member(gold, "ann@example.com")

    checkout = ann.open_checkout({card: 1, shop.espresso: 1})

    assert checkout.units == {"card": D("90.00"), "espresso": D("20.00")}


def test_a_gift_card_is_no_dearer_and_has_the_price_of_a_list(
    shop: Shop, gold: CustomerGroup, card: Any
) -> None:
    shop.rule(gold, "percent_increase", "10")
    shop.promotion(gold, "Ten", kind="amount_off", amount="10", currency="USD")
    ann = shop.member(gold, "ann@example.com")

    before = ann.open_checkout({card: 1, shop.espresso: 1})
    listed = price_lists.create_price_list(
        values={"name": "Contract"}, groups=[gold], now=timezone.now()
    )
    listed.entries.create(variant_id=card.pk, currency="USD", unit_price_amount=D("80"))
    shop.catalogue.let_prices_run_out()

    assert seen(before) == [("card", 1, D("100.00")), ("espresso", 1, D("12.00"))]
    assert seen(ann.look(before)) == [
        ("card", 1, D("80.00")),
        ("espresso", 1, D("12.00")),
    ]


def test_a_gift_card_counts_towards_what_must_be_bought(
    shop: Shop, gold: CustomerGroup, card: Any
) -> None:
    shop.rule(gold, "percent_off", "10", min_subtotal_amount=D("120"))
    ann = shop.member(gold, "ann@example.com")

    checkout = ann.open_checkout({card: 1, shop.espresso: 1})

    assert checkout.units == {"card": D("100.00"), "espresso": D("18.00")}


def test_a_gift_card_is_no_gift(shop: Shop, gold: CustomerGroup, card: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        shop.promotion(
            gold, "Card", kind="gift", variants=[str(shop.latte.pk), str(card.pk)]
        )

    assert refused.value.message_dict == {
        "benefit.variants.1": [
            "This is a gift card, which would be given away with its full value."
            " Choose goods as the gift."
        ]
    }
    assert not Promotion.objects.exists()


def test_what_became_a_gift_card_later_is_not_given(
    shop: Shop, gold: CustomerGroup, card: Any
) -> None:
    goods, cards = shop.catalogue.goods, card.product.product_type
    card.product.product_type = goods
    card.product.save()
    shop.promotion(gold, "Card", kind="gift", variants=[str(card.pk)])
    ann = shop.member(gold, "ann@example.com")
    before = ann.open_checkout({shop.espresso: 1})

    card.product.product_type = cards
    card.product.save()
    shop.catalogue.let_prices_run_out()

    assert seen(before) == [("card", 1, D(0)), ("espresso", 1, D("20.00"))]
    assert seen(ann.look(before)) == [("espresso", 1, D("20.00"))]


def found_by_check(shop: Shop) -> list[tuple[str, str, str]]:
    found = shop.owner().ask(CHECK)["customerGroupRuleCheck"]
    return [(each["kind"], each["code"], each["message"]) for each in found]


@pytest.mark.parametrize("by", ["variants", "products", "product_types"])
def test_the_check_names_promotions_that_sell_gift_cards_for_less(
    shop: Shop, gold: CustomerGroup, card: Any, by: str
) -> None:
    shop.member(gold, "ann@example.com")
    named = {
        "variants": (card.pk, str(card.product)),
        "products": (card.product_id, str(card.product)),
        "product_types": (card.product.product_type_id, "Gift cards"),
    }
    pk, name = named[by]
    cards = {"scope": {"include": {by: [str(pk)]}}}
    tea = {"scope": {"include": {"categories": [str(shop.tea.pk)]}}}
    shop.promotion(gold, "Set", kind="bundle", components=[tea, cards], percent_off="5")
    shop.promotion(gold, "Three for two", kind="buy_x_get_y", buy=tea, get=cards)
    # To buy some for something else, and a discount that names them, are meant.
    shop.promotion(gold, "Tea on top", kind="buy_x_get_y", buy=cards, get=tea)
    shop.promotion(gold, "Five", kind="percent_off", percent="5", **cards)

    assert found_by_check(shop) == [
        (
            "GIFT_CARD",
            code,
            f"{promotion} sells gift cards for less than they pay for: {name}. Take"
            " them out, unless that is meant.",
        )
        for code, promotion in (("set", "Set"), ("three-for-two", "Three for two"))
    ]


def test_the_check_names_gift_cards_among_gifts(
    shop: Shop, gold: CustomerGroup, card: Any
) -> None:
    shop.member(gold, "ann@example.com")
    gifts = [str(card.pk), str(shop.latte.pk)]
    goods, cards = shop.catalogue.goods, card.product.product_type
    card.product.product_type = goods
    card.product.save()
    shop.promotion(gold, "Two", kind="gift", variants=gifts)
    shop.promotion(gold, "One", kind="gift", variants=gifts[:1])
    card.product.product_type = cards
    card.product.save()

    assert found_by_check(shop) == [
        (
            "GIFT_CARD",
            "two",
            f"Two passes over {card.product}: gift cards are not given away. Take them"
            " out.",
        ),
        (
            "GIFT_UNAVAILABLE",
            "one",
            f"One gives nothing: {card.product} is a gift card, which is not given"
            " away. Choose other gifts, or make one available.",
        ),
    ]


def test_the_check_knows_that_gift_cards_have_to_be_named(
    shop: Shop, gold: CustomerGroup, card: Any
) -> None:
    shop.member(gold, "ann@example.com")
    cards = shop.catalogue.category("Cards")
    card.product.category = cards
    card.product.save()
    scope = {"include": {"products": [str(card.product_id)]}}
    # No lower price comes to gift cards: the increase counts.
    shop.rule(gold, "percent_increase", "5", scope=scope)
    shop.rule(gold, "percent_off", "5")
    of_category = shop.rule(gold, "percent_off", "6", category=cards)

    assert found_by_check(shop) == [
        (
            "NOBODY_GETS_IT",
            of_category.code,
            f"All goods in what {of_category.name} concerns are gift cards, which it"
            " has to name by their product, variant or product type. Choose those.",
        )
    ]

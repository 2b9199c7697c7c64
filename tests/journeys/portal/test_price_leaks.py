"""Whatever Saleor's schema has, those to whom prices are hidden find none by it.

What is asked is made from the schema, so that a new field of Saleor or of ours is
looked at by itself. portal.md, section 3.
"""

import json
from typing import Any

import pytest
from django.test import override_settings
from graphql_relay import to_global_id

from tests.api import STRANGER, Answer, log_in
from tests.journeys.portal.price_fields import (
    COVERED,
    COVERED_INPUTS,
    MONEY,
    ON_SALEOR_3,
    asked,
    told,
    unknown_fields,
    unknown_inputs,
)
from tests.journeys.portal.world import MEMBER, OTHER, World
from tests.journeys.visibility.leaks import PAGE, Schema, types_of_schema
from tests.journeys.visibility.paths import Goods

PRICE = "54321.99"
FINDING = {
    "_entities Product",
    "_entities ProductVariant",
    "collection id",
    "customerGroupPrices",
    "me",
    "product id",
    "product slug",
    "productVariant id",
    "products",
    "checkout id" if ON_SALEOR_3 else "checkout token",
}


@pytest.fixture
def types(world: World) -> Any:
    return types_of_schema()


def test_each_field_that_tells_a_price_is_known(types: Any) -> None:
    assert unknown_fields(types) == []
    # What is said to be covered is there: on one Saleor or on the other.
    missing = {each for each in COVERED if each not in set(told(types))}
    assert missing == (
        {"Product.minimalVariantPrice"}
        if ON_SALEOR_3
        else {
            "Checkout.totalBalance",
            "CheckoutLine.priorTotalPrice",
            "CheckoutLine.priorUnitPrice",
            "CheckoutLine.undiscountedTotalPrice",
            "CheckoutLine.undiscountedUnitPrice",
            "CheckoutLine.unitPrice",
        }
    )


def test_each_filter_and_sorting_by_price_is_known(types: Any) -> None:
    assert unknown_inputs(types) == []
    found = set(asked(types))
    assert {each for each in COVERED_INPUTS if each not in found} == (
        set()
        if ON_SALEOR_3
        else {"ProductWhereInput.minimalPrice", "ProductWhereInput.price"}
    )


class Priced:
    """A product with a price by which it can be told, and a checkout with it."""

    def __init__(self, world: World) -> None:
        shop = world.shop
        rare = shop.catalogue.collection("Rare")
        variant = shop.catalogue.variant(
            "dear", PRICE, category=shop.espresso.product.category, collections=(rare,)
        )
        goods, product = Goods(variant), variant.product
        self.checkouts = {
            email: shopper.open_checkout({variant: 1})
            for email, shopper in ((MEMBER, world.member), (OTHER, world.other))
        }
        self.ids = {
            "Product": goods.product,
            "ProductVariant": goods.id,
            "Category": to_global_id("Category", shop.coffee.pk),
            "Collection": to_global_id("Collection", rare.pk),
            "ProductType": goods.product_type,
        }
        self.values = {
            "channel": "default-channel" if ON_SALEOR_3 else None,
            "first": PAGE,
            "limit": PAGE,
            "size": 64,
            "product.id": goods.product,
            "product.slug": product.slug,
            "productVariant.id": goods.id,
            "productVariant.sku": "dear" if ON_SALEOR_3 else None,
            "category.id": self.ids["Category"],
            "collection.id": self.ids["Collection"],
            "collection.slug": rare.slug,
            "productType.id": self.ids["ProductType"],
            "translations.kind": "PRODUCT",
            "customerGroupPrices.channel": "default-channel",
            "customerGroupPrices.variantIds": [goods.id],
            "customerGroupPrices.productIds": [goods.product],
        }

    def schema(self, checkout: Any) -> Schema:
        """Return what can be asked of the shop, and of a checkout."""
        of_checkout = {
            "offers.checkoutId": checkout.id,
            "checkout.id": checkout.id if ON_SALEOR_3 else None,
            "checkout.token": None if ON_SALEOR_3 else checkout.token,
        }
        return Schema({**self.values, **of_checkout}, self.ids, MONEY, depth=2)


def is_told(answer: Answer) -> bool:
    """Tell whether an answer tells the price."""
    said = json.dumps([answer.data, answer.errors])
    return "54321" in said or "54,321" in said


def test_no_field_of_the_schema_tells_a_price_that_is_hidden(world: World) -> None:
    priced = Priced(world)
    world.refuse("can_see_prices")
    world.refuse_guests("can_see_prices")

    # A document over a limit of Saleor 3 would not be answered at all.
    limits: dict[str, Any] = {
        "GRAPHQL_QUERY_MAX_COMPLEXITY": 0,
        "GRAPHQL_ALIAS_COUNT_LIMIT": 100_000,
    }
    with override_settings(**limits):
        checkouts = priced.checkouts
        finding = priced.schema(checkouts[OTHER]).ask(
            log_in(OTHER), is_told, names=FINDING
        )
        of_member = priced.schema(checkouts[MEMBER])
        of_guest = priced.schema(checkouts[MEMBER])
        leaks = {
            "member": of_member.ask(log_in(MEMBER), is_told),
            "guest": of_guest.ask(STRANGER, is_told, forbidden=of_member.forbidden),
        }

    # What tells it to who may see it: the hunt is worth something.
    assert finding == FINDING
    assert leaks == {"guest": set(), "member": set()}

"""Whatever Saleor's schema has, no shopper finds a hidden product by it.

The documents are made from the schema, so that a new field of Saleor or of ours is
looked at by itself. visibility.md, section 3.
"""

import json
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import override_settings
from graphql_relay import to_global_id
from saleor.menu.models import Menu, MenuItem

from tests.api import STRANGER, Answer, log_in, make_customer
from tests.journeys.visibility.hiding import hide
from tests.journeys.visibility.leaks import PAGE, Schema
from tests.journeys.visibility.paths import ON_SALEOR_3, Goods
from tests.owner import Shop

NAME = "zzsecret"
# What needs an input that nobody could guess: of ours, for staff alone, as
# tests/graphql/base/test_rights_of_fields.py makes sure.
OF_STAFF = {
    "customerGroupBasketExplain",
    "customerGroupLevelProgrammePreview",
    "customerGroupMembersAt",
    "customerGroupMembersAtExport",
    "customerGroupPriceRulePreview",
    "customerGroupPromotionPreview",
    "customerGroupRefundSuggestion",
}


class Hidden:
    """A product with all by which it may be told, in the middle of the catalogue."""

    def __init__(self, shop: Shop) -> None:
        rare = shop.catalogue.collection("Rare")
        self.variant = shop.catalogue.variant(
            NAME,
            "54321.99",
            category=shop.espresso.product.category,
            collections=(rare,),
        )
        product = self.variant.product
        product.metadata = {NAME: NAME}
        product.seo_title = product.seo_description = NAME
        product.save()
        goods = Goods(self.variant)
        self.markers = [NAME, "54321", goods.product, goods.id]
        category, group = shop.latte.product.category, shop.group("VIP")
        slug = {"product.slug": product.slug, "category.slug": category.slug}
        self.ids = {
            "Product": goods.product,
            "ProductVariant": goods.id,
            "Category": to_global_id("Category", shop.coffee.pk),
            "Collection": to_global_id("Collection", rare.pk),
            "ProductType": goods.product_type,
            # Which have no products.
            **{
                each: to_global_id(each, 1)
                for each in ("Address", "App", "Group", "PageType", "ServiceAccount")
            },
        }
        menu = Menu.objects.create(name="Main")
        for name, target in (("category", shop.coffee), ("collection", rare)):
            MenuItem.objects.create(menu=menu, name=name, **{name: target})
        if ON_SALEOR_3:
            self._of_saleor_3(shop)
        else:
            self._of_saleor_2()
        self.values = {
            "channel": "default-channel" if ON_SALEOR_3 else None,
            "first": PAGE,
            "limit": PAGE,
            "size": 64,
            "product.id": goods.product,
            "productVariant.id": goods.id,
            "productVariant.sku": NAME if ON_SALEOR_3 else None,
            "category.id": self.ids["Category"],
            "collection.id": self.ids["Collection"],
            "collection.slug": rare.slug,
            "productType.id": self.ids["ProductType"],
            "translations.kind": "PRODUCT",
            "customerGroupPrices.channel": "default-channel",
            "customerGroupPrices.variantIds": [goods.id],
            "customerGroupPrices.productIds": [goods.product],
            "externalReference": NAME if ON_SALEOR_3 else None,
            "menu.name": menu.name,
            **slug,
            # For whatever else is needed.
            "ID": goods.product,
            "String": NAME,
            "UUID": "6a1d3d1c-6d5c-4b7e-9b0e-000000000000",
            "Int": 1,
            "Boolean": True,
        }
        self.member = make_customer("member")
        shop.put_into(group, self.member.email)
        others = shop.group("Other")
        shopper = shop.member(others, "other@example.com")
        self.other = log_in("other@example.com")
        hide(product, groups=(group,))
        # What is promised and given to them, and what they have bought.
        shop.promotion(
            others,
            "A treat",
            kind="gift",
            variants=[str(self.variant.pk), str(shop.espresso.pk)],
        )
        order = shopper.buy(shopper.open_checkout({shop.latte: 1}))
        checkout = shopper.open_checkout({shop.latte: 1})
        buyer = get_user_model().objects.get(email="other@example.com")
        self.ids |= {"Order": order.id, "User": to_global_id("User", buyer.pk)}
        self.values |= {
            "checkout.id": checkout.id,
            "checkout.token": None if ON_SALEOR_3 else checkout.token,
            "offers.checkoutId": checkout.id,
            "order.id": order.id,
        }

    def _of_saleor_3(self, shop: Shop) -> None:
        from saleor.product.models import ProductMedia

        from tests.port.saleor3.attributes import refer

        for row in (self.variant.product, self.variant):
            row.external_reference = NAME
            row.save()
        media = ProductMedia.objects.create(
            product=self.variant.product, image=f"{NAME}.png", alt=NAME
        )
        self.ids["ProductMedia"] = to_global_id("ProductMedia", media.pk)
        self.markers.append(self.ids["ProductMedia"])
        refer(shop, shop.latte.product, self.variant)

    def _of_saleor_2(self) -> None:
        from saleor.product.models import ProductImage

        image = ProductImage.objects.create(
            product=self.variant.product, image=f"{NAME}.png", alt=NAME
        )
        self.ids["ProductImage"] = to_global_id("ProductImage", image.pk)
        self.markers.append(self.ids["ProductImage"])

    def is_told(self, answer: Answer) -> bool:
        """Tell whether an answer tells of the hidden product."""
        # Not what went wrong in words: what was asked for stands in it.
        told = json.dumps(answer.data)
        return any(marker in told for marker in self.markers)


@pytest.fixture
def hidden(shop: Shop) -> Hidden:
    return Hidden(shop)


def test_no_field_of_the_schema_tells_of_a_hidden_product(hidden: Hidden) -> None:
    # A document over a limit of Saleor 3 would not be answered at all.
    limits: dict[str, Any] = {
        "GRAPHQL_QUERY_MAX_COMPLEXITY": 0,
        "GRAPHQL_ALIAS_COUNT_LIMIT": 100_000,
    }
    with override_settings(**limits):
        schema = Schema(hidden.values, hidden.ids)
        unasked = schema.unasked
        finding = schema.ask(hidden.member, hidden.is_told)
        leaks = {
            who: Schema(hidden.values, hidden.ids).ask(
                caller, hidden.is_told, forbidden=schema.forbidden
            )
            for who, caller in (
                ("guest", STRANGER),
                ("customer", make_customer("outsider")),
                ("member of another group", hidden.other),
            )
        }

    # What finds it for who may see it: the hunt is worth something.
    assert finding >= {
        "product id",
        "product slug",
        "products",
        "productVariant id",
        "category id",
        "category slug",
        "collection id",
        "productType id",
        "_entities Product",
        "_entities ProductVariant",
        "_entities Category",
        "customerGroupPrices",
        "menus",
        *(
            ["_entities ProductMedia"]
            if ON_SALEOR_3
            else ["_entities ProductImage", "translations kind"]
        ),
    }
    # Nothing new is left out.
    assert unasked <= OF_STAFF
    assert leaks == {
        "guest": set(),
        "customer": set(),
        "member of another group": set(),
    }

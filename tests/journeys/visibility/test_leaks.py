"""Whatever Saleor's schema has, no shopper finds a hidden product by it.

The documents are made from the schema, so that a new field of Saleor or of ours is
looked at by itself. visibility.md, section 3.
"""

import json
from typing import Any

import pytest
from django.test import override_settings
from graphql_relay import to_global_id

from tests.api import STRANGER, Caller, make_customer
from tests.journeys.visibility.hiding import hide
from tests.journeys.visibility.leaks import PAGE, Schema
from tests.journeys.visibility.paths import ON_SALEOR_3, Goods
from tests.owner import Shop

NAME = "zzsecret"


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
        }
        if ON_SALEOR_3:
            self._of_saleor_3(shop)
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
            **slug,
        }
        self.member = make_customer("member")
        shop.put_into(group, self.member.email)
        hide(product, groups=(group,))

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


def found_by(caller: Caller, hidden: Hidden) -> set[str]:
    """Return the names of the documents whose answers tell of the hidden product.

    What is denied to the caller is not asked for, so that the rest is answered.
    """
    schema = Schema(hidden.values, hidden.ids)
    found: set[str] = set()
    for name in schema.names():
        while (asked := schema.document(name)) is not None:
            answer = caller.post(asked.document, **asked.variables)
            denied = [schema.deny(each["path"]) for each in answer.errors]
            if not any(denied):
                # Not what went wrong in words: what was asked for stands in it.
                told = json.dumps(answer.data)
                if any(marker in told for marker in hidden.markers):
                    found.add(name)
                break
    return found


@pytest.fixture
def hidden(shop: Shop) -> Hidden:
    return Hidden(shop)


def test_no_field_of_the_schema_tells_of_a_hidden_product(hidden: Hidden) -> None:
    limits: dict[str, Any] = {"GRAPHQL_QUERY_MAX_COMPLEXITY": 0}
    with override_settings(**limits):
        finding = found_by(hidden.member, hidden)
        leaks = {
            "guest": found_by(STRANGER, hidden),
            "customer": found_by(make_customer("outsider"), hidden),
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
        *(["_entities ProductMedia"] if ON_SALEOR_3 else ["translations kind"]),
    }
    assert leaks == {"guest": set(), "customer": set()}

"""Nobody is answered otherwise if they name a hidden product than one that is gone.

It is named wherever the schema takes an id or a text, so that a new argument or filter
of Saleor or of ours is tried by itself. visibility.md, section 3.
"""

import json
import re
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from graphql_relay import to_global_id

from tests.api import STRANGER, Caller, log_in
from tests.journeys.visibility.hiding import hide
from tests.journeys.visibility.oracles import Oracles, Question, ask
from tests.journeys.visibility.paths import ON_SALEOR_3, Goods
from tests.owner import Shop

NAME = "zzsecret"
_CHANNEL = {"channel": "default-channel"} if ON_SALEOR_3 else {}
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ][\d:.+]+")
# Where a product is named that may be seen, and the answer says that it is there.
TELLING = {
    "_entities.representations.[]",
    "categories.sortBy.field",
    "checkoutCreate.input.lines.[].variantId",
    "collections.sortBy.field",
    "product.id",
    "product.slug",
    "productVariant.id",
    "productVariants.ids.[]",
    "products.filter.search",
}
if ON_SALEOR_3:
    from tests.port.saleor3.versions import BEFORE_3_22

    TELLING |= {
        "product.externalReference",
        "productVariant.sku",
        "products.search",
        "products.filter.ids.[]",
        "products.filter.slugs.[]",
        "products.where.slug.eq",
    }
    if not BEFORE_3_22:
        TELLING.add("productVariants.where.sku.oneOf.[]")


class World:
    """A secret product with all that refers to it, and who does not see it."""

    def __init__(self, shop: Shop) -> None:
        rare = shop.catalogue.collection("Rare")
        self.variant = shop.catalogue.variant(
            NAME, "54321.99", category=shop.coffee, collections=(rare,)
        )
        goods = Goods(self.variant)
        # Some places take an id of another type than they say.
        product, variant = self.variant.product_id, self.variant.pk
        ids = [
            goods.product,
            goods.id,
            to_global_id("ProductTranslatableContent", product),
            to_global_id("ProductVariantTranslatableContent", variant),
            self._of_saleor_3(shop) if ON_SALEOR_3 else self._of_saleor_2(),
        ]
        shopper = shop.member(shop.group("Other"), "other@example.com")
        order = shopper.buy(shopper.open_checkout({shop.latte: 1}))
        checkout = shopper.open_checkout({shop.latte: 1})
        self._callers = [STRANGER, log_in("other@example.com")]
        values = {
            "checkout.id": checkout.id,
            "checkout.checkoutId": checkout.id,
            "checkout.token": checkout.token,
            "checkout.lineId": checkout.lines[0].id,
            "checkoutCreateFromOrder.id": order.id,
            "order.id": order.id,
            "customerGroup.checkoutId": checkout.id,
            ".channel": _CHANNEL.get("channel"),
            ".email": "guest@example.com",
            ".quantity": 1,
        }
        entities = [
            {"__typename": name, "id": id_, **_CHANNEL}
            for id_ in ids
            for name in ("Product", "ProductVariant", "Category")
        ]
        self._oracles = Oracles(
            {"ID": ids, "String": [NAME], "_Any": entities},
            {name: each for name, each in values.items() if each is not None},
        )

    def _of_saleor_3(self, shop: Shop) -> str:
        from graphene import Node
        from saleor.product.models import ProductMedia
        from saleor.product.search import update_products_search_vector

        from tests.port.saleor3.attributes import refer

        for row in (self.variant.product, self.variant):
            row.external_reference = NAME
            row.save()
        media = ProductMedia.objects.create(
            product=self.variant.product, image=f"{NAME}.png", alt=NAME
        )
        refer(shop, shop.latte.product, self.variant)
        update_products_search_vector([self.variant.product_id])
        return str(Node.to_global_id("ProductMedia", media.pk))

    def _of_saleor_2(self) -> str:
        from saleor.product.models import ProductImage

        image = ProductImage.objects.create(
            product=self.variant.product, image=f"{NAME}.png", alt=NAME
        )
        return to_global_id("ProductImage", image.pk)

    def questions(self) -> list[tuple[Caller, Question]]:
        """Return what is asked: by a guest, and by a customer what guests may not."""
        asked: dict[Any, tuple[Caller, Question]] = {}
        for caller in self._callers:
            for each in self._oracles.questions(partial(ask, caller)):
                asked.setdefault(each.key, (caller, each))
        return list(asked.values())

    def answers(self, asked: list[tuple[Caller, Question]]) -> dict[Any, str]:
        """Return all that is answered, by what was asked."""
        return {each.key: self._told(caller, each) for caller, each in asked}

    def _told(self, caller: Caller, question: Question) -> str:
        """Return all that somebody is answered; nothing is changed by it."""
        with transaction.atomic():
            answer = ask(caller, question)
            transaction.set_rollback(True)
        messages = [each["message"] for each in answer.errors]
        told = json.dumps([answer.data, messages, answer.codes])
        # Somebody who tries to log in too often is told when they may again.
        return MOMENT.sub("", told)


@pytest.fixture
def world(shop: Shop) -> World:
    return World(shop)


def test_no_argument_of_the_schema_tells_whether_a_hidden_product_is_there(
    world: World,
) -> None:
    # A document over a limit of Saleor 3 would not be answered at all.
    limits: dict[str, Any] = {"GRAPHQL_QUERY_MAX_COMPLEXITY": 0}
    with override_settings(**limits):
        asked = world.questions()
        shown = world.answers(asked)
        hide(world.variant.product)
        hidden = world.answers(asked)
        world.variant.product.delete()
        gone = world.answers(asked)

    telling = {key[0] for key, told in shown.items() if told != gone[key]}
    leaking = {key for key, told in hidden.items() if told != gone[key]}
    # What tells of it to who may see it: the hunt is worth something.
    assert telling >= TELLING
    assert leaking == set()

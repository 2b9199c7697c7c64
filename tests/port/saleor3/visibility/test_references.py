"""What tells of hidden products without showing them. visibility.md, section 3."""

import json
from typing import Any

import pytest
from graphene import Node
from saleor.attribute import AttributeEntityType, AttributeInputType, AttributeType
from saleor.attribute.models import Attribute, AttributeProduct, AttributeValue
from saleor.attribute.utils import associate_attribute_values_to_instance
from saleor.product.models import ProductMedia

from tests.api import STRANGER, Caller, make_app_caller, make_customer, make_staff
from tests.journeys.visibility.hiding import hide
from tests.owner import Shop
from tests.queries import counted


class World:
    """Latte, which all see, refers to secret products in attributes."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.secret = shop.catalogue.variant("secret", "5.00", category=shop.tea)
        self.products = self._attribute("multi", AttributeEntityType.PRODUCT)
        self.product = self._attribute(
            "single", AttributeEntityType.PRODUCT, AttributeInputType.SINGLE_REFERENCE
        )
        self.variants = self._attribute(
            "of-variants", AttributeEntityType.PRODUCT_VARIANT
        )
        latte = shop.latte.product
        associate_attribute_values_to_instance(
            latte,
            {
                self.products.pk: [
                    self._value(self.products, reference_product=self.secret.product),
                    self._value(self.products, reference_product=shop.espresso.product),
                ],
                self.product.pk: [
                    self._value(self.product, reference_product=self.secret.product)
                ],
                self.variants.pk: [
                    self._value(self.variants, reference_variant=self.secret)
                ],
            },
        )
        self.media = ProductMedia.objects.create(
            product=self.secret.product, image="secret.png", alt="secret"
        )
        self.vip = shop.group("VIP")
        self.member = make_customer("member")
        shop.put_into(self.vip, self.member.email)
        self.set = hide(self.secret.product, groups=(self.vip,))

    def _attribute(
        self,
        slug: str,
        entity_type: str,
        input_type: str = AttributeInputType.REFERENCE,
    ) -> Attribute:
        attribute = Attribute.objects.create(
            slug=slug,
            name=slug,
            type=AttributeType.PRODUCT_TYPE,
            input_type=input_type,
            entity_type=entity_type,
        )
        AttributeProduct.objects.create(
            attribute=attribute, product_type=self.shop.catalogue.goods
        )
        return attribute

    @staticmethod
    def _value(attribute: Attribute, **refers_to: Any) -> AttributeValue:
        (target,) = refers_to.values()
        return AttributeValue.objects.create(
            attribute=attribute, name=str(target), slug=f"ref-{target.pk}", **refers_to
        )

    @property
    def hidden_from(self) -> list[Caller]:
        return [STRANGER, make_customer("outsider")]

    @property
    def seen_by(self) -> list[Caller]:
        return [self.member, make_staff(), make_app_caller()]


@pytest.fixture
def world(shop: Shop) -> World:
    return World(shop)


def told(caller: Caller, document: str, **variables: Any) -> str:
    answer = caller.post(document, **variables)
    return json.dumps([answer.data, [each["message"] for each in answer.errors]])


LATTE = 'product(slug: "latte", channel: "default-channel")'
REFERENCES = {
    "attributes": f"{{ {LATTE} {{ attributes {{"
    " attribute { slug } values { name reference } } } }",
    "assigned attributes": f"{{ {LATTE} {{ assignedAttributes(limit: 9) {{"
    " attribute { slug }"
    " ... on AssignedSingleProductReferenceAttribute { single: value { name slug } }"
    " ... on AssignedMultiProductReferenceAttribute { multi: value { name slug } }"
    " ... on AssignedMultiProductVariantReferenceAttribute { of: value { sku } }"
    " } } }",
}


@pytest.mark.parametrize("document", REFERENCES.values(), ids=REFERENCES)
def test_attributes_do_not_tell_of_hidden_products(world: World, document: str) -> None:
    for caller in world.seen_by:
        assert "secret" in told(caller, document)
    answers = [told(caller, document) for caller in world.hidden_from]
    assert all("espresso" in each for each in answers)

    # As if nothing referred to it.
    AttributeValue.objects.filter(reference_product=world.secret.product).delete()
    AttributeValue.objects.filter(reference_variant=world.secret).delete()
    assert answers == [told(STRANGER, document)] * 2


def test_a_hidden_one_takes_no_place_in_a_page_of_values(world: World) -> None:
    found = STRANGER.ask(
        f'{{ {LATTE} {{ assignedAttribute(slug: "multi") {{'
        " ... on AssignedMultiProductReferenceAttribute { value(limit: 1) { slug } }"
        " } } }"
    )

    assert found == {"assignedAttribute": {"value": [{"slug": "espresso"}]}}


def test_the_media_of_hidden_products_are_not_found_by_their_id(world: World) -> None:
    document = (
        "query($of: [_Any!]!) { _entities(representations: $of)"
        " { ... on ProductMedia { id alt productId } } }"
    )
    id_ = Node.to_global_id("ProductMedia", world.media.pk)
    asked = {"of": [{"__typename": "ProductMedia", "id": id_}]}

    for caller in world.seen_by:
        assert "secret" in told(caller, document, **asked)
    answers = [told(caller, document, **asked) for caller in world.hidden_from]
    world.media.delete()
    assert answers == [told(STRANGER, document, **asked)] * 2


@pytest.mark.parametrize(
    ("slug", "reference"),
    [
        ("multi", 'productSlugs: {containsAny: ["secret"]}'),
        ("multi", 'referencedIds: {containsAny: ["PRODUCT"]}'),
        ("of-variants", 'productVariantSkus: {containsAny: ["secret"]}'),
        ("of-variants", 'referencedIds: {containsAny: ["VARIANT"]}'),
    ],
)
def test_a_filter_does_not_tell_what_refers_to_a_hidden_product(
    world: World, slug: str, reference: str
) -> None:
    reference = reference.replace(
        "PRODUCT", Node.to_global_id("Product", world.secret.product_id)
    ).replace("VARIANT", Node.to_global_id("ProductVariant", world.secret.pk))
    document = (
        '{ products(first: 9, channel: "default-channel", where: {attributes:'
        f' [{{slug: "{slug}", value: {{reference: {{{reference}}}}}}}]}})'
        " { totalCount edges { node { slug } } } }"
    )

    for caller in world.seen_by:
        assert caller.ask(document) == {
            "totalCount": 1,
            "edges": [{"node": {"slug": "latte"}}],
        }
    for caller in world.hidden_from:
        assert caller.ask(document) == {"totalCount": 0, "edges": []}


def test_many_references_are_looked_at_at_once(world: World) -> None:
    document = (
        '{ products(first: 50, channel: "default-channel") { edges { node {'
        " slug attributes { values { name reference } } } } } }"
    )

    def ask() -> int:
        STRANGER.ask(document)
        with counted() as queries:
            STRANGER.ask(document)
        return queries.count

    one = ask()
    for number in range(20):
        variant = world.shop.catalogue.variant(
            f"more-{number}", "1.00", category=world.shop.tea
        )
        associate_attribute_values_to_instance(
            variant.product,
            {
                world.products.pk: [
                    world._value(world.products, reference_product=variant.product)
                ]
            },
        )
    assert ask() == one

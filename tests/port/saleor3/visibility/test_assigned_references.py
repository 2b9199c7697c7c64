"""The same of fields and filters that there are since Saleor 3.22."""

import pytest
from graphene import Node
from saleor.attribute import AttributeEntityType, AttributeType
from saleor.attribute.models import Attribute, AttributePage, AttributeVariant
from saleor.attribute.utils import associate_attribute_values_to_instance
from saleor.page.models import Page, PageType

from tests.api import STRANGER
from tests.owner import Shop
from tests.port.saleor3.attributes import REFERENCE
from tests.port.saleor3.visibility.references import LATTE, World, check_references


@pytest.fixture
def world(shop: Shop) -> World:
    return World(shop)


def test_assigned_attributes_do_not_tell_of_hidden_products(world: World) -> None:
    check_references(
        world,
        f"{{ {LATTE} {{ assignedAttributes(limit: 9) {{ attribute {{ slug }}"
        " ... on AssignedSingleProductReferenceAttribute"
        " { single: value { name slug } }"
        " ... on AssignedMultiProductReferenceAttribute { multi: value { name slug } }"
        " ... on AssignedMultiProductVariantReferenceAttribute { of: value { sku } }"
        " } } }",
    )


def test_a_hidden_one_takes_no_place_in_a_page_of_values(world: World) -> None:
    found = STRANGER.ask(
        f'{{ {LATTE} {{ assignedAttribute(slug: "multi") {{'
        " ... on AssignedMultiProductReferenceAttribute { value(limit: 1) { slug } }"
        " } } }"
    )

    assert found == {"assignedAttribute": {"value": [{"slug": "espresso"}]}}


@pytest.mark.parametrize(
    "filter_",
    [
        '{slug: "multi", value:'
        ' {reference: {productSlugs: {containsAny: ["secret"]}}}}',
        '{slug: "multi", value: {reference: {referencedIds: {containsAny: ["P-ID"]}}}}',
        '{slug: "of-variants", value:'
        ' {reference: {productVariantSkus: {containsAny: ["secret"]}}}}',
        '{slug: "of-variants", value:'
        ' {reference: {referencedIds: {containsAny: ["V-ID"]}}}}',
        '{value: {reference: {productSlugs: {containsAll: ["secret", "espresso"]}}}}',
        '{slug: "single", value: {slug: {eq: "ref-P-KEY"}}}',
        '{slug: "of-variants", value: {slug: {oneOf: ["ref-V-KEY", "other"]}}}',
        '{slug: "single", value: {name: {eq: "secret"}}}',
        '{value: {name: {eq: "secret"}}}',
        # Any value at all.
        '{slug: "single"}',
    ],
)
def test_a_filter_does_not_tell_what_refers_to_a_hidden_product(
    world: World, filter_: str
) -> None:
    for name, value in (
        ("P-ID", Node.to_global_id("Product", world.secret.product_id)),
        ("V-ID", Node.to_global_id("ProductVariant", world.secret.pk)),
        ("P-KEY", str(world.secret.product_id)),
        ("V-KEY", str(world.secret.pk)),
    ):
        filter_ = filter_.replace(name, value)
    document = (
        '{ products(first: 9, channel: "default-channel",'
        f" where: {{attributes: [{filter_}]}})"
        " { totalCount edges { node { slug } } } }"
    )

    for caller in world.seen_by:
        assert caller.ask(document) == {
            "totalCount": 1,
            "edges": [{"node": {"slug": "latte"}}],
        }
    for caller in world.hidden_from:
        assert caller.ask(document) == {"totalCount": 0, "edges": []}


def refers(world: World, kind: str, slug: str) -> Attribute:
    """Make an attribute that refers to products, beside those of products."""
    return Attribute.objects.create(
        slug=slug,
        name=slug,
        type=kind,
        input_type=REFERENCE,
        entity_type=AttributeEntityType.PRODUCT,
    )


BY_VALUE = [
    '{slug: "told", value: {reference: {productSlugs: {containsAny: ["secret"]}}}}',
    '{slug: "told", value: {name: {eq: "secret"}}}',
    '{slug: "told"}',
]


@pytest.mark.parametrize("filter_", BY_VALUE)
def test_neither_does_a_filter_of_pages(world: World, filter_: str) -> None:
    attribute = refers(world, AttributeType.PAGE_TYPE, "told")
    kind = PageType.objects.create(name="Story", slug="story")
    AttributePage.objects.create(attribute=attribute, page_type=kind)
    page = Page.objects.create(
        title="Story", slug="story", page_type=kind, is_published=True
    )
    value = world.value(attribute, reference_product=world.secret.product)
    associate_attribute_values_to_instance(page, {attribute.pk: [value]})
    document = (
        f"{{ pages(first: 9, where: {{attributes: [{filter_}]}}) {{ totalCount }} }}"
    )

    for caller in world.seen_by:
        assert caller.ask(document) == {"totalCount": 1}
    for caller in world.hidden_from:
        assert caller.ask(document) == {"totalCount": 0}


@pytest.mark.parametrize("filter_", BY_VALUE)
def test_neither_does_a_filter_of_variants(world: World, filter_: str) -> None:
    attribute = refers(world, AttributeType.PRODUCT_TYPE, "told")
    AttributeVariant.objects.create(
        attribute=attribute, product_type=world.shop.catalogue.goods
    )
    value = world.value(attribute, reference_product=world.secret.product)
    associate_attribute_values_to_instance(world.shop.latte, {attribute.pk: [value]})
    document = (
        '{ productVariants(first: 9, channel: "default-channel",'
        f" where: {{attributes: [{filter_}]}}) {{ totalCount }} }}"
    )

    for caller in world.seen_by:
        assert caller.ask(document) == {"totalCount": 1}
    for caller in world.hidden_from:
        assert caller.ask(document) == {"totalCount": 0}

"""The same of fields and filters that there are since Saleor 3.22."""

import pytest
from graphene import Node

from tests.api import STRANGER
from tests.owner import Shop
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

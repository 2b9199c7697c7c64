"""What tells of hidden products without showing them. visibility.md, section 3."""

import pytest
from graphene import Node
from saleor.attribute import AttributeEntityType, AttributeType
from saleor.attribute.models import Attribute, AttributePage
from saleor.attribute.utils import associate_attribute_values_to_instance
from saleor.page.models import Page, PageType

from tests.api import STRANGER
from tests.owner import Shop
from tests.port.saleor3.attributes import REFERENCE
from tests.port.saleor3.visibility.references import (
    LATTE,
    World,
    check_references,
    told,
)
from tests.queries import counted


@pytest.fixture
def world(shop: Shop) -> World:
    return World(shop)


def test_attributes_do_not_tell_of_hidden_products(world: World) -> None:
    check_references(
        world,
        f"{{ {LATTE} {{ attributes {{ attribute {{ slug }}"
        " values { id slug name reference } } } }",
    )


def test_neither_do_those_of_pages(world: World) -> None:
    attribute = Attribute.objects.create(
        slug="told",
        name="Told",
        type=AttributeType.PAGE_TYPE,
        input_type=REFERENCE,
        entity_type=AttributeEntityType.PRODUCT,
    )
    kind = PageType.objects.create(name="Story", slug="story")
    AttributePage.objects.create(attribute=attribute, page_type=kind)
    page = Page.objects.create(
        title="Story", slug="story", page_type=kind, is_published=True
    )
    goods = world.secret.product, world.shop.espresso.product
    values = [world.value(attribute, reference_product=each) for each in goods]
    associate_attribute_values_to_instance(page, {attribute.pk: values})

    check_references(
        world,
        '{ page(slug: "story") { attributes { attribute { slug }'
        " values { id slug name reference } } } }",
    )


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


def test_the_slug_of_a_value_does_not_tell_what_refers_to_a_hidden_product(
    world: World,
) -> None:
    document = (
        '{ products(first: 9, channel: "default-channel", filter: {attributes:'
        f' [{{slug: "multi", values: ["ref-{world.secret.product_id}"]}}]}})'
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
                    world.value(world.products, reference_product=variant.product)
                ]
            },
        )
    assert ask() == one

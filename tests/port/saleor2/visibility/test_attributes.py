"""Which attributes there are, if products are hidden. visibility.md, section 3."""

from typing import Any

import pytest
from graphql_relay import to_global_id
from saleor.product.models import (
    Attribute,
    AttributeProduct,
    AttributeVariant,
    ProductType,
)

from tests.api import STRANGER, Caller, make_app_caller, make_customer, make_staff
from tests.journeys.visibility.hiding import hide
from tests.owner import Shop


@pytest.mark.parametrize("place", ["inCategory", "inCollection"])
def test_attributes_are_those_of_products_that_are_seen(shop: Shop, place: str) -> None:
    rare = shop.catalogue.collection("Rare")
    variant = shop.catalogue.variant(
        "secret", "5.00", category=shop.tea, collections=(rare,)
    )
    kind = ProductType.objects.create(name="Rarity", slug="rarity")
    variant.product.product_type = kind
    variant.product.save()
    for slug, link in (("vintage", AttributeProduct), ("size", AttributeVariant)):
        attribute = Attribute.objects.create(name=slug, slug=slug)
        link.objects.create(attribute=attribute, product_type=kind)
    vip = shop.group("VIP")
    member, outsider = make_customer("member"), make_customer("outsider")
    shop.put_into(vip, member.email)
    shop.put_into(shop.group("Other"), outsider.email)
    row: Any = {"inCategory": shop.tea, "inCollection": rare}[place]
    id_ = to_global_id(type(row).__name__, row.pk)

    def found(caller: Caller) -> list[str]:
        page = caller.ask(
            f'{{ attributes(first: 50, filter: {{{place}: "{id_}"}})'
            " { edges { node { slug } } } }"
        )
        return sorted(edge["node"]["slug"] for edge in page["edges"])

    assert found(STRANGER) == ["size", "vintage"]
    hide(variant.product, groups=(vip,))

    for caller in (member, make_staff(), make_app_caller()):
        assert found(caller) == ["size", "vintage"]
    for caller in (STRANGER, outsider):
        assert found(caller) == []


@pytest.mark.parametrize("id_", ["", "nonsense", to_global_id("Product", 1)])
def test_of_an_id_that_names_no_category_saleor_says_what_it_says(
    shop: Shop, id_: str
) -> None:
    document = (
        "query($of: ID) { attributes(first: 5, filter: {inCategory: $of})"
        " { totalCount } }"
    )
    before = STRANGER.post(document, of=id_)

    hide(shop.latte.product)

    assert STRANGER.post(document, of=id_) == before

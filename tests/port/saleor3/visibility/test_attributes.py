"""Which attributes there are, if products are hidden. visibility.md, section 3."""

from typing import Any

import pytest
from graphene import Node
from saleor.attribute.models import Attribute, AttributeProduct
from saleor.product.models import ProductType

from tests.api import STRANGER, Caller, make_app_caller, make_customer, make_staff
from tests.journeys.visibility.hiding import hide
from tests.owner import Shop


@pytest.mark.parametrize("place", ["inCategory", "inCollection"])
def test_attributes_are_those_of_products_that_are_seen(shop: Shop, place: str) -> None:
    rare = shop.catalogue.collection("Rare")
    variant = shop.catalogue.variant(
        "secret", "5.00", category=shop.tea, collections=(rare,)
    )
    kind = ProductType.objects.create(
        name="Rarity", slug="rarity", kind="normal", is_shipping_required=True
    )
    variant.product.product_type = kind
    variant.product.save()
    attribute = Attribute.objects.create(
        name="Vintage", slug="vintage", type="product-type"
    )
    AttributeProduct.objects.create(attribute=attribute, product_type=kind)
    vip = shop.group("VIP")
    member, outsider = make_customer("member"), make_customer("outsider")
    shop.put_into(vip, member.email)
    row: Any = {"inCategory": shop.tea, "inCollection": rare}[place]
    id_ = Node.to_global_id(type(row).__name__, row.pk)

    def found(caller: Caller) -> list[str]:
        page = caller.ask(
            '{ attributes(first: 50, channel: "default-channel",'
            f' filter: {{{place}: "{id_}"}}) {{ edges {{ node {{ slug }} }} }} }}'
        )
        return [edge["node"]["slug"] for edge in page["edges"]]

    assert found(STRANGER) == ["vintage"]
    hide(variant.product, groups=(vip,))

    for caller in (member, make_staff(), make_app_caller()):
        assert found(caller) == ["vintage"]
    for caller in (STRANGER, outsider):
        assert found(caller) == []

"""Where a product is found beside the catalogue. visibility.md, section 3.

What only staff and apps may ask for at all, and what belongs to a customer already.
"""

import json

import pytest

from saleor_customer_groups import port
from tests.api import (
    MANAGE_DISCOUNTS,
    STRANGER,
    Caller,
    make_app_caller,
    make_customer,
    make_staff,
)
from tests.journeys.visibility.hiding import hide
from tests.journeys.visibility.paths import CHANNEL, Goods
from tests.owner import Shop

NAMES = "edges { node { name } }"
# By what staff need for it.
OF_STAFF = {
    "vouchers": (
        MANAGE_DISCOUNTS,
        f"{{ vouchers(first: 5 {CHANNEL}) {{ edges {{ node {{"
        f" products(first: 5) {{ {NAMES} }} }} }} }} }}",
    ),
    "stocks": (
        "product.manage_products",
        "{ stocks(first: 50) { edges { node { productVariant { sku } } } } }",
    ),
    **(
        {
            "promotions": (
                MANAGE_DISCOUNTS,
                "{ promotions(first: 5) { edges { node {"
                " rules { cataloguePredicate } } } } }",
            ),
            "translations": (
                "site.manage_translations",
                "{ translations(kind: PRODUCT, first: 50) { edges { node {"
                " ... on ProductTranslatableContent { name } } } } }",
            ),
        }
        if port.GENERATION == 3
        else {
            "sales": (
                MANAGE_DISCOUNTS,
                "{ sales(first: 5) { edges { node {"
                f" products(first: 5) {{ {NAMES} }} }} }} }} }}",
            ),
        }
    ),
}


class World:
    """A shop with a secret product that is everywhere."""

    def __init__(self, shop: Shop) -> None:
        self.variant = shop.catalogue.variant("secret", "5.00", category=shop.tea)
        shop.catalogue.voucher("TAKE", "10", self.variant)
        shop.catalogue.put_on_sale("10", self.variant)
        self.vip = shop.group("VIP")
        self.member = make_customer("member")
        shop.put_into(self.vip, self.member.email)
        self.outsider = make_customer("outsider")
        shop.put_into(shop.group("Other"), self.outsider.email)
        hide(self.variant.product, groups=(self.vip,))


@pytest.fixture
def world(shop: Shop) -> World:
    return World(shop)


def _is_told(caller: Caller, document: str, world: World) -> bool:
    answer = caller.post(document)
    told = json.dumps(answer.data)
    product = Goods(world.variant).product
    return not answer.errors and ("secret" in told or product in told)


@pytest.mark.parametrize("what", OF_STAFF)
def test_what_staff_manage_is_denied_to_shoppers(world: World, what: str) -> None:
    needed, document = OF_STAFF[what]

    for caller in (STRANGER, world.member, world.outsider, make_staff(name="other")):
        assert caller.post(document).is_denied
    assert _is_told(make_staff(needed), document, world)
    assert _is_told(make_app_caller(needed), document, world)


def test_nobody_has_a_list_of_wishes_or_reads_digital_contents(world: World) -> None:
    told = STRANGER.ask("{ __schema { types { name } queryType { fields { name } } } }")
    asked = {each["name"] for each in told["queryType"]["fields"]}

    assert not [each for each in told["types"] if "wish" in each["name"].lower()]
    if "digitalContents" in asked:
        document = (
            "{ digitalContents(first: 5) { edges { node {"
            " productVariant { sku } } } } }"
        )
        for caller in (STRANGER, world.member, world.outsider):
            assert caller.post(document).is_denied

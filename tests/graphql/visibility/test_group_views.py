"""What groups see, as staff are told."""

from collections.abc import Callable

from saleor_customer_groups.models import CustomerGroup
from tests.api import Caller
from tests.graphql.ids import id_of
from tests.owner import Shop
from tests.port.goods import withdraw

from .made_sets import ERRORS, make

GROUP = """query($id: ID!) { customerGroup(id: $id) {
  productAccess productScope { include { products } }
  hiddenProductsCount exclusiveProductsCount visibilitySets { name }
} }"""
GROUP_UPDATE = f"""mutation($id: ID!, $input: CustomerGroupInput!) {{
  customerGroupUpdate(id: $id, input: $input) {{
    customerGroup {{ productAccess productScope {{ include {{ products }} }} }} {ERRORS}
  }}
}}"""


def test_a_group_says_what_its_members_see(
    staff: Caller, gold: CustomerGroup, trade: CustomerGroup, shop: Shop
) -> None:
    make(staff, gold, shop)
    make(
        staff,
        trade,
        shop,
        name="Own",
        isExclusive=False,
        scope={"include": {"products": [id_of(shop.espresso.product)]}},
    )

    assert staff.ask(GROUP, id=id_of(gold)) == {
        "productAccess": "INHERIT",
        "productScope": None,
        "hiddenProductsCount": 0,
        "exclusiveProductsCount": 1,
        "visibilitySets": [{"name": "Rare"}],
    }
    scope = {"include": {"products": [id_of(shop.green_tea.product)]}}
    changed = staff.ask(
        GROUP_UPDATE,
        id=id_of(trade),
        input={"productAccess": "CUSTOM", "productScope": scope},
    )
    assert changed == {
        "customerGroup": {"productAccess": "CUSTOM", "productScope": scope},
        "errors": [],
    }
    # Espresso by its set, Green tea by its scope.
    assert staff.ask(GROUP, id=id_of(trade)) == {
        "productAccess": "CUSTOM",
        "productScope": scope,
        "hiddenProductsCount": 1,
        "exclusiveProductsCount": 0,
        "visibilitySets": [{"name": "Own"}],
    }
    refused = staff.ask(GROUP_UPDATE, id=id_of(gold), input={"productAccess": "CUSTOM"})
    assert refused["errors"] == [
        {
            "field": "productScope",
            "code": "INVALID",
            "message": (
                "Is missing: with the access custom it says which products are seen."
            ),
        }
    ]


CATALOGUE = """query($codes: [String!]!, $kind: CustomerGroupCatalogueKindEnum) {
  customerGroupCatalogue(
    groupCodes: $codes, kind: $kind, channel: "default-channel", first: 9
  ) { totalCount edges { node { kind name sku } } }
}"""


def test_staff_see_the_shop_with_the_eyes_of_a_group(
    staff: Caller, gold: CustomerGroup, trade: CustomerGroup, shop: Shop
) -> None:
    make(staff, gold, shop)

    def seen(*codes: str, kind: str = "PRODUCT") -> list[str]:
        page = staff.ask(CATALOGUE, codes=codes, kind=kind)
        names = [
            edge["node"]["sku" if kind == "VARIANT" else "name"]
            for edge in page["edges"]
        ]
        assert page["totalCount"] == len(names)
        return sorted(names)

    assert seen("gold") == ["espresso", "green-tea", "latte"]
    assert seen("trade") == ["espresso", "green-tea"]
    assert seen("trade", kind="VARIANT") == ["espresso", "green-tea"]
    assert seen("gold", "trade") == ["espresso", "green-tea", "latte"]
    # What Saleor shows to nobody is not shown to them either.
    withdraw(shop.green_tea)
    assert seen("trade") == ["espresso"]
    assert seen("gold") == ["espresso", "latte"]
    assert seen("gold", kind="VARIANT") == ["espresso", "latte"]
    answer = staff.post(CATALOGUE, codes=["nobody"])
    assert [each["message"] for each in answer.errors] == [
        "There is no customer group nobody."
    ]


EXPLAIN = """query($product: ID!, $customer: ID, $codes: [String!]) {
  customerGroupVisibilityExplain(
    productId: $product, customerId: $customer, groupCodes: $codes
  ) {
    isVisible reason message visibilitySet { name } isSwitchedOn
    groups { customerGroup { name } isVisible reason message visibilitySet { name } }
  }
}"""


def test_staff_ask_who_sees_a_product(
    staff: Caller,
    gold: CustomerGroup,
    trade: CustomerGroup,
    shop: Shop,
    add_members: Callable[..., None],
) -> None:
    from tests.api import make_customer

    make(staff, gold, shop)
    member = make_customer("member")
    add_members(gold, member)
    product = id_of(shop.latte.product)
    only = {
        "isVisible": False,
        "reason": "EXCLUSIVE_TO_OTHERS",
        "message": "only Gold sees it",
        "visibilitySet": {"name": "Rare"},
    }
    sees = {
        "isVisible": True,
        "reason": "VISIBLE_ALL",
        "message": "it is in Rare",
        "visibilitySet": {"name": "Rare"},
    }
    groups = [
        {"customerGroup": {"name": "Gold"}, **sees},
        {"customerGroup": {"name": "Standard"}, **only},
        {"customerGroup": {"name": "Trade"}, **only},
    ]

    assert staff.ask(EXPLAIN, product=product) == {
        **only,
        "isSwitchedOn": True,
        "groups": groups,
    }
    assert staff.ask(EXPLAIN, product=product, customer=member.id) == {
        **sees,
        "isSwitchedOn": True,
        "groups": groups,
    }
    assert staff.ask(EXPLAIN, product=product, codes=["trade"]) == {
        **only,
        "isSwitchedOn": True,
        "groups": groups,
    }
    for given, message in [
        ({"product": id_of(shop.latte.product)[:-4] + "AAAA"}, None),
        ({"product": product, "codes": ["x"]}, "There is no customer group x."),
        (
            {"product": product, "codes": [], "customer": member.id},
            "Give either `customerId` or `groupCodes`.",
        ),
    ]:
        answer = staff.post(EXPLAIN, **given)
        assert len(answer.errors) == 1
        assert message in (None, answer.errors[0]["message"])

"""Products, variants, categories and so on to choose from: found, named, for staff."""

from typing import Any

import pytest
from graphql_relay import to_global_id

from tests.api import (
    MANAGE_DISCOUNTS,
    MANAGE_ORDERS,
    MANAGE_USERS,
    STRANGER,
    Caller,
    make_app_caller,
    make_customer,
    make_staff,
)
from tests.graphql.ids import id_of
from tests.owner import Shop

LIST = """query(
  $kind: CustomerGroupCatalogueKindEnum!, $search: String, $ids: [ID!],
  $parentId: ID, $onlyTop: Boolean, $channel: String, $first: Int, $after: String
) {
  customerGroupCatalogue(
    kind: $kind, search: $search, ids: $ids, parentId: $parentId, onlyTop: $onlyTop,
    channel: $channel, first: $first, after: $after
  ) {
    totalCount pageInfo { endCursor hasNextPage }
    edges { node {
      id kind name productId productName sku listPrice { amount currency }
      thumbnailUrl hasChildren ancestors { name }
    } }
  }
}"""
CHANNEL = "default-channel"


@pytest.fixture
def found(staff: Caller, shop: Shop) -> Any:
    """Return the items that are found."""

    def find(kind: str, **asked: Any) -> list[dict[str, Any]]:
        answer = staff.ask(LIST, kind=kind, **{"first": 20, **asked})
        assert answer["totalCount"] == len(answer["edges"])
        return [edge["node"] for edge in answer["edges"]]

    return find


def names(items: list[dict[str, Any]]) -> list[str]:
    return [each["name"] for each in items]


def test_a_variant_has_its_name_product_sku_and_price(found: Any, shop: Shop) -> None:
    (item,) = found("VARIANT", search="latte", channel=CHANNEL)

    assert item == {
        "id": id_of(shop.latte),
        "kind": "VARIANT",
        "name": shop.latte.name,
        "productId": id_of(shop.latte.product),
        "productName": "latte",
        "sku": "latte",
        "listPrice": {"amount": 9.99, "currency": "USD"},
        "thumbnailUrl": None,
        "hasChildren": False,
        "ancestors": [],
    }


def test_a_picture_is_that_of_the_product(found: Any, shop: Shop) -> None:
    address = shop.catalogue.picture(shop.latte, "cup")
    shop.catalogue.picture(shop.latte, "beans")

    (variant,) = found("VARIANT", search="latte")
    other, latte = found("PRODUCT", search="te")

    assert variant["thumbnailUrl"] == latte["thumbnailUrl"]
    assert latte["thumbnailUrl"] == f"http://localhost:8000{address}"
    assert other["thumbnailUrl"] is None


def test_without_a_channel_there_is_no_price(found: Any) -> None:
    assert [each["listPrice"] for each in found("VARIANT", search="latte")] == [None]


def test_all_words_of_a_search_have_to_be_there(found: Any) -> None:
    assert names(found("PRODUCT", search="  TEA gree ")) == ["green-tea"]
    assert names(found("PRODUCT", search="tea espresso")) == []
    assert names(found("PRODUCT")) == ["espresso", "green-tea", "latte"]


def test_a_product_is_found_by_the_sku_of_a_variant(found: Any, shop: Shop) -> None:
    shop.catalogue.another(shop.latte, "XL-77", "12.00")

    assert names(found("PRODUCT", search="xl-77")) == ["latte"]
    variants = found("VARIANT", parentId=id_of(shop.latte.product))
    assert sorted(each["sku"] for each in variants) == ["XL-77", "latte"]


def test_chosen_ones_are_named_by_their_ids(found: Any, shop: Shop) -> None:
    ids = [id_of(shop.latte.product), to_global_id("Product", 10**6)]

    assert names(found("PRODUCT", ids=ids)) == ["latte"]
    assert found("PRODUCT", ids=[]) == []


def test_categories_are_a_tree(found: Any, shop: Shop) -> None:
    top = found("CATEGORY", onlyTop=True)
    (below,) = found("CATEGORY", parentId=id_of(shop.coffee))

    assert [(each["name"], each["hasChildren"]) for each in top] == [
        ("Coffee", True),
        ("Tea", False),
    ]
    assert (below["name"], below["hasChildren"]) == ("Beans", False)
    assert below["ancestors"] == [{"name": "Coffee"}]
    assert names(found("PRODUCT", parentId=below["id"])) == ["espresso"]


def test_a_deep_category_has_its_whole_path(found: Any, shop: Shop) -> None:
    beans = shop.catalogue.category("Beans", shop.coffee)
    dark = shop.catalogue.category("Dark", beans)
    shop.catalogue.category("Light", beans)

    (item,) = found("CATEGORY", ids=[id_of(dark)])

    assert names(item["ancestors"]) == ["Coffee", "Beans"]


def test_collections_and_product_types(found: Any, shop: Shop) -> None:
    shop.catalogue.collection("Summer")

    assert names(found("COLLECTION", channel=CHANNEL)) == ["Summer"]
    assert names(found("PRODUCT_TYPE", search="good")) == ["Goods"]


def test_pages(staff: Caller, shop: Shop) -> None:
    first = staff.ask(LIST, kind="VARIANT", first=2, channel=CHANNEL)
    second = staff.ask(
        LIST,
        kind="VARIANT",
        first=2,
        channel=CHANNEL,
        after=first["pageInfo"]["endCursor"],
    )

    assert first["totalCount"] == 3
    assert [e["node"]["sku"] for e in first["edges"]] == ["espresso", "green-tea"]
    assert [e["node"]["sku"] for e in second["edges"]] == ["latte"]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"kind": "PRODUCT", "channel": "moon"}, "There is no channel moon."),
        (
            {"kind": "PRODUCT", "ids": [to_global_id("Category", 1)]},
            f"{to_global_id('Category', 1)} is the id of a Category, not of a Product.",
        ),
        ({"kind": "PRODUCT", "onlyTop": True}, "Only categories are a tree."),
        (
            {"kind": "COLLECTION", "parentId": to_global_id("Category", 1)},
            "`parentId`: these have no parent.",
        ),
    ],
)
def test_refusals(
    staff: Caller, shop: Shop, asked: dict[str, Any], message: str
) -> None:
    answer = staff.post(LIST, first=5, **asked)

    assert [each["message"] for each in answer.errors] == [message]


def test_who_may_choose(shop: Shop) -> None:
    for caller in (
        make_staff(MANAGE_DISCOUNTS, name="clerk"),
        make_staff(MANAGE_USERS, name="manager"),
        make_app_caller(MANAGE_DISCOUNTS),
    ):
        assert caller.ask(LIST, kind="PRODUCT", first=5)["totalCount"] == 3
    for caller in (
        STRANGER,
        make_customer("shopper"),
        make_staff(MANAGE_ORDERS, name="nobody"),
    ):
        assert caller.post(LIST, kind="PRODUCT", first=5).is_denied

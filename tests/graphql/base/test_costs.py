"""Nobody can burn a worker: what asks for too much is refused first."""

import re
from typing import Any

import pytest
from graphql_relay import to_global_id

from tests.api import (
    MANAGE_DISCOUNTS,
    MANAGE_USERS,
    STRANGER,
    Answer,
    Caller,
    make_customer,
    make_staff,
)
from tests.graphql.ids import id_of
from tests.owner import Shop
from tests.queries import Queries, counted

pytestmark = pytest.mark.django_db

PRICES = """query($ids: [ID!]!) {
  customerGroupPrices(variantIds: $ids, channel: "default-channel") { variantId }
}"""
# As Saleor 3 says it, or as we do where it does not count.
TOO_MUCH = re.compile(r"\b50,?000\b")
BASKET = """query($input: CustomerGroupPromotionPreviewInput!) {
  customerGroupPromotionPreview(input: $input) { errors { field code message } }
}"""


@pytest.fixture
def staff(db: None) -> Caller:
    return make_staff(MANAGE_USERS, MANAGE_DISCOUNTS)


def nested(levels: int) -> str:
    """Return a document with members of groups of members, and so on."""
    way = "customerGroups { members(first: $n) { edges { node { customer { id "
    return (
        "query($n: Int) { customers(first: 100) { edges { node { "
        + way * levels
        + "}" * (5 * levels + 4)
    )


def messages(answer: Answer) -> set[str]:
    return {error["message"] for error in answer.errors}


def ours(queries: Queries) -> list[str]:
    return [sql for sql in queries.statements if "saleor_customer_groups_" in sql]


def test_variants_are_counted_as_they_are_sent_and_in_all_of_a_request(
    shop: Shop,
) -> None:
    id_ = id_of(shop.espresso)
    with counted() as queries:
        answer = STRANGER.post(PRICES, ids=[id_] * 60_000)
    assert messages(answer) == {
        "60,000 variants and products in one request; the maximum is 1,000."
    }
    assert ours(queries) == []

    aliases = " ".join(
        f'a{place}: customerGroupPrices(variantIds: $ids, channel: "default-channel")'
        " { variantId }"
        for place in range(30)
    )
    answer = STRANGER.post(f"query($ids: [ID!]!) {{ {aliases} }}", ids=[id_] * 100)
    refused = {error["path"][0] for error in answer.errors}
    assert refused == {"a10"}
    assert all(re.match(r"1,100 variants and", each) for each in messages(answer))
    assert STRANGER.ask(PRICES, ids=[id_] * 1000) == [{"variantId": id_}]


def test_values_of_prices_are_counted_however_they_are_asked_for(shop: Shop) -> None:
    """A guest takes no more than half a second of a processor with one request."""
    variant = shop.espresso
    many = [
        shop.catalogue.variant(f"v{n}", "1.00", category=shop.tea) for n in range(99)
    ]
    ids = [id_of(each) for each in (variant, *many)]
    ask = """query($ids: [ID!], $products: [ID!]) { customerGroupPrices(
        variantIds: $ids, productIds: $products, channel: "default-channel"
    ) { %s } }"""
    fifty = " ".join(f"a{n}: gross {{ amount }}" for n in range(25))
    refusal = "values of prices; the maximum in one request is 5,000."

    assert len(STRANGER.ask(ask % fifty, ids=ids)) == 100
    for asked, fragment in (
        (f"{fifty} variantId", ""),
        (
            "...f ...f variantId",
            "fragment f on CustomerGroupGoodsPrice { ... @include(if: true) { "
            + " ".join(f"a{n}: gross {{ amount }}" for n in range(25))
            + "} }",
        ),
    ):
        with counted() as queries:
            answer = STRANGER.post(ask % asked + fragment, ids=ids)
        (message,) = messages(answer)
        assert refusal in message
        assert ours(queries) == []
    # What lies behind a product is counted when it is known.
    for number in range(99):
        shop.catalogue.another(variant, f"more-{number}", "1.00")
    products = [id_of(variant.product)]
    assert len(STRANGER.ask(ask % fifty, products=products)) == 100
    (message,) = messages(STRANGER.post(ask % f"{fifty} variantId", products=products))
    assert refusal in message


def test_pages_in_pages_are_counted(shop: Shop, staff: Caller) -> None:
    shop.member(shop.group("VIP"), "ann@example.com")

    assert staff.post(nested(1), n=100).errors == []
    assert staff.post(nested(3), n=3).errors == []
    for levels, size in ((2, 100), (3, 30), (9, 4)):
        with counted() as queries:
            answer = staff.post(nested(levels), n=size)
        assert len(messages(answer)) == 1
        (message,) = messages(answer)
        assert TOO_MUCH.search(message)
        assert ours(queries) == []


def test_fragments_are_counted_wherever_they_are_used(
    shop: Shop, staff: Caller
) -> None:
    doubled = "fragment f0 on CustomerGroup { members(first: 50) { totalCount } }"
    for level in range(1, 12):
        doubled += (
            f" fragment f{level} on CustomerGroup {{"
            f" a: parent {{ ...f{level - 1} }} b: parent {{ ...f{level - 1} }} }}"
        )
    document = f"query($id: ID!) {{ customerGroup(id: $id) {{ ...f11 }} }} {doubled}"
    id_ = id_of(shop.group("VIP"))

    with counted() as queries:
        answer = staff.post(document, id=id_)

    (message,) = messages(answer)
    assert TOO_MUCH.search(message)
    assert ours(queries) == []


def test_lists_are_counted_before_they_are_looked_at(shop: Shop, staff: Caller) -> None:
    line = {"variantId": "no id", "quantity": 1}
    basket = {"lines": [line] * 1001, "channel": "default-channel"}
    assert staff.ask(BASKET, input=basket) == {
        "errors": [
            {
                "field": "lines",
                "code": "TOO_MANY",
                "message": "1,001 lines; the maximum is 1,000.",
            }
        ]
    }
    many: list[tuple[str, dict[str, Any], str]] = [
        (
            'mutation($ids: [ID!]!) { customerGroupMembersAdd(id: "x", customers: $ids)'
            " { errors { field message } } }",
            {"ids": ["x"] * 20_001},
            "customers",
        ),
        (
            "query($ids: [ID!]) { customerGroups(first: 1, filter: {ids: $ids})"
            " { totalCount } }",
            {"ids": ["x"] * 20_001},
            "filter.ids",
        ),
    ]
    for document, variables, field in many:
        answer = staff.post(document, **variables)
        text = str(answer.errors or answer.data)
        assert "20,001 items; the maximum is 20,000." in text
        assert field in text


def test_offers_are_counted_too(shop: Shop) -> None:
    ann = make_customer("ann")
    id_ = to_global_id("Checkout", "0")
    aliases = " ".join(
        f'a{place}: offers(checkoutId: "{id_}") {{ gifts {{ quantity }} }}'
        for place in range(51)
    )
    (message,) = messages(ann.post(f"{{ me {{ {aliases} }} }}"))
    assert (
        message == "1,020 variants and products in one request; the maximum is 1,000."
    )

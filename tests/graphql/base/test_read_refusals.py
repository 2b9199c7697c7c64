"""What queries refuse, and what stays as it is where nothing is given."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from graphql_relay import to_global_id
from graphql_relay.utils import base64

from saleor_customer_groups.models import CustomerGroup, PriceRule
from saleor_customer_groups.services.rules.price_lists import price_lists
from tests.api import Caller
from tests.graphql.ids import id_of
from tests.graphql.stored import everything
from tests.owner import Shop
from tests.services.conftest import NOW

from ..rules.test_price_lists import IMPORT

CHARACTER = "This has a character in it that cannot be stored."
EXPLAIN = """query($variant: ID!, $quantity: Int, $customer: ID) {
  customerGroupPriceExplain(
    variantId: $variant, channel: "default-channel", quantity: $quantity,
    customerId: $customer
  ) { price { price { amount } } }
}"""


def message(answer: Any) -> str:
    (error,) = answer.errors
    return str(error["message"])


@pytest.mark.parametrize(
    ("document", "variables", "refusal"),
    [
        (
            "query($a: String!) { customerGroup(code: $a) { id } }",
            {"a": "v\0p"},
            f"code: {CHARACTER}",
        ),
        (
            "query($a: String!) { customerGroups(first: 1, filter: {search: $a})"
            " { totalCount } }",
            {"a": "\0"},
            f"filter.search: {CHARACTER}",
        ),
        (
            "query($a: String!) { customerGroupPriceList(code: $a) { id } }",
            {"a": "\0"},
            f"code: {CHARACTER}",
        ),
        (
            "query($a: String!) { customerGroups(first: 1, after: $a)"
            " { edges { cursor } } }",
            {"a": base64(json.dumps(["v\0p", 1]))},
            "Received cursor is invalid.",
        ),
        (
            "query($a: String!) { customerGroupPriceRules(last: 1, before: $a)"
            " { edges { cursor } } }",
            {"a": base64(json.dumps([0, "\ud800", 1]))},
            "Received cursor is invalid.",
        ),
    ],
)
def test_what_no_database_takes_is_refused_in_queries_too(
    staff: Caller, document: str, variables: dict[str, str], refusal: str
) -> None:
    assert message(staff.post(document, **variables)) == refusal


def test_explanations_refuse_what_nobody_can_buy_or_be(
    staff: Caller, shop: Shop
) -> None:
    variant = to_global_id("ProductVariant", shop.latte.pk)
    nobody = to_global_id("User", 2_000_000_000)

    def refused(**variables: Any) -> str:
        return message(staff.post(EXPLAIN, variant=variant, **variables))

    assert refused(quantity=0) == "A quantity is 1 or more."
    # As many as GraphQL can count are explained.
    answer = staff.ask(EXPLAIN, variant=variant, quantity=2**31 - 1)
    assert answer == {"price": {"price": {"amount": 9.99}}}
    assert refused(quantity=1, customer=nobody) == "There is no such customer."
    assert refused(quantity=1, customer=variant) == (
        f"{variant} is the id of a ProductVariant, not of a User."
    )


def test_a_search_does_not_find_how_tags_are_stored(
    staff: Caller, make_group: Callable[..., CustomerGroup]
) -> None:
    make_group("Gold", tags=["b2b", "north, east"])
    make_group("Plain")
    document = """query($text: String!) {
      customerGroups(first: 5, filter: {search: $text}) {
        edges { node { name } }
      }
    }"""

    def found(text: str) -> list[str]:
        edges = staff.ask(document, text=text)["edges"]
        return [edge["node"]["name"] for edge in edges]

    for text in ("{", "}", "[", "]", '"', "b2b,", "b2bnorth"):
        assert found(text) == []
    for text in ("b2", "North, E", "gold"):
        assert found(text) == ["Gold"]


@pytest.mark.parametrize("code", ["", "  "])
def test_a_code_that_is_emptied_stays(
    staff: Caller, gold: CustomerGroup, make_rule: Callable[..., PriceRule], code: Any
) -> None:
    rule = make_rule(gold, name="Ten", code="stable")
    update = """mutation($group: ID!, $rule: ID!, $code: String) {
      group: customerGroupUpdate(id: $group, input: {name: "Platinum", code: $code}) {
        customerGroup { name code } errors { field }
      }
      rule: customerGroupPriceRuleUpdate(
        id: $rule, input: {name: "Eleven", code: $code}
      ) { priceRule { name code } errors { field } }
    }"""

    answer = staff.post(update, group=id_of(gold), rule=id_of(rule), code=code).data

    assert answer == {
        "group": {"customerGroup": {"name": "Platinum", "code": "gold"}, "errors": []},
        "rule": {"priceRule": {"name": "Eleven", "code": "stable"}, "errors": []},
    }


def test_where_a_row_is_bad_nothing_is_called_unchanged(
    staff: Caller, shop: Shop, gold: CustomerGroup
) -> None:
    listed = price_lists.create_price_list(
        values={"name": "Contract"}, groups=[gold], now=NOW
    )
    head = "sku,currency,min_quantity,unit_price\n"
    rows = "latte,USD,1,9.00\nespresso,USD,1,9.00\n"
    staff.ask(IMPORT, id=id_of(listed), csv=head + rows)
    shop.member(gold, "ann@example.com")
    members = """mutation($id: ID!, $csv: String!) {
      customerGroupMembersImport(id: $id, csv: $csv) {
        added changed unchanged removed badRows { line } errors { field }
      }
    }"""
    before = everything()

    of_list = staff.ask(IMPORT, id=id_of(listed), csv=f"{head}{rows}latte,USD,2,x\n")
    of_members = staff.ask(
        members, id=id_of(gold), csv="email\nann@example.com\nnobody@example.com\n"
    )

    counts = ("added", "changed", "unchanged", "removed")
    for answer, line in ((of_list, 4), (of_members, 3)):
        assert [answer[name] for name in counts] == [0, 0, 0, 0]
        assert [bad["line"] for bad in answer["badRows"]] == [line]
    assert everything() == before


def test_a_field_is_refused_once_and_in_words(
    staff: Caller, gold: CustomerGroup
) -> None:
    create = """mutation($input: CustomerGroupPromotionCreateInput!) {
      customerGroupPromotionCreate(input: $input) { errors { field message } }
    }"""
    given = {
        "name": "Spring",
        "groups": [id_of(gold)],
        "benefit": {"kind": "percent_off", "parameters": {"percent": "10"}},
    }
    before = everything()

    for values, field, sentence in (
        ({"limitPerCustomer": -1}, "limitPerCustomer", "Must be at least 1."),
        ({"limitTotal": -5}, "limitTotal", "Must be at least 1."),
        (
            {
                "validFrom": "2026-05-02T00:00:00+00:00",
                "validUntil": "2026-05-01T00:00:00+00:00",
            },
            "validUntil",
            "Is before the start.",
        ),
    ):
        answer = staff.ask(create, input={**given, **values})
        assert answer["errors"] == [{"field": field, "message": sentence}]
    assert everything() == before

"""Customer groups looked up over GraphQL: one, and lists of many."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from saleor_customer_groups.models import CustomerGroup, Membership, PriceRule
from saleor_customer_groups.services.rules.price_lists.price_lists import (
    create_price_list,
)
from tests.api import Caller, make_customer
from tests.graphql.ids import id_of

from .test_groups import wrong_id

LIST = """query(
  $first: Int, $last: Int, $after: String, $before: String,
  $filter: CustomerGroupFilterInput, $sortBy: CustomerGroupSortingInput
) {
  customerGroups(
    first: $first, last: $last, after: $after, before: $before,
    filter: $filter, sortBy: $sortBy
  ) {
    totalCount
    edges { node { name } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}"""


def names(connection: dict[str, Any]) -> list[str]:
    return [edge["node"]["name"] for edge in connection["edges"]]


def test_finds_a_group_by_id_and_by_code(
    staff: Caller, make_group: Callable[..., CustomerGroup]
) -> None:
    group = make_group("Gold")
    document = """query($id: ID, $code: String) {
      customerGroup(id: $id, code: $code) { name }
    }"""

    assert staff.ask(document, id=id_of(group)) == {"name": "Gold"}
    assert staff.ask(document, code="gold") == {"name": "Gold"}
    assert staff.ask(document, code="silver") is None
    assert staff.ask(document, id=wrong_id("unknown")) is None


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("", "Give either `id` or `code`."),
        ('(id: "a", code: "b")', "Give either `id` or `code`."),
        ('(id: "gold")', "gold is not an id."),
    ],
)
def test_what_names_no_one_group(arguments: str, message: str, staff: Caller) -> None:
    answer = staff.post(f"{{ customerGroup{arguments} {{ name }} }}")

    assert answer.data == {"customerGroup": None}
    assert [error["message"] for error in answer.errors] == [message]


@pytest.fixture
def groups(make_group: Callable[..., CustomerGroup]) -> dict[str, CustomerGroup]:
    """Five groups, with the default one."""
    trade = make_group("Trade", priority=5, tags=["b2b", "north"])
    return {
        "Trade": trade,
        "apple": make_group("apple", is_vip=True, description="Round", priority=5),
        "Zoo": make_group("Zoo", parent=trade, kind="hybrid", tags=["b2b"]),
        "Bee": make_group("Bee", is_active=False, for_guests=True, priority=-1),
    }


def test_lists_by_name_whatever_the_letter_case(
    staff: Caller, groups: dict[str, CustomerGroup]
) -> None:
    answer = staff.ask(LIST, first=10)

    assert names(answer) == ["apple", "Bee", "Standard", "Trade", "Zoo"]
    assert answer["totalCount"] == 5
    assert answer["pageInfo"]["hasNextPage"] is False
    assert answer["pageInfo"]["hasPreviousPage"] is False


def test_pages_forwards_and_backwards(
    staff: Caller, groups: dict[str, CustomerGroup]
) -> None:
    first = staff.ask(LIST, first=2)
    second = staff.ask(LIST, first=2, after=first["pageInfo"]["endCursor"])
    third = staff.ask(LIST, first=2, after=second["pageInfo"]["endCursor"])
    back = staff.ask(LIST, last=2, before=third["pageInfo"]["startCursor"])
    last = staff.ask(LIST, last=2)

    assert [names(page) for page in (first, second, third, back, last)] == [
        ["apple", "Bee"],
        ["Standard", "Trade"],
        ["Zoo"],
        ["Standard", "Trade"],
        ["Trade", "Zoo"],
    ]
    assert [
        (page["pageInfo"]["hasPreviousPage"], page["pageInfo"]["hasNextPage"])
        for page in (first, second, third, back, last)
    ] == [(False, True), (True, True), (True, False), (True, True), (True, False)]
    assert {page["totalCount"] for page in (first, second, third, back, last)} == {5}


@pytest.mark.parametrize(
    ("field", "direction", "expected"),
    [
        ("NAME", "DESC", ["Zoo", "Trade", "Standard", "Bee", "apple"]),
        ("PRIORITY", "DESC", ["Trade", "apple", "Zoo", "Standard", "Bee"]),
        ("CREATED_AT", "ASC", ["Standard", "Trade", "apple", "Zoo", "Bee"]),
        ("MEMBERS_COUNT", "DESC", ["Zoo", "Trade", "Standard", "Bee", "apple"]),
    ],
)
def test_sorts(
    field: str,
    direction: str,
    expected: list[str],
    staff: Caller,
    groups: dict[str, CustomerGroup],
    add_members: Callable[..., None],
) -> None:
    add_members(groups["Zoo"], make_customer("ann"), make_customer("bob"))
    Membership.objects.filter(customer__email="staff@example.com").delete()
    sort_by = {"field": field, "direction": direction}

    pages, after = [], None
    for _ in range(5):
        page = staff.ask(LIST, first=1, after=after, sortBy=sort_by)
        pages += names(page)
        after = page["pageInfo"]["endCursor"]

    assert names(staff.ask(LIST, first=10, sortBy=sort_by)) == expected
    assert pages == expected


@pytest.mark.parametrize(
    ("filter_", "expected"),
    [
        ({"search": "OO"}, ["Zoo"]),
        ({"search": "round"}, ["apple"]),
        ({"search": "north"}, ["Trade"]),
        ({"codes": ["zoo", "bee", "none"]}, ["Bee", "Zoo"]),
        ({"kind": ["HYBRID", "AUTOMATIC"]}, ["Zoo"]),
        ({"isActive": False}, ["Bee"]),
        ({"isDefault": True}, ["Standard"]),
        ({"forGuests": True}, ["Bee"]),
        ({"isVip": True}, ["apple"]),
        ({"tags": ["b2b"]}, ["Trade", "Zoo"]),
        ({"tags": ["b2b", "north"]}, ["Trade"]),
        ({"tags": ["b2b"], "kind": ["HYBRID"]}, ["Zoo"]),
    ],
)
def test_filters(
    filter_: dict[str, Any],
    expected: list[str],
    staff: Caller,
    groups: dict[str, CustomerGroup],
) -> None:
    answer = staff.ask(LIST, first=10, filter=filter_)

    assert names(answer) == expected
    assert answer["totalCount"] == len(expected)


def test_filters_by_ids_and_parent(
    staff: Caller, groups: dict[str, CustomerGroup]
) -> None:
    ids = [id_of(groups["Bee"]), id_of(groups["Zoo"])]

    by_ids = staff.ask(LIST, first=10, filter={"ids": ids})
    by_parent = staff.ask(LIST, first=10, filter={"parent": id_of(groups["Trade"])})

    assert names(by_ids) == ["Bee", "Zoo"]
    assert names(by_parent) == ["Zoo"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "Say with `first` or `last` how many of the list."),
        ({"first": 0}, "Argument `first` has to be from 1 to 100."),
        ({"first": 101}, "Argument `first` has to be from 1 to 100."),
        ({"last": -1}, "Argument `last` has to be from 1 to 100."),
        (
            {"first": 1, "last": 1},
            "Argument `first` cannot be combined with `last`.",
        ),
        ({"first": 1, "after": "nonsense"}, "Received cursor is invalid."),
        ({"first": 1, "after": "WzFd"}, "Received cursor is invalid."),
        ({"first": 1, "after": "WyJhIiwgImIiXQ=="}, "Received cursor is invalid."),
        (
            {"first": 1, "filter": {"ids": ["nonsense"]}},
            "nonsense is not an id.",
        ),
    ],
)
def test_a_page_that_cannot_be(
    arguments: dict[str, Any], message: str, staff: Caller
) -> None:
    answer = staff.post(LIST, **arguments)

    assert {error["message"] for error in answer.errors} == {message}
    assert answer.data == {"customerGroups": None} or answer.data is None


def test_counts_without_a_page(staff: Caller, groups: dict[str, CustomerGroup]) -> None:
    assert staff.ask("{ customerGroups { totalCount } }") == {"totalCount": 5}


def test_shows_the_family_and_the_rules(
    staff: Caller,
    groups: dict[str, CustomerGroup],
    make_rule: Callable[..., PriceRule],
) -> None:
    make_rule(groups["Trade"], name="Ten off")
    create_price_list(
        values={"name": "Contract"}, groups=[groups["Trade"]], now=timezone.now()
    )
    document = """query($id: ID!) {
      customerGroup(id: $id) {
        parent { name } children { name parent { name } } priceRules { name }
        priceLists { name code }
        createdAt updatedAt
      }
    }"""

    answer = staff.ask(document, id=id_of(groups["Trade"]))

    assert answer.pop("createdAt")[:10] == str(timezone.now().date())
    assert answer.pop("updatedAt")[:10] == str(timezone.now().date())
    assert answer == {
        "parent": None,
        "children": [{"name": "Zoo", "parent": {"name": "Trade"}}],
        "priceRules": [{"name": "Ten off"}],
        "priceLists": [{"name": "Contract", "code": "contract"}],
    }

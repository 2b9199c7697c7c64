"""Customer groups over GraphQL: look them up, create, change and delete them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from saleor_customer_groups.models import CustomerGroup, Membership, PriceRule
from tests.api import Caller, make_customer
from tests.graphql.ids import id_of
from tests.graphql.stored import everything

ERRORS = "errors { field code message }"
CREATE = f"""mutation($input: CustomerGroupCreateInput!) {{
  customerGroupCreate(input: $input) {{
    customerGroup {{
      id name code description colour kind isActive isDefault forGuests isVip highlight
      parent {{ name }} inheritsPricing inheritsVisibility inheritsTerms
      priority capacity tags membersCount
    }}
    {ERRORS}
  }}
}}"""
UPDATE = f"""mutation($id: ID!, $input: CustomerGroupInput!) {{
  customerGroupUpdate(id: $id, input: $input) {{
    customerGroup {{ name code isDefault isActive parent {{ name }} capacity tags }}
    {ERRORS}
  }}
}}"""
DELETE = f"""mutation($id: ID!, $force: Boolean, $dryRun: Boolean) {{
  customerGroupDelete(id: $id, force: $force, dryRun: $dryRun) {{
    customerGroup {{ id name }} priceRules {{ name }}
    children {{ name parent {{ name }} }}
    members toDefault customersAffected {ERRORS}
  }}
}}"""
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


# Create ---------------------------------------------------------------------------


def test_a_group_with_nothing_but_a_name(staff: Caller) -> None:
    answer = staff.ask(CREATE, input={"name": "Gold"})

    group = CustomerGroup.objects.get(code="gold")
    assert answer == {
        "customerGroup": {
            "id": id_of(group),
            "name": "Gold",
            "code": "gold",
            "description": "",
            "colour": "",
            "kind": "MANUAL",
            "isActive": True,
            "isDefault": False,
            "forGuests": False,
            "isVip": False,
            "highlight": False,
            "parent": None,
            "inheritsPricing": True,
            "inheritsVisibility": True,
            "inheritsTerms": True,
            "priority": 0,
            "capacity": None,
            "tags": [],
            "membersCount": 0,
        },
        "errors": [],
    }


def test_a_group_with_everything(
    staff: Caller, make_group: Callable[..., CustomerGroup]
) -> None:
    parent = make_group("Trade")
    given = {
        "name": "Gold",
        "code": "g1",
        "description": "The best",
        "colour": "#FFD700",
        "kind": "HYBRID",
        "isActive": False,
        "isDefault": False,
        "forGuests": True,
        "isVip": True,
        "highlight": True,
        "inheritsPricing": False,
        "inheritsVisibility": False,
        "inheritsTerms": False,
        "priority": -3,
        "capacity": 20,
        "tags": ["b2b", "north"],
    }

    answer = staff.ask(CREATE, input={**given, "parent": id_of(parent)})

    assert answer["errors"] == []
    group = answer["customerGroup"]
    assert {name: group[name] for name in given} == given
    assert group["parent"] == {"name": "Trade"}


def wrong_id(name: str) -> str:
    from graphql_relay import to_global_id

    return {
        "of another type": to_global_id("Product", 1),
        "unknown": to_global_id("CustomerGroup", 999_999),
        "beyond all keys": to_global_id("CustomerGroup", 10**30),
        "without a number": to_global_id("CustomerGroup", "gold"),
        "malformed": "gold",
        "not even text": "Ã¤",
        "empty": "",
    }[name]


WRONG_IDS = {
    "of another type": "GRAPHQL_ERROR",
    "unknown": "NOT_FOUND",
    "beyond all keys": "NOT_FOUND",
    "without a number": "GRAPHQL_ERROR",
    "malformed": "GRAPHQL_ERROR",
    "not even text": "GRAPHQL_ERROR",
    "empty": "GRAPHQL_ERROR",
}


REFUSED: list[tuple[dict[str, Any], str, str, str | None]] = [
    (
        {"name": "Gold", "colour": "red"},
        "colour",
        "INVALID",
        "Write the colour as #RRGGBB, as in #1A7F37.",
    ),
    ({"name": " "}, "name", "REQUIRED", "Give the group a name."),
    (
        {"name": "STANDARD"},
        "name",
        "UNIQUE",
        "There is a group named Standard already. Choose another name.",
    ),
    (
        {"name": "Other", "code": "standard"},
        "code",
        "UNIQUE",
        "Standard has the code standard already. Choose another code.",
    ),
    ({"name": "Gold", "capacity": 0}, "capacity", "INVALID", None),
    ({"name": "Gold", "priority": None}, "priority", "REQUIRED", None),
    (
        {"name": "Gold", "inheritsPricing": None},
        "inheritsPricing",
        "REQUIRED",
        None,
    ),
    ({"name": "Gold", "tags": None}, "tags", "REQUIRED", None),
    (
        {"name": "Gold", "isDefault": True, "isActive": False},
        "isActive",
        "DEFAULT_GROUP",
        "The default group has to be active.",
    ),
]


def test_a_group_that_cannot_be(staff: Caller) -> None:
    before = everything()

    for given, field, code, message in REFUSED:
        answer = staff.ask(CREATE, input=given)

        assert answer["customerGroup"] is None, given
        (error,) = answer["errors"]
        assert (error["field"], error["code"]) == (field, code), given
        assert message is None or error["message"] == message, given
        assert everything() == before, given


def test_a_parent_that_is_none(staff: Caller) -> None:
    before = everything()

    for wrong, code in WRONG_IDS.items():
        given = {"name": "Gold", "parent": wrong_id(wrong)}
        answer = staff.ask(CREATE, input=given)

        (error,) = answer["errors"]
        assert (error["field"], error["code"]) == ("parent", code), wrong
        assert everything() == before, wrong


# Update ---------------------------------------------------------------------------


def test_changes_only_what_is_given(
    staff: Caller, make_group: Callable[..., CustomerGroup]
) -> None:
    trade = make_group("Trade")
    group = make_group("Gold", parent=trade, capacity=5, tags=["b2b"])

    answer = staff.ask(UPDATE, id=id_of(group), input={"name": "Platinum"})

    assert answer == {
        "customerGroup": {
            "name": "Platinum",
            "code": "gold",
            "isDefault": False,
            "isActive": True,
            "parent": {"name": "Trade"},
            "capacity": 5,
            "tags": ["b2b"],
        },
        "errors": [],
    }


def test_null_takes_parent_and_capacity_away(
    staff: Caller, make_group: Callable[..., CustomerGroup]
) -> None:
    group = make_group("Gold", parent=make_group("Trade"), capacity=5)

    staff.ask(UPDATE, id=id_of(group), input={"parent": None, "capacity": None})

    group.refresh_from_db()
    assert (group.parent, group.capacity) == (None, None)


def test_makes_another_group_the_default(
    staff: Caller, make_group: Callable[..., CustomerGroup]
) -> None:
    answer = staff.ask(UPDATE, id=id_of(make_group("Gold")), input={"isDefault": True})

    assert answer["errors"] == []
    assert answer["customerGroup"]["isDefault"] is True
    default = CustomerGroup.objects.filter(is_default=True)
    assert [group.name for group in default] == ["Gold"]


def test_names_the_circle(
    staff: Caller, make_group: Callable[..., CustomerGroup]
) -> None:
    top = make_group("Top")
    below = make_group("Below", parent=top)
    before = everything()

    answer = staff.ask(UPDATE, id=id_of(top), input={"parent": id_of(below)})

    assert answer["errors"] == [
        {
            "field": "parent",
            "code": "CYCLE",
            "message": "That would be a circle: Top under Below under Top.",
        }
    ]
    assert everything() == before


@pytest.mark.parametrize("given", [{"isActive": False}, {"isDefault": False}])
def test_the_default_group_stays_active_and_the_default(
    given: dict[str, Any], staff: Caller, standard: CustomerGroup
) -> None:
    before = everything()

    answer = staff.ask(UPDATE, id=id_of(standard), input=given)

    (error,) = answer["errors"]
    assert (error["field"], error["code"]) == (*given, "DEFAULT_GROUP")
    assert everything() == before


@pytest.mark.parametrize(
    ("document", "variables"),
    [(UPDATE, {"input": {"name": "New"}}), (DELETE, {"force": True})],
)
def test_a_group_that_is_none(
    document: str, variables: dict[str, Any], staff: Caller
) -> None:
    before = everything()

    for wrong, code in WRONG_IDS.items():
        answer = staff.ask(document, id=wrong_id(wrong), **variables)

        (error,) = answer["errors"]
        assert (error["field"], error["code"]) == ("id", code), wrong
        assert everything() == before, wrong


# Delete ---------------------------------------------------------------------------


@pytest.fixture
def family(
    make_group: Callable[..., CustomerGroup],
    make_rule: Callable[..., PriceRule],
    add_members: Callable[..., None],
) -> CustomerGroup:
    """A group with all that can go with it."""
    top = make_group("Top")
    middle = make_group("Middle", parent=top)
    below = make_group("Below", parent=middle)
    ann, bob, cid = (make_customer(name) for name in ("ann", "bob", "cid"))
    add_members(middle, ann, bob)
    add_members(top, bob)
    add_members(below, cid)
    make_rule(middle, name="Its own")
    make_rule(middle, top, name="Shared")
    return middle


def test_a_dry_run_says_what_would_go(staff: Caller, family: CustomerGroup) -> None:
    before = everything()

    answer = staff.ask(DELETE, id=id_of(family), dryRun=True)

    assert answer == {
        "customerGroup": {"id": id_of(family), "name": "Middle"},
        "priceRules": [{"name": "Its own"}],
        "children": [{"name": "Below", "parent": {"name": "Middle"}}],
        "members": 2,
        "toDefault": 1,
        "customersAffected": 3,
        "errors": [],
    }
    assert everything() == before


def test_a_group_in_use_is_not_deleted(staff: Caller, family: CustomerGroup) -> None:
    before = everything()

    answer = staff.ask(DELETE, id=id_of(family))

    assert answer["errors"] == [
        {
            "field": "id",
            "code": "IN_USE",
            "message": (
                "Middle is used by price rule Its own, group Below. With force rules,"
                " lists and promotions are deleted too, and the groups below move up."
            ),
        }
    ]
    assert answer["customerGroup"] is None
    assert everything() == before


def test_force_deletes_a_group_in_use(staff: Caller, family: CustomerGroup) -> None:
    id_ = id_of(family)

    answer = staff.ask(DELETE, id=id_, force=True)

    assert answer == {
        "customerGroup": {"id": id_, "name": "Middle"},
        "priceRules": [{"name": "Its own"}],
        "children": [{"name": "Below", "parent": {"name": "Top"}}],
        "members": 2,
        "toDefault": 1,
        "customersAffected": 3,
        "errors": [],
    }
    assert not CustomerGroup.objects.filter(name="Middle").exists()
    assert [rule.name for rule in PriceRule.objects.all()] == ["Shared"]
    groups = Membership.objects.filter(customer__email="ann@example.com")
    assert [row.group.name for row in groups] == ["Standard"]


def test_the_default_group_is_not_deleted(
    staff: Caller, standard: CustomerGroup
) -> None:
    before = everything()

    answer = staff.ask(DELETE, id=id_of(standard), force=True)

    (error,) = answer["errors"]
    assert (error["field"], error["code"]) == ("id", "DEFAULT_GROUP")
    assert everything() == before


# Look up --------------------------------------------------------------------------


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
    document = """query($id: ID!) {
      customerGroup(id: $id) {
        parent { name } children { name parent { name } } priceRules { name }
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
    }

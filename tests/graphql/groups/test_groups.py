"""Customer groups over GraphQL: create and change them."""

from collections.abc import Callable
from typing import Any

import pytest

from saleor_customer_groups.models import CustomerGroup
from tests.api import Caller
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
    ({"name": "Gold", "graceDays": 3651}, "graceDays", "INVALID", None),
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

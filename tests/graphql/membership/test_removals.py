"""Customers leave customer groups over GraphQL."""

from collections.abc import Callable

import pytest

from saleor_customer_groups.models import CustomerGroup, LedgerEntry
from tests.api import Caller, make_customer
from tests.graphql.ids import id_of
from tests.graphql.stored import everything

from .documents import REMOVE, groups_of


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("REMOVE", ["Trade"]),
        ("TO_DEFAULT", ["Standard", "Trade"]),
        ("TO_GROUP", ["Silver", "Trade"]),
    ],
)
def test_removes(
    mode: str,
    expected: list[str],
    staff: Caller,
    gold: CustomerGroup,
    trade: CustomerGroup,
    make_group: Callable[..., CustomerGroup],
    add_members: Callable[..., None],
) -> None:
    ann = make_customer("ann")
    add_members(gold, ann)
    add_members(trade, ann)
    to_group = id_of(make_group("Silver")) if mode == "TO_GROUP" else None

    answer = staff.ask(
        REMOVE, id=id_of(gold), customers=[ann.id], mode=mode, toGroup=to_group
    )

    assert answer == {
        "changed": 1,
        "refused": [],
        "customerGroup": {"membersCount": 0},
        "errors": [],
    }
    assert groups_of(ann) == expected


def test_who_is_in_no_group_goes_back_to_the_default_one(
    staff: Caller, gold: CustomerGroup, add_members: Callable[..., None]
) -> None:
    ann = make_customer("ann")
    add_members(gold, ann)

    staff.ask(REMOVE, id=id_of(gold), customers=[ann.id], reason="Moved away")

    assert groups_of(ann) == ["Standard"]
    left = LedgerEntry.objects.get(change="left", group_code="gold")
    assert (left.reason, left.by_user_id) == ("Moved away", staff.pk)


def test_nobody_is_removed_where_one_is_no_member(
    staff: Caller, gold: CustomerGroup, add_members: Callable[..., None]
) -> None:
    ann, bob = make_customer("ann"), make_customer("bob")
    add_members(gold, ann)
    before = everything()

    answer = staff.ask(REMOVE, id=id_of(gold), customers=[ann.id, bob.id])

    assert answer["changed"] == 0
    assert answer["refused"] == [
        {
            "customer": bob.id,
            "code": "NOT_A_MEMBER",
            "message": "The customer is not in Gold.",
        }
    ]
    assert [(each["field"], each["code"]) for each in answer["errors"]] == [
        ("customers", "NOT_A_MEMBER")
    ]
    assert everything() == before


def test_to_group_needs_a_group(
    staff: Caller, gold: CustomerGroup, add_members: Callable[..., None]
) -> None:
    ann = make_customer("ann")
    add_members(gold, ann)
    before = everything()

    answer = staff.ask(REMOVE, id=id_of(gold), customers=[ann.id], mode="TO_GROUP")

    assert [(each["field"], each["code"]) for each in answer["errors"]] == [
        ("toGroup", "REQUIRED")
    ]
    assert everything() == before

"""Customers join customer groups over GraphQL."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from graphql_relay import to_global_id

from saleor_customer_groups.models import CustomerGroup, LedgerEntry, Membership
from tests.api import MANAGE_USERS, Caller, make_app_caller, make_customer
from tests.graphql.ids import id_of
from tests.graphql.stored import everything
from tests.port.accounts import make_owner
from tests.port.plugin import configure

from .documents import ADD, REMOVE, groups_of


def test_adds_many_at_once(staff: Caller, gold: CustomerGroup) -> None:
    ann, bob = make_customer("ann"), make_customer("bob")

    answer = staff.ask(ADD, id=id_of(gold), customers=[ann.id, bob.id], reason="Fair")

    assert answer == {
        "changed": 2,
        "refused": [],
        "customerGroup": {"membersCount": 2},
        "errors": [],
    }
    rows = Membership.objects.filter(group=gold).order_by("customer")
    assert [(row.customer_id, row.by_hand, row.reason) for row in rows] == [
        (ann.pk, True, "Fair"),
        (bob.pk, True, "Fair"),
    ]
    assert [entry.by_user_id for entry in LedgerEntry.objects.all()] == [staff.pk] * 2


def test_moves_out_of_a_group(
    staff: Caller,
    gold: CustomerGroup,
    trade: CustomerGroup,
    add_members: Callable[..., None],
) -> None:
    ann = make_customer("ann")
    add_members(trade, ann)

    answer = staff.ask(
        ADD, id=id_of(gold), customers=[ann.id], mode="MOVE", moveFrom=id_of(trade)
    )

    assert (answer["changed"], answer["errors"]) == (1, [])
    assert groups_of(ann) == ["Gold"]


def test_adds_as_primary_until_a_day(
    staff: Caller,
    gold: CustomerGroup,
    trade: CustomerGroup,
    add_members: Callable[..., None],
) -> None:
    ann = make_customer("ann")
    add_members(trade, ann)
    until = timezone.now() + timedelta(days=3)

    staff.ask(
        ADD,
        id=id_of(gold),
        customers=[ann.id],
        mode="PRIMARY",
        until=until.isoformat(),
    )

    assert groups_of(ann) == ["Gold", "Trade"]
    row = Membership.objects.get(customer=ann.pk, group=gold)
    assert (row.is_primary, row.until) == (True, until)


def test_adding_again_keeps_what_is_not_given(
    staff: Caller, gold: CustomerGroup
) -> None:
    ann, bob = make_customer("ann"), make_customer("bob")
    until = timezone.now() + timedelta(days=3)
    ask = {"id": id_of(gold), "customers": [ann.id]}
    staff.ask(ADD, **ask, until=until.isoformat(), reason="Contract 4711")

    def row() -> tuple[str, Any]:
        found = Membership.objects.get(customer=ann.pk, group=gold)
        return found.reason, found.until

    staff.ask(ADD, **{**ask, "customers": [ann.id, bob.id]})
    kept = row()
    staff.ask(ADD, **ask, reason="Contract 4712")
    renewed = row()
    staff.ask(ADD, **ask, endless=True)
    endless = row()

    assert (kept, renewed) == (("Contract 4711", until), ("Contract 4712", until))
    assert endless == ("Contract 4712", None)
    entries = LedgerEntry.objects.filter(customer=ann.pk).order_by("pk")
    assert list(entries.values_list("change", "reason")) == [
        ("joined", "Contract 4711"),
        ("source_changed", "Contract 4712"),
        ("source_changed", ""),
    ]


@pytest.mark.parametrize(
    ("leave", "expected"), [(True, ["Gold"]), (False, ["Gold", "Standard"])]
)
def test_a_setting_keeps_the_default_group(
    leave: bool, expected: list[str], staff: Caller, gold: CustomerGroup
) -> None:
    configure(active=True, leave_default_group=leave)
    ann = make_customer("ann")
    assert groups_of(ann) == ["Standard"]

    staff.ask(ADD, id=id_of(gold), customers=[ann.id])

    assert groups_of(ann) == expected


@pytest.mark.parametrize("active", [True, False])
def test_the_setting_counts_while_the_plugin_is_off_and_for_who_goes_to_a_group(
    active: bool,
    staff: Caller,
    gold: CustomerGroup,
    make_group: Callable[..., CustomerGroup],
) -> None:
    configure(active=True)
    ann = make_customer("ann")
    silver = make_group("Silver")
    to_silver = {"customers": [ann.id], "mode": "TO_GROUP", "toGroup": id_of(silver)}

    configure(active=active, leave_default_group=False)
    staff.ask(ADD, id=id_of(gold), customers=[ann.id])
    staff.ask(REMOVE, id=id_of(gold), **to_silver)
    kept = groups_of(ann)
    configure(active=active, leave_default_group=True)
    back = {**to_silver, "toGroup": id_of(gold)}
    staff.ask(REMOVE, id=id_of(silver), **back)

    assert kept == ["Silver", "Standard"]
    assert groups_of(ann) == ["Gold"]


def test_members_of_staff_join_no_group(db: None) -> None:
    configure(active=True)

    ann = make_customer("ann")
    make_owner("owner@example.com", "secret")

    assert [row.customer_id for row in Membership.objects.all()] == [ann.pk]
    assert LedgerEntry.objects.count() == 1


def test_an_app_adds_under_its_name(gold: CustomerGroup) -> None:
    ann = make_customer("ann")

    make_app_caller(MANAGE_USERS, name="Till").ask(
        ADD, id=id_of(gold), customers=[ann.id]
    )

    (entry,) = LedgerEntry.objects.all()
    assert (entry.cause, entry.by_app, entry.by_user_id) == ("app", "Till", None)


def test_all_or_none_and_why(
    staff: Caller, make_group: Callable[..., CustomerGroup]
) -> None:
    group = make_group("Small", capacity=1)
    ann, bob = make_customer("ann"), make_customer("bob")
    get_user_model().objects.filter(pk=bob.pk).update(is_active=False)
    unknown = to_global_id("User", 999_999)
    before = everything()

    answer = staff.ask(ADD, id=id_of(group), customers=[ann.id, bob.id, unknown])

    assert answer["changed"] == 0
    assert answer["customerGroup"] == {"membersCount": 0}
    refused = [(each["customer"], each["code"]) for each in answer["refused"]]
    assert refused[:2] == [(bob.id, "CUSTOMER_INACTIVE"), (unknown, "NOT_FOUND")]
    assert [(each["field"], each["code"]) for each in answer["errors"]] == [
        ("customers", code) for code in dict.fromkeys(code for _, code in refused)
    ]
    assert everything() == before


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"is_active": False}, "GROUP_INACTIVE"),
        ({"kind": "automatic"}, "GROUP_AUTOMATIC"),
    ],
)
def test_a_group_that_takes_nobody_by_hand(
    values: dict[str, Any],
    code: str,
    staff: Caller,
    make_group: Callable[..., CustomerGroup],
) -> None:
    group = make_group("Gold", **values)
    ann = make_customer("ann")
    before = everything()

    answer = staff.ask(ADD, id=id_of(group), customers=[ann.id])

    assert (answer["changed"], answer["refused"]) == (0, [])
    assert [(each["field"], each["code"]) for each in answer["errors"]] == [
        ("id", code)
    ]
    assert everything() == before


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"customers": []}, "customers", "REQUIRED"),
        ({"customers": ["nonsense"]}, "customers.0", "GRAPHQL_ERROR"),
        (
            {"customers": [to_global_id("User", 1), to_global_id("Product", 1)]},
            "customers.1",
            "GRAPHQL_ERROR",
        ),
        ({"id": to_global_id("CustomerGroup", 999_999)}, "id", "NOT_FOUND"),
        ({"mode": "MOVE"}, "moveFrom", "REQUIRED"),
        (
            {"mode": "MOVE", "moveFrom": to_global_id("CustomerGroup", 999_999)},
            "moveFrom",
            "NOT_FOUND",
        ),
        ({"until": "2001-01-01T00:00:00+00:00"}, "until", "INVALID"),
        ({"until": "2999-01-01T00:00:00"}, "until", "INVALID"),
        ({"until": "2999-01-01T00:00:00Z", "endless": True}, "until", "INVALID"),
        ({"reason": "x" * 501}, "reason", "INVALID"),
    ],
)
def test_a_call_that_cannot_be(
    given: dict[str, Any], field: str, code: str, staff: Caller, gold: CustomerGroup
) -> None:
    ann = make_customer("ann")
    before = everything()

    answer = staff.ask(ADD, **{"id": id_of(gold), "customers": [ann.id], **given})

    assert answer["changed"] == 0
    assert [(each["field"], each["code"]) for each in answer["errors"]] == [
        (field, code)
    ]
    assert everything() == before

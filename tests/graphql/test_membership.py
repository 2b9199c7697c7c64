"""Members over GraphQL: add them, remove them, list them, and read the ledger."""

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
from tests.port.plugin import configure

ERRORS = "errors { field code message }"
ADD = f"""mutation(
  $id: ID!, $customers: [ID!]!, $mode: CustomerGroupJoinMode, $moveFrom: ID,
  $reason: String, $until: DateTime
) {{
  customerGroupMembersAdd(
    id: $id, customers: $customers, mode: $mode, moveFrom: $moveFrom,
    reason: $reason, until: $until
  ) {{
    changed refused {{ customer code message }} customerGroup {{ membersCount }}
    {ERRORS}
  }}
}}"""
REMOVE = f"""mutation(
  $id: ID!, $customers: [ID!]!, $mode: CustomerGroupLeaveMode, $toGroup: ID,
  $reason: String
) {{
  customerGroupMembersRemove(
    id: $id, customers: $customers, mode: $mode, toGroup: $toGroup, reason: $reason
  ) {{
    changed refused {{ customer code message }} customerGroup {{ membersCount }}
    {ERRORS}
  }}
}}"""
MEMBERS = """query($id: ID!, $first: Int, $after: String, $last: Int) {
  customerGroup(id: $id) {
    membersCount
    members(first: $first, after: $after, last: $last) {
      totalCount
      edges { node {
        customer { email } group { name } since until sources reason isPrimary
      } }
      pageInfo { hasNextPage endCursor }
    }
  }
}"""
LEDGER = """query(
  $first: Int, $after: String, $filter: CustomerGroupLedgerFilterInput
) {
  customerGroupLedger(first: $first, after: $after, filter: $filter) {
    totalCount
    edges { node {
      customer { email } groupCode groupName change cause byUser { email } byApp
      reason at
    } }
    pageInfo { endCursor }
  }
}"""


def groups_of(caller: Caller) -> list[str]:
    rows = Membership.objects.filter(customer=caller.pk).order_by("group__name_lower")
    return [row.group.name for row in rows]


@pytest.fixture
def gold(make_group: Callable[..., CustomerGroup]) -> CustomerGroup:
    return make_group("Gold")


@pytest.fixture
def trade(make_group: Callable[..., CustomerGroup]) -> CustomerGroup:
    return make_group("Trade")


# Add ------------------------------------------------------------------------------


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


# Remove ---------------------------------------------------------------------------


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
        {"customer": bob.id, "code": "NOT_A_MEMBER", "message": "Is not in Gold."}
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


# Look up --------------------------------------------------------------------------


def test_lists_members_with_what_keeps_them(
    staff: Caller, gold: CustomerGroup, add_members: Callable[..., None]
) -> None:
    ann, bob = make_customer("ann"), make_customer("bob")
    add_members(gold, ann)
    now = timezone.now()
    Membership.objects.create(
        customer_id=bob.pk,
        group=gold,
        by_rule=True,
        by_default=True,
        since=now,
        until=now + timedelta(days=1),
        is_primary=True,
    )

    answer = staff.ask(MEMBERS, id=id_of(gold), first=10)

    assert answer["membersCount"] == answer["members"]["totalCount"] == 2
    nodes = [edge["node"] for edge in answer["members"]["edges"]]
    assert nodes[0].pop("since")
    assert nodes[1].pop("since") == now.isoformat()
    assert nodes == [
        {
            "customer": {"email": "ann@example.com"},
            "group": {"name": "Gold"},
            "until": None,
            "sources": ["BY_HAND"],
            "reason": "",
            "isPrimary": False,
        },
        {
            "customer": {"email": "bob@example.com"},
            "group": {"name": "Gold"},
            "until": (now + timedelta(days=1)).isoformat(),
            "sources": ["BY_RULE", "BY_DEFAULT"],
            "reason": "",
            "isPrimary": True,
        },
    ]


def test_pages_of_members(
    staff: Caller, gold: CustomerGroup, add_members: Callable[..., None]
) -> None:
    people = [make_customer(f"c{number}") for number in range(5)]
    add_members(gold, *people)

    found, after = [], None
    for _ in range(3):
        members = staff.ask(MEMBERS, id=id_of(gold), first=2, after=after)["members"]
        found += [edge["node"]["customer"]["email"] for edge in members["edges"]]
        after = members["pageInfo"]["endCursor"]
    last = staff.ask(MEMBERS, id=id_of(gold), last=2)["members"]["edges"]

    assert found == [person.email for person in people]
    assert [edge["node"]["customer"]["email"] for edge in last] == found[-2:]


def test_two_pages_of_one_group_in_one_document(
    staff: Caller, gold: CustomerGroup, add_members: Callable[..., None]
) -> None:
    people = [make_customer(f"c{number}") for number in range(3)]
    add_members(gold, *people)
    member = "edges { node { customer { email } } }"
    document = f"""query($id: ID!) {{
      customerGroup(id: $id) {{
        oldest: members(first: 1) {{ {member} }} newest: members(last: 1) {{ {member} }}
      }}
    }}"""

    answer = staff.ask(document, id=id_of(gold))

    assert answer["oldest"]["edges"][0]["node"]["customer"]["email"] == people[0].email
    assert answer["newest"]["edges"][0]["node"]["customer"]["email"] == people[2].email


def test_who_left_by_themselves_is_no_member(
    staff: Caller, gold: CustomerGroup, add_members: Callable[..., None]
) -> None:
    ann = make_customer("ann")
    add_members(gold, ann)
    past = timezone.now() - timedelta(seconds=1)
    Membership.objects.filter(customer=ann.pk, group=gold).update(until=past)

    answer = staff.ask(MEMBERS, id=id_of(gold), first=10)

    assert answer["membersCount"] == answer["members"]["totalCount"] == 0
    assert answer["members"]["edges"] == []


def ledger(answer: dict[str, Any]) -> list[tuple[str, str]]:
    nodes = [edge["node"] for edge in answer["edges"]]
    return [(node["groupCode"], node["change"]) for node in nodes]


def test_reads_the_ledger_the_newest_first(
    staff: Caller, gold: CustomerGroup, trade: CustomerGroup
) -> None:
    ann = make_customer("ann")
    staff.ask(ADD, id=id_of(gold), customers=[ann.id], reason="Fair")
    staff.ask(REMOVE, id=id_of(gold), customers=[ann.id])

    answer = staff.ask(LEDGER, first=10, filter={"customer": ann.id})

    assert ledger(answer) == [
        ("standard", "JOINED"),
        ("gold", "LEFT"),
        ("gold", "JOINED"),
    ]
    node = answer["edges"][2]["node"]
    assert node.pop("at")
    assert node == {
        "customer": {"email": "ann@example.com"},
        "groupCode": "gold",
        "groupName": "Gold",
        "change": "JOINED",
        "cause": "STAFF",
        "byUser": {"email": "staff@example.com"},
        "byApp": "",
        "reason": "Fair",
    }


def test_filters_and_pages_the_ledger(
    staff: Caller, gold: CustomerGroup, trade: CustomerGroup
) -> None:
    ann, bob = make_customer("ann"), make_customer("bob")
    for group in (gold, trade):
        staff.ask(ADD, id=id_of(group), customers=[ann.id, bob.id])
    march = timezone.now().replace(year=2020, month=3)
    LedgerEntry.objects.filter(customer=bob.pk, group_code="gold").update(at=march)
    later = (march + timedelta(seconds=1)).isoformat()

    def found(**filter_: Any) -> list[tuple[str, str]]:
        return ledger(staff.ask(LEDGER, first=10, filter=filter_))

    assert found(groupCode="gold") == [("gold", "JOINED")] * 2
    assert found(customer=bob.id, until=later) == [("gold", "JOINED")]
    assert found(customer=bob.id, since=later) == [("trade", "JOINED")]
    assert found(until=march.isoformat()) == []
    page = staff.ask(LEDGER, first=3)
    rest = staff.ask(LEDGER, first=3, after=page["pageInfo"]["endCursor"])
    assert page["totalCount"] == 4
    assert ledger(rest) == [("gold", "JOINED")]


def test_keeps_the_line_without_the_person(staff: Caller, gold: CustomerGroup) -> None:
    ann = make_customer("ann")
    staff.ask(ADD, id=id_of(gold), customers=[ann.id])
    get_user_model().objects.get(pk=ann.pk).delete()

    answer = staff.ask(LEDGER, first=10)

    assert [edge["node"]["customer"] for edge in answer["edges"]] == [None] * 2


@pytest.mark.parametrize(
    ("filter_", "message"),
    [
        ({"customer": "nonsense"}, "nonsense is not an id."),
        (
            {"since": "2026-01-01T00:00:00"},
            "2026-01-01T00:00:00 has no time zone, such as +00:00.",
        ),
    ],
)
def test_a_filter_that_cannot_be(
    filter_: dict[str, Any], message: str, staff: Caller
) -> None:
    answer = staff.post(LEDGER, first=1, filter=filter_)

    assert answer.data == {"customerGroupLedger": None}
    assert [error["message"] for error in answer.errors] == [message]

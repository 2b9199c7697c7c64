"""The default group shows customers from before the plugin as its members."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from saleor_customer_groups.models import CustomerGroup, Membership
from saleor_customer_groups.services import nightly
from saleor_customer_groups.services.evaluation.order_figures import rebuild_figures
from tests.api import Caller, make_customer
from tests.graphql.ids import id_of
from tests.port import past
from tests.port.plugin import configure
from tests.queries import counted

CUSTOMERS = """query($ids: [ID!]) {
  customers(first: 9, filter: {customerGroups: $ids}) { edges { node { email } } }
}"""
PAGE = """query(
  $id: ID!, $first: Int, $last: Int, $after: String, $before: String,
  $sortBy: CustomerGroupMemberSortingInput
) {
  customerGroup(id: $id) {
    membersCount
    members(
      first: $first, last: $last, after: $after, before: $before, sortBy: $sortBy
    ) {
      totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      edges { node {
        id customer { email customerGroups { code } } group { code } sources since
      } }
    }
  }
}"""
SORTS: dict[str, dict[str, str] | None] = {
    "since": None,
    "email": {"field": "EMAIL", "direction": "DESC"},
    "revenue down": {"field": "NET_REVENUE", "direction": "DESC", "currency": "USD"},
    "revenue up": {"field": "NET_REVENUE", "direction": "ASC", "currency": "USD"},
}


@pytest.fixture
def before(db: None) -> list[str]:
    """Customers from before the plugin, and two who came later."""
    configure(active=False)
    now = timezone.now()
    old = [make_customer(name) for name in ("d-old", "a-old", "C-old", "b-old")]
    for number, each in enumerate(old):
        joined = now - timedelta(days=9 - number)
        get_user_model().objects.filter(pk=each.pk).update(date_joined=joined)
    configure(active=True)
    new = [make_customer(name) for name in ("e-new", "c-new")]
    for number, each in enumerate([*old, *new]):
        total = f"{(number * 2) % 5}0.00"
        past.place(each.pk, at=now, total=total)
    rebuild_figures()
    return [each.email for each in (*old, *new)]


def walk(staff: Caller, group: CustomerGroup, **how: Any) -> list[str]:
    """Return the e-mail addresses on all pages of two."""
    found: list[str] = []
    backward = "last" in how
    cursor = None
    while True:
        at = {"before" if backward else "after": cursor} if cursor else {}
        answer = staff.ask(PAGE, id=id_of(group), **how, **at)
        page = answer["members"]
        emails = [each["node"]["customer"]["email"] for each in page["edges"]]
        found = [*emails, *found] if backward else [*found, *emails]
        info = page["pageInfo"]
        if not info["hasPreviousPage" if backward else "hasNextPage"]:
            return found
        cursor = info["startCursor" if backward else "endCursor"]


def test_pages_go_through_all_members_as_they_do_later(
    staff: Caller, before: list[str], standard: CustomerGroup
) -> None:
    forward, backward = (
        {
            sort: walk(staff, standard, **{size: 2}, sortBy=sort_by)
            for sort, sort_by in SORTS.items()
        }
        for size in ("first", "last")
    )
    count = staff.ask(PAGE, id=id_of(standard), first=1)

    nightly.fill_default_group(clock=timezone.now)

    assert forward == backward
    for sort, sort_by in SORTS.items():
        later = walk(staff, standard, first=2, sortBy=sort_by)
        assert sorted(forward[sort]) == sorted(before), sort
        # They join when it is filled.
        assert forward[sort] == (before if sort == "since" else later), sort
    assert count["membersCount"] == count["members"]["totalCount"] == len(before)
    node = count["members"]["edges"][0]["node"]
    assert node["sources"] == ["BY_DEFAULT"]
    assert node["group"] == {"code": "standard"}
    assert node["customer"]["customerGroups"] == [{"code": "standard"}]


MEMBERS_AT = """query(
  $code: String, $at: DateTime!, $first: Int, $last: Int, $after: String,
  $before: String, $sortBy: CustomerGroupLedgerSortingInput
) {
  customerGroupMembersAt(code: $code, at: $at) {
    count
    entries(
      first: $first, last: $last, after: $after, before: $before, sortBy: $sortBy
    ) {
      totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      edges { node { customer { email } groupCode groupName change cause at } }
    }
  }
}"""


EXPORT_AT = """query($code: String, $at: DateTime!) {
  customerGroupMembersAtExport(code: $code, at: $at)
}"""


def walk_at(
    staff: Caller, at: datetime, *, size: str = "first", **sorted_by: Any
) -> list[str]:
    """Return the e-mail addresses on all pages of two of who was in Standard."""
    found: list[str] = []
    forward = size == "first"
    where: dict[str, Any] = {}
    while True:
        place = {size: 2, **where}
        asked = {"code": "standard", "at": at.isoformat(), **place, **sorted_by}
        answer = staff.ask(MEMBERS_AT, **asked)
        page = answer["entries"]
        emails = [each["node"]["customer"]["email"] for each in page["edges"]]
        found = [*found, *emails] if forward else [*emails, *found]
        info = page["pageInfo"]
        if not info["hasNextPage" if forward else "hasPreviousPage"]:
            assert answer["count"] == page["totalCount"] == len(found)
            return found
        if forward:
            where = {"after": info["endCursor"]}
        else:
            where = {"before": info["startCursor"]}


def test_who_was_in_it_is_the_same_before_and_after_everybody_has_joined(
    staff: Caller,
    before: list[str],
    standard: CustomerGroup,
    gold: CustomerGroup,
    add_members: Callable[..., None],
) -> None:
    old = get_user_model().objects.get(email=before[0])
    now = timezone.now()
    CustomerGroup.objects.filter(pk=standard.pk).update(
        created_at=now - timedelta(days=20)
    )

    assert walk_at(staff, now) == before
    assert walk_at(staff, now, size="last") == before
    down = {"sortBy": {"field": "AT", "direction": "DESC"}}
    assert walk_at(staff, now, **down) == before[::-1]
    assert walk_at(staff, now, size="last", **down) == before[::-1]
    # Who has joined another group was in this one until then.
    add_members(gold, old)
    later = timezone.now()
    assert walk_at(staff, later) == before[1:]
    assert walk_at(staff, now) == before
    file = staff.ask(EXPORT_AT, code="standard", at=later.isoformat())
    _, *lines = [line.split(",") for line in file.splitlines()]
    assert [line[1] for line in lines] == before[1:]
    assert {tuple(line[2:]) for line in lines} == {
        ("standard", "Standard", "joined", "registered", "", "", "", "")
    }
    nightly.fill_default_group(clock=timezone.now)
    assert set(walk_at(staff, timezone.now())) == set(before[1:])
    assert walk_at(staff, later) == before[1:]
    assert walk_at(staff, now) == before
    # Neither before they registered, nor before there was a default group.
    assert walk_at(staff, now - timedelta(days=7, hours=12)) == before[:2]
    assert walk_at(staff, now - timedelta(days=21)) == []
    asked = {"code": "standard", "at": now.isoformat(), "first": 1}
    (edge,) = staff.ask(MEMBERS_AT, **asked)["entries"]["edges"]
    old.refresh_from_db()
    assert edge["node"] == {
        "customer": {"email": before[0]},
        "groupCode": "standard",
        "groupName": "Standard",
        "change": "JOINED",
        "cause": "REGISTERED",
        "at": old.date_joined.isoformat(),
    }


def test_counts_filters_and_the_rest_say_what_pricing_does(
    staff: Caller,
    before: list[str],
    standard: CustomerGroup,
    gold: CustomerGroup,
    add_members: Callable[..., None],
) -> None:
    add_members(gold, get_user_model().objects.get(email=before[0]))
    by_members = """{
      customerGroups(first: 9, sortBy: {field: MEMBERS_COUNT, direction: DESC}) {
        edges { node { code membersCount } }
      }
    }"""
    answer = staff.ask(by_members)

    assert [each["node"] for each in answer["edges"]] == [
        {"code": "standard", "membersCount": len(before) - 1},
        {"code": "gold", "membersCount": 1},
    ]
    found = staff.ask(CUSTOMERS, ids=[id_of(standard)])
    assert {each["node"]["email"] for each in found["edges"]} == set(before[1:])
    found = staff.ask(CUSTOMERS, ids=[id_of(gold)])
    assert [each["node"]["email"] for each in found["edges"]] == before[:1]
    # One more customer from before is not one more query.
    with counted() as few:
        staff.ask(PAGE, id=id_of(standard), first=9)
    configure(active=False)
    for number in range(3):
        make_customer(f"more{number}")
    configure(active=True)
    with counted() as many:
        answer = staff.ask(PAGE, id=id_of(standard), first=9)
    assert many.count == few.count
    assert answer["membersCount"] == len(before) + 2
    assert Membership.objects.filter(group=standard).count() == 2

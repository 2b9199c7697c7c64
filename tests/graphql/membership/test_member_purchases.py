"""What members have bought, and who of them is wanted."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from saleor_customer_groups.models import CustomerGroup
from tests.api import Caller, make_customer
from tests.graphql.ids import id_of
from tests.graphql.membership.documents import BUYER, names, nodes
from tests.queries import counted

MEMBERS = f"""query(
  $id: ID!, $first: Int = 50, $after: String,
  $filter: CustomerGroupMemberFilterInput, $sortBy: CustomerGroupMemberSortingInput
) {{
  customerGroup(id: $id) {{
    members(first: $first, after: $after, filter: $filter, sortBy: $sortBy) {{
      totalCount pageInfo {{ hasNextPage endCursor }}
      edges {{ node {{ customer {{ email }} {BUYER} }} }}
    }}
  }}
}}"""


def test_shows_what_members_have_bought(
    staff: Caller,
    gold: CustomerGroup,
    ordered: Callable[..., None],
    add_members: Callable[..., None],
) -> None:
    ann, ben = make_customer("ann"), make_customer("ben")
    add_members(gold, ann, ben)
    ordered(ann, "20.00", days=500)
    ordered(ann, "30.50", days=100)
    ordered(ann, "10.00", days=95)

    found = nodes(staff.ask(MEMBERS, id=id_of(gold))["members"])

    last = found[0].pop("lastOrderAt")
    assert last[:10] == (timezone.now() - timedelta(days=95)).date().isoformat()
    assert found == [
        {
            "customer": {"email": "ann@example.com"},
            "purchases": [
                {
                    "currency": "USD",
                    "yearAmount": {"amount": 40.5, "currency": "USD"},
                    "yearOrders": 2,
                    "totalAmount": {"amount": 60.5},
                    "orders": 3,
                }
            ],
            "ordersCount": 3,
            "inactiveMonths": 3,
        },
        {
            "customer": {"email": "ben@example.com"},
            "purchases": [],
            "ordersCount": 0,
            "lastOrderAt": None,
            "inactiveMonths": None,
        },
    ]


def soon() -> str:
    return (timezone.now() + timedelta(days=9)).isoformat()


@pytest.mark.parametrize(
    "every_page", [False, pytest.param(True, marks=pytest.mark.long)]
)
def test_finds_the_members_who_are_wanted(
    staff: Caller, gold: CustomerGroup, people: dict[str, Caller], every_page: bool
) -> None:
    found: list[tuple[dict[str, Any], list[str]]] = [
        ({}, ["ann", "ben", "cleo", "dora"]),
        ({"search": "  "}, ["ann", "ben", "cleo", "dora"]),
        ({"search": "CLEO"}, ["cleo"]),
        ({"search": "lee doro"}, ["dora"]),
        ({"search": "lee ann"}, []),
        ({"search": "100%"}, []),
        ({"sources": ["BY_HAND"]}, ["ann", "cleo", "dora"]),
        ({"sources": ["BY_RULE"]}, ["ben", "cleo"]),
        ({"sources": ["BY_DEFAULT"]}, []),
        ({"sources": ["BY_DEFAULT", "BY_RULE"]}, ["ben", "cleo"]),
        ({"sources": []}, []),
        ({"hasEnd": True}, ["cleo"]),
        ({"hasEnd": False}, ["ann", "ben", "dora"]),
        ({"endsBefore": soon()}, ["cleo"]),
        ({"endsBefore": timezone.now().isoformat()}, []),
        ({"inactiveMonths": 3}, ["ben", "cleo", "dora"]),
        ({"inactiveMonths": 4}, ["cleo", "dora"]),
        ({"isPrimary": True}, ["dora"]),
        ({"isPrimary": False, "inactiveMonths": 3}, ["ben", "cleo"]),
        (
            {"search": None, "sources": None, "hasEnd": None},
            ["ann", "ben", "cleo", "dora"],
        ),
    ]

    for number, (wanted, expected) in enumerate(found):
        for place, (sort_by, in_order) in enumerate(orders_of(expected)):
            asked = {"id": id_of(gold), "filter": wanted, "sortBy": sort_by}
            members = staff.ask(MEMBERS, **asked)["members"]
            assert names(members) == in_order, asked
            assert members["totalCount"] == len(expected), asked
            # And one by one.
            if every_page or place == number % 4:
                assert walk(staff, len(expected), asked) == in_order, asked


def orders_of(expected: list[str]) -> list[tuple[dict[str, str] | None, list[str]]]:
    """Return the ways to sort, each with the members in that order."""
    by_revenue = sorted(
        expected, key=lambda name: (-{"ann": 20, "ben": 90}.get(name, 0), name)
    )
    revenue = {"field": "NET_REVENUE", "currency": "USD"}
    return [
        (None, expected),
        ({"field": "EMAIL", "direction": "DESC"}, expected[::-1]),
        ({**revenue, "direction": "DESC"}, by_revenue),
        ({**revenue, "direction": "ASC"}, by_revenue[::-1]),
    ]


def walk(staff: Caller, count: int, asked: dict[str, Any]) -> list[str]:
    """Return who is on so many pages of one member."""
    seen, after = [], None
    for _ in range(count):
        page = staff.ask(MEMBERS, **asked, first=1, after=after)["members"]
        seen += names(page)
        after = page["pageInfo"]["endCursor"]
    return seen


def test_who_is_in_no_group_is_found_in_the_default_one(
    staff: Caller, standard: CustomerGroup, people: dict[str, Caller]
) -> None:
    wanted: dict[str, Any]
    for wanted, expected in (
        ({}, ["emil", "fay"]),
        ({"search": "fay"}, ["fay"]),
        ({"sources": ["BY_DEFAULT"]}, ["emil", "fay"]),
        ({"sources": ["BY_HAND"]}, []),
        ({"hasEnd": False}, ["emil", "fay"]),
        ({"hasEnd": True}, []),
        ({"isPrimary": True}, []),
        ({"inactiveMonths": 1}, ["fay"]),
    ):
        for sort_by in (
            None,
            {"field": "EMAIL", "direction": "ASC"},
            {"field": "NET_REVENUE", "direction": "DESC", "currency": "USD"},
        ):
            found = staff.ask(
                MEMBERS, id=id_of(standard), filter=wanted, sortBy=sort_by
            )
            assert names(found["members"]) == expected, (wanted, sort_by)
            assert found["members"]["totalCount"] == len(expected)


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"inactiveMonths": -1}, "`inactiveMonths` has to be from 0 to 1200."),
        ({"inactiveMonths": 1201}, "`inactiveMonths` has to be from 0 to 1200."),
        (
            {"endsBefore": "2026-01-01T00:00:00"},
            "2026-01-01T00:00:00 has no time zone, such as +00:00.",
        ),
    ],
)
def test_what_cannot_be_wanted(
    wanted: dict[str, Any], message: str, staff: Caller, gold: CustomerGroup
) -> None:
    answer = staff.post(MEMBERS, id=id_of(gold), filter=wanted)

    assert [error["message"] for error in answer.errors] == [message]


def test_the_filter_of_many_groups_costs_as_much_as_of_one(
    staff: Caller,
    make_group: Callable[..., CustomerGroup],
    add_members: Callable[..., None],
) -> None:
    document = """query($sortBy: CustomerGroupMemberSortingInput) {
      customerGroups(first: 50) { edges { node {
        members(first: 5, filter: {search: "e", isPrimary: false}, sortBy: $sortBy) {
          totalCount edges { node { ordersCount purchases { orders } } }
        }
      } } }
    }"""
    orders = (
        None,
        {"field": "NET_REVENUE", "direction": "DESC", "currency": "USD"},
    )

    def costs() -> list[int]:
        found = []
        for sort_by in orders:
            with counted() as queries:
                staff.ask(document, sortBy=sort_by)
            found.append(queries.count)
        return found

    add_members(make_group("One"), make_customer("one"))
    costs()
    one = costs()
    for number in range(20):
        add_members(make_group(f"Group {number}"), make_customer(f"more{number}"))

    assert costs() == one

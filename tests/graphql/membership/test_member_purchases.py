"""What members have bought, who of them is wanted, and who could be added."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from saleor_customer_groups.models import CustomerGroup, Exclusion, Membership
from saleor_customer_groups.services.evaluation.order_figures import refresh_figures
from tests.api import Caller, make_customer, make_staff
from tests.graphql.ids import id_of
from tests.port import past
from tests.queries import counted

BUYER = """
  purchases {
    currency yearAmount { amount currency } yearOrders totalAmount { amount } orders
  }
  ordersCount lastOrderAt inactiveMonths
"""
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
CANDIDATES = f"""query(
  $id: ID, $ids: [ID!], $first: Int = 50, $after: String, $search: String,
  $inGroups: [ID!]
) {{
  customerGroupCandidates(
    groupId: $id, ids: $ids, first: $first, after: $after, search: $search,
    inGroups: $inGroups
  ) {{
    totalCount pageInfo {{ endCursor }}
    edges {{ node {{
      customer {{ email }} groups {{ name }} refusal {{ code message }} {BUYER}
    }} }}
  }}
}}"""


def nodes(connection: dict[str, Any]) -> list[dict[str, Any]]:
    return [edge["node"] for edge in connection["edges"]]


def names(connection: dict[str, Any]) -> list[str]:
    return [node["customer"]["email"].partition("@")[0] for node in nodes(connection)]


@pytest.fixture
def ordered(db: None) -> Callable[..., None]:
    """Place an order of a customer so many days ago."""

    def place(customer: Caller, amount: str, *, days: int) -> None:
        past.place(customer.pk, at=timezone.now() - timedelta(days=days), total=amount)
        refresh_figures([customer.pk])

    return place


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


@pytest.fixture
def people(
    gold: CustomerGroup,
    standard: CustomerGroup,
    ordered: Callable[..., None],
    add_members: Callable[..., None],
) -> dict[str, Caller]:
    """Members of Gold of all sorts, and some who are in no group."""
    found = {
        name: make_customer(name)
        for name in ("ann", "ben", "cleo", "dora", "emil", "fay")
    }
    get_user_model().objects.filter(pk=found["dora"].pk).update(
        first_name="Dorothea", last_name="Lee"
    )
    add_members(gold, *(found[name] for name in ("ann", "ben", "cleo", "dora")))
    theirs = Membership.objects.filter(group=gold)
    now = timezone.now()
    theirs.filter(customer=found["ben"].pk).update(by_hand=False, by_rule=True)
    theirs.filter(customer=found["cleo"].pk).update(
        by_rule=True, until=now + timedelta(days=5)
    )
    theirs.filter(customer=found["dora"].pk).update(is_primary=True)
    ordered(found["ann"], "20.00", days=10)
    ordered(found["ben"], "90.00", days=100)
    ordered(found["emil"], "5.00", days=1)
    return found


def soon() -> str:
    return (timezone.now() + timedelta(days=9)).isoformat()


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
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
        ({"endsBefore": soon}, ["cleo"]),
        ({"endsBefore": lambda: timezone.now().isoformat()}, []),
        ({"inactiveMonths": 3}, ["ben", "cleo", "dora"]),
        ({"inactiveMonths": 4}, ["cleo", "dora"]),
        ({"isPrimary": True}, ["dora"]),
        ({"isPrimary": False, "inactiveMonths": 3}, ["ben", "cleo"]),
        (
            {"search": None, "sources": None, "hasEnd": None},
            ["ann", "ben", "cleo", "dora"],
        ),
    ],
)
def test_finds_the_members_who_are_wanted(
    wanted: dict[str, Any],
    expected: list[str],
    staff: Caller,
    gold: CustomerGroup,
    people: dict[str, Caller],
) -> None:
    given = {
        name: value() if callable(value) else value for name, value in wanted.items()
    }
    by_revenue = sorted(
        expected, key=lambda name: (-{"ann": 20, "ben": 90}.get(name, 0), name)
    )

    for sort_by, in_order in (
        (None, expected),
        ({"field": "EMAIL", "direction": "DESC"}, expected[::-1]),
        (
            {"field": "NET_REVENUE", "direction": "DESC", "currency": "USD"},
            by_revenue,
        ),
        (
            {"field": "NET_REVENUE", "direction": "ASC", "currency": "USD"},
            by_revenue[::-1],
        ),
    ):
        found = staff.ask(MEMBERS, id=id_of(gold), filter=given, sortBy=sort_by)
        assert names(found["members"]) == in_order, sort_by
        assert found["members"]["totalCount"] == len(expected)
        # And one by one.
        after, seen = None, []
        for _ in in_order:
            one = staff.ask(
                MEMBERS,
                id=id_of(gold),
                filter=given,
                sortBy=sort_by,
                first=1,
                after=after,
            )["members"]
            seen += names(one)
            after = one["pageInfo"]["endCursor"]
        assert seen == in_order, sort_by


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ["emil", "fay"]),
        ({"search": "fay"}, ["fay"]),
        ({"sources": ["BY_DEFAULT"]}, ["emil", "fay"]),
        ({"sources": ["BY_HAND"]}, []),
        ({"hasEnd": False}, ["emil", "fay"]),
        ({"hasEnd": True}, []),
        ({"isPrimary": True}, []),
        ({"inactiveMonths": 1}, ["fay"]),
    ],
)
def test_who_is_in_no_group_is_found_in_the_default_one(
    wanted: dict[str, Any],
    expected: list[str],
    staff: Caller,
    standard: CustomerGroup,
    people: dict[str, Caller],
) -> None:
    for sort_by in (
        None,
        {"field": "EMAIL", "direction": "ASC"},
        {"field": "NET_REVENUE", "direction": "DESC", "currency": "USD"},
    ):
        found = staff.ask(MEMBERS, id=id_of(standard), filter=wanted, sortBy=sort_by)

        assert names(found["members"]) == expected, sort_by
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


# Who could be added ---------------------------------------------------------------


def test_shows_who_could_be_added(
    staff: Caller,
    people: dict[str, Caller],
    gold: CustomerGroup,
    make_group: Callable[..., CustomerGroup],
    add_members: Callable[..., None],
) -> None:
    silver = make_group("Silver")
    make_staff(name="colleague")
    add_members(silver, people["ann"])
    Exclusion.objects.create(
        group=silver, customer_id=people["ben"].pk, at=timezone.now()
    )
    get_user_model().objects.filter(pk=people["cleo"].pk).update(is_active=False)

    found = staff.ask(CANDIDATES, id=id_of(silver))

    assert found["totalCount"] == 5
    shown = [
        (
            node["customer"]["email"].partition("@")[0],
            [group["name"] for group in node["groups"]],
            node["ordersCount"],
            (node["refusal"] or {}).get("code"),
        )
        for node in nodes(found)
    ]
    assert shown == [
        ("ben", ["Gold"], 1, "EXCLUDED"),
        ("cleo", ["Gold"], 0, "CUSTOMER_INACTIVE"),
        ("dora", ["Gold"], 0, None),
        ("emil", ["Standard"], 1, None),
        ("fay", ["Standard"], 0, None),
    ]


@pytest.mark.parametrize(
    ("values", "code", "message"),
    [
        (
            {"is_active": False},
            "GROUP_INACTIVE",
            "Silver is not active. Activate it before adding customers.",
        ),
        (
            {"kind": "automatic"},
            "GROUP_AUTOMATIC",
            "Silver is filled by its rules alone. Make it hybrid to add customers"
            " manually.",
        ),
    ],
)
def test_says_why_nobody_could_be_added(
    values: dict[str, Any],
    code: str,
    message: str,
    staff: Caller,
    people: dict[str, Caller],
    make_group: Callable[..., CustomerGroup],
) -> None:
    silver = make_group("Silver", **values)

    found = nodes(staff.ask(CANDIDATES, id=id_of(silver)))

    assert len(found) == 6
    assert [node["refusal"] for node in found] == [
        {"code": code, "message": message}
    ] * 6


@pytest.mark.parametrize(("places", "is_full"), [(2, True), (3, False)])
def test_says_that_the_group_is_full(
    places: int,
    is_full: bool,
    staff: Caller,
    people: dict[str, Caller],
    make_group: Callable[..., CustomerGroup],
    add_members: Callable[..., None],
) -> None:
    silver = make_group("Silver", capacity=places)
    add_members(silver, people["ann"], people["ben"])

    found = nodes(staff.ask(CANDIDATES, id=id_of(silver)))

    refusal = {
        "code": "CAPACITY_REACHED",
        "message": "Silver takes 2 customers and has 0 free places.",
    }
    assert [node["refusal"] for node in found] == [refusal if is_full else None] * 4


def test_finds_candidates_by_words_and_groups(
    staff: Caller,
    standard: CustomerGroup,
    gold: CustomerGroup,
    people: dict[str, Caller],
    make_group: Callable[..., CustomerGroup],
) -> None:
    silver = make_group("Silver")

    def found(**arguments: Any) -> list[str]:
        return names(staff.ask(CANDIDATES, id=id_of(silver), **arguments))

    assert found(search="lee") == ["dora"]
    assert found(inGroups=[id_of(gold)]) == ["ann", "ben", "cleo", "dora"]
    assert found(inGroups=[id_of(standard)]) == ["emil", "fay"]
    assert found(inGroups=[id_of(standard)], search="emil") == ["emil"]
    first = staff.ask(CANDIDATES, id=id_of(silver), first=2)
    after = first["pageInfo"]["endCursor"]
    assert found(first=2, after=after) == ["cleo", "dora"]
    # Who is in no group is in the default one.
    default = staff.ask(CANDIDATES, id=id_of(standard))
    assert names(default) == ["ann", "ben", "cleo", "dora"]


def test_finds_any_customer_where_no_group_is_given(
    staff: Caller, gold: CustomerGroup, people: dict[str, Caller]
) -> None:
    everybody = names(staff.ask(CANDIDATES))
    assert everybody == ["ann", "ben", "cleo", "dora", "emil", "fay"]
    [found] = nodes(staff.ask(CANDIDATES, ids=[people["dora"].id]))
    assert found["customer"]["email"] == "dora@example.com"
    assert found["groups"] == [{"name": gold.name}]
    assert found["refusal"] is None
    assert staff.ask(CANDIDATES, ids=[people["dora"].id], search="ann")["edges"] == []


def test_a_group_that_is_gone_has_no_candidates(
    staff: Caller, gold: CustomerGroup
) -> None:
    id_ = id_of(gold)
    gold.delete()

    assert staff.ask(CANDIDATES, id=id_) is None

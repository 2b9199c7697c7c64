"""Who could be added to a group, and why somebody could not."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from saleor_customer_groups.models import CustomerGroup, Exclusion
from tests.api import Caller, make_staff
from tests.graphql.ids import id_of
from tests.graphql.membership.documents import BUYER, names, nodes

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

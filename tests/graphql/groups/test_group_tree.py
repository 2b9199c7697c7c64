"""Groups as a tree, those of level programmes, and how many of everything there are."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from saleor_customer_groups.models import CustomerGroup, LevelProgramme, Membership
from tests.api import Caller, make_customer, make_staff
from tests.queries import counted

LIST = """query($filter: CustomerGroupFilterInput) {
  customerGroups(first: 50, filter: $filter) {
    edges { node { name depth childrenCount levelProgramme { name } } }
  }
}"""
TOTALS = "{ customerGroupTotals { groups customers customersInGroups tags } }"


def rows(answer: dict[str, Any]) -> list[tuple[str, int, int, str | None]]:
    return [
        (
            node["name"],
            node["depth"],
            node["childrenCount"],
            (node["levelProgramme"] or {}).get("name"),
        )
        for node in (edge["node"] for edge in answer["edges"])
    ]


def test_says_where_each_group_stands(
    staff: Caller,
    make_group: Callable[..., CustomerGroup],
    make_programme: Callable[..., LevelProgramme],
) -> None:
    top = make_group("Trade")
    gold = make_group("Gold", parent=top)
    make_group("Silver", parent=top)
    make_group("Platinum", parent=gold)
    make_programme("Loyalty", Bronze="0", Steel="10")

    assert rows(staff.ask(LIST)) == [
        ("Bronze", 1, 0, "Loyalty"),
        ("Gold", 1, 1, None),
        ("Loyalty", 0, 2, "Loyalty"),
        ("Platinum", 2, 0, None),
        ("Silver", 1, 0, None),
        ("Standard", 0, 0, None),
        ("Steel", 1, 0, "Loyalty"),
        ("Trade", 0, 2, None),
    ]


@pytest.mark.parametrize(
    ("has_parent", "expected"), [(True, ["Gold"]), (False, ["Standard", "Trade"])]
)
def test_finds_those_at_the_top(
    has_parent: bool,
    expected: list[str],
    staff: Caller,
    make_group: Callable[..., CustomerGroup],
) -> None:
    make_group("Gold", parent=make_group("Trade"))

    answer = staff.ask(LIST, filter={"hasParent": has_parent})

    assert [name for name, *_ in rows(answer)] == expected


def test_a_circle_ends(staff: Caller, make_group: Callable[..., CustomerGroup]) -> None:
    one = make_group("One")
    other = make_group("Other", parent=one)
    CustomerGroup.objects.filter(pk=one.pk).update(parent=other)

    found = {name: depth for name, depth, *_ in rows(staff.ask(LIST))}

    assert found == {"One": 2, "Other": 2, "Standard": 0}


def test_twenty_levels_cost_as_many_queries_as_one(
    staff: Caller, make_programme: Callable[..., LevelProgramme]
) -> None:
    def cost() -> int:
        with counted() as queries:
            staff.ask(LIST)
        return queries.count

    make_programme("One", **{"One level": "0"})
    cost()
    one = cost()
    make_programme("Twenty", **{f"Level {each}": str(each) for each in range(20)})

    assert cost() == one


def test_counts_groups_and_customers(
    staff: Caller,
    standard: CustomerGroup,
    make_group: Callable[..., CustomerGroup],
    add_members: Callable[..., None],
) -> None:
    gold = make_group("Gold", tags=["club", "b2b"])
    trade = make_group("Trade", tags=["trade", "b2b"])
    ann, ben, cleo, dora = map(make_customer, ("ann", "ben", "cleo", "dora"))
    make_staff(name="colleague")
    add_members(gold, ann, ben)
    add_members(trade, ann)
    now = timezone.now()
    Membership.objects.update_or_create(
        customer_id=cleo.pk,
        group=standard,
        defaults={"by_default": True, "since": now},
    )
    Membership.objects.create(
        customer_id=dora.pk,
        group=gold,
        by_hand=True,
        since=now - timedelta(days=2),
        until=now - timedelta(days=1),
    )

    assert staff.ask(TOTALS) == {
        "groups": 3,
        "customers": 4,
        "customersInGroups": 2,
        "tags": ["b2b", "club", "trade"],
    }

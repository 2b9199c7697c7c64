"""The members of a group in one order or another."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from saleor_customer_groups.models import CustomerGroup, OrderFigures
from saleor_customer_groups.services.evaluation.order_figures import (
    rebuild_figures,
    refresh_figures,
    sum_up,
)
from tests.api import Caller, make_customer
from tests.graphql.ids import id_of
from tests.port.past import place
from tests.queries import counted

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
MEMBERS = """query(
  $id: ID!, $sort: CustomerGroupMemberSortingInput,
  $first: Int, $last: Int, $after: String, $before: String
) {
  customerGroup(id: $id) {
    members(
      sortBy: $sort, first: $first, last: $last, after: $after, before: $before
    ) {
      edges { node { customer { email } } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
}"""
MAX_REVENUE = {"field": "NET_REVENUE", "direction": "DESC", "currency": "USD"}


@pytest.fixture
def buyers(
    make_group: Callable[..., CustomerGroup], add_members: Callable[..., None]
) -> CustomerGroup:
    """A group of five: ann bought most, bob and cid as much, dan in euros, eve not."""
    people = [make_customer(name) for name in ("dan", "bob", "eve", "ann", "cid")]
    group = make_group("Gold")
    add_members(group, *people)
    dan, bob, _, ann, cid = (each.pk for each in people)
    for pk, total, currency in (
        (ann, "70.00", "USD"),
        (ann, "50.00", "USD"),
        (bob, "100.00", "USD"),
        (cid, "100.00", "USD"),
        (dan, "999.00", "EUR"),
    ):
        place(pk, at=NOW, total=total, currency=currency)
    rebuild_figures()
    return group


def names(answer: dict) -> str:
    edges = answer["members"]["edges"]
    return " ".join(
        edge["node"]["customer"]["email"].partition("@")[0] for edge in edges
    )


def test_members_by_revenue(staff: Caller, buyers: CustomerGroup) -> None:
    def members(**arguments: object) -> str:
        return names(
            staff.ask(MEMBERS, id=id_of(buyers), **{"sort": MAX_REVENUE, **arguments})
        )

    assert members(first=5) == "ann bob cid dan eve"
    assert members(last=5) == "ann bob cid dan eve"
    assert members(first=1) == members(last=5).split()[0] == "ann"
    upwards = {**MAX_REVENUE, "direction": "ASC"}
    assert members(first=5, sort=upwards) == "eve dan cid bob ann"
    assert members(first=2, sort={**MAX_REVENUE, "currency": "EUR"}) == "dan bob"
    assert members(first=2, sort={"field": "EMAIL", "direction": "ASC"}) == "ann bob"


def test_pages_of_members_by_revenue(staff: Caller, buyers: CustomerGroup) -> None:
    def page(**arguments: object) -> dict:
        return staff.ask(MEMBERS, id=id_of(buyers), sort=MAX_REVENUE, **arguments)

    first = page(first=2)
    info = first["members"]["pageInfo"]
    second = page(first=2, after=info["endCursor"])
    then = second["members"]["pageInfo"]
    third = page(first=2, after=then["endCursor"])

    assert [names(each) for each in (first, second, third)] == [
        "ann bob",
        "cid dan",
        "eve",
    ]
    assert info["hasNextPage"] is then["hasNextPage"] is True
    assert third["members"]["pageInfo"]["hasNextPage"] is False
    assert names(page(last=3, before=then["endCursor"])) == "ann bob cid"


def test_pages_begin_with_who_has_bought_least(
    staff: Caller, buyers: CustomerGroup
) -> None:
    upwards = {**MAX_REVENUE, "direction": "ASC"}

    def pages() -> list[str]:
        found, after = [], None
        while True:
            page = staff.ask(
                MEMBERS, id=id_of(buyers), sort=upwards, first=2, after=after
            )
            found.append(names(page))
            info = page["members"]["pageInfo"]
            if not info["hasNextPage"]:
                return found
            after = info["endCursor"]

    assert pages() == ["eve dan", "cid bob", "ann"]

    # More was given back than was paid, which Saleor allows.
    bob = buyers.members.get(email="bob@example.com")
    OrderFigures.objects.filter(customer_id=bob.pk).update(net_amount=-5)
    sum_up([bob.pk])
    assert pages() == ["bob eve", "dan cid", "ann"]


def test_pages_of_many_groups_and_currencies_cost_as_many_queries_as_one(
    staff: Caller,
    buyers: CustomerGroup,
    make_group: Callable[..., CustomerGroup],
    add_members: Callable[..., None],
) -> None:
    many = [buyers, *(make_group(f"Group {number}") for number in range(4))]
    for group in many[1:]:
        add_members(group, *buyers.members.all())
    page = """
      members(first: 2, sortBy: {field: NET_REVENUE, direction: %s, currency: "%s"}) {
        edges { node { customer { email } } cursor }
      }"""

    def ask(*groups: CustomerGroup) -> tuple[int, list[dict]]:
        parts = [
            f'group{place}_{name}: customerGroup(id: "{id_of(group)}") {{'
            f" {page % (direction, currency)} }}"
            for place, group in enumerate(groups)
            for name, direction, currency in (
                ("most", "DESC", "USD"),
                ("least", "ASC", "USD"),
                ("euros", "DESC", "EUR"),
            )
        ]
        with counted() as queries:
            data = staff.post(f"{{ {' '.join(parts)} }}").data
        return queries.count, [data[part.partition(":")[0]] for part in parts]

    ask(buyers)
    one, (most, least, euros) = ask(buyers)
    all_of_them, answers = ask(*many)

    assert [names(each) for each in (most, least, euros)] == [
        "ann bob",
        "eve dan",
        "dan bob",
    ]
    assert answers == [most, least, euros] * 5
    assert names(page_after(staff, buyers, euros["members"]["edges"][0])) == "bob eve"
    assert all_of_them - one == 3 * 4  # each group is looked up by its own field


def page_after(staff: Caller, group: CustomerGroup, edge: dict) -> dict:
    sort = {**MAX_REVENUE, "currency": "EUR"}
    return staff.ask(MEMBERS, id=id_of(group), sort=sort, first=2, after=edge["cursor"])


def test_revenue_follows_what_happens_to_orders(
    staff: Caller, buyers: CustomerGroup
) -> None:
    eve = buyers.members.get(email="eve@example.com")
    ann = buyers.members.get(email="ann@example.com")
    place(eve.pk, at=NOW, total="110.00")
    ann.orders.filter(total_gross_amount=50).update(status="canceled")

    refresh_figures([ann.pk, eve.pk])

    arguments = {"id": id_of(buyers), "first": 5, "sort": MAX_REVENUE}
    assert names(staff.ask(MEMBERS, **arguments)) == "eve bob cid ann dan"
    with counted() as queries:
        assert rebuild_figures() == 0
    assert queries.writes == 0


@pytest.mark.parametrize(
    "sort",
    [
        {"field": "NET_REVENUE", "direction": "DESC"},
        {"field": "EMAIL", "direction": "DESC", "currency": "USD"},
    ],
)
def test_a_currency_belongs_to_revenue(
    staff: Caller, make_group: Callable[..., CustomerGroup], sort: dict
) -> None:
    answer = staff.post(MEMBERS, id=id_of(make_group("Gold")), first=5, sort=sort)

    assert "`currency` belongs to NET_REVENUE" in str(answer.errors)

"""Dry runs side by side, and the tables of their reports as files."""

from typing import Any

import pytest

from saleor_customer_groups.models import DryRun
from tests.api import (
    MANAGE_DISCOUNTS,
    MANAGE_ORDERS,
    MANAGE_USERS,
    Caller,
    make_customer,
    make_staff,
)
from tests.graphql.ids import id_of
from tests.queries import counted

from .made_up import ended_dry_run

LIST = """query($first: Int, $after: String, $filter: CustomerGroupDryRunFilterInput) {
  customerGroupDryRuns(first: $first, after: $after, filter: $filter) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node {
      id state name kind isDeletion createdAt report { touchedOrders
        difference { revenue { amount } } customers { less { id } } }
    } }
  }
}"""
CSV = """query($id: ID!, $table: CustomerGroupDryRunTableEnum, $bom: Boolean) {
  customerGroupDryRun(id: $id) { csv(table: $table, withBom: $bom) }
}"""


@pytest.fixture
def seller(db: None) -> Caller:
    return make_staff(MANAGE_ORDERS, MANAGE_DISCOUNTS, name="seller")


def test_the_latest_comes_first_page_by_page(seller: Caller) -> None:
    made = [ended_dry_run([]) for _ in range(3)]
    DryRun.objects.filter(pk=made[1].pk).update(state="failed", report=None)

    page = seller.ask(LIST, first=2)
    ids = [each["node"]["id"] for each in page["edges"]]
    assert (page["totalCount"], ids) == (3, [id_of(made[2]), id_of(made[1])])
    assert page["edges"][1]["node"]["report"] is None
    rest = seller.ask(LIST, first=2, after=page["pageInfo"]["endCursor"])
    assert [each["node"]["id"] for each in rest["edges"]] == [id_of(made[0])]
    assert rest["pageInfo"]["hasNextPage"] is False

    failed = seller.ask(LIST, first=9, filter={"states": ["FAILED"]})
    assert [each["node"]["id"] for each in failed["edges"]] == [id_of(made[1])]


def test_as_many_queries_for_twenty(seller: Caller) -> None:
    seller.ask(LIST, first=30)
    counts = []
    for number in (1, 19):
        for _ in range(number):
            ended_dry_run(["1", "2"])
        with counted() as queries:
            seller.ask(LIST, first=30)
        counts.append(queries.count)

    assert counts[0] == counts[1]


def test_they_are_for_who_may_manage_orders_and_discounts(db: None) -> None:
    ended_dry_run([])
    for permission in (MANAGE_ORDERS, MANAGE_DISCOUNTS):
        answer = make_staff(permission, name=permission[-6:]).post(LIST, first=1)
        (error,) = answer.errors
        assert error["extensions"]["exception"]["code"] == "PermissionDenied"


@pytest.mark.parametrize(
    ("table", "lines"),
    [
        (
            None,
            [
                "figure,unit,before,after,difference",
                "revenue,USD,2,2,0",
                "discount,USD,0,0,0",
                "increase,USD,0,0,0",
                "margin,USD,,,",
                "known_cost_percent,percent,,,",
                "lines_below_cost,number,0,0,0",
                "lines_below_floor,number,,,",
                "gift_units,number,0,0,0",
            ],
        ),
        (
            "HISTOGRAM",
            ["from_percent,until_percent,orders,difference,currency", "0,0,1,0,USD"],
        ),
        (
            "PRODUCTS",
            ["product,orders,before,after,difference,currency", "Name,1,2,1,-1,USD"],
        ),
        (
            "GROUPS",
            ["group,orders,before,after,difference,currency", "Name,1,2,1,-1,USD"],
        ),
        (
            "LOSING_RULES",
            ["kind,code,name,orders,lines", "price_rule,PK,Name,1,1"],
        ),
    ],
)
def test_each_table_is_a_file(
    seller: Caller, table: str | None, lines: list[str]
) -> None:
    pk = str(make_customer("ann").pk)
    dry_run = ended_dry_run([pk])

    found = seller.ask(CSV, id=id_of(dry_run), table=table, bom=True)["csv"]

    assert found.startswith("\ufeff")
    assert found.removeprefix("\ufeff").splitlines() == [
        each.replace("PK", pk) for each in lines
    ]


def test_addresses_are_for_who_may_manage_users_too(seller: Caller) -> None:
    dry_run = ended_dry_run([str(make_customer("=ann").pk)])
    both: Any = make_staff(
        MANAGE_ORDERS, MANAGE_DISCOUNTS, MANAGE_USERS, name="manager"
    )

    for caller, email in ((seller, ""), (both, "'=ann@example.com")):
        csv = caller.ask(CSV, id=id_of(dry_run), table="CUSTOMERS")["csv"]
        assert csv.splitlines() == [
            "email,orders,before,after,difference,currency",
            f"{email},1,2,1,-1,USD",
        ]


def test_without_a_report_there_is_no_file(seller: Caller) -> None:
    dry_run = ended_dry_run([])
    DryRun.objects.update(report=None, state="running")

    assert seller.ask(CSV, id=id_of(dry_run))["csv"] is None

"""Reports on groups and their comparison, as staff ask for them."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from saleor_customer_groups import port
from saleor_customer_groups.conditions.zone import shop_zone
from saleor_customer_groups.engine.reports.periods import months_later
from saleor_customer_groups.models import AppliedBenefit, CustomerGroup, Membership
from saleor_customer_groups.services.evaluation.order_figures import rebuild_figures
from tests.api import (
    MANAGE_DISCOUNTS,
    MANAGE_ORDERS,
    MANAGE_USERS,
    STRANGER,
    Caller,
    make_customer,
    make_staff,
)
from tests.graphql.ids import id_of
from tests.port import Catalogue, past
from tests.queries import counted

METRICS = "metrics { name unit value ofAll share difference }"
SCOPE = "scope { start end timeZone currency channel basis asOf }"
ERRORS = "errors { field code message }"
REPORT = f"""query($id: ID!, $basis: CustomerGroupReportBasisEnum, $start: String,
    $end: String, $currency: String, $channel: String, $first: Int) {{
  customerGroupReport(id: $id, basis: $basis, start: $start, end: $end,
      currency: $currency, channel: $channel) {{
    {SCOPE} {METRICS} {ERRORS}
    group {{ name }} groupsCount unfilledOrders
    months {{ month orders buyers members revenue {{ amount currency }}
      discount {{ amount }} }}
    topCustomers(first: $first) {{
      customerId name orders revenue {{ amount }} memberSince }}
    rules {{ kind code name orders units discount {{ amount }}
      increase {{ amount }} soldAmount {{ amount }} id revenue {{ amount }}
      margin {{ amount }} linesBelowCost loss {{ amount }} }}
    parts {{ taxes {{ amount }} giftCards {{ amount }} }}
    goods {{ by items {{ id name units revenue {{ amount }} share
      margin {{ amount }} }} othersCount others {{ amount }} nowhere {{ amount }}
      total {{ amount currency }} }}
  }}
}}"""
EMAILS = """query($id: ID!) {
  customerGroupReport(id: $id) { topCustomers { email } }
}"""
CSV = """query($id: ID!, $table: CustomerGroupReportTableEnum!, $bom: Boolean) {
  customerGroupReport(id: $id) { csv(table: $table, withBom: $bom) }
}"""
COMPARISON = f"""query($ids: [ID!]!, $everybody: Boolean, $noGroup: Boolean) {{
  customerGroupComparison(ids: $ids, everybody: $everybody, noGroup: $noGroup) {{
    {SCOPE} {ERRORS} csv
    columns {{ audience group {{ name }} {METRICS} }}
  }}
}}"""

# Yesterday, as a period has whole days.
YESTERDAY = timedelta(days=1)


@pytest.fixture
def analyst(db: None) -> Caller:
    """Staff who may manage orders, and nothing else."""
    return make_staff(MANAGE_ORDERS, name="analyst")


@pytest.fixture
def sold(gold: CustomerGroup) -> CustomerGroup:
    """A shop in which gold's two members have bought for 30 and 10, a guest for 60."""
    catalogue = Catalogue()
    coffee = catalogue.variant(
        "coffee", "10", category=catalogue.category("Drinks"), cost="4"
    )
    at = timezone.now() - YESTERDAY
    for name, units in (("=ann", 3), ("bob", 1), (None, 6)):
        customer = None
        if name is not None:
            customer = make_customer(name).pk
            get_user_model().objects.filter(pk=customer).update(
                first_name=name, last_name="Smith"
            )
            Membership.objects.create(
                customer_id=customer, group=gold, by_hand=True, since=at
            )
        order = past.place(customer, at=at, lines=[(coffee, units, "10")])
        if units == 3:
            past.pay(order, "30", refunded="15")
            AppliedBenefit.objects.create(
                order_id=str(order.pk),
                order_line_id=str(order.lines.get().pk),
                kind="price_rule",
                code="less",
                name="Less, for friends",
                group_code="gold",
                group_name="Gold",
                quantity=3,
                currency="USD",
                list_price_amount=12,
                public_price_amount=12,
                unit_price_amount=10,
                amount=-6,
                created_at=at,
            )
    rebuild_figures()
    return gold


def by_name(metrics: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {each.pop("name"): each for each in metrics}


def test_a_report_has_everything_about_a_group(
    analyst: Caller, sold: CustomerGroup
) -> None:
    today = timezone.now().astimezone(shop_zone()).date()

    found = analyst.ask(REPORT, id=id_of(sold))

    assert (found["errors"], found["group"]) == ([], {"name": "Gold"})
    assert (found["groupsCount"], found["unfilledOrders"]) == (1, 0)
    scope = found["scope"]
    assert scope.pop("asOf")
    assert scope == {
        "start": str(months_later(today, -12)),
        "end": str(today),
        "timeZone": scope["timeZone"],
        "currency": "USD",
        "channel": None,
        "basis": "MEMBERS_NOW",
    }
    metrics = by_name(found["metrics"])
    assert metrics["REVENUE"] == {
        "unit": "AMOUNT",
        "value": 25.0,
        "ofAll": 85.0,
        "share": 29.41,
        "difference": None,
    }
    assert metrics["AVERAGE_ORDER_VALUE"] == {
        "unit": "AMOUNT",
        "value": 12.5,
        "ofAll": 28.33,
        "share": None,
        "difference": -55.88,
    }
    values = {name: each["value"] for name, each in metrics.items()}
    assert (values["DISCOUNT"], values["DISCOUNT_RATE"]) == (6, 13.04)
    assert (values["RETENTION"], values["MARGIN"]) == (None, 15.0)
    assert (metrics["NET_MARGIN"]["value"], metrics["COST_COVERAGE"]["value"]) == (
        60,
        100,
    )
    *_, last = found["months"]
    assert sum(each["orders"] for each in found["months"]) == 2
    assert last["revenue"]["currency"] == "USD"
    assert [
        (each["name"], each["orders"], each["revenue"]["amount"])
        for each in found["topCustomers"]
    ] == [("=ann Smith", 1, 15.0), ("bob Smith", 1, 10.0)]
    assert found["rules"] == [
        {
            "kind": "price_rule",
            "code": "less",
            "name": "Less, for friends",
            "orders": 1,
            "units": 3,
            "discount": {"amount": 6.0},
            "increase": {"amount": 0.0},
            "soldAmount": {"amount": 30.0},
            "id": None,
            "revenue": {"amount": 15.0},
            "margin": {"amount": 9.0},
            "linesBelowCost": 0,
            "loss": {"amount": 0.0},
        }
    ]
    has_gift_cards = port.GENERATION == 3
    assert found["parts"] == {
        "taxes": {"amount": 0.0},
        "giftCards": {"amount": 0.0} if has_gift_cards else None,
    }
    (coffee,) = found["goods"].pop("items")
    assert coffee.pop("id")
    assert coffee == {
        "name": "coffee",
        "units": 4,
        "revenue": {"amount": 25.0},
        "share": 100.0,
        "margin": {"amount": 15.0},
    }
    assert found["goods"] == {
        "by": "PRODUCT",
        "othersCount": 0,
        "others": {"amount": 0.0},
        "nowhere": {"amount": 0.0},
        "total": {"amount": 25.0, "currency": "USD"},
    }


def test_addresses_are_for_who_may_manage_users_too(
    analyst: Caller, sold: CustomerGroup
) -> None:
    both = make_staff(MANAGE_ORDERS, MANAGE_USERS, name="both")

    refused = analyst.post(EMAILS, id=id_of(sold))
    assert {each["extensions"]["exception"]["code"] for each in refused.errors} == {
        "PermissionDenied"
    }
    assert [
        each["email"] for each in both.ask(EMAILS, id=id_of(sold))["topCustomers"]
    ] == [
        "=ann@example.com",
        "bob@example.com",
    ]
    for caller, address in ((analyst, ""), (both, "'=ann@example.com")):
        csv = caller.ask(CSV, id=id_of(sold), table="CUSTOMERS")["csv"]
        _, first, *_ = csv.splitlines()
        assert first.startswith(f"{address},'=ann Smith,1,15.00,USD,")


def test_tables_as_files(analyst: Caller, sold: CustomerGroup) -> None:
    def lines(table: str, *, bom: bool = False) -> list[str]:
        csv = analyst.ask(CSV, id=id_of(sold), table=table, bom=bom)["csv"]
        return csv.splitlines()

    metrics = lines("METRICS", bom=True)
    assert metrics[:3] == [
        "\ufeffmetric,unit,value,of_all,share,difference",
        "customers,number,2.00,2.00,100.00,",
        "revenue,USD,25.00,85.00,29.41,",
    ]
    assert len(metrics) == 20
    assert lines("RULES") == [
        "kind,code,name,orders,units,discount,increase,sold_amount,"
        "revenue_without_taxes,margin,lines_below_cost,loss_amount,currency",
        'price_rule,less,"Less, for friends",1,3,6.00,0.00,30.00,15.00,9.00,0,0.00,USD',
    ]
    assert lines("GOODS") == [
        "name,units,revenue_without_taxes,share,margin,currency",
        "coffee,4,25.00,100.00,15.00,USD",
    ]
    assert lines("MONTHS")[0] == (
        "month,orders,buyers,members,revenue,discount,currency"
    )


def test_groups_side_by_side(
    analyst: Caller, sold: CustomerGroup, trade: CustomerGroup
) -> None:
    found = analyst.ask(
        COMPARISON, ids=[id_of(trade), id_of(sold)], everybody=True, noGroup=True
    )

    assert found["errors"] == []
    assert [
        (each["audience"], each["group"], by_name(each["metrics"])["ORDERS"]["value"])
        for each in found["columns"]
    ] == [
        ("GROUP", {"name": "Trade"}, 0.0),
        ("GROUP", {"name": "Gold"}, 2.0),
        ("EVERYBODY", None, 3.0),
        ("NO_GROUP", None, 0.0),
    ]
    head, customers, revenue, *_ = found["csv"].splitlines()
    assert head == "metric,unit,Trade,Gold,everybody,no_group"
    assert customers == "customers,number,0.00,2.00,2.00,0.00"
    assert revenue == "revenue,USD,0.00,25.00,85.00,0.00"


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"start": "2026-02-30"}, "start", "INVALID"),
        ({"end": "1999-01-01\0"}, "end", "INVALID"),
        ({"start": "2026-01-01", "end": "2025-01-01"}, "end", "INVALID"),
        ({"currency": "dollars"}, "currency", "INVALID"),
        ({"channel": "nowhere"}, "channel", "NOT_FOUND"),
        ({"id": "R3JvdXA6MQ=="}, "id", "GRAPHQL_ERROR"),
        ({"id": "Q3VzdG9tZXJHcm91cDo5OTk="}, "id", "NOT_FOUND"),
    ],
)
def test_a_report_that_is_refused_has_errors_alone(
    analyst: Caller, gold: CustomerGroup, given: dict[str, Any], field: str, code: str
) -> None:
    found = analyst.ask(REPORT, **{"id": id_of(gold), **given})

    (error,) = found.pop("errors")
    assert (error["field"], error["code"]) == (field, code)
    assert set(found.values()) == {None}


def test_a_comparison_that_is_refused_names_the_group(
    analyst: Caller, gold: CustomerGroup
) -> None:
    for ids, field, code in (
        ([id_of(gold)], "ids", "REQUIRED"),
        ([id_of(gold), "x"], "ids.1", "GRAPHQL_ERROR"),
    ):
        found = analyst.ask(COMPARISON, ids=ids)

        (error,) = found.pop("errors")
        assert (error["field"], error["code"]) == (field, code)
        assert set(found.values()) == {None}


def test_others_may_not_ask(db: None, gold: CustomerGroup) -> None:
    for caller in (
        STRANGER,
        make_customer("eve"),
        make_staff(MANAGE_USERS, MANAGE_DISCOUNTS),
    ):
        for document, given in (
            (REPORT, {"id": id_of(gold)}),
            (COMPARISON, {"ids": [id_of(gold)], "everybody": True}),
        ):
            answer = caller.post(document, **given)
            assert answer.errors[0]["extensions"]["exception"]["code"] == (
                "PermissionDenied"
            )


def test_queries_do_not_grow_with_orders(analyst: Caller, gold: CustomerGroup) -> None:
    Catalogue()
    at = timezone.now() - YESTERDAY
    analyst.ask(REPORT, id=id_of(gold))
    counts = []
    for number in (1, 20):
        for place in range(number):
            customer = make_customer(f"ann{number}-{place}").pk
            Membership.objects.create(
                customer_id=customer, group=gold, by_hand=True, since=at
            )
            past.place(customer, at=at, total="10")
        rebuild_figures()
        with counted() as queries:
            analyst.ask(REPORT, id=id_of(gold))
        counts.append(queries.count)

    assert counts[0] == counts[1]

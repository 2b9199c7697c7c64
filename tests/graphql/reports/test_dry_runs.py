"""Dry runs over GraphQL: started, followed, cancelled, refused."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from graphql_relay import to_global_id

from saleor_customer_groups import tasks
from saleor_customer_groups.models import CustomerGroup, DryRun, PriceRule, Promotion
from saleor_customer_groups.services.reports.dry_runs import dry_runs
from saleor_customer_groups.services.rules.price_lists import price_lists
from tests.api import (
    MANAGE_DISCOUNTS,
    MANAGE_ORDERS,
    MANAGE_USERS,
    Caller,
    make_customer,
    make_staff,
)
from tests.graphql.ids import id_of
from tests.graphql.stored import everything
from tests.port import Catalogue, past

ERRORS = "errors { field code message }"
START = f"""mutation($input: CustomerGroupDryRunInput!) {{
  customerGroupDryRunStart(input: $input) {{
    dryRun {{ id state kind name isDeletion basis currency channel orders }} {ERRORS}
  }}
}}"""
CANCEL = f"""mutation($id: ID!) {{
  customerGroupDryRunCancel(id: $id) {{
    dryRun {{ state report {{ orders }} }} {ERRORS}
  }}
}}"""
SHOW = """query($id: ID!) { customerGroupDryRun(id: $id) {
  state orders ordersDone problem startedAt finishedAt
  report {
    orders leftOutOrders touchedOrders touchedCustomers differingOrders
    chargedRevenue { amount currency }
    before { ...sums } after { ...sums }
    difference {
      revenue { amount } discount { amount } increase { amount } margin { amount }
    }
    customers { less { id email orders difference { amount } } more { id } }
    products { less { id name before { amount } after { amount } } more { id } }
    groups { less { code name } more { code } }
    histogram { fromPercent untilPercent orders difference { amount } }
    losingRules { kind code name orders lines }
  }
} }
fragment sums on CustomerGroupDryRunSums {
  revenue { amount } discount { amount } increase { amount } margin { amount }
  knownCostPercent linesBelowCost linesBelowFloor giftUnits
}"""


@pytest.fixture
def seller(db: None) -> Caller:
    """Somebody who may start dry runs, and not manage users."""
    return make_staff(MANAGE_ORDERS, MANAGE_DISCOUNTS, name="seller")


@pytest.fixture
def tea() -> Any:
    catalogue = Catalogue()
    return catalogue.variant(
        "tea", "10.00", category=catalogue.category("Tea"), cost="8.00"
    )


@pytest.fixture
def ann(gold: CustomerGroup, add_members: Callable[..., None], tea: Any) -> Caller:
    """A member of Gold who has bought three packets of tea for 30.00."""
    ann = make_customer("ann")
    add_members(gold, ann)
    past.place(ann.pk, at=timezone.now(), lines=[(tea, 3, "10.00")])
    return ann


def percent_off(percent: str) -> dict[str, Any]:
    return {"kind": "percent_off", "parameters": {"percent": percent}}


def started(caller: Caller, **input: Any) -> Any:
    until = (timezone.now() + timedelta(minutes=1)).isoformat()
    answer = caller.ask(START, input={"until": until, **input})
    assert answer["errors"] == []
    return answer["dryRun"]


def test_a_draft_is_tried_and_its_report_is_shown(
    seller: Caller, gold: CustomerGroup, ann: Caller, tea: Any
) -> None:
    draft = {"groups": [id_of(gold)], "adjustment": percent_off("25")}

    dry_run = started(seller, priceRule=draft)
    assert dry_run == {
        "id": id_of(DryRun.objects.get()),
        "state": "PENDING",
        "kind": "price_rule",
        "name": "Draft",
        "isDeletion": False,
        "basis": "MEMBERS_NOW",
        "currency": "USD",
        "channel": "",
        "orders": 1,
    }
    waiting = seller.ask(SHOW, id=dry_run["id"])
    assert (waiting["state"], waiting["report"]) == ("PENDING", None)

    tasks.carry_out_dry_run(DryRun.objects.get().pk)
    shown = seller.ask(SHOW, id=dry_run["id"])

    assert (shown["state"], shown["ordersDone"], shown["problem"]) == ("DONE", 1, "")
    report = shown["report"]
    assert report["chargedRevenue"] == {"amount": 30.0, "currency": "USD"}
    assert report["before"] == {
        "revenue": {"amount": 30.0},
        "discount": {"amount": 0.0},
        "increase": {"amount": 0.0},
        "margin": {"amount": 6.0},
        "knownCostPercent": 100.0,
        "linesBelowCost": 0,
        "linesBelowFloor": None,
        "giftUnits": 0,
    }
    assert report["after"] == {
        **report["before"],
        "revenue": {"amount": 22.5},
        "discount": {"amount": 7.5},
        "margin": {"amount": -1.5},
        "linesBelowCost": 1,
    }
    assert report["difference"] == {
        "revenue": {"amount": -7.5},
        "discount": {"amount": 7.5},
        "increase": {"amount": 0.0},
        "margin": {"amount": -7.5},
    }
    counts = ("orders", "leftOutOrders", "touchedOrders", "touchedCustomers")
    assert [report[each] for each in counts] == [1, 0, 1, 1]
    # Who may not manage users is not told who it is.
    [customer] = report["customers"]["less"]
    assert customer == {
        "id": ann.id,
        "email": None,
        "orders": 1,
        "difference": {"amount": -7.5},
    }
    assert report["products"]["less"] == [
        {
            "id": to_global_id("Product", tea.product_id),
            "name": "Goods",
            "before": {"amount": 30.0},
            "after": {"amount": 22.5},
        }
    ]
    assert report["groups"]["less"] == [{"code": "gold", "name": "Gold"}]
    assert report["losingRules"] == []
    assert [each for each in report["histogram"] if each["orders"]] == [
        {
            "fromPercent": -50,
            "untilPercent": -20,
            "orders": 1,
            "difference": {"amount": -7.5},
        }
    ]
    assert len(report["histogram"]) == 11

    manager = make_staff(MANAGE_ORDERS, MANAGE_DISCOUNTS, MANAGE_USERS, name="boss")
    [known] = manager.ask(SHOW, id=dry_run["id"])["report"]["customers"]["less"]
    assert known["email"] == ann.email


def test_a_change_and_a_deletion_of_what_is_saved(
    seller: Caller,
    gold: CustomerGroup,
    ann: Caller,
    tea: Any,
    make_rule: Callable[..., PriceRule],
    make_promotion: Callable[..., Promotion],
) -> None:
    rule, promotion = make_rule(gold), make_promotion(gold)
    contract = price_lists.create_price_list(
        values={"name": "Contract"}, groups=[gold], now=timezone.now()
    )
    entry = {"variant": id_of(tea), "currency": "USD", "unitPrice": "7.00"}
    before = everything()

    drafts: list[dict[str, Any]] = [
        {"priceRuleId": id_of(rule), "priceRule": {"adjustment": percent_off("50")}},
        {"priceRuleId": id_of(rule), "delete": True},
        {"promotionId": id_of(promotion), "promotion": {"isActive": False}},
        {"promotionId": id_of(promotion), "delete": True},
        {"priceListId": id_of(contract), "priceList": {"entries": [entry]}},
        {"priceListId": id_of(contract), "delete": True},
        {"priceList": {"groups": [id_of(gold)], "entries": [entry]}},
    ]
    for draft in drafts:
        dry_run = started(seller, **draft, basis="AT_ORDER", channel="default-channel")
        assert dry_run["isDeletion"] is bool(draft.get("delete"))
        assert (dry_run["basis"], dry_run["channel"]) == ("AT_ORDER", "default-channel")
        tasks.carry_out_dry_run(DryRun.objects.latest("pk").pk)
        assert seller.ask(SHOW, id=dry_run["id"])["state"] == "DONE"

    assert {**everything(), "DryRun": "[]"} == before


NOW = timezone.now()
REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({}, "priceRule", "REQUIRED"),
    ({"priceRule": {}, "promotion": {}}, "promotion", "INVALID"),
    ({"priceRule": {"groups": []}}, "priceRule.groups", "REQUIRED"),
    (
        {"priceRule": {"adjustment": percent_off("140")}},
        "priceRule.adjustment.percent",
        "INVALID",
    ),
    (
        {"promotion": {"name": "New", "benefit": percent_off("140")}},
        "promotion.benefit.percent",
        "INVALID",
    ),
    (
        {
            "priceList": {
                "entries": [
                    {
                        "variant": to_global_id("ProductVariant", 999_999),
                        "currency": "USD",
                        "unitPrice": "1",
                    }
                ]
            }
        },
        "priceList.entries.0.variant",
        "NOT_FOUND",
    ),
    ({"priceRule": {}, "delete": True}, "delete", "INVALID"),
    (
        {"promotionId": to_global_id("CustomerGroupPromotion", 999_999)},
        "promotionId",
        "NOT_FOUND",
    ),
    ({"promotionId": to_global_id("Product", 1)}, "promotionId", "GRAPHQL_ERROR"),
]
OF_ORDERS: list[tuple[dict[str, Any], str, str]] = [
    ({"since": NOW.isoformat(), "until": NOW.isoformat()}, "until", "INVALID"),
    (
        {
            "since": (NOW - timedelta(days=366)).isoformat(),
            "until": NOW.isoformat(),
        },
        "since",
        "INVALID",
    ),
    ({"since": "2026-01-01T00:00:00"}, "since", "INVALID"),
    ({"channel": "nowhere"}, "channel", "NOT_FOUND"),
    ({"currency": "XYZ"}, "currency", "INVALID"),
]


@pytest.mark.parametrize(("input", "field", "code"), REFUSED)
def test_a_draft_is_refused_with_the_place_of_the_mistake(
    seller: Caller, ann: Caller, input: dict[str, Any], field: str, code: str
) -> None:
    before = everything()

    answer = seller.ask(START, input=input)

    assert answer["dryRun"] is None
    assert (field, code) in [(each["field"], each["code"]) for each in answer["errors"]]
    assert everything() == before


@pytest.mark.parametrize(("input", "field", "code"), OF_ORDERS)
def test_the_orders_are_refused(
    seller: Caller,
    gold: CustomerGroup,
    make_promotion: Callable[..., Promotion],
    input: dict[str, Any],
    field: str,
    code: str,
) -> None:
    promotion = {"promotionId": id_of(make_promotion(gold)), "delete": True}
    before = everything()

    answer = seller.ask(START, input={**promotion, **input})

    [error] = answer["errors"]
    assert (error["field"], error["code"]) == (field, code)
    assert everything() == before


def test_too_many_orders_are_refused(
    seller: Caller,
    gold: CustomerGroup,
    ann: Caller,
    make_promotion: Callable[..., Promotion],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dry_runs, "MAX_ORDERS", 0)
    input = {"promotionId": id_of(make_promotion(gold)), "delete": True}

    [error] = seller.ask(START, input=input)["errors"]

    assert error == {
        "field": "since",
        "code": "TOO_MANY",
        "message": "1 orders; the maximum is 0.",
    }
    assert not DryRun.objects.exists()


def test_one_that_waits_is_cancelled_and_one_that_has_ended_is_not(
    seller: Caller,
    gold: CustomerGroup,
    ann: Caller,
    make_promotion: Callable[..., Promotion],
) -> None:
    dry_run = started(seller, promotionId=id_of(make_promotion(gold)), delete=True)

    cancelled = seller.ask(CANCEL, id=dry_run["id"])
    assert cancelled == {
        "dryRun": {"state": "CANCELLED", "report": None},
        "errors": [],
    }
    tasks.carry_out_dry_run(DryRun.objects.get().pk)
    again = seller.ask(CANCEL, id=dry_run["id"])

    assert again["errors"] == [
        {
            "field": "id",
            "code": "INVALID",
            "message": "This dry run has ended already.",
        }
    ]
    assert seller.ask(SHOW, id=dry_run["id"])["state"] == "CANCELLED"
    unknown = to_global_id("CustomerGroupDryRun", 999_999)
    assert seller.ask(SHOW, id=unknown) is None

"""The ledger of customer groups over GraphQL: who joined and left, when and why."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from saleor_customer_groups.models import CustomerGroup, LedgerEntry
from tests.api import Caller, make_customer
from tests.graphql.ids import id_of

from .documents import ADD, REMOVE

LEDGER = """query(
  $first: Int, $after: String, $filter: CustomerGroupLedgerFilterInput,
  $sortBy: CustomerGroupLedgerSortingInput
) {
  customerGroupLedger(
    first: $first, after: $after, filter: $filter, sortBy: $sortBy
  ) {
    totalCount
    edges { node {
      customer { email } groupCode groupName change cause byUser { email } byApp
      reason at
    } }
    pageInfo { endCursor }
  }
}"""


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
    upwards = {"field": "AT", "direction": "ASC"}
    page = staff.ask(LEDGER, first=2, filter={"customer": ann.id}, sortBy=upwards)
    assert ledger(page) == [("gold", "JOINED"), ("gold", "LEFT")]
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
    assert found(customer=bob.id, changes=["LEFT"]) == []
    joined = {"changes": ["LEFT", "JOINED"], "causes": ["STAFF"]}
    assert found(customer=bob.id, **joined) == [("trade", "JOINED"), ("gold", "JOINED")]
    assert found(customer=bob.id, causes=["RULE"]) == []
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

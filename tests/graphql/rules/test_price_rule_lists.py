"""Price rules looked up over GraphQL: one, lists of many, and what kinds there are."""

from collections.abc import Callable
from typing import Any

import pytest

from saleor_customer_groups.models import CustomerGroup, PriceRule
from tests.api import Caller
from tests.graphql.ids import id_of

LIST = """query(
  $first: Int, $last: Int, $after: String,
  $filter: CustomerGroupPriceRuleFilterInput,
  $sortBy: CustomerGroupPriceRuleSortingInput
) {
  customerGroupPriceRules(
    first: $first, last: $last, after: $after, filter: $filter, sortBy: $sortBy
  ) { totalCount edges { node { name } } pageInfo { endCursor hasNextPage } }
}"""


def names(connection: dict[str, Any]) -> list[str]:
    return [edge["node"]["name"] for edge in connection["edges"]]


def test_finds_a_rule_by_id_and_by_code(
    staff: Caller, gold: CustomerGroup, make_rule: Callable[..., PriceRule]
) -> None:
    rule = make_rule(gold)
    document = """query($id: ID, $code: String) {
      customerGroupPriceRule(id: $id, code: $code) { name }
    }"""

    assert staff.ask(document, id=id_of(rule)) == {"name": "Ten off"}
    assert staff.ask(document, code="ten-off") == {"name": "Ten off"}
    assert staff.ask(document, code="none") is None
    assert staff.post(document).errors[0]["message"] == "Give either `id` or `code`."


def test_shows_what_is_wrong_with_a_broken_rule(
    staff: Caller, gold: CustomerGroup, make_rule: Callable[..., PriceRule]
) -> None:
    rule = make_rule(gold)
    PriceRule.objects.update(
        adjustment={"kind": "free_lunch", "dish": "soup"}, scope={"include": "all"}
    )
    document = """query($id: ID!) {
      customerGroupPriceRule(id: $id) {
        problem
        adjustment { kind parameters description } scope { include { products } }
      }
    }"""

    answer = staff.ask(document, id=id_of(rule))

    assert "adjustment" in answer.pop("problem")
    assert answer == {
        "adjustment": {
            "kind": "free_lunch",
            "parameters": {"dish": "soup"},
            "description": "",
        },
        "scope": {"include": {"products": None}},
    }


@pytest.fixture
def rules(
    gold: CustomerGroup,
    make_group: Callable[..., CustomerGroup],
    make_rule: Callable[..., PriceRule],
) -> CustomerGroup:
    """Three rules; the group that two of them belong to."""
    trade = make_group("Trade")
    make_rule(gold, name="Beta", priority=1)
    make_rule(gold, trade, name="Alpha", is_active=False, priority=9)
    make_rule(
        trade,
        name="Gamma",
        code="aaa",
        priority=1,
        adjustment={"kind": "fixed_price", "amount": "5.00", "currency": "USD"},
    )
    return trade


@pytest.mark.parametrize(
    ("filter_", "expected"),
    [
        (None, ["Alpha", "Beta", "Gamma"]),
        ({"search": "AA"}, ["Gamma"]),
        ({"search": "alp"}, ["Alpha"]),
        ({"codes": ["beta", "aaa"]}, ["Beta", "Gamma"]),
        ({"kinds": ["fixed_price", "amount_off"]}, ["Gamma"]),
        ({"isActive": True}, ["Beta", "Gamma"]),
    ],
)
def test_filters(
    filter_: dict[str, Any] | None,
    expected: list[str],
    staff: Caller,
    rules: CustomerGroup,
) -> None:
    answer = staff.ask(LIST, first=10, filter=filter_)

    assert names(answer) == expected
    assert answer["totalCount"] == len(expected)


def test_filters_by_group(staff: Caller, rules: CustomerGroup) -> None:
    answer = staff.ask(LIST, first=10, filter={"customerGroups": [id_of(rules)]})

    assert names(answer) == ["Alpha", "Gamma"]


@pytest.mark.parametrize(
    ("field", "direction", "expected"),
    [
        ("NAME", "DESC", ["Gamma", "Beta", "Alpha"]),
        ("CODE", "ASC", ["Gamma", "Alpha", "Beta"]),
        ("PRIORITY", "DESC", ["Alpha", "Beta", "Gamma"]),
        ("CREATED_AT", "ASC", ["Beta", "Alpha", "Gamma"]),
    ],
)
def test_sorts_and_pages(
    field: str,
    direction: str,
    expected: list[str],
    staff: Caller,
    rules: CustomerGroup,
) -> None:
    sort_by = {"field": field, "direction": direction}

    first = staff.ask(LIST, first=2, sortBy=sort_by)
    rest = staff.ask(
        LIST, first=2, after=first["pageInfo"]["endCursor"], sortBy=sort_by
    )
    last = staff.ask(LIST, last=1, sortBy=sort_by)

    assert names(first) + names(rest) == expected
    assert names(last) == expected[-1:]


def test_lists_the_kinds_of_adjustment(staff: Caller) -> None:
    kinds = staff.ask(
        "{ customerGroupAdjustmentKinds { kind title description parameters } }"
    )

    by_kind = {each["kind"]: each for each in kinds}
    assert list(by_kind) == [
        "percent_off",
        "amount_off",
        "percent_increase",
        "amount_increase",
        "fixed_price",
        "cost_plus",
    ]
    percent = by_kind["percent_off"]
    assert percent["title"] == "Percent off"
    assert percent["description"] == "So many percent off the listing price."
    schema = percent["parameters"]
    assert set(schema["properties"]) == {"percent", "tiers", "adds_to_inherited"}
    assert schema["properties"]["percent"]["title"] == "Percent off"
    assert schema["examples"] == [{"percent": "12.5"}]

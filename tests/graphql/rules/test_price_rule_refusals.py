"""Price rules that cannot be, over GraphQL."""

from collections.abc import Callable
from typing import Any

import pytest
from graphql_relay import to_global_id

from saleor_customer_groups.models import CustomerGroup, PriceRule
from tests.api import Caller
from tests.graphql.ids import id_of
from tests.graphql.stored import everything

from .test_price_rules import CREATE, DELETE, UPDATE, percent_off


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (
            "$percent",
            "A variable can only stand for the whole object: write the value.",
        ),
        ("ten", 'Write this in quotation marks: "ten".'),
        ("3000000000", "Write a number as large as this in quotation marks."),
    ],
)
def test_what_saleors_scalar_would_lose_is_refused(
    staff: Caller, gold: CustomerGroup, written: str, message: str
) -> None:
    document = """mutation($group: ID!, $percent: String = "10") {
      customerGroupPriceRuleCreate(input: {
        name: $percent, groups: [$group],
        adjustment: {kind: "percent_off", parameters: {tiers: [
          {min_quantity: 1, percent: "5"} {min_quantity: 2, percent: WRITTEN}
        ]}}
      }) { errors { field code message } }
    }"""
    before = everything()

    answer = staff.ask(document.replace("WRITTEN", written), group=id_of(gold))

    error = {"field": "adjustment.tiers.1.percent", "code": "INVALID"}
    assert answer == {"errors": [{**error, "message": message}]}
    assert everything() == before


@pytest.mark.parametrize("parameters", [{"percent": 12.5}, '{"percent": "12.5"}'])
def test_parameters_are_an_object_or_its_text(
    staff: Caller, gold: CustomerGroup, parameters: Any
) -> None:
    document = """mutation($group: ID!, $parameters: GenericScalar!) {
      ours: customerGroupPriceRuleCreate(input: {
        name: "Off", groups: [$group],
        adjustment: {kind: "percent_off", parameters: $parameters}
      }) { errors { field code message } }
      written: customerGroupPriceRuleCreate(input: {
        name: "Off", groups: [$group],
        adjustment: {kind: "percent_off", parameters: "{\\"percent\\": 12.5}"}
      }) { errors { field code message } }
    }"""

    answer = staff.post(document, group=id_of(gold), parameters=parameters)

    assert answer.data == {"ours": {"errors": []}, "written": {"errors": []}}
    stored = {"kind": "percent_off", "percent": "12.5"}
    assert [rule.adjustment for rule in PriceRule.objects.all()] == [stored, stored]


REFUSED: list[tuple[dict[str, Any], str, str | None]] = [
    ({"name": ""}, "name", "REQUIRED"),
    ({"groups": []}, "groups", "REQUIRED"),
    ({"adjustment": percent_off("140")}, "adjustment.percent", "INVALID"),
    ({"adjustment": percent_off("-5")}, "adjustment.percent", "INVALID"),
    ({"adjustment": percent_off(-5)}, "adjustment.percent", "INVALID"),
    ({"adjustment": percent_off("NaN")}, "adjustment.percent", "INVALID"),
    ({"adjustment": percent_off("ten")}, "adjustment.percent", "INVALID"),
    ({"adjustment": percent_off([10])}, "adjustment.percent", "INVALID"),
    ({"adjustment": percent_off("10", more=1)}, "adjustment.more", "INVALID"),
    (
        {
            "adjustment": {
                "kind": "percent_off",
                "parameters": {"tiers": [{"min_quantity": 0, "percent": "5"}]},
            }
        },
        "adjustment.tiers.0.min_quantity",
        "INVALID",
    ),
    (
        {"adjustment": {"kind": "free_lunch", "parameters": {}}},
        "adjustment.kind",
        "INVALID",
    ),
    ({"adjustment": {"kind": "percent_off", "parameters": []}}, "adjustment", None),
    ({"adjustment": {"kind": "percent_off", "parameters": {}}}, "adjustment", None),
    (
        {"adjustment": {"kind": "amount_off", "parameters": {"amount": "5"}}},
        "adjustment.currency",
        "INVALID",
    ),
    ({"scope": {"include": {"products": []}}}, "scope.include.products", "INVALID"),
    (
        {"scope": {"exclude": {"productTypes": []}}},
        "scope.exclude.productTypes",
        "INVALID",
    ),
    (
        {"scope": {"include": {"products": [to_global_id("Product", 999_999)]}}},
        "scope.include.products.0",
        "NOT_FOUND",
    ),
    (
        {"scope": {"include": {"productTypes": [to_global_id("Product", 1)]}}},
        "scope.include.productTypes.0",
        "GRAPHQL_ERROR",
    ),
    (
        {
            "validFrom": "2026-02-01T00:00:00+00:00",
            "validUntil": "2026-01-01T00:00:00+00:00",
        },
        "validUntil",
        None,
    ),
    ({"validFrom": "2026-02-01T00:00:00"}, "validFrom", "INVALID"),
    ({"minSubtotalAmount": -1}, "minSubtotalAmount", "INVALID"),
    ({"minSubtotalCurrency": "XXZ"}, "minSubtotalCurrency", "INVALID"),
    ({"minQuantity": 0}, "minQuantity", "INVALID"),
    ({"channels": ["nowhere"]}, "channels.0", "NOT_FOUND"),
    ({"priority": None}, "priority", "REQUIRED"),
    ({"groups": [to_global_id("CustomerGroup", 999)]}, "groups.0", "NOT_FOUND"),
    ({"groups": [to_global_id("User", 1)]}, "groups.0", "GRAPHQL_ERROR"),
]


def test_a_rule_that_cannot_be(
    staff: Caller, gold: CustomerGroup, make_rule: Callable[..., PriceRule]
) -> None:
    rule = make_rule(gold)
    before = everything()
    sound = {"name": "Off", "groups": [id_of(gold)], "adjustment": percent_off()}

    for given, field, code in REFUSED:
        for answer in (
            staff.ask(CREATE, input={**sound, **given}),
            staff.ask(UPDATE, id=id_of(rule), input=given),
        ):
            assert answer["priceRule"] is None, given
            (error,) = answer["errors"]
            assert (error["field"], error["code"]) == (field, code or "INVALID"), given
            assert error["message"], given
            assert everything() == before, given


def test_a_code_twice(
    staff: Caller, gold: CustomerGroup, make_rule: Callable[..., PriceRule]
) -> None:
    make_rule(gold, name="First", code="one")
    before = everything()

    answer = staff.ask(
        CREATE,
        input={
            "name": "Second",
            "code": "one",
            "groups": [id_of(gold)],
            "adjustment": percent_off(),
        },
    )

    assert answer["errors"] == [
        {
            "field": "code",
            "code": "UNIQUE",
            "message": "First has the code one already. Choose another code.",
        }
    ]
    assert everything() == before


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (to_global_id("CustomerGroupPriceRule", 999_999), "NOT_FOUND"),
        (to_global_id("CustomerGroup", 1), "GRAPHQL_ERROR"),
        ("nonsense", "GRAPHQL_ERROR"),
    ],
)
@pytest.mark.parametrize(
    ("document", "variables"), [(UPDATE, {"input": {"priority": 1}}), (DELETE, {})]
)
def test_a_rule_that_is_none(
    document: str,
    variables: dict[str, Any],
    wrong: str,
    code: str,
    staff: Caller,
    gold: CustomerGroup,
    make_rule: Callable[..., PriceRule],
) -> None:
    make_rule(gold)
    before = everything()

    answer = staff.ask(document, id=wrong, **variables)

    (error,) = answer["errors"]
    assert (error["field"], error["code"]) == ("id", code)
    assert everything() == before

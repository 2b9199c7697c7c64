"""Price rules over GraphQL: create, change and delete them."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from saleor_customer_groups.models import CustomerGroup, PriceRule
from tests.api import Caller
from tests.graphql.ids import id_of
from tests.port import Catalogue

ERRORS = "errors { field code message }"
RULE = """
  id name code isActive priority exclusive withPromotions withVouchers
  tiersCount
  groups { name }
  scope {
    include { products variants categories collections productTypes }
    exclude { products variants categories collections productTypes }
  }
  adjustment { kind parameters description }
  minSubtotalAmount minSubtotalCurrency minQuantity validFrom validUntil channels
  problem
"""
CREATE = f"""mutation($input: CustomerGroupPriceRuleCreateInput!) {{
  customerGroupPriceRuleCreate(input: $input) {{ priceRule {{ {RULE} }} {ERRORS} }}
}}"""
UPDATE = f"""mutation($id: ID!, $input: CustomerGroupPriceRuleInput!) {{
  customerGroupPriceRuleUpdate(id: $id, input: $input) {{
    priceRule {{ {RULE} }} {ERRORS}
  }}
}}"""
DELETE = f"""mutation($id: ID!) {{
  customerGroupPriceRuleDelete(id: $id) {{ priceRule {{ id name }} {ERRORS} }}
}}"""
NOTHING = {
    "products": None,
    "variants": None,
    "categories": None,
    "collections": None,
    "productTypes": None,
}


def percent_off(percent: Any = "10", **more: Any) -> dict[str, Any]:
    return {"kind": "percent_off", "parameters": {"percent": percent, **more}}


# Create ---------------------------------------------------------------------------


def test_a_rule_with_nothing_but_what_it_needs(
    staff: Caller, gold: CustomerGroup
) -> None:
    given = {"name": "Ten off", "groups": [id_of(gold)], "adjustment": percent_off()}

    answer = staff.ask(CREATE, input=given)

    rule = PriceRule.objects.get()
    assert answer == {
        "priceRule": {
            "id": id_of(rule),
            "name": "Ten off",
            "code": "ten-off",
            "isActive": True,
            "priority": 0,
            "exclusive": False,
            "withPromotions": "BEST",
            "tiersCount": "VARIANT",
            "withVouchers": "ALLOW",
            "groups": [{"name": "Gold"}],
            "scope": {"include": NOTHING, "exclude": NOTHING},
            "adjustment": {
                "kind": "percent_off",
                "parameters": {"percent": "10"},
                "description": "10 % off",
            },
            "minSubtotalAmount": None,
            "minSubtotalCurrency": "",
            "minQuantity": None,
            "validFrom": None,
            "validUntil": None,
            "channels": [],
            "problem": None,
        },
        "errors": [],
    }


def test_a_rule_with_everything(
    staff: Caller,
    gold: CustomerGroup,
    make_group: Callable[..., CustomerGroup],
    catalogue: Catalogue,
) -> None:
    coffee = catalogue.category("Coffee")
    spring = catalogue.collection("Spring")
    (variant,) = catalogue.find("espresso")
    scope = {
        "include": {
            "products": [id_of(variant.product)],
            "variants": [id_of(variant)],
            "categories": [id_of(coffee)],
            "collections": [id_of(spring)],
            "productTypes": [id_of(catalogue.goods)],
        },
        "exclude": {"variants": [id_of(variant)]},
    }
    given = {
        "name": "Everything",
        "code": "all-1",
        "isActive": False,
        "priority": 7,
        "exclusive": True,
        "withPromotions": "STACK",
        "tiersCount": "SCOPE",
        "withVouchers": "REFUSE",
        "minSubtotalCurrency": "USD",
        "minQuantity": 3,
        "validFrom": "2026-01-01T00:00:00+00:00",
        "validUntil": "2026-02-01T00:00:00+00:00",
        "channels": ["default-channel"],
    }

    answer = staff.ask(
        CREATE,
        input={
            **given,
            "minSubtotalAmount": 99.95,
            "groups": [id_of(make_group("Trade")), id_of(gold)],
            "scope": scope,
            "adjustment": {
                "kind": "amount_off",
                "parameters": {
                    "currency": "USD",
                    "tiers": [
                        {"min_quantity": 5, "amount": 1.5},
                        {"min_quantity": 10, "amount": 2},
                    ],
                },
            },
        },
    )

    assert answer["errors"] == []
    rule = answer["priceRule"]
    assert {name: rule[name] for name in given} == given
    assert Decimal(str(rule["minSubtotalAmount"])) == Decimal("99.95")
    assert rule["groups"] == [{"name": "Gold"}, {"name": "Trade"}]
    assert rule["scope"] == {
        "include": scope["include"],
        "exclude": {**NOTHING, **scope["exclude"]},
    }
    assert rule["adjustment"] == {
        "kind": "amount_off",
        "parameters": {
            "currency": "USD",
            "tiers": [
                {"min_quantity": 5, "amount": "1.5"},
                {"min_quantity": 10, "amount": "2"},
            ],
        },
        "description": "1.50 USD off from 5 units, 2.00 USD off from 10 units",
    }
    stored = PriceRule.objects.get()
    assert stored.scope["include"]["categories"] == [str(coffee.pk)]


@pytest.mark.parametrize(
    "parameters",
    [
        '{percent: "12.5"}',
        "{percent: 12.5}",
        '"{\\"percent\\": \\"12.5\\"}"',
    ],
)
def test_parameters_may_stand_in_the_document(
    parameters: str, staff: Caller, gold: CustomerGroup
) -> None:
    document = """mutation($group: ID!) {
      customerGroupPriceRuleCreate(input: {
        name: "Off", groups: [$group],
        adjustment: {kind: "percent_off", parameters: %s}
      }) { priceRule { adjustment { description parameters } } errors { code } }
    }"""

    answer = staff.ask(document % parameters, group=id_of(gold))

    assert answer["priceRule"]["adjustment"] == {
        "description": "12.5 % off",
        "parameters": {"percent": "12.5"},
    }


# Update and delete ----------------------------------------------------------------


def test_changes_only_what_is_given(
    staff: Caller,
    gold: CustomerGroup,
    make_group: Callable[..., CustomerGroup],
    make_rule: Callable[..., PriceRule],
    catalogue: Catalogue,
) -> None:
    coffee = catalogue.category("Coffee")
    rule = make_rule(
        gold,
        scope={"include": {"categories": [str(coffee.pk)]}},
        min_quantity=3,
        priority=2,
    )

    answer = staff.ask(
        UPDATE,
        id=id_of(rule),
        input={"adjustment": percent_off("15"), "minQuantity": None},
    )

    assert answer["errors"] == []
    changed = answer["priceRule"]
    assert changed["adjustment"]["description"] == "15 % off"
    assert changed["minQuantity"] is None
    assert changed["priority"] == 2
    assert changed["scope"]["include"]["categories"] == [id_of(coffee)]
    assert changed["groups"] == [{"name": "Gold"}]


def test_hangs_it_on_other_groups(
    staff: Caller,
    gold: CustomerGroup,
    make_group: Callable[..., CustomerGroup],
    make_rule: Callable[..., PriceRule],
) -> None:
    trade = id_of(make_group("Trade"))

    answer = staff.ask(
        UPDATE, id=id_of(make_rule(gold)), input={"groups": [trade, trade]}
    )

    assert answer["priceRule"]["groups"] == [{"name": "Trade"}]


def test_what_was_deleted_may_stay_in_a_scope_but_not_come_in(
    staff: Caller,
    gold: CustomerGroup,
    make_rule: Callable[..., PriceRule],
    catalogue: Catalogue,
) -> None:
    gone, there = catalogue.category("Gone"), catalogue.category("There")
    rule = make_rule(gold, scope={"include": {"categories": [str(gone.pk)]}})
    gone_id = id_of(gone)
    gone.delete()

    kept = staff.ask(
        UPDATE,
        id=id_of(rule),
        input={"scope": {"include": {"categories": [gone_id, id_of(there)]}}},
    )
    moved = staff.ask(
        UPDATE, id=id_of(rule), input={"scope": {"exclude": {"categories": [gone_id]}}}
    )

    assert kept["errors"] == []
    assert kept["priceRule"]["scope"]["include"]["categories"] == [
        gone_id,
        id_of(there),
    ]
    assert [(each["field"], each["code"]) for each in moved["errors"]] == [
        ("scope.exclude.categories.0", "NOT_FOUND")
    ]


def test_null_makes_the_scope_everything(
    staff: Caller,
    gold: CustomerGroup,
    make_rule: Callable[..., PriceRule],
    catalogue: Catalogue,
) -> None:
    coffee = catalogue.category("Coffee")
    rule = make_rule(gold, scope={"include": {"categories": [str(coffee.pk)]}})

    answer = staff.ask(UPDATE, id=id_of(rule), input={"scope": None})

    assert answer["priceRule"]["scope"] == {"include": NOTHING, "exclude": NOTHING}


def test_deletes(
    staff: Caller, gold: CustomerGroup, make_rule: Callable[..., PriceRule]
) -> None:
    id_ = id_of(make_rule(gold))

    answer = staff.ask(DELETE, id=id_)

    assert answer == {"priceRule": {"id": id_, "name": "Ten off"}, "errors": []}
    assert not PriceRule.objects.exists()

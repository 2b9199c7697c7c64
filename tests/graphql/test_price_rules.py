"""Price rules over GraphQL: look them up, create, change and delete them."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from graphql_relay import to_global_id

from saleor_customer_groups.models import CustomerGroup, PriceRule
from tests.api import Caller
from tests.graphql.ids import id_of
from tests.graphql.stored import everything
from tests.port import Catalogue

ERRORS = "errors { field code message }"
RULE = """
  id name code isActive priority exclusive withPromotions withVouchers
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
LIST = """query(
  $first: Int, $last: Int, $after: String,
  $filter: CustomerGroupPriceRuleFilterInput,
  $sortBy: CustomerGroupPriceRuleSortingInput
) {
  customerGroupPriceRules(
    first: $first, last: $last, after: $after, filter: $filter, sortBy: $sortBy
  ) { totalCount edges { node { name } } pageInfo { endCursor hasNextPage } }
}"""
NOTHING = {
    "products": None,
    "variants": None,
    "categories": None,
    "collections": None,
    "productTypes": None,
}


def percent_off(percent: Any = "10", **more: Any) -> dict[str, Any]:
    return {"kind": "percent_off", "parameters": {"percent": percent, **more}}


def names(connection: dict[str, Any]) -> list[str]:
    return [edge["node"]["name"] for edge in connection["edges"]]


@pytest.fixture
def gold(make_group: Callable[..., CustomerGroup]) -> CustomerGroup:
    return make_group("Gold")


@pytest.fixture
def catalogue(db: None) -> Catalogue:
    return Catalogue()


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
    variant = catalogue.find("espresso")
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


def test_a_variable_cannot_stand_inside_parameters(
    staff: Caller, gold: CustomerGroup
) -> None:
    document = """mutation($group: ID!, $percent: String!) {
      customerGroupPriceRuleCreate(input: {
        name: "Off", groups: [$group],
        adjustment: {kind: "percent_off", parameters: {percent: $percent}}
      }) { errors { code } }
    }"""
    before = everything()

    answer = staff.post(document, group=id_of(gold), percent="10")

    assert answer.data is None
    assert "CustomerGroupParameters" in answer.errors[0]["message"]
    assert everything() == before


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
        "adjustment.tiers.0.minQuantity",
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


# Look up --------------------------------------------------------------------------


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
    """Three rules; the group that two of them hang on."""
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

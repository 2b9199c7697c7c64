"""Conditions over GraphQL: what they can ask for, saved and refused."""

from collections.abc import Callable
from typing import Any

from saleor_customer_groups.models import CustomerGroup
from tests.api import Caller, make_customer
from tests.graphql.ids import id_of
from tests.graphql.stored import everything
from tests.port import Catalogue
from tests.services.evaluation.running import THOUSAND

ERRORS = "errors { field code message }"
CREATE = f"""mutation($input: CustomerGroupCreateInput!) {{
  customerGroupCreate(input: $input) {{
    customerGroup {{ id conditions conditionsVersion conditionsProblem graceDays }}
    {ERRORS}
  }}
}}"""
UPDATE = f"""mutation($id: ID!, $input: CustomerGroupInput!) {{
  customerGroupUpdate(id: $id, input: $input) {{
    customerGroup {{ conditions conditionsVersion }} {ERRORS}
  }}
}}"""
BOTH = f"""mutation(
  $new: CustomerGroupCreateInput!, $id: ID!, $input: CustomerGroupInput!
) {{
  create: customerGroupCreate(input: $new) {{ {ERRORS} }}
  update: customerGroupUpdate(id: $id, input: $input) {{ {ERRORS} }}
}}"""
FIELDS = """{
  customerGroupConditionFields { name title description valueKind operators arguments }
}"""
PREVIEW = f"""query(
  $groupId: ID, $conditions: GenericScalar, $first: Int, $offset: Int
) {{
  customerGroupConditionPreview(groupId: $groupId, conditions: $conditions) {{
    count joining leaving keptByGrace inVain
    customers(first: $first, offset: $offset) {{ email }} {ERRORS}
  }}
}}"""
TEST = f"""query(
  $customerId: ID!, $groupId: ID, $conditions: GenericScalar
) {{
  customerGroupConditionTest(
    customerId: $customerId, groupId: $groupId, conditions: $conditions
  ) {{
    conditions {{ path field operator wanted value isMet }} {ERRORS}
  }}
}}"""

HAS_ORDERED = {"field": "has_ordered", "operator": "eq", "value": True}


def nested(levels: int) -> dict[str, Any]:
    tree: dict[str, Any] = HAS_ORDERED
    for _ in range(levels):
        tree = {"all": [tree]}
    return tree


# What is refused: the conditions, and where.
REFUSED: list[tuple[Any, dict[str, str]]] = [
    (
        {"all": [{**HAS_ORDERED, "field": "shoe_size"}]},
        {"conditions.all.0.field": "INVALID"},
    ),
    (
        {"any": [THOUSAND, {**THOUSAND, "operator": "contains"}]},
        {"conditions.any.1.operator": "INVALID"},
    ),
    ({}, {"conditions": "INVALID"}),
    ({"all": []}, {"conditions.all": "INVALID"}),
    ([THOUSAND], {"conditions": "INVALID"}),
    (nested(6), {"conditions.all.0.all.0.all.0.all.0.all.0": "INVALID"}),
    ({"all": [{**THOUSAND, "value": "much"}]}, {"conditions.all.0.value": "INVALID"}),
    (
        {"none": [{**THOUSAND, "currency": "XXL"}]},
        {"conditions.none.0.currency": "INVALID"},
    ),
    (
        {"all": [{**THOUSAND, "currency": "JPY"}]},  # which no channel has
        {"conditions.all.0.currency": "INVALID"},
    ),
    (
        {"all": [{**THOUSAND, "period": {"kind": "rolling_days", "days": 0}}]},
        {"conditions.all.0.period.days": "INVALID"},
    ),
    (
        {"all": [{"field": "in_group", "operator": "in", "value": ["vip"]}]},
        {"conditions.all.0.value.0": "NOT_FOUND"},
    ),
    (
        {
            "all": [
                {**THOUSAND, "period": {"kind": "since", "date": "yesterday"}},
                {"any": [{**HAS_ORDERED, "value": "yes"}]},
            ]
        },
        {
            "conditions.all.0.period.date": "INVALID",
            "conditions.all.1.any.0.value": "INVALID",
        },
    ),
]


def codes(answer: dict[str, Any]) -> dict[str, str]:
    assert all(each["message"] for each in answer["errors"])
    return {each["field"]: each["code"] for each in answer["errors"]}


def test_conditions_that_cannot_be(
    staff: Caller, make_group: Callable[..., CustomerGroup]
) -> None:
    group = make_group("Big", kind="automatic", conditions={"all": [THOUSAND]})
    ann = make_customer()
    before = everything()

    for conditions, expected in REFUSED:
        answer = staff.post(
            BOTH,
            new={"name": "New", "kind": "AUTOMATIC", "conditions": conditions},
            id=id_of(group),
            input={"conditions": conditions},
        )

        assert answer.data is not None, answer.errors
        assert codes(answer.data["create"]) == expected, conditions
        assert codes(answer.data["update"]) == expected, conditions
        assert everything() == before, conditions
    previewed = staff.ask(PREVIEW, conditions=conditions)
    tested = staff.ask(TEST, customerId=ann.id, conditions=conditions)
    assert codes(previewed) == codes(tested) == expected
    assert (previewed["count"], tested["conditions"]) == (None, [])


def test_a_deepest_tree_and_a_manual_group_without_conditions(
    staff: Caller, make_group: Callable[..., CustomerGroup]
) -> None:
    manual = id_of(make_group("Hand"))

    deep = staff.ask(
        CREATE, input={"name": "Deep", "kind": "AUTOMATIC", "conditions": nested(5)}
    )
    refused = staff.ask(UPDATE, id=manual, input={"conditions": nested(1)})
    made_hybrid = staff.ask(
        UPDATE, id=manual, input={"kind": "HYBRID", "conditions": nested(1)}
    )
    cleared = staff.ask(UPDATE, id=manual, input={"conditions": None})

    assert (deep["errors"], codes(refused)) == ([], {"conditions": "INVALID"})
    assert made_hybrid["customerGroup"] == {
        "conditions": nested(1),
        "conditionsVersion": 1,
    }
    assert cleared["customerGroup"] == {"conditions": None, "conditionsVersion": 2}


def test_conditions_name_the_catalogue_by_global_ids(
    staff: Caller, catalogue: Catalogue
) -> None:
    tea = catalogue.category("Tea")
    chai = catalogue.variant("chai", "5.00", category=tea)
    conditions = {
        "all": [
            {
                "field": "units_bought",
                "operator": "gt",
                "value": 3,
                "scope": {
                    "include": {"categories": [id_of(tea)]},
                    "exclude": {"variants": [id_of(chai)]},
                },
            }
        ]
    }
    given = {"name": "Tea", "kind": "AUTOMATIC", "graceDays": 7}

    made = staff.ask(CREATE, input={**given, "conditions": conditions})
    stored = CustomerGroup.objects.get(name="Tea").conditions
    tea_id, tea_pk = id_of(tea), tea.pk
    chai.product.delete()
    tea.delete()
    gone = staff.ask(CREATE, input={**given, "name": "X", "conditions": conditions})
    wrong = staff.ask(
        CREATE,
        input={
            **given,
            "conditions": {
                "field": "units_bought",
                "operator": "gt",
                "value": 3,
                "scope": {"include": {"products": [tea_id]}},
            },
        },
    )

    assert made["customerGroup"] == {
        "id": made["customerGroup"]["id"],
        "conditions": conditions,
        "conditionsVersion": 1,
        "conditionsProblem": "",
        "graceDays": 7,
    }
    assert stored["all"][0]["scope"]["include"] == {"categories": [str(tea_pk)]}
    assert codes(gone) == {
        "conditions.all.0.scope.include.categories.0": "NOT_FOUND",
        "conditions.all.0.scope.exclude.variants.0": "NOT_FOUND",
    }
    assert codes(wrong) == {"conditions.scope.include.products.0": "GRAPHQL_ERROR"}


def test_a_number_with_a_fraction_is_exact(staff: Caller) -> None:
    document = CREATE.replace("($input: CustomerGroupCreateInput!)", "").replace(
        "$input",
        '{name: "Big", kind: AUTOMATIC, conditions: {field: "net_revenue",'
        ' operator: "between", value: [0.1, 1000], currency: "USD"}}',
    )

    answer = staff.ask(document)

    assert answer["errors"] == []
    assert answer["customerGroup"]["conditions"]["value"] == ["0.1", 1000]


def test_every_field_says_what_it_takes(staff: Caller) -> None:
    fields = {each.pop("name"): each for each in staff.ask(FIELDS)}

    assert sorted(fields) == [
        "account_age_days",
        "amount_bought",
        "average_order_value",
        "city",
        "country",
        "days_since_first_order",
        "days_since_last_order",
        "email_domain",
        "gross_margin",
        "has_ordered",
        "in_group",
        "is_confirmed",
        "language",
        "metadata",
        "net_revenue",
        "order_count",
        "payment_history",
        "refund_rate",
        "units_bought",
    ]
    assert all(each["title"] and each["description"] for each in fields.values())
    assert fields["is_confirmed"] == {
        "title": fields["is_confirmed"]["title"],
        "description": fields["is_confirmed"]["description"],
        "valueKind": "yes_or_no",
        "operators": {"eq": {"type": "boolean"}, "ne": {"type": "boolean"}},
        "arguments": fields["is_confirmed"]["arguments"],
    }
    revenue = fields["net_revenue"]
    assert [*revenue["operators"]] == ["gt", "gte", "lt", "lte", "eq", "ne", "between"]
    assert [*revenue["arguments"]["properties"]] == ["period", "currency"]
    assert revenue["arguments"]["required"] == ["currency"]

"""Promotions over GraphQL: look them up, create, change, duplicate and delete them."""

from collections.abc import Callable
from typing import Any

import graphene

from saleor_customer_groups.models import CustomerGroup, Promotion
from tests.api import Caller
from tests.graphql.ids import id_of
from tests.port import Catalogue

ERRORS = "errors { field code message }"
PROMOTION = """
  id name code isActive priority exclusive withGroupPrices withVouchers
  groups { name } validFrom validUntil channels limitTotal limitPerCustomer problem
  conditions { kind parameters description }
  benefit { kind parameters description }
"""
CREATE = f"""mutation($input: CustomerGroupPromotionCreateInput!) {{
  customerGroupPromotionCreate(input: $input) {{
    promotion {{ {PROMOTION} }} {ERRORS}
  }}
}}"""
UPDATE = f"""mutation($id: ID!, $input: CustomerGroupPromotionInput!) {{
  customerGroupPromotionUpdate(id: $id, input: $input) {{
    promotion {{ {PROMOTION} }} {ERRORS}
  }}
}}"""
DUPLICATE = f"""mutation($id: ID!) {{
  customerGroupPromotionDuplicate(id: $id) {{
    promotion {{ {PROMOTION} }} {ERRORS}
  }}
}}"""
DELETE = f"""mutation($id: ID!) {{
  customerGroupPromotionDelete(id: $id) {{ promotion {{ id name }} {ERRORS} }}
}}"""
LIST = """query(
  $filter: CustomerGroupPromotionFilterInput,
  $sortBy: CustomerGroupPromotionSortingInput
) {
  customerGroupPromotions(first: 10, filter: $filter, sortBy: $sortBy) {
    totalCount edges { node { name } }
  }
}"""


def percent_off(percent: Any = "10", **more: Any) -> dict[str, Any]:
    return {"kind": "percent_off", "parameters": {"percent": percent, **more}}


def test_a_promotion_with_nothing_but_what_it_needs(
    staff: Caller, gold: CustomerGroup
) -> None:
    given = {"name": "Spring", "groups": [id_of(gold)], "benefit": percent_off(10)}

    answer = staff.ask(CREATE, input=given)

    assert answer == {
        "promotion": {
            "id": id_of(Promotion.objects.get()),
            "name": "Spring",
            "code": "spring",
            "isActive": True,
            "priority": 0,
            "exclusive": False,
            "withGroupPrices": "STACK",
            "withVouchers": "ALLOW",
            "groups": [{"name": "Gold"}],
            "validFrom": None,
            "validUntil": None,
            "channels": [],
            "limitTotal": None,
            "limitPerCustomer": None,
            "problem": None,
            "conditions": [],
            "benefit": {
                "kind": "percent_off",
                "parameters": {"percent": "10"},
                "description": "10 % off",
            },
        },
        "errors": [],
    }


def test_what_a_promotion_names_goes_in_and_comes_out_by_its_id(
    staff: Caller, gold: CustomerGroup, catalogue: Catalogue
) -> None:
    cakes = catalogue.category("Cakes")
    (espresso,) = catalogue.find("espresso")
    scope = {"include": {"categories": [id_of(cakes)]}}
    without = {
        "exclude": {
            "variants": [id_of(espresso)],
            "product_types": [id_of(catalogue.goods)],
        }
    }
    given = {
        "isActive": False,
        "priority": 7,
        "exclusive": True,
        "withGroupPrices": "BEST",
        "withVouchers": "REFUSE",
        "validFrom": "2026-01-01T00:00:00+00:00",
        "validUntil": "2026-02-01T00:00:00+00:00",
        "channels": ["default-channel"],
        "limitTotal": 100,
        "limitPerCustomer": 1,
    }
    components = [{"scope": scope, "quantity": 1}, {"scope": without, "quantity": 2}]

    answer = staff.ask(
        CREATE,
        input={
            "name": "Coffee and cake",
            "groups": [id_of(gold)],
            **given,
            "benefit": {
                "kind": "bundle",
                "parameters": {
                    "components": components,
                    "price": 25.5,
                    "currency": "USD",
                },
            },
            "conditions": [
                {
                    "kind": "min_subtotal",
                    "parameters": {"amount": 50, "currency": "USD", "scope": scope},
                },
                {"kind": "min_quantity", "parameters": {"quantity": 3}},
            ],
        },
    )

    assert answer["errors"] == []
    found = answer["promotion"]
    assert {name: found[name] for name in given} == given
    assert found["benefit"] == {
        "kind": "bundle",
        "parameters": {"components": components, "price": "25.5", "currency": "USD"},
        "description": "a set for 25.50 USD",
    }
    assert found["conditions"] == [
        {
            "kind": "min_subtotal",
            "parameters": {"amount": "50", "currency": "USD", "scope": scope},
            "description": "from 50.00 USD",
        },
        {
            "kind": "min_quantity",
            "parameters": {"quantity": 3},
            "description": "from 3 units",
        },
    ]
    stored = Promotion.objects.get()
    assert stored.benefit["components"][0]["scope"] == {
        "include": {"categories": [str(cakes.pk)]}
    }
    assert stored.conditions[0]["scope"]["include"]["categories"] == [str(cakes.pk)]


def test_a_promotion_is_changed_copied_and_deleted(
    staff: Caller, gold: CustomerGroup, make_promotion: Callable[..., Promotion]
) -> None:
    id_ = id_of(make_promotion(gold, priority=2, limit_total=5))

    scheduled = staff.ask(
        UPDATE,
        id=id_,
        input={
            "isActive": False,
            "validFrom": "2030-01-01T00:00:00+00:00",
            "limitTotal": None,
        },
    )["promotion"]
    switched_on = staff.ask(UPDATE, id=id_, input={"isActive": True})["promotion"]
    copied = staff.ask(DUPLICATE, id=id_)["promotion"]
    deleted = staff.ask(DELETE, id=id_)

    assert (scheduled["isActive"], scheduled["limitTotal"]) == (False, None)
    assert scheduled["validFrom"] == "2030-01-01T00:00:00+00:00"
    assert switched_on == {**scheduled, "isActive": True}
    assert copied == {
        **switched_on,
        "id": id_of(Promotion.objects.get()),
        "name": "Spring (copy)",
        "code": "spring-copy",
        "isActive": False,
    }
    assert deleted == {"promotion": {"id": id_, "name": "Spring"}, "errors": []}


def test_a_broken_promotion_is_shown_with_what_is_wrong_and_can_be_mended(
    staff: Caller, gold: CustomerGroup, make_promotion: Callable[..., Promotion]
) -> None:
    id_ = id_of(make_promotion(gold))
    Promotion.objects.update(
        benefit={"kind": "lunch", "variants": "all"}, conditions={"kind": "?"}
    )
    read = """query($id: ID!) { customerGroupPromotion(id: $id) {
      problem benefit { kind parameters description } conditions { kind }
    } }"""

    broken = staff.ask(read, id=id_)
    refused = staff.ask(DUPLICATE, id=id_)
    mended = staff.ask(
        UPDATE, id=id_, input={"benefit": percent_off(), "conditions": []}
    )

    assert "conditions: must be a list" in broken["problem"]
    assert broken["benefit"] == {
        "kind": "lunch",
        "parameters": {"variants": "all"},
        "description": "",
    }
    assert broken["conditions"] == []
    assert {each["field"] for each in refused["errors"]} == {
        "benefit.kind",
        "conditions",
    }
    assert mended["promotion"]["problem"] is None
    assert Promotion.objects.count() == 1


def test_finds_promotions(
    staff: Caller,
    gold: CustomerGroup,
    make_group: Callable[..., CustomerGroup],
    make_promotion: Callable[..., Promotion],
) -> None:
    trade = make_group("Trade")
    make_promotion(gold, name="Beta", priority=1)
    make_promotion(gold, trade, name="Alpha", is_active=False, priority=9)
    make_promotion(trade, name="Gamma", benefit={"kind": "free_shipping"})

    def found(filter_: Any = None, sort_by: Any = None) -> list[str]:
        answer = staff.ask(LIST, filter=filter_, sortBy=sort_by)
        names = [edge["node"]["name"] for edge in answer["edges"]]
        assert answer["totalCount"] == len(names)
        return names

    by_code = staff.ask('{ customerGroupPromotion(code: "gamma") { name } }')
    of_group = staff.ask(
        "query($id: ID!) { customerGroup(id: $id) { promotions { name } } }",
        id=id_of(trade),
    )

    assert by_code == {"name": "Gamma"}
    assert found() == ["Alpha", "Beta", "Gamma"]
    assert found({"search": "BET"}) == ["Beta"]
    assert found({"kinds": ["free_shipping"], "isActive": True}) == ["Gamma"]
    assert found({"customerGroups": [id_of(trade)]}) == ["Alpha", "Gamma"]
    assert found({"codes": ["beta", "gamma"]}) == ["Beta", "Gamma"]
    by_priority = {"field": "PRIORITY", "direction": "DESC"}
    assert found(sort_by=by_priority) == ["Alpha", "Beta", "Gamma"]
    assert of_group == {"promotions": [{"name": "Alpha"}, {"name": "Gamma"}]}


def test_a_dry_run_names_the_promotions_that_would_go_with_a_group(
    staff: Caller, gold: CustomerGroup, make_promotion: Callable[..., Promotion]
) -> None:
    promotion = make_promotion(gold)
    document = """mutation($id: ID!) {
      customerGroupDelete(id: $id, dryRun: true) {
        promotions { id name } errors { code }
      }
    }"""

    answer = staff.ask(document, id=id_of(gold))

    expected = [{"id": id_of(promotion), "name": "Spring"}]
    assert answer == {"promotions": expected, "errors": []}
    assert Promotion.objects.exists()


def test_lists_the_kinds_of_benefit_and_condition(staff: Caller) -> None:
    fields = "{ kind title description parameters }"
    benefits = staff.ask(f"{{ customerGroupBenefitKinds {fields} }}")
    conditions = staff.ask(f"{{ customerGroupPromotionConditionKinds {fields} }}")

    assert [(each["kind"], each["description"]) for each in benefits] == [
        ("percent_off", "So many percent off what is left of each line."),
        ("amount_off", "An amount off the lines in scope together."),
        ("bundle", "Complete sets for a price, or less a percentage or an amount."),
        ("buy_x_get_y", "Buy X units, get up to Y others cheaper or for nothing."),
        ("gift", "Units of a variant for nothing, once or per so many units."),
        (
            "free_shipping",
            "Shipping less an amount, or for nothing. The amount is in the cart's"
            " currency, whichever that is.",
        ),
    ]
    bundle = benefits[2]["parameters"]
    assert bundle["properties"]["components"]["title"] == "Parts of a set"
    assert "quantity" in bundle["$defs"]["Component"]["properties"]
    [gift] = benefits[4]["parameters"]["examples"]
    assert gift["variants"] == [
        graphene.Node.to_global_id("ProductVariant", pk) for pk in (1, 2)
    ]
    assert [(each["kind"], each["title"]) for each in conditions] == [
        ("min_subtotal", "Min subtotal"),
        ("min_quantity", "Min quantity"),
    ]

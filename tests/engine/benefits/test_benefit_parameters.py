"""How benefits are stored, shown in forms and described to a shop owner."""

import pytest
from pydantic import TypeAdapter, ValidationError

from saleor_customer_groups.engine import BENEFITS, AnyBenefit
from saleor_customer_groups.engine.base.validation_issues import issues_in

from ..shop import buy, line, message, only, promotion

READ = TypeAdapter(AnyBenefit)
EXAMPLES = [
    ({"kind": "percent_off", "percent": "10"}, "10 % off"),
    ({"kind": "amount_off", "amount": "20", "currency": "USD"}, "20.00 USD off"),
    (
        {"kind": "bundle", "components": [{}], "price": "25", "currency": "USD"},
        "a set for 25.00 USD",
    ),
    (
        {"kind": "bundle", "components": [{}], "amount_off": "5", "currency": "USD"},
        "5.00 USD off a set",
    ),
    (
        {"kind": "bundle", "components": [{}], "percent_off": "10"},
        "a set with 10 % off",
    ),
    ({"kind": "buy_x_get_y"}, "buy 1, get 1 free"),
    (
        {"kind": "buy_x_get_y", "percent_off": "50"},
        "buy 1, get 1 with 50 % off",
    ),
    ({"kind": "gift", "variants": ["G"]}, "1 free gift"),
    (
        {"kind": "gift", "variants": ["G"], "quantity": 2, "per": {"quantity": 5}},
        "2 free gifts for every 5 units",
    ),
    (
        {"kind": "gift", "variants": ["G"], "per": {}},
        "1 free gift for every unit",
    ),
    ({"kind": "free_shipping"}, "free shipping"),
    ({"kind": "free_shipping", "up_to": "5.00"}, "shipping up to 5.00 cheaper"),
]


@pytest.mark.parametrize(("parameters", "phrase"), EXAMPLES)
def test_a_benefit_describes_itself(parameters, phrase):
    assert READ.validate_python(parameters).describe() == phrase


@pytest.mark.parametrize(("parameters", "phrase"), EXAMPLES)
def test_what_is_stored_is_read_back(parameters, phrase):
    benefit = READ.validate_python({**parameters})

    stored = benefit.model_dump(mode="json")

    assert READ.validate_python(stored) == benefit
    assert stored["kind"] == parameters["kind"]


def test_a_scope_is_stored_in_a_steady_order():
    parameters = {
        "kind": "percent_off",
        "percent": "10",
        "scope": only(products=["c", "a", "b"]),
    }

    stored = READ.validate_python(parameters).model_dump(mode="json", exclude_none=True)

    assert stored["scope"] == {
        "include": {"products": ["a", "b", "c"]},
        "exclude": {},
    }


@pytest.mark.parametrize("kind", list(BENEFITS))
def test_every_kind_has_a_schema_to_draw_a_form_from(kind):
    schema = BENEFITS[kind].model_json_schema()

    assert schema["properties"]["kind"]["const"] == kind
    assert all(
        "title" in field or "$ref" in field for field in schema["properties"].values()
    )


def test_a_limit_for_one_customer_is_told():
    offer = promotion("p", {"kind": "free_shipping"}, limit_per_customer=2)

    result = buy(line(), promotions=[offer], usage={"p": {"total": 9, "customer": 2}})

    assert message(result, "p") == "this customer used it 2 times, the limit is 2"


def test_long_scopes_are_cut_short():
    scope = only(variants=["a", "b", "c", "d", "e"])
    condition = {"kind": "min_quantity", "quantity": 1, "scope": scope}
    offer = promotion("p", {"kind": "free_shipping"}, conditions=[condition])

    result = buy(line(), promotions=[offer])

    assert message(result, "p") == "1 more unit of a, b or 3 others for free shipping"


def test_a_mistake_in_a_form_has_its_path():
    parameters = {"kind": "bundle", "components": [{"quantity": 0}]}

    with pytest.raises(ValidationError) as refused:
        READ.validate_python(parameters)

    assert [str(each) for each in issues_in(refused.value, parameters)] == [
        "components[0].quantity: must be at least 1"
    ]

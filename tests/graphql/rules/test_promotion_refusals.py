"""Promotions that cannot be, over GraphQL."""

from collections.abc import Callable
from typing import Any

from graphql_relay import to_global_id

from saleor_customer_groups.models import CustomerGroup, Promotion
from tests.api import Caller
from tests.graphql.ids import id_of
from tests.graphql.stored import everything

from .test_promotions import CREATE, DELETE, DUPLICATE, UPDATE, percent_off


def gift(*variants: Any) -> dict[str, Any]:
    return {"kind": "gift", "parameters": {"variants": list(variants)}}


BAD_SCOPE = {"include": {"products": [to_global_id("Product", 999_999)]}}


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"name": ""}, "name", "REQUIRED"),
    ({"groups": []}, "groups", "REQUIRED"),
    ({"conditions": None}, "conditions", "REQUIRED"),
    ({"benefit": percent_off("140")}, "benefit.percent", "INVALID"),
    ({"benefit": percent_off("10", more=1)}, "benefit.more", "INVALID"),
    ({"benefit": {"kind": "lunch", "parameters": {}}}, "benefit.kind", "INVALID"),
    ({"benefit": {"kind": "gift", "parameters": []}}, "benefit", "INVALID"),
    (
        {
            "benefit": {
                "kind": "bundle",
                "parameters": {
                    "components": [{}, {"quantity": 0}],
                    "percent_off": 10,
                },
            }
        },
        "benefit.components.1.quantity",
        "INVALID",
    ),
    # Named as they are written.
    (
        {"benefit": {"kind": "free_shipping", "parameters": {"up_to": "-1"}}},
        "benefit.up_to",
        "INVALID",
    ),
    (
        {"benefit": {"kind": "free_shipping", "parameters": {"upTo": "1"}}},
        "benefit.upTo",
        "INVALID",
    ),
    (
        {"benefit": percent_off("10", scope=BAD_SCOPE)},
        "benefit.scope.include.products.0",
        "NOT_FOUND",
    ),
    (
        {"benefit": gift(to_global_id("Product", 1))},
        "benefit.variants.0",
        "GRAPHQL_ERROR",
    ),
    (
        {"benefit": gift(to_global_id("ProductVariant", 999_999))},
        "benefit.variants.0",
        "NOT_FOUND",
    ),
    ({"benefit": gift(5)}, "benefit.variants.0", "INVALID"),
    (
        {
            "conditions": [
                {
                    "kind": "min_quantity",
                    "parameters": {
                        "quantity": 1,
                        "scope": {"include": {"product_types": ["nonsense"]}},
                    },
                }
            ]
        },
        "conditions.0.scope.include.product_types.0",
        "GRAPHQL_ERROR",
    ),
    ({"limitPerCustomer": 0}, "limitPerCustomer", "INVALID"),
    ({"channels": ["nowhere"]}, "channels.0", "NOT_FOUND"),
    ({"groups": [to_global_id("CustomerGroup", 999)]}, "groups.0", "NOT_FOUND"),
]


def test_a_promotion_that_cannot_be(
    staff: Caller, gold: CustomerGroup, make_promotion: Callable[..., Promotion]
) -> None:
    id_ = id_of(make_promotion(gold))
    before = everything()
    sound = {"name": "Off", "groups": [id_of(gold)], "benefit": percent_off()}

    for given, field, code in REFUSED:
        for answer in (
            staff.ask(CREATE, input={**sound, **given}),
            staff.ask(UPDATE, id=id_, input=given),
        ):
            assert answer["promotion"] is None, given
            (error,) = answer["errors"]
            assert (error["field"], error["code"]) == (field, code), given
            assert error["message"], given
            assert everything() == before, given


def test_a_promotion_that_is_none(staff: Caller) -> None:
    wrong = to_global_id("CustomerGroupPromotion", 999_999)
    error = {
        "field": "id",
        "code": "NOT_FOUND",
        "message": "There is no such promotion.",
    }

    for answer in (
        staff.ask(UPDATE, id=wrong, input={"priority": 1}),
        staff.ask(DUPLICATE, id=wrong),
        staff.ask(DELETE, id=wrong),
    ):
        assert answer == {"promotion": None, "errors": [error]}

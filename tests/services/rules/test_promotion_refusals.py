"""Promotions that cannot be."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from saleor_customer_groups import port
from saleor_customer_groups.models import CustomerGroup, Promotion
from saleor_customer_groups.services.rules import promotions
from tests.port import Catalogue

from ..conftest import NOW
from ..groups.test_groups import refusals
from .test_promotions import make, stored

NOTHING = "999999"


def bundle(**values: Any) -> dict[str, Any]:
    return {
        "kind": "bundle",
        "components": [{"quantity": 1}, {"quantity": 2}],
        "price": "25.00",
        "currency": "USD",
        **values,
    }


def scope_of(kind: str, pk: str) -> dict[str, Any]:
    return {"include": {kind: [pk]}}


REFUSED: list[tuple[dict[str, Any], dict[str, tuple[str, str]]]] = [
    ({"name": " "}, {"name": ("required", "Give it a name.")}),
    (
        {"benefit": {"kind": "percent_off", "percent": "110"}},
        {"benefit.percent": ("invalid", "Cannot be more than 100 percent.")},
    ),
    (
        {"benefit": {"kind": "free_lunch"}},
        {
            "benefit.kind": (
                "invalid",
                "Must be one of 'percent_off', 'amount_off', 'bundle', 'buy_x_get_y',"
                " 'gift', 'free_shipping'.",
            )
        },
    ),
    (
        {"benefit": {"kind": "buy_x_get_y", "buy": {"quantity": 0}}},
        {"benefit.buy.quantity": ("invalid", "Must be at least 1.")},
    ),
    (
        {"benefit": {"kind": "buy_x_get_y", "get": {"quantity": 0}}},
        {"benefit.get.quantity": ("invalid", "Must be at least 1.")},
    ),
    (
        {"benefit": bundle(components=[])},
        {"benefit.components": ("invalid", "Must not be empty.")},
    ),
    (
        {"benefit": bundle(components=[{}, {"quantity": 0}])},
        {"benefit.components.1.quantity": ("invalid", "Must be at least 1.")},
    ),
    (
        {"benefit": bundle(currency="CHF")},
        {
            "benefit.currency": (
                "invalid",
                "No channel has the currency CHF. Known: USD.",
            )
        },
    ),
    (
        {"benefit": bundle(price=None)},
        {
            "benefit": (
                "invalid",
                "Needs exactly one of price, percent_off and amount_off.",
            )
        },
    ),
    (
        {"benefit": {"kind": "gift", "variants": []}},
        {"benefit.variants": ("invalid", "Must not be empty.")},
    ),
    (
        {"benefit": {"kind": "gift", "variants": [NOTHING]}},
        {"benefit.variants.0": ("not_found", "There is no such ProductVariant.")},
    ),
    (
        {
            "benefit": bundle(
                components=[{}, {"scope": scope_of("categories", NOTHING)}]
            )
        },
        {
            "benefit.components.1.scope.include.categories.0": (
                "not_found",
                "There is no such Category.",
            )
        },
    ),
    (
        {
            "benefit": {
                "kind": "buy_x_get_y",
                "buy": {"scope": scope_of("products", NOTHING)},
                "get": {"scope": scope_of("collections", NOTHING)},
            }
        },
        {
            "benefit.buy.scope.include.products.0": (
                "not_found",
                "There is no such Product.",
            ),
            "benefit.get.scope.include.collections.0": (
                "not_found",
                "There is no such Collection.",
            ),
        },
    ),
    (
        {
            "conditions": [
                {"kind": "min_quantity", "quantity": 1},
                {
                    "kind": "min_subtotal",
                    "amount": "10",
                    "currency": "CHF",
                    "scope": scope_of("product_types", NOTHING),
                },
            ]
        },
        {
            "conditions.1.currency": (
                "invalid",
                "No channel has the currency CHF. Known: USD.",
            ),
            "conditions.1.scope.include.product_types.0": (
                "not_found",
                "There is no such ProductType.",
            ),
        },
    ),
    (
        {"conditions": [{"kind": "min_quantity", "quantity": -1}]},
        {"conditions.0.quantity": ("invalid", "Must be at least 1.")},
    ),
    ({"limit_total": 0}, {"limit_total": ("invalid", "Must be at least 1.")}),
    (
        {"with_group_prices": "replace"},
        {
            "with_group_prices": (
                "invalid",
                "Must be one of 'stack' or 'best'.",
            )
        },
    ),
    (
        {"valid_from": NOW, "valid_until": NOW - timedelta(1)},
        {"valid_until": ("invalid", "Is before the start.")},
    ),
    (
        {"channels": ["moon"]},
        {
            "channels.0": (
                "not_found",
                "There is no channel moon. Known: default-channel.",
            )
        },
    ),
]


def test_what_cannot_be_is_refused_with_its_place_and_nothing_is_saved(
    vip: CustomerGroup, spring: Promotion
) -> None:
    Catalogue()
    before = stored()

    for values, expected in REFUSED:
        with pytest.raises(ValidationError) as created:
            make(vip, **values)
        with pytest.raises(ValidationError) as changed:
            promotions.update_promotion(promotion=spring, values=values, now=NOW)

        assert refusals(created.value) == expected
        assert refusals(changed.value) == expected
        assert stored() == before, values


def test_a_gift_that_no_channel_sells_is_refused(vip: CustomerGroup) -> None:
    catalogue = Catalogue()
    variant = catalogue.variant("mug", "9.00", category=catalogue.category("Mugs"))
    gift = {"kind": "gift", "variants": [str(variant.pk)]}
    if port.GENERATION == 2:
        assert make(vip, benefit=gift)  # where every variant has a price
        return
    given = make(vip, benefit=gift)
    variant.channel_listings.update(price_amount=None)

    with pytest.raises(ValidationError) as refused:
        make(vip, name="Second", benefit=gift)
    renamed = promotions.update_promotion(
        promotion=given, values={"name": "Mug", "benefit": gift}, now=NOW
    )

    assert refusals(refused.value) == {
        "benefit.variants.0": (
            "invalid",
            "No channel of the promotion sells this variant: it cannot be given.",
        )
    }
    assert renamed.name == "Mug"


def test_what_was_deleted_may_stay_where_it_is_but_not_come_in(
    vip: CustomerGroup,
) -> None:
    catalogue = Catalogue()
    category = catalogue.category("Gone")
    gone = str(category.pk)
    parts = [{"scope": scope_of("categories", gone)}, {"quantity": 2}]
    spring = make(vip, benefit=bundle(components=parts))
    category.delete()
    moved = {"scope": {"exclude": {"categories": [gone]}}}

    kept = promotions.update_promotion(
        promotion=spring,
        values={"benefit": bundle(components=[{"quantity": 3}, *parts])},
        now=NOW,
    )
    with pytest.raises(ValidationError) as refused:
        promotions.update_promotion(
            promotion=spring, values={"benefit": bundle(components=[moved])}, now=NOW
        )

    assert kept.benefit["components"][1] == parts[0]
    assert list(refusals(refused.value)) == [
        "benefit.components.0.scope.exclude.categories.0"
    ]

"""What members of the default group get on top: a bundle, three for two, a gift."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from saleor.product.models import Category, ProductVariant

from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.services.rules.promotions import create_promotion


def create_promotions(*, now: datetime) -> None:
    """Create the promotions of the default group, which begin today."""
    default = CustomerGroup.objects.get(is_default=True)
    for name, benefit in _draft_promotions():
        create_promotion(
            values={"name": name, "benefit": benefit, "valid_from": now},
            groups=[default],
            now=now,
        )


def _draft_promotions() -> Iterable[tuple[str, dict[str, Any]]]:
    press, cups = _variants("FRENCH-PRESS"), _variants("ESPRESSO-CUPS-SET-OF-4")
    yield (
        "Breakfast set",
        {
            "kind": "bundle",
            "components": [
                {"scope": {"include": {"variants": press}}, "quantity": 1},
                {"scope": {"include": {"variants": cups}}, "quantity": 1},
            ],
            "price": "55.00",
            "currency": "USD",
        },
    )
    filters = {"include": {"variants": _variants("PAPER-FILTERS-100-PIECES")}}
    yield (
        "Filters: three for two",
        {
            "kind": "buy_x_get_y",
            "buy": {"scope": filters, "quantity": 2},
            "get": {"scope": filters, "quantity": 1},
        },
    )
    brewers = str(Category.objects.values_list("pk", flat=True).get(name="Brewers"))
    yield (
        "A brush with every brewer",
        {
            "kind": "gift",
            "variants": _variants("CLEANING-BRUSH"),
            "per": {"scope": {"include": {"categories": [brewers]}}, "quantity": 1},
        },
    )


def _variants(sku: str) -> list[str]:
    return [str(ProductVariant.objects.values_list("pk", flat=True).get(sku=sku))]

"""What a shop is told, in the words that both Saleors share."""

from collections.abc import Mapping
from typing import Any

from graphene import Node


def lines(basket: Mapping[Any, int]) -> list[dict[str, Any]]:
    """Return lines of input for variants and quantities."""
    return [
        {
            "variantId": Node.to_global_id("ProductVariant", variant.pk),
            "quantity": count,
        }
        for variant, count in basket.items()
    ]

"""Draft orders whose prices are frozen, because they were sent to a customer.

A key in the order's private metadata says so. See docs/quotes.md.
"""

from collections.abc import Iterable
from typing import Any

from saleor.product.models import ProductVariant

from ..base.metadata import with_metadata, without_metadata
from ..contract.quoted_orders import (
    Frozen,
    QuoteProblem,
    QuoteRefused,
    written_columns,
)

# Metadata key of a draft order that nobody prices again.
FROZEN_KEY = "customer_groups.quote"


def is_frozen(order: Any) -> bool:
    """Tell whether the prices of a loaded order are frozen."""
    return FROZEN_KEY in (order.private_metadata or {})


def frozen_metadata() -> Any:
    """Return the expression for private metadata that say so."""
    return with_metadata("private_metadata", {FROZEN_KEY: "sent"})


def released_metadata(*others: str) -> Any:
    """Return the expression for private metadata that no longer say so.

    :param others: keys that go with it.
    """
    return without_metadata("private_metadata", FROZEN_KEY, *others)


def frozen_prices(
    order: Any, *, order_columns: Iterable[str], line_columns: Iterable[str]
) -> Frozen:
    """Return what makes an order at the same prices again."""
    line_columns = tuple(line_columns)
    return {
        "order": written_columns(order, tuple(order_columns)),
        "lines": {
            str(line.pk): {
                "variant_id": line.variant_id,
                "quantity": line.quantity,
                **written_columns(line, line_columns),
            }
            for line in order.lines.all()
        },
    }


def refuse_other_lines(lines: Iterable[Any], frozen: Frozen) -> None:
    """Refuse a draft whose lines are no longer those that were sent.

    :raises QuoteRefused: a product was deleted, with which Saleor deletes the line; or
        staff have changed something.
    """
    now = {str(line.pk): (line.variant_id, line.quantity) for line in lines}
    try:
        sent = {
            key: (each["variant_id"], each["quantity"])
            for key, each in frozen["lines"].items()
        }
    except (AttributeError, KeyError, TypeError):
        # What is stored cannot be read: staff have to send it again.
        raise QuoteRefused(QuoteProblem.CHANGED) from None
    if now == sent:
        return
    variants = {variant for variant, _ in sent.values() if variant is not None}
    found = ProductVariant.objects.filter(pk__in=variants).order_by()
    raise QuoteRefused(
        QuoteProblem.CHANGED
        if found.count() == len(variants)
        else QuoteProblem.DELETED_PRODUCT
    )

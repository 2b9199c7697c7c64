"""Invoices, found for many orders in one query."""

from collections.abc import Sequence

from .....models import CustomerInvoice


def invoices_of_orders(keys: Sequence[str]) -> list[CustomerInvoice | None]:
    """Return the invoices of orders, by the primary keys of Saleor's as text."""
    rows = CustomerInvoice.objects.filter(order_id__in=keys).defer("content")
    found = {row.order_id: row for row in rows}
    return [found.get(key) for key in keys]

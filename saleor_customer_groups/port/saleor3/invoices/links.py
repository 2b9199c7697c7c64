"""The addresses of invoices in Saleor 3's own GraphQL, which the Dashboard opens."""

from typing import Any

from saleor.graphql.invoice.types import Invoice

from ...base.extension import our_extension


def connect() -> None:
    """Have whoever is logged in get a link that a browser can open."""
    field = Invoice._meta.fields.get("url")
    if field is not None:
        field.resolver = _resolve_url


def _resolve_url(root: Any, info: Any) -> Any:
    invoice = getattr(root, "node", root)
    return invoice.url and our_extension().link_to_invoice(info, invoice.url)

"""Links to invoices that a browser can open: for one caller, and for a short time."""

from typing import Any

from django.core import signing

from ...models import CustomerInvoice

PARAMETER = "link"
_SALT = "saleor_customer_groups.invoice"
_SECONDS = 600


def with_link(address: str, invoice: CustomerInvoice, *, user_id: int | None) -> str:
    """Return an address with which a caller needs no header.

    :param address: where the invoice is served.
    :param user_id: the primary key of the caller; None for an app, which sends one.
    """
    if user_id is None:
        return address
    link = signing.dumps([invoice.pk, user_id], salt=_SALT)
    return f"{address}?{PARAMETER}={link}"


def user_in_link(request: Any, key: int) -> int | None:
    """Return the primary key of the user for whom a link was made.

    :param key: the primary key of the invoice.
    :returns: None without a link, for one to something else, and when its time is over.
    """
    try:
        signed = signing.loads(
            request.GET.get(PARAMETER, ""), salt=_SALT, max_age=_SECONDS
        )
    except signing.BadSignature:
        return None
    invoice, user_id = signed
    return user_id if invoice == key else None

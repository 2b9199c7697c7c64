"""Links to invoices that a browser can open: for one caller, and for a short time."""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.utils import timezone

from ...models import CustomerInvoice

_PARAMETER = "link"
_SALT = "saleor_customer_groups.invoice"
_VALID_FOR = timedelta(minutes=10)


def with_link(address: str, invoice: CustomerInvoice, *, user_id: int | None) -> str:
    """Return an address with which a caller needs no header.

    :param address: where the invoice is served.
    :param user_id: the primary key of the caller; None for an app, which sends one.
    """
    if user_id is None:
        return address
    until = (timezone.now() + _VALID_FOR).timestamp()
    link = signing.dumps([invoice.pk, user_id, until], salt=_SALT)
    return f"{address}?{_PARAMETER}={link}"


def user_in_link(request: Any, key: int) -> int | None:
    """Return the primary key of the user for whom a link was made.

    :param key: the primary key of the invoice.
    :returns: None without a link, for one to something else, and when its time is over.
    """
    try:
        signed = signing.loads(request.GET.get(_PARAMETER, ""), salt=_SALT)
    except signing.BadSignature:
        return None
    invoice, user_id, until = signed
    is_valid = invoice == key and timezone.now().timestamp() < until
    return user_id if is_valid else None

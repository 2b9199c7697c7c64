"""Links to invoices that a browser can open: for one caller, and for a short time."""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.utils import timezone

from ... import port
from ..base.rights import customer_id

_PARAMETER = "link"
_SALT = "saleor_customer_groups.invoice"
_VALID_FOR = timedelta(minutes=10)


def with_link(address: str, key: int, *, user_id: int | None) -> str:
    """Return an address with which a caller needs no header.

    Whether the caller may read it is decided where it is served.

    :param address: where the invoice is served.
    :param key: its primary key.
    :param user_id: the primary key of the caller; None for an app, which sends one.
    """
    if user_id is None:
        return address
    until = (timezone.now() + _VALID_FOR).timestamp()
    link = signing.dumps([key, user_id, until], salt=_SALT)
    return f"{address}?{_PARAMETER}={link}"


def link_to_invoice(info: Any, address: str) -> str:
    """Return the address of an invoice of ours with a link for the caller.

    Any other address stays as it is.
    """
    key = address.removeprefix(port.invoice_address(0).removesuffix("0"))
    if key == address or not (key.isascii() and key.isdecimal()):
        return address
    return with_link(address, int(key), user_id=customer_id(info))


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

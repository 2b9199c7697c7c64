"""The address at which invoices are served: to their customers and to staff.

Callers name themselves by the token in the header ``Authorization``, as at the API, or
by a link that was made for them. Nobody learns which invoices there are.
"""

import logging
import re
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpResponse, HttpResponseNotAllowed
from django.utils import timezone

from ...engine.base.messages import Message
from ...models import CustomerInvoice
from ...port.graphql import saleor
from ...services.invoices.fonts import is_installed
from ...services.invoices.issuing import NOT_INSTALLED, customer_of, read_content
from ...services.portal.shopper_access import find_access
from ..base.languages.asked_language import said
from ..base.languages.languages import language_named
from ..base.reach import is_in_reach
from ..base.rights import MANAGE_ORDERS
from .links import user_in_link

logger = logging.getLogger(__name__)

_MAX_KEY = 2**63 - 1
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")


def answer_download(request: Any, key: str) -> Any:
    """Answer a plain request for the file of an invoice.

    :param key: its primary key in digits.
    """
    response = (
        _answer(request, int(key))
        if request.method in ("GET", "HEAD")
        else HttpResponseNotAllowed(["GET", "HEAD"])
    )
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _answer(request: Any, key: int) -> Any:
    caller = _caller(request, key)
    if caller is None:
        response = _text(
            401,
            Message(
                "Log in to the shop to see this invoice, and open it there: this"
                " address needs your token, or a link that was made for you."
            ),
        )
        response["WWW-Authenticate"] = "Bearer"
        return response
    invoice = CustomerInvoice.objects.filter(pk=min(key, _MAX_KEY)).first()
    if invoice is None or not _may_read(caller, invoice, request):
        return _text(404, Message("There is no such invoice."))
    if not is_installed():
        return _text(503, NOT_INSTALLED)
    try:
        content = read_content(invoice)
    except ValueError:
        logger.exception("Invoice %s cannot be read", invoice.number)
        return _text(500, Message("What is stored of this invoice cannot be read."))
    # The library that it needs may not be there.
    from ...services.invoices.document import write_pdf

    pdf = write_pdf(content, language_named(content.language))
    response = HttpResponse(pdf, content_type="application/pdf")
    name = _NOT_IN_NAMES.sub("_", invoice.number)
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def _caller(request: Any, key: int) -> Any:
    """Return who asks; a link counts only where there is no header."""
    if request.headers.get("Authorization"):
        return saleor().caller(request)
    user_id = user_in_link(request, key)
    users = get_user_model()._default_manager.filter(is_active=True)
    return None if user_id is None else users.filter(pk=user_id).first()


def _may_read(caller: Any, invoice: CustomerInvoice, request: Any) -> bool:
    if caller.has_perm(MANAGE_ORDERS):
        return is_in_reach(caller, invoice.order_id, request)
    is_user = isinstance(caller, get_user_model())
    if not is_user or customer_of(invoice) != caller.pk:
        return False
    if caller.is_staff:
        return True
    access = find_access(caller.pk, now=timezone.now())
    return access.can_log_in and access.can_see_invoices


def _text(status: int, message: str) -> HttpResponse:
    return HttpResponse(
        said(message), status=status, content_type="text/plain; charset=utf-8"
    )

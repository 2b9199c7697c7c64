"""Saleor 3's own request for an invoice, which the plugin answers."""

from typing import Any

from django.core.exceptions import ValidationError
from saleor.app.models import App
from saleor.invoice.error_codes import InvoiceErrorCode
from saleor.invoice.models import Invoice
from saleor.order.models import Order
from saleor.plugins.manager import get_plugins_manager

from ..base.active_plugin import PLUGIN_ID


def answer_request(
    plugin: Any, order: Order, asked: Invoice, previous_value: Any
) -> Any:
    """Issue the invoice that staff ask for, if it is one of ours to issue.

    :param asked: the row that Saleor has made of the request.
    :param previous_value: what other plugins have made of it.
    :raises ValidationError: the order can have none now; the row is gone.
    """
    requestor = plugin.requestor
    is_app = isinstance(requestor, App)
    try:
        number = plugin.invoice_requested(
            str(order.pk),
            asked_number=asked.number or "",
            user_id=None if is_app or not requestor else requestor.pk,
            app_name=requestor.name if is_app else "",
        )
    except Exception as error:
        Invoice.objects.filter(pk=asked.pk).delete()
        if not isinstance(error, ValidationError):
            raise
        raise ValidationError(
            {
                "orderId": ValidationError(
                    error.messages[0], code=InvoiceErrorCode.NOT_READY.value
                )
            }
        ) from None
    if number is None:
        if previous_value is None and not _is_answered_by_others(order):
            Invoice.objects.filter(pk=asked.pk).delete()
            # As Saleor says where no plugin answers at all.
            raise ValidationError(
                {
                    "orderId": ValidationError(
                        "No app or plugin is configured to handle invoice requests.",
                        code=InvoiceErrorCode.NO_INVOICE_PLUGIN.value,
                    )
                }
            )
        return previous_value
    Invoice.objects.filter(pk=asked.pk).delete()
    return Invoice.objects.filter(order=order.pk, number=number).last()


def _is_answered_by_others(order: Order) -> bool:
    """Tell whether another plugin, or an app, may make an invoice of an order."""
    manager = get_plugins_manager(allow_replica=False)
    return any(
        plugin.is_event_active("invoice_request", order.channel.slug)
        for plugin in manager.get_plugins(order.channel.slug, active_only=True)
        if not plugin.check_plugin_id(PLUGIN_ID)
    )

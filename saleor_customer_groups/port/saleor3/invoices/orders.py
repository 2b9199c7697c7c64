"""Orders of Saleor 3, as they stand on invoices, and Saleor's own rows of invoices."""

from decimal import Decimal
from uuid import UUID

from django.utils import timezone
from saleor.core import JobStatus
from saleor.core.utils import build_absolute_uri
from saleor.invoice.models import Invoice
from saleor.order.models import Order, OrderLine

from ....engine.invoices.facts import InvoicedLine, InvoicedOrder, Taxed
from ...invoices.addresses import address_lines, seller_lines
from ..base.active_plugin import INVOICES_PATH, PLUGIN_ID
from ..pricing.orders.ordered_lines import AS_ORDERED


def invoiced_order(order_id: str) -> InvoicedOrder | None:
    """Return an order as it stands on its invoice, None if there is no such order."""
    try:
        orders = Order.objects.filter(pk=UUID(order_id))
    except ValueError:
        return None
    order = orders.select_related(
        "billing_address", "shipping_address", "channel__tax_configuration"
    ).first()
    if order is None:
        return None
    with_tax = order.channel.tax_configuration.prices_entered_with_tax
    return InvoicedOrder(
        order_id=order_id,
        number=str(order.number),
        currency=order.currency,
        language=order.language_code,
        prices_include_tax=with_tax,
        seller=seller_lines(),
        buyer=address_lines(order.billing_address),
        recipient=address_lines(order.shipping_address),
        lines=tuple(
            _line(each, with_tax=with_tax) for each in order.lines.order_by(*AS_ORDERED)
        ),
        shipping_name=order.shipping_method_name or "",
        shipping=Taxed(
            order.shipping_price_net_amount, order.shipping_price_gross_amount
        ),
        shipping_rate=order.shipping_tax_rate,
        total=Taxed(order.total_net_amount, order.total_gross_amount),
        has_gift_cards=order.gift_cards.exists(),
    )


def invoice_address(key: int) -> str:
    """Return where an invoice is served."""
    return build_absolute_uri(f"/plugins/{PLUGIN_ID}{INVOICES_PATH}/{key}")


def show_invoice(order_id: str, *, number: str, address: str) -> None:
    """Have Saleor list an invoice among those of its order."""
    rows = Invoice.objects.filter(order=UUID(order_id), number=number)
    if rows.filter(status=JobStatus.SUCCESS).exists():
        return
    Invoice.objects.create(
        order_id=UUID(order_id),
        number=number,
        external_url=address,
        created=timezone.now(),
        status=JobStatus.SUCCESS,
    )


def _line(line: OrderLine, *, with_tax: bool) -> InvoicedLine:
    listed = Taxed(
        line.undiscounted_unit_price_net_amount,
        line.undiscounted_unit_price_gross_amount,
    )
    return InvoicedLine(
        line_id=str(line.pk),
        name=line.translated_product_name or line.product_name,
        variant=line.translated_variant_name or line.variant_name,
        sku=line.product_sku or "",
        quantity=line.quantity,
        unit=Taxed(line.unit_price_net_amount, line.unit_price_gross_amount),
        total=Taxed(line.total_price_net_amount, line.total_price_gross_amount),
        tax_rate=line.tax_rate or Decimal(0),
        list_price=listed.on_footing(with_tax=with_tax),
    )

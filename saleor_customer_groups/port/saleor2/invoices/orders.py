"""Orders of Saleor 2.10, as they stand on invoices."""

from saleor.core.taxes import include_taxes_in_prices
from saleor.core.utils import build_absolute_uri
from saleor.order.models import Order, OrderLine

from ....engine.invoices.facts import InvoicedLine, InvoicedOrder, Taxed
from ...invoices.addresses import address_lines, seller_lines
from .paths import INVOICES_PATH


def invoiced_order(order_id: str) -> InvoicedOrder | None:
    """Return an order as it stands on its invoice, None if there is no such order."""
    if not (order_id.isascii() and order_id.isdecimal()):
        return None
    orders = Order.objects.select_related("billing_address", "shipping_address")
    order = orders.filter(pk=int(order_id)).first()
    if order is None:
        return None
    return InvoicedOrder(
        order_id=order_id,
        number=order_id,
        currency=order.currency,
        language=order.language_code,
        prices_include_tax=include_taxes_in_prices(),
        seller=seller_lines(),
        buyer=address_lines(order.billing_address),
        recipient=address_lines(order.shipping_address),
        lines=tuple(_line(each) for each in order.lines.all()),
        shipping_name=order.shipping_method_name or "",
        shipping=Taxed(
            order.shipping_price_net_amount, order.shipping_price_gross_amount
        ),
        shipping_rate=None,
        discount=order.discount_amount,
        total=Taxed(order.total_net_amount, order.total_gross_amount),
        has_gift_cards=order.gift_cards.exists(),
    )


def invoice_address(key: int) -> str:
    """Return where an invoice is served."""
    return build_absolute_uri(f"/{INVOICES_PATH}/{key}")


def show_invoice(order_id: str, *, number: str, address: str) -> None:
    """Do nothing: Saleor 2.10 lists no invoices."""


def _line(line: OrderLine) -> InvoicedLine:
    total = line.get_total()
    return InvoicedLine(
        line_id=str(line.pk),
        name=line.translated_product_name or line.product_name,
        variant=line.translated_variant_name or line.variant_name,
        sku=line.product_sku,
        quantity=line.quantity,
        unit=Taxed(line.unit_price_net_amount, line.unit_price_gross_amount),
        total=Taxed(total.net.amount, total.gross.amount),
        tax_rate=line.tax_rate,
    )

"""Issue invoices: numbered one after the other, and never changed after that.

docs/invoices.md, section 1.
"""

from django.db import connection, transaction
from django.db.models import Max

from ... import port
from ...engine.base.messages import Message
from ...engine.invoices.contents import InvoiceContent, write_invoice
from ...engine.invoices.facts import AgreedTerms, Heading, InvoicedOrder
from ...models import AppliedBenefit, CustomerInvoice, TermsOrder, TermsState
from ..base.configuration import configuration_of
from ..base.occasions import Occasion
from ..base.refusals import Code, refuse
from ..terms.accounts import today_of
from ..terms.term_orders import refresh_locked
from .fonts import is_installed

NOT_INSTALLED = Message(
    "Invoices need the extra package: install saleor-customer-groups[invoices], and"
    " start the shop again."
)

_LOCK = 0x6367_747A
_OVER = (TermsState.REJECTED, TermsState.CANCELLED)


@transaction.atomic
def issue_invoice(
    *, order_id: str, occasion: Occasion, asked_number: str = ""
) -> CustomerInvoice:
    """Issue the invoice of an order on terms; if it has one already, that is returned.

    :param order_id: the primary key of Saleor's order as text.
    :param asked_number: which number it is to have; only an empty one is possible.
    :raises django.core.exceptions.ValidationError: it can have none now; no number is
        used up.
    """
    if asked_number:
        raise refuse(
            "order_id",
            Code.INVALID,
            Message("Invoices are numbered one after the other: give no number."),
        )
    # Locked, so that of two at once the later one finds the invoice of the other.
    terms = refresh_locked(order_id, now=occasion.now)
    if terms is None:
        raise refuse(
            "order_id", Code.NOT_FOUND, Message("There is no such order on terms.")
        )
    invoice = CustomerInvoice.objects.filter(order_id=order_id).first()
    if invoice is None:
        invoice = _issue(terms, _read_order(terms), occasion)
    port.show_invoice(
        order_id,
        number=invoice.number,
        address=port.invoice_address(invoice.pk),
    )
    return invoice


def customer_of(invoice: CustomerInvoice) -> int | None:
    """Return whose the order of an invoice is: staff may have given it to another."""
    owners = TermsOrder.objects.filter(order_id=invoice.order_id)
    found = list(owners.values_list("customer_id", flat=True))
    return found[0] if found else invoice.customer_id


def is_on_terms(order_id: str) -> bool:
    """Tell whether an order is not paid online, so that we issue its invoice.

    :param order_id: the primary key of Saleor's order as text.
    """
    return TermsOrder.objects.filter(order_id=order_id).exists()


def _read_order(terms: TermsOrder) -> InvoicedOrder:
    """Return an order that can have an invoice now."""
    if terms.state == TermsState.WAITING:
        raise refuse(
            "order_id",
            Code.INVALID,
            Message(
                "Order {number} waits for approval: approve it first.",
                number=terms.number,
            ),
        )
    if terms.state in _OVER:
        raise refuse(
            "order_id",
            Code.INVALID,
            Message(
                "Order {number} was cancelled: it gets no invoice.", number=terms.number
            ),
        )
    if not is_installed():
        raise refuse("order_id", Code.INVALID, NOT_INSTALLED)
    order = port.invoiced_order(terms.order_id)
    if order is None:
        raise refuse("order_id", Code.NOT_FOUND, Message("There is no such order."))
    if not order.seller:
        raise refuse(
            "order_id",
            Code.REQUIRED,
            Message(
                "The shop has no address: enter that of the company in Saleor's"
                " settings of the site first."
            ),
        )
    if not order.buyer:
        raise refuse(
            "order_id",
            Code.REQUIRED,
            Message("Order {number} has no address to bill.", number=terms.number),
        )
    return order


def _issue(
    terms: TermsOrder, order: InvoicedOrder, occasion: Occasion
) -> CustomerInvoice:
    settings = configuration_of(port.any_plugin())
    listed = AppliedBenefit.objects.filter(order_id=terms.order_id)
    prices = dict(listed.values_list("order_line_id", "list_price_amount"))
    # Last of all: everybody else waits from here to the end of the transaction.
    sequence = _next_in_sequence()
    content = write_invoice(
        order,
        AgreedTerms(
            placed_on=terms.placed_on,
            purchase_order_number=terms.purchase_order_number,
            due_on=terms.due_on,
            early_percent=terms.early_percent,
            early_until=terms.early_until,
            instructions=terms.instructions,
        ),
        Heading(
            number=f"{settings.invoice_prefix}{sequence:05}",
            issued_on=today_of(occasion.now),
            footer=settings.invoice_footer,
            list_prices=prices,
        ),
    )
    return CustomerInvoice.objects.create(
        sequence=sequence,
        number=content.number,
        order_id=terms.order_id,
        order_number=content.order_number,
        purchase_order_number=content.purchase_order_number,
        customer_id=terms.customer_id,
        issued_at=occasion.now,
        issued_on=content.issued_on,
        due_on=content.due_on,
        currency=content.currency,
        total_amount=content.payable,
        content=content.model_dump(mode="json"),
        user_id=occasion.actor.user_id,
        app_name=occasion.actor.app_name[:250],
    )


def _next_in_sequence() -> int:
    """Return the next number of the shop, which nobody else gets.

    It is counted from the invoices themselves: whoever is rolled back leaves no gap.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last = CustomerInvoice.objects.aggregate(last=Max("sequence"))["last"]
    return (last or 0) + 1


def read_content(invoice: CustomerInvoice) -> InvoiceContent:
    """Return what stands on an invoice.

    :raises ValueError: what is stored cannot be read.
    """
    return InvoiceContent.model_validate(invoice.content)

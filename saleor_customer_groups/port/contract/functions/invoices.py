"""What each generation provides for invoices."""

from typing import Protocol

from ....engine.invoices.facts import InvoicedOrder


class InvoiceFunctions(Protocol):
    """Orders of which invoices are written, and where they are found."""

    def invoiced_order(self, order_id: str) -> InvoicedOrder | None:
        """Return an order as it stands on its invoice, in a constant number of queries.

        :param order_id: its primary key as text, which may be invalid.
        :returns: None if there is no such order.
        """

    def invoice_address(self, key: int) -> str:
        """Return where an invoice is served, an absolute address.

        :param key: its primary key.
        """

    def show_invoice(self, order_id: str, *, number: str, address: str) -> None:
        """Have Saleor list an invoice among those of its order.

        It is called in a transaction. Does nothing on 2.10, which lists none.

        :param order_id: the primary key of the order as text.
        :param number: that of the invoice.
        :param address: where it is served.
        """

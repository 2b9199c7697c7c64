"""What each generation provides of quotes: drafts that customers accept."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol

from ..quoted_orders import Frozen, QuotedOrder
from ..terms import Chosen


class QuoteFunctions(Protocol):
    """Draft orders that are quotes.

    Each of these locks what it changes, and belongs into a transaction.
    """

    def create_quote_draft(
        self, key: str, customer_id: int, *, note: str
    ) -> QuotedOrder:
        """Make a draft order of what is in a checkout, which stays as it is.

        Its lines cost what they cost in the checkout. Nothing is allocated, and nobody
        gets an e-mail.

        :param key: the primary key of the checkout as text.
        :param customer_id: whose it has to be.
        :param note: what the customer writes to the shop.
        :raises QuoteRefused: there is no such checkout, or it cannot be quoted; nothing
            is changed.
        """

    def freeze_quote_draft(
        self, order_id: str, *, prices: Mapping[str, Decimal]
    ) -> tuple[QuotedOrder, Frozen]:
        """Have a draft order keep its prices from now on.

        :param order_id: its primary key as text.
        :param prices: what a unit of some lines is to cost, on the footing on which the
            channel enters its prices, by the primary key of the line as text.
        :returns: the draft, and what ``place_quote_draft`` makes the order of.
        :raises QuoteRefused: there is no such draft, or it cannot become an order; that
            something is out of stock does not matter yet.
        """

    def release_quote_draft(self, order_id: str) -> None:
        """Have a draft order priced like any other again.

        :param order_id: its primary key as text.
        """

    def is_draft_paid(self, order_id: str) -> bool:
        """Tell whether any money was taken for a draft order.

        :param order_id: its primary key as text.
        """

    def place_quote_draft(
        self,
        order_id: str,
        frozen: Frozen,
        *,
        customer_id: int,
        chosen: Chosen | None = None,
    ) -> None:
        """Make an order of a draft, at the frozen prices, as Saleor does for staff.

        :param order_id: its primary key as text.
        :param frozen: what ``freeze_quote_draft`` has returned.
        :param customer_id: who accepts it.
        :param chosen: how it is paid later, and whether it waits until staff approve
            it; it is then what the order of such a checkout is. None if it is to be
            paid in Saleor's own ways.
        :raises QuoteRefused: the draft has other lines, or Saleor would not place it.
            The transaction has to be rolled back.
        """

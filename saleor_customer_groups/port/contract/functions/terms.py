"""What each generation provides about how orders are paid."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any, Protocol

from ..terms import CheckoutToPay, OrderMoney


class TermsFunctions(Protocol):
    """Checkouts to be paid, and the money of orders."""

    def checkout_to_pay(self, key: str) -> CheckoutToPay | None:
        """Return what is to be paid for a checkout, at the prices that hold now.

        :param key: its primary key as text, which may be invalid.
        :returns: None if there is no such checkout.
        """

    def order_money(
        self, order_ids: Collection[str], *, own_grants: Collection[str] = ()
    ) -> Mapping[str, OrderMoney]:
        """Return orders with their money, in a constant number of queries.

        :param order_ids: their primary keys as text.
        :param own_grants: what ``grant_credit`` has returned, which is left out.
        :returns: those that are there, by primary key as text.
        """

    def orders_of_checkouts(self, keys: Collection[str]) -> Mapping[str, str]:
        """Return the orders that were made of checkouts, in one query.

        :param keys: the primary keys of checkouts as text.
        :returns: primary keys as text, that of the order by that of its checkout.
        """

    def freeze_terms(self, order_id: str, terms: Mapping[str, Any]) -> None:
        """Store on an order, for apps, on which terms it is.

        :param order_id: its primary key as text.
        :param terms: plain data.
        """

    def record_payment(
        self, order_id: str, amount: Decimal, *, reference: str, user_id: int | None
    ) -> None:
        """Book a payment that was received otherwise on an order.

        It is called in a transaction.

        :param order_id: its primary key as text.
        :param amount: in the currency of the order.
        :param reference: that of the payment.
        :param user_id: the member of staff who records it, None for an app.
        """

    def grant_credit(
        self, order_id: str, amount: Decimal, *, reason: str, user_id: int | None
    ) -> str:
        """Grant an amount of an order, so that it counts as paid without it.

        It is called in a transaction.

        :returns: the primary key of what Saleor has made of it, as text; empty on 2.10,
            which has nothing of the kind.
        """

    def approve_order(self, order_id: str, *, user_id: int | None) -> None:
        """Confirm an order that is held; it stays unpaid. Does nothing on 2.10.

        :param order_id: its primary key as text.
        :param user_id: the member of staff who approves it, None for an app.
        """

    def cancel_order(self, order_id: str, *, user_id: int | None) -> bool:
        """Cancel an order as Saleor does, with its stock.

        :returns: whether it could be cancelled; something of it may have been sent.
        """

"""Whom a change in Saleor 3 concerns, as far as conditions of groups ask."""

from collections.abc import Callable, Iterable

from saleor.payment.models import Payment, TransactionItem

from .. import customer_changes


def connect_customer_changes(changed: Callable[[Iterable[int]], None]) -> None:
    """Have something told of customers whose orders, address or account change.

    :param changed: takes their primary keys, in the transaction of the change; a
        queryset of them holds after it as well.
    """
    customer_changes.connect_customer_changes(
        changed, payments=[Payment, TransactionItem]
    )

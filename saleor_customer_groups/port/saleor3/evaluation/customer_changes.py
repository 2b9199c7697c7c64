"""Whom a change in Saleor 3 concerns, as far as conditions of groups ask."""

from saleor.payment.models import Payment, TransactionItem

from ...contract.customers import CustomersChanged
from ...evaluation import customer_changes


def connect_customer_changes(changed: CustomersChanged) -> None:
    """Have something told of customers whose orders, address or account change.

    :param changed: told in the transaction of the change.
    """
    customer_changes.connect_customer_changes(
        changed, payments=[Payment, TransactionItem]
    )

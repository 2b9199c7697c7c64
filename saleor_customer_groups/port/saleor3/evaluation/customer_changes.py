"""Which customers a change in Saleor 3 concerns, for conditions of groups."""

from saleor.payment.models import Payment, TransactionItem

from ...contract.customers import CustomersChanged
from ...evaluation import customer_changes


def connect_customer_changes(changed: CustomersChanged) -> None:
    """Call a function with customers whose orders, address or account change.

    :param changed: called in the transaction of the change.
    """
    customer_changes.connect_customer_changes(
        changed, payments=[Payment, TransactionItem]
    )

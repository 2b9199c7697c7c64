"""What the port reports about customers in Saleor."""

from collections.abc import Iterable
from typing import Protocol


class CustomersChanged(Protocol):
    """A function that is called with customers about whom something has changed."""

    def __call__(self, customer_ids: Iterable[int], *, of_orders: bool = False) -> None:
        """Receive some customers, in the transaction of the change.

        :param customer_ids: their primary keys, also as a queryset that is read after
            the transaction.
        :param of_orders: whether their orders have changed.
        """

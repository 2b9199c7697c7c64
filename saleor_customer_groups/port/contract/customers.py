"""What is told of customers in Saleor."""

from collections.abc import Iterable
from typing import Protocol


class CustomersChanged(Protocol):
    """What is told of customers of whom something changes."""

    def __call__(self, customer_ids: Iterable[int], *, of_orders: bool = False) -> None:
        """Be told of some customers.

        :param customer_ids: their primary keys; a queryset holds after the transaction
            as well.
        :param of_orders: it is their orders that change.
        """

"""What the port reports about customers in Saleor."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class ReadLater:
    """Values that are read when they are needed."""

    read: Callable[[], Iterable[Any]]

    def __iter__(self) -> Iterator[Any]:
        """Read them."""
        return iter(self.read())


class CustomersChanged(Protocol):
    """A function that is called with customers about whom something has changed."""

    def __call__(
        self,
        customer_ids: Iterable[int],
        *,
        of_orders: bool = False,
        guest_orders: Iterable[str] = (),
    ) -> None:
        """Receive some customers, in the transaction of the change.

        :param customer_ids: their primary keys; they may be read after the transaction,
            also from the database.
        :param of_orders: whether their orders have changed.
        :param guest_orders: the primary keys, as text, of orders that have changed and
            belong to no customer; read like the customers.
        """

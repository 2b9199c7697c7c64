"""What Saleor asks of the plugin, as both generations turn their own hooks into it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from .carts import OpenCart, OpenCheckout
from .orders import Completion, SoldLine
from .quotes import Quote


class PluginHooks(ABC):
    """The hooks that the plugin fills in, whichever Saleor calls them.

    ``active`` tells whether the plugin is switched on, ``configuration`` is how Saleor
    stores its settings.
    """

    active: bool
    configuration: Any

    @abstractmethod
    def customer_registered(self, customer_id: int) -> None:
        """A customer account came to be."""

    @abstractmethod
    def customer_changed(self, customer_id: int) -> None:
        """Something of a customer has changed for which conditions of groups ask."""

    @abstractmethod
    def group_codes(self, customer_id: int, *, at: datetime) -> str:
        """Return the codes of a customer's groups at a time, as their mirror has them.

        Empty after a fault.
        """

    @abstractmethod
    def quote(self, checkout: OpenCheckout) -> Quote | None:
        """Return what a checkout costs, or None if that could not be found."""

    @abstractmethod
    def quote_units(self, cart: OpenCart) -> Quote | None:
        """Return the same of a draft order, without promotions."""

    @abstractmethod
    def before_order(self, completion: Completion) -> str:
        """Return why a checkout cannot be sold as quoted, or an empty text."""

    @abstractmethod
    def order_placed(
        self,
        order_id: str,
        read_lines: Callable[[], Sequence[SoldLine]],
        *,
        checkout_key: str,
        customer_id: int | None,
        email: str,
    ) -> None:
        """An order was placed; ``read_lines`` gives what groups made of its prices.

        ``checkout_key`` is empty for a draft order, ``customer_id`` none for a guest.
        """

    @abstractmethod
    def order_edited(
        self,
        order_id: str,
        line_ids: Collection[str],
        read_lines: Callable[[], Sequence[SoldLine]],
    ) -> bool:
        """Lines of an order were edited after it was placed, or taken out.

        :returns: whether that is recorded.
        """

    @abstractmethod
    def order_failed(self, checkout_key: str) -> None:
        """A checkout that was to become an order did not."""

    @abstractmethod
    def order_undone(self, order_id: str) -> None:
        """An order was cancelled, or has expired."""

    @classmethod
    @abstractmethod
    def check_settings(cls, values: dict[str, Any]) -> None:
        """Refuse bad settings with a ``ValidationError``."""

    @classmethod
    @abstractmethod
    def customer_attached(
        cls, checkout_key: str, read_units: Callable[[], Mapping[str, int]]
    ) -> None:
        """A guest's checkout got its customer; ``read_units`` gives what is in it."""

    @classmethod
    @abstractmethod
    def switched(cls, *, on: bool) -> None:
        """The plugin was switched on or off."""

    @property
    def settings(self) -> dict[str, Any]:
        """The stored settings by name."""
        return {item["name"]: item["value"] for item in self.configuration or []}

    @classmethod
    def check_stored_settings(cls, configuration: Any) -> None:
        """Refuse bad settings before they are saved.

        :param configuration: as Saleor stores them.
        """
        stored = configuration or []
        cls.check_settings({item["name"]: item["value"] for item in stored})

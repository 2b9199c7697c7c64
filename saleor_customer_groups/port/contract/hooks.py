"""The hooks of the plugin, which both generations call from hooks of their own."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from ...engine.portal.access import PortalAccess
from ...engine.visibility.views import View
from .carts import OpenCart, OpenCheckout
from .orders import Completion, SoldLines
from .quotes import Quote
from .terms import Chosen, Payment


class PluginHooks(ABC):
    """The hooks that the plugin implements, whichever Saleor calls them.

    ``PluginBase`` of a generation derives from this and from Saleor's base of plugins:
    in Saleor's own hooks, in wrapped functions and in signals it calls the methods
    below.

    ``active`` tells whether the plugin is switched on, ``configuration`` is how Saleor
    stores its settings.
    """

    active: bool
    configuration: Any

    @abstractmethod
    def customer_registered(self, customer_id: int) -> None:
        """A customer account was created."""

    @abstractmethod
    def customer_changed(self, customer_id: int) -> None:
        """Something about a customer has changed that conditions may ask for."""

    @abstractmethod
    def group_codes(self, customer_id: int, *, at: datetime) -> str:
        """Return the codes of a customer's groups at a time, such as "gold, vip".

        :returns: empty after a fault.
        """

    @abstractmethod
    def quote(self, checkout: OpenCheckout) -> Quote | None:
        """Return what a checkout costs, None after a fault."""

    @abstractmethod
    def shipping_discount_amount(self, checkout: OpenCheckout) -> Decimal:
        """Return what promotions take off shipping in a checkout, 0 after a fault.

        :returns: an amount in the checkout's currency.
        """

    @abstractmethod
    def quote_units(self, cart: OpenCart) -> Quote | None:
        """Return what a draft order costs, without promotions; None after a fault."""

    @abstractmethod
    def before_order(self, completion: Completion) -> str:
        """Reserve what the promotions of a checkout have a limit for.

        Called before money is taken.

        :returns: why the checkout cannot be sold as quoted, or an empty text.
        """

    @abstractmethod
    def order_placed(
        self,
        order_id: str,
        read_lines: Callable[[], SoldLines],
        *,
        checkout_key: str,
        customer_id: int | None,
        email: str,
    ) -> None:
        """Record what groups did to the prices of an order that was placed.

        :param order_id: its primary key as text.
        :param read_lines: reads the lines whose price a group made.
        :param checkout_key: the primary key of its checkout as text, empty for a draft
            order.
        :param customer_id: None for a guest.
        :param email: that of the order.
        """

    @abstractmethod
    def before_payment(self, read_payment: Callable[[], Payment]) -> str:
        """Look again at how a checkout is paid, and reserve what would be lent.

        Called before the order is placed, and before money is taken.

        :param read_payment: reads how it is paid, which a shop without terms needs not.
        :returns: why it cannot be paid so, or an empty text.
        """

    @abstractmethod
    def order_on_terms(self, order_id: str, checkout_key: str) -> None:
        """Record an order that is not paid online, if it is one.

        :param order_id: its primary key as text.
        :param checkout_key: the primary key of its checkout as text.
        """

    @abstractmethod
    def invoice_requested(
        self,
        order_id: str,
        *,
        asked_number: str,
        user_id: int | None,
        app_name: str,
    ) -> str | None:
        """Issue the invoice of an order, which Saleor itself was asked for.

        :param order_id: its primary key as text.
        :param asked_number: the number that the invoice is to have; empty as a rule.
        :param user_id: the member of staff who asks, None for an app.
        :param app_name: the name of the app that asks, otherwise empty.
        :returns: the number of the invoice; None if the order was paid online.
        :raises ValidationError: there can be none now.
        """

    @abstractmethod
    def order_edited(
        self,
        order_id: str,
        line_ids: Collection[str],
        read_lines: Callable[[], SoldLines],
    ) -> bool:
        """Record lines of an order that were edited after it was placed, or removed.

        :param order_id: its primary key as text.
        :param line_ids: the primary keys of these lines as text.
        :param read_lines: reads those of them whose price a group made.
        :returns: whether it was recorded.
        """

    @abstractmethod
    def order_failed(self, checkout_key: str) -> None:
        """Release what was reserved for a checkout that did not become an order.

        :param checkout_key: its primary key as text.
        """

    @abstractmethod
    def order_undone(self, order_id: str) -> None:
        """Give back uses of promotions of an order that was cancelled or has expired.

        :param order_id: its primary key as text.
        """

    @classmethod
    @abstractmethod
    def check_settings(cls, values: dict[str, Any]) -> None:
        """Check the settings of the plugin.

        :param values: by name.
        :raises ValidationError: some of them are invalid.
        """

    @classmethod
    @abstractmethod
    def customer_attached(
        cls, checkout_key: str, read_units: Callable[[], Mapping[str, int]]
    ) -> None:
        """A guest's checkout got its customer.

        :param checkout_key: its primary key as text.
        :param read_units: reads the quantities of its lines, by primary key as text.
        """

    @classmethod
    @abstractmethod
    def draft_deleted(cls, order_id: str) -> None:
        """A draft order is gone.

        :param order_id: its primary key as text.
        """

    @classmethod
    @abstractmethod
    def switched(cls, *, on: bool, is_new: bool) -> None:
        """The plugin was switched on or off, or saved again as it was.

        :param is_new: whether that differs from before.
        """

    @classmethod
    @abstractmethod
    def find_view(cls, customer_id: int | None) -> View | None:
        """Return what a shopper sees of the catalogue.

        :param customer_id: None for a guest.
        :returns: None if nothing is hidden from them, also while the plugin is off.
        """

    @classmethod
    @abstractmethod
    def find_views(cls, customer_ids: Collection[int]) -> Mapping[int, View | None]:
        """Return the same for many customers, in as many queries as for one."""

    @classmethod
    @abstractmethod
    def hides_products(cls) -> bool:
        """Tell whether anything may be hidden from anybody; it costs no query."""

    @classmethod
    @abstractmethod
    def find_access(cls, customer_id: int | None) -> PortalAccess:
        """Return what a shopper may do in the shop, everything while the plugin is off.

        :param customer_id: None for a guest.
        """

    @classmethod
    @abstractmethod
    def limits_access(cls) -> bool:
        """Tell whether anything is refused to anybody; it costs no query."""

    @classmethod
    @abstractmethod
    def allowed_gateways(
        cls, customer_id: int | None, gateways: Sequence[str]
    ) -> frozenset[str]:
        """Return those of Saleor's own ways by which a customer may pay.

        :param customer_id: None for a guest.
        :param gateways: their ids.
        """

    @classmethod
    @abstractmethod
    def find_choice(cls, checkout_key: str) -> Chosen | None:
        """Return what was chosen for a checkout, None if it is paid online.

        :param checkout_key: its primary key as text.
        """

    @classmethod
    @abstractmethod
    def forget_choice(cls, checkout_key: str) -> None:
        """Forget it: a payment was made for the checkout.

        :param checkout_key: its primary key as text.
        """

    @classmethod
    @abstractmethod
    def order_money_changed(cls, order_id: str) -> None:
        """Something was received or given back for an order, or it was cancelled.

        :param order_id: its primary key as text.
        """

    @classmethod
    @abstractmethod
    def waits_for_approval(cls, order_id: str) -> bool:
        """Tell whether an order waits for approval.

        :param order_id: its primary key as text.
        """

    @classmethod
    @abstractmethod
    def stays_unconfirmed(cls, order_id: str) -> bool:
        """Tell whether a payment of a part of an order must not confirm it.

        :param order_id: its primary key as text.
        """

    @property
    def settings(self) -> dict[str, Any]:
        """The stored settings by name."""
        return {item["name"]: item["value"] for item in self.configuration or []}

    @classmethod
    def check_stored_settings(cls, configuration: Any) -> None:
        """Check settings before they are saved.

        :param configuration: as Saleor stores them.
        :raises ValidationError: some of them are invalid.
        """
        stored = configuration or []
        cls.check_settings({item["name"]: item["value"] for item in stored})

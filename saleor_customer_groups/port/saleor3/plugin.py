"""The hooks of Saleor 3."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from saleor.core.db.connection import allow_writer
from saleor.order.models import Order
from saleor.plugins.base_plugin import BasePlugin, ConfigurationTypeField
from saleor.plugins.manager import get_plugins_manager
from saleor.plugins.models import PluginConfiguration

from ..contract import Completion, OpenCart, OpenCheckout, Quote, SoldLine
from ..order_stamps import stamp
from .customer_news import is_told_by_us
from .databases import reads_replica, writing

PLUGIN_ID = "customer_groups"


class PluginBase(BasePlugin):
    """Turns the hooks of Saleor 3 into those of the port."""

    PLUGIN_ID = PLUGIN_ID
    STRING = ConfigurationTypeField.STRING
    BOOLEAN = ConfigurationTypeField.BOOLEAN
    # One for the whole shop: with one for each channel, hooks that know no channel
    # would call every instance that happens to be loaded.
    CONFIGURATION_PER_CHANNEL = False

    # What the plugin fills in -------------------------------------------------

    def customer_registered(self, customer_id: int) -> None:
        """A customer account came to be."""
        raise NotImplementedError

    def customer_changed(self, customer_id: int) -> None:
        """Something of a customer has changed for which conditions of groups ask."""
        raise NotImplementedError

    def quote(self, checkout: OpenCheckout) -> Quote | None:
        """Return what a checkout costs, or none where that could not be found."""
        raise NotImplementedError

    def group_codes(self, customer_id: int, *, at: datetime) -> str:
        """Return the codes of a customer's groups at a time, as their mirror has them.

        Empty after a fault.
        """
        raise NotImplementedError

    def quote_units(self, cart: OpenCart) -> Quote | None:
        """Return the same of a draft order, without promotions."""
        raise NotImplementedError

    def before_order(self, completion: Completion) -> str:
        """Return why a checkout cannot be sold as quoted, or an empty text."""
        raise NotImplementedError

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
        raise NotImplementedError

    def order_failed(self, checkout_key: str) -> None:
        """A checkout that was to become an order did not."""
        raise NotImplementedError

    def order_undone(self, order_id: str) -> None:
        """An order was cancelled, or has expired."""
        raise NotImplementedError

    def order_edited(
        self,
        order_id: str,
        line_ids: Collection[str],
        read_lines: Callable[[], Sequence[SoldLine]],
    ) -> bool:
        """Lines of an order were edited after it was placed, or taken out.

        Return whether that is recorded.
        """
        raise NotImplementedError

    @classmethod
    def check_settings(cls, values: dict[str, Any]) -> None:
        """Refuse bad settings with a ``ValidationError``."""
        raise NotImplementedError

    @classmethod
    def customer_attached(
        cls, checkout_key: str, read_units: Callable[[], Mapping[str, int]]
    ) -> None:
        """A guest's checkout got its customer; ``read_units`` gives what is in it."""
        raise NotImplementedError

    @classmethod
    def switched(cls, *, on: bool) -> None:
        """The plugin was switched on or off."""
        raise NotImplementedError

    @property
    def settings(self) -> dict[str, Any]:
        """The stored settings by name."""
        return {item["name"]: item["value"] for item in self.configuration or []}

    # The hooks of Saleor ------------------------------------------------------

    @classmethod
    def validate_plugin_configuration(
        cls, plugin_configuration: PluginConfiguration, **_: Any
    ) -> None:
        """Refuse bad settings before they are saved."""
        cls.check_settings(
            {
                item["name"]: item["value"]
                for item in plugin_configuration.configuration or []
            }
        )

    def customer_created(self, customer: Any, previous_value: Any) -> Any:
        """Register a customer, where the signal has not done so already."""
        with writing():
            self.customer_registered(customer.pk)
        return previous_value

    def customer_updated(
        self, customer: Any, previous_value: Any, webhooks: Any = None
    ) -> Any:
        """Have a customer evaluated whom Saleor changed in a way that no signal tells.

        These are metadata and changes of many at once, and orders of a guest that
        become theirs.
        """
        if not is_told_by_us(customer):
            self.customer_changed(customer.pk)
        return previous_value

    customer_metadata_updated = customer_updated
    account_confirmed = customer_updated

    def order_created(
        self, order: Order, previous_value: Any, webhooks: Any = None
    ) -> Any:
        """Have recorded what the groups made of an order's prices."""
        # The module imports order code of Saleor that is not loaded with the plugins.
        from .orders import sold_lines

        with writing():
            # When it was saved, its customer had not joined groups because of it.
            stamp(order, self.group_codes, at=order.updated_at)
            self.order_placed(
                str(order.pk),
                partial(sold_lines, order),
                checkout_key=str(order.checkout_token or ""),
                customer_id=order.user_id,
                email=order.user_email,
            )
        return previous_value

    def preprocess_order_creation(
        self, checkout_info: Any, lines: Any, previous_value: Any
    ) -> Any:
        """Have limits of promotions kept, before anything is paid."""
        # The module imports code of Saleor that is not loaded with the plugins.
        from .completion import reserve

        with writing():
            reserve(self, checkout_info, lines or checkout_info.lines)
        return previous_value

    def order_cancelled(
        self, order: Order, previous_value: Any, webhooks: Any = None
    ) -> Any:
        """Give back the promotions that an order has used."""
        with writing():
            self.order_undone(str(order.pk))
        return previous_value

    def order_expired(
        self, order: Order, previous_value: Any, webhooks: Any = None
    ) -> Any:
        """Do so, too, for one that nobody has paid for."""
        return self.order_cancelled(order, previous_value)

    def webhook(self, request: Any, path: str, previous_value: Any) -> Any:
        """Answer at the plugin's own path."""
        from .graphql import answer

        return answer(request) if path.strip("/") == "graphql" else previous_value


def active_plugin() -> PluginBase | None:
    """Return the plugin as configured now, or none while it is switched off."""
    return _active(any_plugin())


def any_plugin() -> PluginBase | None:
    """Return the plugin as configured now, also while it is switched off."""
    with allow_writer():
        return any_plugin_of(get_plugins_manager(allow_replica=reads_replica()))


def plugin_of(manager: Any) -> PluginBase | None:
    """Return the plugin as a plugins manager of Saleor has it, or none while off."""
    return _active(any_plugin_of(manager))


def any_plugin_of(manager: Any) -> PluginBase | None:
    """Return the plugin as a plugins manager of Saleor has it, also while off."""
    for plugin in manager.get_plugins():
        if plugin.check_plugin_id(PLUGIN_ID):
            return plugin
    return None


def _active(plugin: PluginBase | None) -> PluginBase | None:
    return plugin if plugin is not None and plugin.active else None

"""The hooks of Saleor 3."""

from functools import partial
from typing import Any

from saleor.order.models import Order
from saleor.plugins.base_plugin import BasePlugin, ConfigurationTypeField
from saleor.plugins.models import PluginConfiguration

from ..contract.hooks import PluginHooks
from ..membership.group_stamps import stamp
from . import pages
from .base.active_plugin import PLUGIN_ID
from .base.databases import writing
from .invoices import downloads
from .invoices.requests import answer_request
from .membership.customer_webhooks import is_told_by_us
from .portal.orders import refuse_order
from .pricing.checkouts.reservations import reserve
from .pricing.orders.orders import sold_lines
from .schema import answer
from .terms.checkouts import look_at_payment


class PluginBase(PluginHooks, BasePlugin):
    """Turns the hooks of Saleor 3 into those of the port."""

    PLUGIN_ID = PLUGIN_ID
    STRING = ConfigurationTypeField.STRING
    BOOLEAN = ConfigurationTypeField.BOOLEAN
    # One for the whole shop: with one for each channel, hooks that know no channel
    # would call every instance that happens to be loaded.
    CONFIGURATION_PER_CHANNEL = False

    @classmethod
    def validate_plugin_configuration(
        cls, plugin_configuration: PluginConfiguration, **_: Any
    ) -> None:
        """Refuse bad settings before they are saved."""
        cls.check_stored_settings(plugin_configuration.configuration)

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
            self.order_on_terms(str(order.pk), str(order.checkout_token or ""))
        return previous_value

    def preprocess_order_creation(
        self, checkout_info: Any, lines: Any, previous_value: Any
    ) -> Any:
        """Have who may not order refused, and limits kept, before anything is paid."""
        refuse_order(checkout_info.checkout)
        with writing():
            reserve(self, checkout_info, lines or checkout_info.lines)
            look_at_payment(self, checkout_info, lines or checkout_info.lines)
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

    def invoice_request(
        self, order: Order, invoice: Any, number: str | None, previous_value: Any
    ) -> Any:
        """Issue the invoice of an order that is not paid online."""
        with writing():
            return answer_request(self, order, invoice, previous_value)

    def webhook(self, request: Any, path: str, previous_value: Any) -> Any:
        """Answer at the plugin's own path."""
        if pages.is_page(path):
            return pages.answer(request, path, self)
        if (invoice := downloads.answer(request, path)) is not None:
            return invoice
        return answer(request) if path.strip("/") == "graphql" else previous_value

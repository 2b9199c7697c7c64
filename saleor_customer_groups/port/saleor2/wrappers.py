"""What of Saleor 2.10 is wrapped, because there is no hook: its checkout in GraphQL.

Saleor 2.10.1 is the last of its generation, so nothing here has to be checked against
other versions.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from graphql.backend.core import GraphQLCoreBackend
from promise import Promise
from saleor.checkout import calculations
from saleor.checkout.models import Checkout
from saleor.core.weight import zero_weight
from saleor.graphql.checkout.dataloaders import CheckoutLinesByCheckoutTokenLoader
from saleor.graphql.discount.dataloaders import DiscountsByDateTimeLoader
from saleor.shipping.models import ShippingMethodQueryset

from ..documents import refusing
from .completion import giving_back, naming_total, promise
from .draft_orders import price_again, price_before_completing
from .gifts import take_out, without_gifts
from .given import MARK
from .memory import recall, remember
from .offered_shipping import offer, reduced
from .payloads import gifts_for_nothing, settled_first
from .plugin import PLUGIN_ID, PluginBase
from .prices import plugins_manager
from .quotes import is_found
from .refused_gifts import refuse_variant, refusing_gifts
from .refused_shipping import saying_why
from .vouchers import NOTE, of_what_is_charged

# What of a checkout cannot be told before its gifts are in it and its voucher is right.
FIELDS = (
    "available_shipping_methods",
    "discount",
    "discount_name",
    "is_shipping_required",
    "lines",
    "shipping_method",
    "shipping_price",
    "subtotal_price",
    "total_price",
    "translated_discount_name",
    "voucher_code",
)
# What of a draft order changes with its prices.
ORDER_FIELDS = (
    "actions",
    "available_shipping_methods",
    "discount",
    "is_paid",
    "lines",
    "subtotal",
    "total",
    "total_balance",
)


def wrap() -> None:
    """Wrap what Saleor's mutations call, and how its schema looks at a checkout."""
    from saleor.checkout import utils
    from saleor.graphql.checkout import mutations
    from saleor.graphql.checkout.types import Checkout as CheckoutType
    from saleor.graphql.order.mutations import draft_orders
    from saleor.graphql.order.types import Order as OrderType
    from saleor.graphql.payment import mutations as payments
    from saleor.graphql.views import GraphQLView
    from saleor.plugins.manager import PluginsManager
    from saleor.webhook import payloads

    GraphQLCoreBackend.document_from_string = refusing(
        GraphQLCoreBackend.document_from_string
    )
    GraphQLView.parse_body = staticmethod(_unless_too_deep(GraphQLView.parse_body))

    payloads.serialize_checkout_lines = gifts_for_nothing(
        payloads.serialize_checkout_lines
    )
    PluginsManager.order_created = settled_first(PluginsManager.order_created)
    for module in (utils, mutations):
        module.add_variant_to_checkout = _of_bought_units(
            module.add_variant_to_checkout
        )
    utils.get_voucher_discount_for_checkout = of_what_is_charged(
        utils.get_voucher_discount_for_checkout
    )
    ShippingMethodQueryset.applicable_shipping_methods_for_instance = (
        _for_what_is_bought(
            ShippingMethodQueryset.applicable_shipping_methods_for_instance
        )
    )
    mutations.clean_checkout_shipping = saying_why(
        _after_gifts(mutations.clean_checkout_shipping)
    )
    payments.clean_checkout_shipping = saying_why(payments.clean_checkout_shipping)
    mutations.clean_checkout_payment = naming_total(mutations.clean_checkout_payment)
    complete = mutations.CheckoutComplete
    complete.perform_mutation = classmethod(
        giving_back(complete.perform_mutation.__func__)
    )
    delete = mutations.CheckoutLineDelete
    delete.perform_mutation = classmethod(
        refusing_gifts(delete.perform_mutation.__func__)
    )
    pay = payments.CheckoutPaymentCreate
    pay.calculate_total = classmethod(_total_after_gifts(pay.calculate_total.__func__))
    CheckoutType.resolve_available_shipping_methods = staticmethod(
        _lowered(CheckoutType.resolve_available_shipping_methods)
    )
    CheckoutType.resolve_shipping_method = staticmethod(_resolve_shipping_method)
    for field in FIELDS:
        native = getattr(CheckoutType, f"resolve_{field}", None) or _resolver_of(field)
        setattr(CheckoutType, f"resolve_{field}", staticmethod(_look_first(native)))
    for field in ORDER_FIELDS:
        native = getattr(OrderType, f"resolve_{field}", None) or _resolver_of(field)
        setattr(OrderType, f"resolve_{field}", staticmethod(_priced_again(native)))
    draft_orders.validate_draft_order = _priced_first(draft_orders.validate_draft_order)


def _resolver_of(field: str) -> Callable[..., Any]:
    """Return what answers with a field where Saleor has no resolver of its own."""
    return lambda root, info: getattr(root, field)


def _unless_too_deep(native: Callable[..., Any]) -> Callable[..., Any]:
    """Have variables that cannot be followed answered like any that are no JSON."""

    @wraps(native)
    def parse_body(request: Any) -> Any:
        try:
            return native(request)
        except RecursionError:
            raise ValueError("nested too deeply") from None

    return parse_body


def _of_bought_units(native: Callable[..., None]) -> Callable[..., None]:
    """Keep units that are bought from a gift line: Saleor looks for the variant only.

    The gifts come back when the checkout is next looked at.
    """

    @wraps(native)
    def add_variant_to_checkout(
        checkout: Any, variant: Any, quantity: int = 1, *args: Any, **named: Any
    ) -> None:
        if MARK in checkout.private_metadata:
            if quantity == 0 and named.get("replace"):
                refuse_variant(checkout, variant)
            take_out(checkout)
        native(checkout, variant, quantity, *args, **named)

    return add_variant_to_checkout


class _Bought:
    """A checkout as it is shipped, without what is given."""

    def __init__(self, checkout: Checkout) -> None:
        self._lines = without_gifts(checkout)
        self.shipping_address = checkout.shipping_address

    def is_shipping_required(self) -> bool:
        """Tell whether anything that is bought has to be shipped."""
        return any(line.is_shipping_required() for line in self._lines)

    def get_total_weight(self) -> Any:
        """Return what is bought weighs."""
        weight = zero_weight()
        for line in self._lines:
            weight += line.variant.get_weight() * line.quantity
        return weight


def _for_what_is_bought(native: Callable[..., Any]) -> Callable[..., Any]:
    """Have ways of shipping offered for what is bought, whatever is given with it."""

    @wraps(native)
    def applicable_shipping_methods_for_instance(
        self: Any, instance: Any, *args: Any, **named: Any
    ) -> Any:
        if isinstance(instance, Checkout) and MARK in instance.private_metadata:
            instance = _Bought(instance)
        return native(self, instance, *args, **named)

    return applicable_shipping_methods_for_instance


def _after_gifts(native: Callable[..., None]) -> Callable[..., None]:
    """Have a checkout that is to become an order hold just what is given now."""

    @wraps(native)
    def clean_checkout_shipping(
        checkout: Any, lines: list[Any], discounts: Any, error_code: Any
    ) -> None:
        plugin = _plugin(plugins_manager(), checkout)
        if plugin is not None and plugin.give(checkout, discounts):
            lines[:] = checkout
        native(checkout, lines, discounts, error_code)

    return clean_checkout_shipping


def _total_after_gifts(native: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(native)
    def calculate_total(cls: Any, info: Any, checkout: Any) -> Any:
        plugin = _plugin(info.context.plugins, checkout)
        if plugin is not None:
            plugin.give(checkout, info.context.discounts)
            promise(plugin, checkout, info.context.discounts)
        return native(cls, info, checkout)

    return calculate_total


def _lowered(native: Callable[..., Any]) -> Callable[..., Any]:
    """Have ways of shipping offered at what they will cost."""

    @wraps(native)
    def resolve_available_shipping_methods(root: Any, info: Any) -> Any:
        plugin = info.context.plugins.get_plugin(PLUGIN_ID)
        methods = Promise.resolve(native(root, info))
        if plugin is None or not plugin.active:
            return methods
        return methods.then(lambda shown: offer(plugin, root, shown))

    return resolve_available_shipping_methods


def _resolve_shipping_method(root: Any, info: Any) -> Any:
    """Show the chosen way of shipping at what it costs; Saleor has no resolver here."""
    plugin = info.context.plugins.get_plugin(PLUGIN_ID)
    if root.shipping_method is None or plugin is None:
        return root.shipping_method
    # What the checkout costs is known by now.
    return reduced(root.shipping_method, plugin.given(root, ()).shipping_discount)


def _look_first(native: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(native)
    def resolve(root: Any, info: Any, *args: Any, **named: Any) -> Any:
        plugin = _plugin(info.context.plugins, root)
        if plugin is None:
            return native(root, info, *args, **named)

        def found(discounts: Any) -> Any:
            lines = CheckoutLinesByCheckoutTokenLoader(info.context)
            if plugin.give(root, discounts):
                lines.clear(root.token)
            if not root.voucher_code or recall(looked)[0]:
                return native(root, info, *args, **named)
            return lines.load(root.token).then(lambda them: refreshed(them, discounts))

        def refreshed(lines: Any, discounts: Any) -> Any:
            # Saleor asks all plugins for it, ours among them.
            calculations.checkout_total(checkout=root, lines=lines, discounts=discounts)
            remember(looked, True)
            return native(root, info, *args, **named)

        looked = ("voucher looked at", root.pk)
        if is_found(root.pk) and not root.voucher_code:
            return found(())
        sales = DiscountsByDateTimeLoader(info.context)
        return Promise.resolve(sales.load(info.context.request_time)).then(found)

    return resolve


def _priced_again(native: Callable[..., Any]) -> Callable[..., Any]:
    """Have a draft order shown at the prices that a fault kept from being found."""

    @wraps(native)
    def resolve(root: Any, info: Any, *args: Any, **named: Any) -> Any:
        price_again(root)
        return native(root, info, *args, **named)

    return resolve


def _priced_first(native: Callable[..., None]) -> Callable[..., None]:
    """Have a draft order placed at those prices, too."""

    @wraps(native)
    def validate_draft_order(order: Any, country: Any) -> None:
        price_before_completing(order)
        native(order, country)

    return validate_draft_order


def _plugin(manager: Any, checkout: Any) -> PluginBase | None:
    """Return the plugin where it may have anything to change in a checkout."""
    plugin = manager.get_plugin(PLUGIN_ID)
    if plugin is None:
        return None
    notes = checkout.private_metadata
    return plugin if plugin.active or MARK in notes or NOTE in notes else None

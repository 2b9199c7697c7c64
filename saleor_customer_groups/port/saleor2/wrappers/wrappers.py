"""What of Saleor 2.10 is wrapped, because there is no hook: its checkout in GraphQL.

Saleor 2.10.1 is the last of its generation.
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from promise import Promise
from saleor.checkout import calculations
from saleor.checkout.models import Checkout
from saleor.core.weight import zero_weight
from saleor.graphql.checkout.dataloaders import CheckoutLinesByCheckoutTokenLoader
from saleor.graphql.discount.dataloaders import DiscountsByDateTimeLoader

from ...base.documents import refusing
from ...base.wrapping import Wrapper
from ..base.active_plugin import PLUGIN_ID
from ..base.request_cache import get_cached, set_cached
from ..pricing.checkouts.cached_quotes import CheckoutQuotes, is_quote_cached
from ..pricing.checkouts.prices import plugins_manager
from ..pricing.checkouts.reservations import (
    adding_total_to_error,
    releasing_reservations,
    store_promises,
)
from ..pricing.gifts.gifts import take_gifts_out, without_gifts
from ..pricing.gifts.promotion_effects import HAS_GIFTS_KEY
from ..pricing.gifts.refused_gifts import refuse_variant, refusing_gifts
from ..pricing.orders.draft_orders import price_again, price_before_completing
from ..pricing.orders.webhook_payloads import matching_total_first, with_group_prices
from ..pricing.shipping.offered_shipping import offer, reduced
from ..pricing.shipping.refused_shipping import explaining_refusal
from ..pricing.vouchers.vouchers import VOUCHER_KEY, of_what_is_charged

# What of a checkout cannot be told before its gifts are in it and its voucher is right.
FIELDS = (
    "discount",
    "discount_name",
    "is_shipping_required",
    "lines",
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
        if HAS_GIFTS_KEY in checkout.private_metadata:
            if quantity == 0 and named.get("replace"):
                refuse_variant(checkout, variant)
            take_gifts_out(checkout)
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
        if (
            isinstance(instance, Checkout)
            and HAS_GIFTS_KEY in instance.private_metadata
        ):
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
            store_promises(plugin, checkout, info.context.discounts)
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
    """Show the chosen way of shipping at what it costs."""
    plugin = info.context.plugins.get_plugin(PLUGIN_ID)
    if root.shipping_method is None or plugin is None:
        return root.shipping_method
    # What the checkout costs is known by now.
    return reduced(
        root.shipping_method, plugin.promotion_effects(root, ()).shipping_discount
    )


def _look_first(field: str, native: Callable[..., Any] | None) -> Callable[..., Any]:
    native = native or _resolver_of(field)

    @wraps(native)
    def resolve(root: Any, info: Any, *args: Any, **named: Any) -> Any:
        plugin = _plugin(info.context.plugins, root)
        if plugin is None:
            return native(root, info, *args, **named)

        def found(discounts: Any) -> Any:
            lines = CheckoutLinesByCheckoutTokenLoader(info.context)
            if plugin.give(root, discounts):
                lines.clear(root.token)
            if not root.voucher_code or get_cached(looked)[0]:
                return native(root, info, *args, **named)
            return lines.load(root.token).then(lambda them: refreshed(them, discounts))

        def refreshed(lines: Any, discounts: Any) -> Any:
            # All fields are asked for before the lines of any are there.
            if not get_cached(looked)[0]:
                # Saleor asks all plugins for it, ours among them.
                calculations.checkout_total(
                    checkout=root, lines=lines, discounts=discounts
                )
                set_cached(looked, True)
            return native(root, info, *args, **named)

        looked = ("voucher looked at", root.pk)
        if is_quote_cached(root.pk) and not root.voucher_code:
            return found(())
        sales = DiscountsByDateTimeLoader(info.context)
        return Promise.resolve(sales.load(info.context.request_time)).then(found)

    return resolve


def _priced_again(field: str, native: Callable[..., Any] | None) -> Callable[..., Any]:
    """Have a draft order shown at the prices that a fault kept from being found."""
    native = native or _resolver_of(field)

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


def _plugin(manager: Any, checkout: Any) -> CheckoutQuotes | None:
    """Return the plugin where it may have anything to change in a checkout."""
    plugin = manager.get_plugin(PLUGIN_ID)
    if plugin is None:
        return None
    metadata = checkout.private_metadata
    return (
        plugin
        if plugin.active or HAS_GIFTS_KEY in metadata or VOUCHER_KEY in metadata
        else None
    )


_CHECKOUT = "saleor.graphql.checkout"
_PAYMENT = "saleor.graphql.payment.mutations"
_SHOWN = "ways of shipping are shown at their prices without promotions"
_WHY = "who is worth too little for a way of shipping is not told so"
_DRAFT = "prices of draft orders that a fault kept from being found stay Saleor's own"

WRAPPERS = (
    Wrapper(
        number=201,
        module="graphql.backend.core",
        path="GraphQLCoreBackend.document_from_string",
        parameters=("self", "schema", "document_string"),
        wrap=refusing,
        loss="documents that cannot be followed are answered with a server error",
    ),
    Wrapper(
        number=202,
        module="saleor.graphql.views",
        path="GraphQLView.parse_body",
        parameters=("request",),
        wrap=_unless_too_deep,
        loss="variables that cannot be followed are answered with a server error",
    ),
    Wrapper(
        number=203,
        module="saleor.webhook.payloads",
        path="serialize_checkout_lines",
        parameters=("checkout",),
        wrap=with_group_prices,
        loss="apps are told of lines of checkouts at Saleor's own prices",
    ),
    Wrapper(
        number=204,
        module="saleor.plugins.manager",
        path="PluginsManager.order_created",
        parameters=("self", "order"),
        wrap=matching_total_first,
        loss="apps are told of new orders before their groups and prices are stored",
    ),
    *(
        Wrapper(
            number=number,
            module=module,
            path="add_variant_to_checkout",
            parameters=("checkout", "variant", "quantity"),
            wrap=_of_bought_units,
            loss="who has a variant as a gift cannot buy it as well",
        )
        for number, module in (
            (205, "saleor.checkout.utils"),
            (206, f"{_CHECKOUT}.mutations"),
        )
    ),
    Wrapper(
        number=207,
        module="saleor.checkout.utils",
        path="get_voucher_discount_for_checkout",
        parameters=("voucher", "checkout", "lines", "discounts"),
        wrap=of_what_is_charged,
        loss="vouchers are calculated on prices that are not charged",
    ),
    Wrapper(
        number=208,
        module="saleor.shipping.models",
        path="ShippingMethodQueryset.applicable_shipping_methods_for_instance",
        parameters=("self", "instance"),
        wrap=_for_what_is_bought,
        loss="what gifts weigh decides which ways of shipping are offered",
    ),
    Wrapper(
        number=209,
        module=f"{_CHECKOUT}.mutations",
        path="clean_checkout_shipping",
        parameters=("checkout", "lines", "discounts", "error_code"),
        wrap=lambda native: explaining_refusal(_after_gifts(native)),
        loss=_WHY,
    ),
    Wrapper(
        number=210,
        module=_PAYMENT,
        path="clean_checkout_shipping",
        parameters=("checkout", "lines", "discounts", "error_code"),
        wrap=explaining_refusal,
        loss=_WHY,
    ),
    Wrapper(
        number=211,
        module=f"{_CHECKOUT}.mutations",
        path="clean_checkout_payment",
        parameters=("checkout", "lines", "discounts", "error_code"),
        wrap=adding_total_to_error,
        loss="who has paid too little is not told what the total is now",
    ),
    Wrapper(
        number=212,
        module=f"{_CHECKOUT}.mutations",
        path="CheckoutComplete.perform_mutation",
        parameters=("cls", "_root", "info", "checkout_id", "store_source"),
        wrap=releasing_reservations,
        loss="what a promotion has reserved for a failed order is free later only",
    ),
    Wrapper(
        number=213,
        module=f"{_CHECKOUT}.mutations",
        path="CheckoutLineDelete.perform_mutation",
        parameters=("cls", "_root", "info", "checkout_id", "line_id"),
        wrap=refusing_gifts,
        loss="a gift that a shopper takes out comes back at once",
    ),
    Wrapper(
        number=214,
        module=_PAYMENT,
        path="CheckoutPaymentCreate.calculate_total",
        parameters=("cls", "info", "checkout"),
        wrap=_total_after_gifts,
        loss="a payment may be made for a total without gifts that are due",
    ),
    *(
        Wrapper(
            number=number,
            module=f"{_CHECKOUT}.types",
            path=f"Checkout.resolve_{field}",
            field=field,
            parameters=("root",),
            wrap=partial(_look_first, field),
            loss="gifts and the voucher may be shown as for the prices before",
        )
        for number, field in enumerate(FIELDS, 215)
    ),
    Wrapper(
        number=224,
        module=f"{_CHECKOUT}.types",
        path="Checkout.resolve_available_shipping_methods",
        field="available_shipping_methods",
        parameters=("root", "info"),
        wrap=lambda native: _look_first("available_shipping_methods", _lowered(native)),
        loss=_SHOWN,
    ),
    Wrapper(
        number=225,
        module=f"{_CHECKOUT}.types",
        path="Checkout.resolve_shipping_method",
        field="shipping_method",
        parameters=("root", "info"),
        wrap=lambda _: _look_first("shipping_method", _resolve_shipping_method),
        loss=_SHOWN,
    ),
    *(
        Wrapper(
            number=number,
            module="saleor.graphql.order.types",
            path=f"Order.resolve_{field}",
            field=field,
            parameters=("root",),
            wrap=partial(_priced_again, field),
            loss=_DRAFT,
        )
        for number, field in enumerate(ORDER_FIELDS, 230)
    ),
    Wrapper(
        number=238,
        module="saleor.graphql.order.mutations.draft_orders",
        path="validate_draft_order",
        parameters=("order", "country"),
        wrap=_priced_first,
        loss=_DRAFT,
    ),
)

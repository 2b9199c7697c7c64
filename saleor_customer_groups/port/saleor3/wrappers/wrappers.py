"""The functions of Saleor that are wrapped, all of them.

Saleor 3 has no hook that carries prices. Read and run in 3.21.69, 3.22.67, 3.23.28 and
main (3.24.0-a.0). Each target is looked up where Saleor looks it up, and checked for
its place and its parameters before it is wrapped: one that has changed is left alone,
is logged, and is named by ``manage.py check``. Then Saleor's own prices hold, because
the two through which prices go are only of use together.
"""

from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from prices import Money

from ...base.documents import refusing
from ...base.wrapping import Wrapper
from ...base.wrapping import install as install_wrappers
from ...pricing.payment_errors import add_total_to_error
from ..base.databases import writing
from ..membership.customer_filter import CUSTOMER_WRAPPERS
from ..pricing.checkouts.line_fields import LINE_WRAPPERS
from ..pricing.vouchers.discount_field import DISCOUNT_WRAPPERS
from .completion import COMPLETION_WRAPPERS
from .draft_orders import DRAFT_ORDER_WRAPPERS
from .gifts import GIFT_WRAPPERS
from .order_events import ORDER_EVENT_WRAPPERS
from .order_vouchers import ORDER_VOUCHER_WRAPPERS
from .shipping import SHIPPING_WRAPPERS


def _before_looking(native: Callable) -> Callable:
    """Price the lines before Saleor calculates promotions, when it looks at a checkout.

    Saleor leaves the voucher's amount as it was here, so it is calculated after that.
    """

    @wraps(native)
    def create_or_update_discount_objects_from_promotion_for_checkout(
        checkout_info: Any, lines_info: Any, *args: Any, **named: Any
    ) -> Any:
        from ..pricing.checkouts.line_prices import price_lines
        from ..pricing.vouchers.vouchers import refresh_voucher

        changed = price_lines(checkout_info, lines_info)
        soonest_end = native(checkout_info, lines_info, *args, **named)
        if refresh_voucher(checkout_info, lines_info, is_repriced=changed):
            # It no longer applies, so promotions of the whole order may, and prices
            # that no voucher may go with.
            price_lines(checkout_info, lines_info)
            soonest_end = native(checkout_info, lines_info, *args, **named)
        return soonest_end

    return create_or_update_discount_objects_from_promotion_for_checkout


def _before_changing(native: Callable) -> Callable:
    """Price the lines before Saleor calculates discounts, when a checkout was changed.

    Saleor removes a voucher here that no longer applies, so our prices have to be
    right, and an app that charges taxes is told of the promotion of the order as it was
    calculated here. Else it is enough that they are stored when the prices are looked
    at next, as they are after every change.
    """

    @wraps(native)
    def recalculate_checkout_discounts(
        checkout_info: Any, lines: Any, manager: Any, *args: Any, **named: Any
    ) -> Any:
        from ..base.active_plugin import plugin_of
        from ..pricing.checkouts.line_prices import price_lines
        from ..pricing.vouchers.vouchers import off_lines

        has_voucher = checkout_info.voucher is not None
        if not has_voucher and not _is_taxed_by_app(checkout_info):
            return native(checkout_info, lines, manager, *args, **named)
        price_lines(checkout_info, lines)
        if not has_voucher or plugin_of(manager) is None:
            return native(checkout_info, lines, manager, *args, **named)
        with off_lines(lines):
            return native(checkout_info, lines, manager, *args, **named)

    return recalculate_checkout_discounts


def _is_taxed_by_app(checkout_info: Any) -> bool:
    from saleor.tax import TaxCalculationStrategy
    from saleor.tax.utils import get_tax_calculation_strategy_for_checkout

    strategy = get_tax_calculation_strategy_for_checkout(checkout_info)
    return strategy == TaxCalculationStrategy.TAX_APP


def _priced_before_a_voucher(native: Callable) -> Callable:
    """Price the lines as they are beside a voucher before Saleor looks if it applies.

    Where it does not, everything is again as it was. Another voucher on single lines
    goes as soon as this one is there.
    """

    @wraps(native)
    def add_voucher_code_to_checkout(
        manager: Any, checkout_info: Any, lines: Any, *args: Any, **named: Any
    ) -> Any:
        from ..base.active_plugin import plugin_of
        from ..pricing.checkouts.line_prices import price_lines
        from ..pricing.vouchers.vouchers import take_voucher_off

        if plugin_of(manager) is None:
            return native(manager, checkout_info, lines, *args, **named)
        with writing(), transaction.atomic():
            price_lines(checkout_info, lines, beside_voucher=True)
            take_voucher_off(lines)
            return native(manager, checkout_info, lines, *args, **named)

    return add_voucher_code_to_checkout


def _on_the_order(native: Callable) -> Callable:
    """Let the order's line say what the group took off; Saleor copies promotions only.

    Also while the plugin is off: a line that still has our discount was sold with it.
    """

    @wraps(native)
    def _create_order_line_discounts(
        checkout_line_info: Any, order_line: Any, *args: Any, **named: Any
    ) -> Any:
        from ..pricing.orders.orders import order_line_discount

        discounts = native(checkout_line_info, order_line, *args, **named)
        ours = order_line_discount(checkout_line_info, order_line)
        return discounts if ours is None else [ours, *discounts]

    return _create_order_line_discounts


def _for_vouchers(native: cached_property) -> cached_property:
    """Have vouchers on single lines start from the group's price."""

    def variant_discounted_price(self: Any) -> Money:
        from ..pricing.checkouts.marks import charged_price

        ours = charged_price(self)
        return native.func(self) if ours is None else ours

    variant_discounted_price.__doc__ = native.__doc__
    return cached_property(variant_discounted_price)


def _adding_total_to_error(native: Callable) -> Callable:
    """Tell a shopper whose payment no longer covers the total what the total is."""

    @wraps(native)
    def _prepare_checkout(
        manager: Any, checkout_info: Any, *args: Any, **named: Any
    ) -> Any:
        from ..base.active_plugin import plugin_of

        try:
            return native(manager, checkout_info, *args, **named)
        except ValidationError as error:
            if plugin_of(manager) is not None:
                checkout = checkout_info.checkout
                add_total_to_error(error, checkout, checkout.total.gross)
            raise

    return _prepare_checkout


def _own_prices_first(native: Callable) -> Callable:
    """Find the shopper's own prices before Saleor makes ``pricing``.

    A fault is logged, and Saleor's own prices are shown.
    """

    @wraps(native)
    def resolve_pricing(root: Any, info: Any, *args: Any, **named: Any) -> Any:
        from ..pricing.catalogue.own_prices import log_fault, store_own_prices

        try:
            stored = store_own_prices(root, info).catch(log_fault)
        except Exception as error:
            log_fault(error)
            return native(root, info, *args, **named)
        return stored.then(lambda _: native(root, info, *args, **named))

    return resolve_pricing


def _of_own_prices(native: Callable) -> Callable:
    """Have ``pricing`` made of the shopper's own prices, taxes included."""

    @wraps(native)
    def get_availability(*args: Any, **named: Any) -> Any:
        from ..pricing.catalogue.own_prices import with_own_prices

        return native(*args, **with_own_prices(named))

    return get_availability


WRAPPERS = (
    Wrapper(
        number=11,
        module="saleor.checkout.calculations",
        path="create_or_update_discount_objects_from_promotion_for_checkout",
        parameters=("checkout_info", "lines_info"),
        wrap=_before_looking,
        loss="customer groups do not change the prices of checkouts",
        carries_prices=True,
    ),
    Wrapper(
        number=12,
        module="saleor.checkout.utils",
        path="recalculate_checkout_discounts",
        parameters=("checkout_info", "lines", "manager"),
        wrap=_before_changing,
        loss="customer groups do not change the prices of checkouts",
        carries_prices=True,
    ),
    Wrapper(
        number=45,
        module="saleor.checkout.utils",
        path="add_voucher_code_to_checkout",
        parameters=("manager", "checkout_info", "lines"),
        wrap=_priced_before_a_voucher,
        loss="a voucher is accepted or refused for what lines cost before",
        carries_prices=True,
    ),
    Wrapper(
        number=13,
        module="saleor.checkout.complete_checkout",
        path="_create_order_line_discounts",
        parameters=("checkout_line_info", "order_line"),
        wrap=_on_the_order,
        loss="lines of orders do not say which group made their price",
    ),
    Wrapper(
        number=14,
        module="saleor.checkout.fetch",
        path="CheckoutLineInfo.variant_discounted_price",
        parameters=("self",),
        wrap=_for_vouchers,
        kind=cached_property,
        loss="vouchers for single products are calculated on the listing price",
    ),
    Wrapper(
        number=15,
        module="saleor.graphql.product.types.products",
        path="Product.resolve_pricing",
        parameters=("root", "info"),
        wrap=_own_prices_first,
        loss="the catalogue shows products at Saleor's own prices",
    ),
    Wrapper(
        number=16,
        module="saleor.graphql.product.types.products",
        path="ProductVariant.resolve_pricing",
        parameters=("root", "info"),
        wrap=_own_prices_first,
        loss="the catalogue shows variants at Saleor's own prices",
    ),
    Wrapper(
        number=17,
        module="saleor.graphql.product.types.products",
        path="get_product_availability",
        parameters=("product_channel_listing", "variants_channel_listing"),
        wrap=_of_own_prices,
        loss="the catalogue shows products at Saleor's own prices",
    ),
    Wrapper(
        number=18,
        module="saleor.graphql.product.types.products",
        path="get_variant_availability",
        parameters=("variant_channel_listing",),
        wrap=_of_own_prices,
        loss="the catalogue shows variants at Saleor's own prices",
    ),
    *(
        Wrapper(
            number=number,
            module="saleor.checkout.complete_checkout",
            path=path,
            parameters=("manager", "checkout_info", "lines"),
            wrap=_adding_total_to_error,
            loss="who has paid too little is not told what the total is now",
        )
        for number, path in (
            (19, "_prepare_checkout_with_transactions"),
            (20, "_prepare_checkout_with_payment"),
        )
    ),
    Wrapper(
        number=63,
        # Saleor's own module would build the schema, see ``graphql``.
        module="graphql.backend.cache",
        path="GraphQLCachedBackend.document_from_string",
        parameters=("self", "schema", "request_string"),
        wrap=refusing,
        loss="documents that cannot be followed are answered with a server error",
    ),
    *GIFT_WRAPPERS,
    *COMPLETION_WRAPPERS,
    *DRAFT_ORDER_WRAPPERS,
    *ORDER_VOUCHER_WRAPPERS,
    *ORDER_EVENT_WRAPPERS,
    *SHIPPING_WRAPPERS,
    *CUSTOMER_WRAPPERS,
    *DISCOUNT_WRAPPERS,
    *LINE_WRAPPERS,
)


def install() -> None:
    """Wrap what is as known; log what is not."""
    install_wrappers(WRAPPERS)

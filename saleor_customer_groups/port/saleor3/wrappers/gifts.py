"""What keeps Saleor from taking lines that we give for lines that are bought."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from saleor.checkout.models import Checkout, CheckoutLine

from ...base.wrapping import Wrapper
from ..pricing.gifts.gifts import drop_missing, without_gifts
from ..pricing.gifts.order_effects import bought_lines
from ..pricing.gifts.refused_gifts import gifts_taken_out, refuse_gifts
from ..pricing.line_metadata import GIFT_KEY, is_gift


def _among_paid_lines(native: Callable) -> Callable:
    """Look at the lines that are paid for alone."""

    @wraps(native)
    def of_paid_lines(lines: Any, *args: Any, **named: Any) -> Any:
        return native(without_gifts(lines or ()), *args, **named)

    return of_paid_lines


def _for_paid_lines(native: Callable) -> Callable:
    """Calculate a voucher on the lines that are bought: prices and number of units."""

    @wraps(native)
    def get_voucher_discount_for_checkout(
        manager: Any,
        voucher: Any,
        checkout_info: Any,
        lines: Any,
        *args: Any,
        **named: Any,
    ) -> Any:
        bought = without_gifts(lines) or lines
        return native(manager, voucher, checkout_info, bought, *args, **named)

    return get_voucher_discount_for_checkout


def _free_lines_first(native: Callable) -> Callable:
    """Let a line that is paid for be the last one, which takes what rounding leaves."""

    @wraps(native)
    def _propagate_checkout_discount_on_checkout_lines_prices(
        lines: Any, *args: Any, **named: Any
    ) -> Any:
        paid_last = sorted(lines, key=lambda info: not is_gift(info.line))
        return native(paid_last, *args, **named)

    return _propagate_checkout_discount_on_checkout_lines_prices


def _find_paid_line(native: Callable) -> Callable:
    """Have a shopper who names a variant mean the line that is paid for."""

    @wraps(native)
    def find_line_id_when_variant_parameter_used(
        variant_db_id: Any, lines_info: Any, *args: Any, **named: Any
    ) -> Any:
        return native(variant_db_id, without_gifts(lines_info or ()), *args, **named)

    return find_line_id_when_variant_parameter_used


def _stock_of_paid_lines(native: Callable) -> Callable:
    """Add what a shopper wants to what is paid for already; gifts make way for it."""

    @wraps(native)
    def check_stock_and_preorder_quantity_bulk(*args: Any, **named: Any) -> Any:
        if named.get("existing_lines"):
            named["existing_lines"] = without_gifts(named["existing_lines"])
        return native(*args, **named)

    return check_stock_and_preorder_quantity_bulk


def _without_missing_gifts(native: Callable) -> Callable:
    """Leave out gifts that cannot be had, before Saleor refuses the whole order."""

    @wraps(native)
    def fetch_checkout_lines(checkout: Any, *args: Any, **named: Any) -> Any:
        lines, unavailable = native(checkout, *args, **named)
        return drop_missing(checkout, lines, unavailable)

    return fetch_checkout_lines


def _shipped_to_with_what_is_bought(native: Callable) -> Callable:
    """Ask whether what is bought can be shipped to an address, and nothing of gifts."""

    @wraps(native)
    def process_checkout_lines(
        cls: Any, info: Any, lines: Any, *args: Any, **named: Any
    ) -> Any:
        return native(cls, info, without_gifts(lines), *args, **named)

    return process_checkout_lines


def _for_what_is_bought(native: Callable) -> Callable:
    """Have ways of shipping offered for what is bought, whatever is given with it."""

    @wraps(native)
    def applicable_shipping_methods_for_instance(
        self: Any, instance: Any, *args: Any, **named: Any
    ) -> Any:
        if isinstance(instance, Checkout) and named.get("lines"):
            named["lines"] = without_gifts(named["lines"])
        return native(self, instance, *args, **named)

    return applicable_shipping_methods_for_instance


def _collected_with_what_is_bought(native: Callable) -> Callable:
    """Have places offered at which what is bought can be collected.

    What is given and not there is left out once a place is chosen.
    """

    @wraps(native)
    def applicable_for_click_and_collect(
        self: Any, lines_qs: Any, *args: Any, **named: Any
    ) -> Any:
        if lines_qs.model is CheckoutLine:
            lines_qs = lines_qs.exclude(private_metadata__has_key=GIFT_KEY)
        return native(self, lines_qs, *args, **named)

    return applicable_for_click_and_collect


def _refusing_gifts(native: Callable) -> Callable:
    """Have a shopper who takes a gift out not get it back at once."""

    @wraps(native)
    def perform_mutation(cls: Any, root: Any, info: Any, /, **named: Any) -> Any:
        taken = gifts_taken_out(named)
        answer = native(cls, root, info, **named)
        if taken and not getattr(answer, "errors", None):
            refuse_gifts(taken)
        return answer

    return perform_mutation


_COUNTED = "gifts count as bought where vouchers are calculated"


def _of_bought_lines(native: Callable) -> Callable:
    """Put what was bought into a checkout once more; gifts are earned again or not."""

    @wraps(native)
    def clean_order_lines(
        cls: Any, order: Any, order_lines: Any, *args: Any, **named: Any
    ) -> Any:
        return native(cls, order, bought_lines(order_lines), *args, **named)

    return clean_order_lines


GIFT_WRAPPERS = (
    *(
        Wrapper(
            number=number,
            module=module,
            path="get_the_cheapest_line",
            parameters=("lines_info",),
            wrap=_among_paid_lines,
            loss="a voucher for the cheapest line is used up by a gift",
        )
        for number, module in (
            (21, "saleor.discount.utils.voucher"),
            (22, "saleor.order.fetch"),
        )
    ),
    Wrapper(
        number=23,
        module="saleor.discount.utils.voucher",
        path="get_discounted_lines",
        parameters=("lines", "voucher_info"),
        wrap=_among_paid_lines,
        loss=_COUNTED,
    ),
    Wrapper(
        number=24,
        module="saleor.checkout.utils",
        path="get_voucher_discount_for_checkout",
        parameters=("manager", "voucher", "checkout_info", "lines"),
        wrap=_for_paid_lines,
        loss=_COUNTED,
    ),
    Wrapper(
        number=25,
        module="saleor.checkout.base_calculations",
        path="_propagate_checkout_discount_on_checkout_lines_prices",
        parameters=("lines",),
        wrap=_free_lines_first,
        loss="a cent of a discount may be lost beside a gift",
    ),
    Wrapper(
        number=26,
        module="saleor.graphql.checkout.mutations.utils",
        path="find_line_id_when_variant_parameter_used",
        parameters=("variant_db_id", "lines_info"),
        wrap=_find_paid_line,
        loss="who has a variant as a gift cannot buy it as well",
    ),
    Wrapper(
        number=27,
        module="saleor.graphql.checkout.mutations.utils",
        path="check_stock_and_preorder_quantity_bulk",
        parameters=("variants", "country_code", "quantities"),
        wrap=_stock_of_paid_lines,
        loss="gifts are counted in the place of what is bought of their variant",
    ),
    *(
        Wrapper(
            number=number,
            module=f"saleor.graphql.checkout.mutations.{module}",
            path=f"{mutation}.perform_mutation",
            parameters=("cls", root, "info"),
            wrap=_refusing_gifts,
            loss="a gift that a shopper takes out comes back at once",
        )
        for number, module, mutation, root in (
            (101, "checkout_line_delete", "CheckoutLineDelete", "_root"),
            (102, "checkout_lines_delete", "CheckoutLinesDelete", "_root"),
            (103, "checkout_lines_update", "CheckoutLinesUpdate", "root"),
        )
    ),
    Wrapper(
        number=106,
        module="saleor.graphql.checkout.mutations.checkout_create_from_order",
        path="CheckoutCreateFromOrder.clean_order_lines",
        parameters=("cls", "order", "order_lines"),
        wrap=_of_bought_lines,
        loss="who orders again pays for what was a gift",
    ),
    Wrapper(
        number=100,
        module="saleor.shipping.models",
        path="ShippingMethodQueryset.applicable_shipping_methods_for_instance",
        parameters=("self", "instance", "channel_id", "price"),
        wrap=_for_what_is_bought,
        loss="what gifts weigh decides which ways of shipping are offered",
    ),
    Wrapper(
        number=109,
        module="saleor.graphql.checkout.mutations.checkout_shipping_address_update",
        path="CheckoutShippingAddressUpdate.process_checkout_lines",
        parameters=("cls", "info", "lines"),
        wrap=_shipped_to_with_what_is_bought,
        loss="an address to which a gift cannot be shipped is refused",
    ),
    *(
        Wrapper(
            number=number,
            module="saleor.warehouse.models",
            path=f"WarehouseQueryset.applicable_for_click_and_collect{end}",
            parameters=("self", "lines_qs", "channel_id"),
            wrap=_collected_with_what_is_bought,
            loss="goods are collected only where their gifts are in stock, too",
        )
        for number, end in ((107, ""), (108, "_no_quantity_check"))
    ),
    *(
        Wrapper(
            number=number,
            module=module,
            path="fetch_checkout_lines",
            parameters=("checkout",),
            wrap=_without_missing_gifts,
            loss="a gift that is no longer available stops the sale of its checkout",
            # Saleor 3.23 has no Adyen any more.
            is_optional=module.startswith("saleor.payment.gateways."),
        )
        for number, module in (
            *enumerate(
                (
                    "saleor.checkout.tasks",
                    "saleor.graphql.checkout.mutations.checkout_add_promo_code",
                    "saleor.graphql.checkout.mutations.checkout_complete",
                    "saleor.graphql.checkout.mutations.checkout_delivery_method_update",
                    "saleor.graphql.checkout.mutations.checkout_shipping_method_update",
                    "saleor.graphql.checkout.mutations.order_create_from_checkout",
                    "saleor.graphql.payment.mutations.payment.checkout_payment_create",
                ),
                28,
            ),
            (119, "saleor.payment.gateways.stripe.webhooks"),
            (120, "saleor.payment.gateways.adyen.webhooks"),
        )
    ),
)

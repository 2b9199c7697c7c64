"""Where Saleor answers for a checkout: gifts and voucher are put right before."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from promise import Promise
from saleor.checkout import calculations
from saleor.graphql.checkout.dataloaders import CheckoutLinesByCheckoutTokenLoader
from saleor.graphql.discount.dataloaders import DiscountsByDateTimeLoader

from ...base.asked import asked_fields
from ...base.wrapping import Wrapper
from ..base.request_cache import get_cached, set_cached
from ..pricing.catalogue.line_goods import (
    keep_in_hand,
    keep_lines,
    lines_with_products,
)
from ..pricing.checkouts.cached_quotes import is_quote_cached, is_quoted, plugin_for

# Fields of a checkout that are wrong until its gifts are in it and its voucher is
# right.
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
# Those that Saleor calculates from the lines.
OF_LINES = {
    "available_shipping_methods",
    "shipping_price",
    "subtotal_price",
    "total_price",
}


def resolver_of(field: str) -> Callable[..., Any]:
    """Return what answers with a field where Saleor has no resolver of its own."""
    return lambda root, info: getattr(root, field)


def gifts_first(field: str, native: Callable[..., Any] | None) -> Callable[..., Any]:
    """Have a field answered once gifts are in a checkout and its voucher is right.

    :param field: its name in Python.
    :param native: Saleor's resolver, None if it has none.
    """
    native = native or resolver_of(field)
    answer = _of_read_goods(field, native)

    @wraps(native)
    def resolve(root: Any, info: Any, *args: Any, **named: Any) -> Any:
        plugin = plugin_for(info.context.plugins, root)
        if plugin is None:
            return native(root, info, *args, **named)

        def found(discounts: Any) -> Any:
            if plugin.give(root, discounts):
                CheckoutLinesByCheckoutTokenLoader(info.context).clear(root.token)
            if not root.voucher_code or get_cached(looked)[0]:
                return answer(root, info, *args, **named)
            lines = lines_with_products(info.context, root.token)
            return lines.then(lambda them: refreshed(them, discounts))

        def refreshed(lines: Any, discounts: Any) -> Any:
            # All fields are asked for before the lines of any are there.
            if not get_cached(looked)[0]:
                # Saleor asks all plugins for it, ours among them.
                calculations.checkout_total(
                    checkout=root, lines=lines, discounts=discounts
                )
                set_cached(looked, True)
            return answer(root, info, *args, **named)

        looked = ("voucher looked at", root.pk)
        if is_quote_cached(root.pk) and not root.voucher_code:
            return found(())
        sales = DiscountsByDateTimeLoader(info.context)
        return Promise.resolve(sales.load(info.context.request_time)).then(found)

    return resolve


def _of_read_goods(field: str, native: Callable[..., Any]) -> Callable[..., Any]:
    """Have the goods of all lines read at once before a field is answered."""
    if field == "lines":
        return lambda root, info: keep_lines(
            info.context,
            root.token,
            native(root, info),
            are_priced="totalPrice" in asked_fields(info),
        )
    if field not in OF_LINES:
        return native

    def answer(root: Any, info: Any, *args: Any, **named: Any) -> Any:
        def read(lines: list[Any]) -> Any:
            # Saleor keeps them though another mutation of the document changes them.
            if is_quoted(root.token, lines):
                keep_in_hand(root, lines)
            return native(root, info, *args, **named)

        return lines_with_products(info.context, root.token).then(read)

    return answer


CHECKOUT_FIELD_WRAPPERS = (
    *(
        Wrapper(
            number=number,
            module="saleor.graphql.checkout.types",
            path=f"Checkout.resolve_{field}",
            field=field,
            parameters=("root",),
            wrap=partial(gifts_first, field),
            loss="gifts and the voucher may be shown as before prices changed",
        )
        for number, field in enumerate(FIELDS, 215)
    ),
)

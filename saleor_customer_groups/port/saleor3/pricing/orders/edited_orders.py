"""Price the lines that staff edit in an order that is placed, but not confirmed."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from saleor.order.models import Order

from ....contract.carts import OpenCart
from ....contract.quotes import Quote, Quoting
from ..checkouts.carts import DraftOrderCart
from ..line_metadata import is_gift
from .order_prices import adjust_effects, change_prices, remove_ours, try_to_price
from .price_origin import charged_price, is_locked, our_discount
from .stored_prices import price_to_store


def price_edited_lines(
    order: Order, quoting: Quoting | None, *, is_new: Mapping[Any, bool]
) -> bool:
    """Put the prices of the customer's groups on lines of an order that staff edited.

    A line that is new gets the customer's price; one that was ordered keeps the price
    that was agreed upon, unless the customer pays less for the new quantity. What a
    promotion gave stays, but nothing more is given.

    :param quoting: answers with the prices of a cart; None if only that is to be kept
        right, as while the plugin is off.
    :param is_new: whether each edited line is new, by primary key.
    :returns: whether its prices could be found.
    """
    is_known = True

    def quote_and_check(cart: OpenCart) -> Quote | None:
        nonlocal is_known
        quote = quoting(cart) if quoting is not None else None
        is_known = quoting is None or quote is not None
        return quote

    price = partial(_price_edited, is_new=is_new)
    if try_to_price(order, partial(price, quoting=quote_and_check)):
        return is_known
    if quoting:
        try_to_price(order, partial(price, quoting=None))
    return False


def _price_edited(
    order: Order, *, quoting: Quoting | None, is_new: Mapping[Any, bool]
) -> None:
    cart = DraftOrderCart(order, edited=is_new)
    lines = cart.lines
    quote = quoting(cart) if quoting is not None else None
    quotes = quote.lines if quote is not None else ()
    edited = [info for info in cart.all_lines if is_new.get(info.line.pk) is False]
    remove_ours([info for info in edited if our_discount(info) and is_locked(info)])
    adjust_effects(order, edited, zip(lines, quotes, strict=False))
    change_prices(
        order,
        cart,
        [
            (info, price_to_store(info, line))
            for info, line in zip(lines, quotes, strict=False)
            if cart.is_open(info)
            and not is_gift(info.line)
            and (is_new[info.line.pk] or line.unit_amount < charged_price(info))
        ],
    )

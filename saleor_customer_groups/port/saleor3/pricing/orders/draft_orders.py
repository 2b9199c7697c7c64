"""Price an order that staff write or edit for the groups of its customer.

See docs/pricing.md, Draft orders.

Saleor then does the rest with its own functions: promotions, vouchers, base prices.
"""

import logging
from collections.abc import Collection, Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from saleor.order import OrderStatus
from saleor.order.fetch import EditableOrderLineInfo, fetch_draft_order_lines_info
from saleor.order.models import Order, OrderLine
from saleor.order.utils import calculate_draft_order_line_price_expiration_date

from ....contract.carts import OpenCart
from ....contract.quotes import RETRY_AFTER, Quote, Quoting
from ....pricing.frozen_quotes import is_frozen
from ....pricing.retries import needs_retry, store_retry
from ...base.active_plugin import active_plugin
from ...base.databases import writing
from ..checkouts.carts import DraftOrderCart
from ..line_metadata import is_gift
from ..told_again import tell_when_saved
from .order_prices import PRICE_FIELDS, adjust_effects, change_prices, try_to_price
from .price_origin import is_our_override
from .stored_prices import NOTHING_STORED, price_to_store

logger = logging.getLogger(__name__)


def price_draft_order(order: Order, quoting: Quoting) -> None:
    """Put the prices of the customer's groups on the lines of a draft order.

    A fault is logged, our prices are removed, and Saleor's own hold until somebody
    looks at it a few seconds later. A quote that was sent keeps its prices.

    :param quoting: answers with the prices of a cart.
    """
    if order.status != OrderStatus.DRAFT or is_frozen(order):
        return
    is_known = False

    def quote_and_check(cart: OpenCart) -> Quote | None:
        nonlocal is_known
        quote = quoting(cart)
        is_known = quote is not None
        return quote

    if not try_to_price(order, partial(_price_draft, quoting=quote_and_check)):
        is_known = False
        try_to_price(order, _remove_prices)
    if not is_known:
        _ask_again_soon(order)
    store_retry(order, is_known=is_known)


def our_overrides(order: Order, lines: Iterable[OrderLine]) -> set[Any]:
    """Return the lines with an override of ours, by primary key.

    :param lines: the loaded lines of the order, which are brought up to date: another
        part of the same request may have priced them meanwhile.
    """
    with writing():
        bring_up_to_date(order, lines)
    return {line.pk for line in lines if is_our_override(line)}


def price_refreshed_draft_order(
    order: Order, refreshed: list[EditableOrderLineInfo], *, ours: Collection[Any]
) -> list[EditableOrderLineInfo]:
    """Price a draft order whose listing prices Saleor has found again, likewise.

    While the plugin is switched off it keeps what groups have made of it.

    :param refreshed: its loaded lines as they are now, which are changed.
    :param ours: those of them that Saleor has left out, by primary key.
    :returns: the lines as they are after it.
    """
    if not refreshed or is_frozen(order):
        return refreshed
    lines = [info.line for info in refreshed]
    with writing():
        order.lines.filter(pk__in=ours).update(
            draft_base_price_expire_at=calculate_draft_order_line_price_expiration_date(
                order.channel, order.status
            )
        )
        if plugin := active_plugin():
            was_at_fault = needs_retry(order)
            price_draft_order(order, plugin.quote_units)
            if was_at_fault and not needs_retry(order):
                tell_when_saved(order, "draft_order_updated")
            # When a draft is only read, Saleor 3.23 would not update its totals.
            order.should_refresh_prices = True
        bring_up_to_date(order, lines)
        return fetch_draft_order_lines_info(order, lines)


def keep_gifts_of_draft_order(order: Order) -> None:
    """Make only the units free that promotions gave in a draft, without pricing it.

    There are such lines in replacements.
    """
    if order.status == OrderStatus.DRAFT and not is_frozen(order):
        try_to_price(order, _keep_gifts)


def _ask_again_soon(order: Order) -> None:
    """Have Saleor find the listing prices again at the next read, and so ours."""
    try:
        with writing(), transaction.atomic():
            # The others are not to be found again at all.
            order.lines.filter(draft_base_price_expire_at__isnull=False).update(
                draft_base_price_expire_at=timezone.now() + RETRY_AFTER
            )
    except Exception:
        logger.exception(
            "Draft order %s keeps Saleor's own prices for a day: the time at which"
            " to price it again could not be stored",
            order.pk,
        )


def bring_up_to_date(order: Order, lines: Iterable[OrderLine]) -> None:
    """Bring loaded lines up to date with the prices in the database."""
    stored = order.lines.in_bulk()
    for line in lines:
        for name in ("draft_base_price_expire_at", *PRICE_FIELDS):
            if line.pk in stored:
                setattr(line, name, getattr(stored[line.pk], name))


def _remove_prices(order: Order) -> None:
    cart = DraftOrderCart(order)
    lines = [info for info in cart.lines if not is_gift(info.line)]
    change_prices(order, cart, [(info, NOTHING_STORED) for info in lines])


def _keep_gifts(order: Order) -> None:
    cart = DraftOrderCart(order)
    adjust_effects(order, [each for each in cart.all_lines if is_gift(each.line)], None)


def _price_draft(order: Order, *, quoting: Quoting) -> None:
    cart = DraftOrderCart(order)
    lines = cart.lines
    quote = quoting(cart)
    quotes = quote.lines if quote is not None else ()
    gifts = [info for info in cart.all_lines if is_gift(info.line)]
    adjust_effects(order, gifts, zip(lines, quotes, strict=False))
    if not quotes:
        return _remove_prices(order)
    return change_prices(
        order,
        cart,
        [
            (info, price_to_store(info, line) if cart.is_open(info) else NOTHING_STORED)
            for info, line in zip(lines, quotes, strict=True)
            if not is_gift(info.line)
        ],
    )

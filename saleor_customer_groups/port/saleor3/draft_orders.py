"""Price an order that staff write or edit for the groups of its customer.

Saleor then does the rest with its own functions: promotions, vouchers, base prices.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from saleor.core.db.connection import allow_writer
from saleor.discount.models import OrderLineDiscount
from saleor.discount.utils.order import (
    refresh_manual_line_discount_object,
    refresh_order_line_discount_objects_for_catalogue_promotions,
    update_unit_discount_data_on_order_lines_info,
)
from saleor.discount.utils.voucher import (
    create_or_update_line_discount_objects_from_voucher,
    get_the_cheapest_line,
    is_line_level_voucher,
)
from saleor.order import OrderStatus
from saleor.order.fetch import (
    EditableOrderLineInfo,
    fetch_draft_order_lines_info,
    reattach_apply_once_per_order_voucher_info,
)
from saleor.order.lock_objects import order_qs_select_for_update
from saleor.order.models import Order, OrderLine
from saleor.order.utils import (
    calculate_draft_order_line_price_expiration_date,
    invalidate_order_prices,
)

from ..contract import ASK_AGAIN_AFTER, OpenCart, Quote, Quoting
from .carts import DraftOrderCart
from .order_marks import (
    LINE_FIELDS,
    NO_MARK,
    Mark,
    charged_price,
    is_our_override,
    mark_line,
    our_discount,
    row_of,
    stands,
    wanted_mark,
)
from .plugin import active_plugin

logger = logging.getLogger(__name__)

_REFRESHED = (
    *LINE_FIELDS,
    "base_unit_price_amount",
    "unit_discount_amount",
    "unit_discount_reason",
    "unit_discount_type",
    "unit_discount_value",
)

Change = tuple[EditableOrderLineInfo, Mark]


def price_draft_order(order: Order, quoting: Quoting) -> None:
    """Put the prices of the customer's groups on the lines of a draft order.

    A fault is logged, our marks come off, and Saleor's own prices hold until somebody
    looks at it a few seconds later.

    :param quoting: answers with the prices of a cart.
    """
    if order.status != OrderStatus.DRAFT:
        return
    is_known = False

    def noting(cart: OpenCart) -> Quote | None:
        nonlocal is_known
        quote = quoting(cart)
        is_known = quote is not None
        return quote

    if not _try_to_price(order, partial(_wanted, quoting=noting)):
        is_known = False
        _try_to_price(order, _nothing)
    if not is_known:
        _ask_again_soon(order)


def our_overrides(order: Order, lines: Iterable[OrderLine]) -> set[Any]:
    """Return the lines with an override of ours, by primary key.

    :param lines: the lines of the order, which are brought up to date in hand: another
        part of the same request may have priced them meanwhile.
    """
    with allow_writer():
        _bring_up_to_date(order, lines)
    return {line.pk for line in lines if is_our_override(line)}


def price_refreshed_draft_order(
    order: Order, refreshed: list[EditableOrderLineInfo], *, ours: Collection[Any]
) -> list[EditableOrderLineInfo]:
    """Price a draft order, whose listing prices Saleor has found anew, likewise.

    While the plugin is switched off it keeps what groups have made of it.

    :param refreshed: its lines as they are now, which are changed in hand.
    :param ours: those of them that Saleor has left out, by primary key.
    :returns: the lines as they are after it.
    """
    if not refreshed:
        return refreshed
    lines = [info.line for info in refreshed]
    with allow_writer():
        order.lines.filter(pk__in=ours).update(
            draft_base_price_expire_at=calculate_draft_order_line_price_expiration_date(
                order.channel, order.status
            )
        )
        if plugin := active_plugin():
            price_draft_order(order, plugin.quote_units)
            # When only looked at, Saleor 3.23 would leave totals at the prices before.
            order.should_refresh_prices = True
        _bring_up_to_date(order, lines)
        return fetch_draft_order_lines_info(order, lines)


def price_edited_lines(
    order: Order, quoting: Quoting, *, is_new: Mapping[Any, bool]
) -> None:
    """Put the prices of the customer's groups on lines of an order that staff edited.

    A line that is new gets the customer's price; one that was ordered keeps the price
    that was agreed upon, unless the customer pays less for the new quantity.

    :param is_new: tells it of each line that was edited, by primary key.
    """
    _try_to_price(order, partial(_wanted_when_edited, quoting=quoting, is_new=is_new))


def _try_to_price(
    order: Order, wanted: Callable[[Order], tuple[DraftOrderCart, list[Change]]]
) -> bool:
    """Put on the lines what is wanted; tell whether that was possible."""
    try:
        with allow_writer(), transaction.atomic():
            if order_qs_select_for_update().filter(pk=order.pk).first() is not None:
                _change(order, *wanted(order))
    except Exception:
        logger.exception(
            "Order %s has Saleor's own prices: it could not be priced for the"
            " customer's groups",
            order.pk,
        )
        return False
    return True


def _ask_again_soon(order: Order) -> None:
    """Have Saleor find the listing prices anew when it next looks, and so ours."""
    try:
        with allow_writer(), transaction.atomic():
            order.lines.update(
                draft_base_price_expire_at=timezone.now() + ASK_AGAIN_AFTER
            )
    except Exception:
        logger.exception("Order %s keeps Saleor's own prices for today", order.pk)


def _bring_up_to_date(order: Order, lines: Iterable[OrderLine]) -> None:
    stored = order.lines.in_bulk()
    for line in lines:
        for name in ("draft_base_price_expire_at", *_REFRESHED):
            if line.pk in stored:
                setattr(line, name, getattr(stored[line.pk], name))


def _nothing(order: Order) -> tuple[DraftOrderCart, list[Change]]:
    cart = DraftOrderCart(order)
    return cart, [(info, NO_MARK) for info in cart.lines]


def _wanted(order: Order, *, quoting: Quoting) -> tuple[DraftOrderCart, list[Change]]:
    cart = DraftOrderCart(order)
    quote = quoting(cart)
    if quote is None or not quote.lines:
        return cart, [(info, NO_MARK) for info in cart.lines]
    return cart, [
        (info, wanted_mark(info, line) if cart.is_open(info) else NO_MARK)
        for info, line in zip(cart.lines, quote.lines, strict=True)
    ]


def _wanted_when_edited(
    order: Order, *, quoting: Quoting, is_new: Mapping[Any, bool]
) -> tuple[DraftOrderCart, list[Change]]:
    cart = DraftOrderCart(order, edited=is_new)
    quote = quoting(cart)
    if quote is None or not quote.lines:
        return cart, []
    return cart, [
        (info, wanted_mark(info, line))
        for info, line in zip(cart.lines, quote.lines, strict=True)
        if cart.is_open(info)
        and (is_new[info.line.pk] or line.unit_amount < charged_price(info))
    ]


def _change(order: Order, cart: DraftOrderCart, wanted: list[Change]) -> None:
    changed = [(info, mark) for info, mark in wanted if not stands(info, mark)]
    if changed:
        cheapest = get_the_cheapest_line(cart.all_lines)
        before = {info.line.pk: our_discount(info) for info, _ in changed}
        _write_discounts(changed)
        for info, mark in changed:
            mark_line(info, mark, before=before[info.line.pk])
        _reckon(order, [info for info, _ in changed], cart.all_lines, cheapest)
        invalidate_order_prices(order, save=True)


def _write_discounts(changed: Sequence[Change]) -> None:
    gone = []
    rows = []
    for info, mark in changed:
        before, row = our_discount(info), row_of(info, mark)
        if row is not None:
            rows.append(row)
        elif before is not None:
            gone.append(before.pk)
        others = [discount for discount in info.discounts if discount is not before]
        info.discounts = others if row is None else [*others, row]
    OrderLineDiscount.objects.filter(pk__in=gone).delete()
    kept = [row for row in rows if not row._state.adding]
    OrderLineDiscount.objects.bulk_create([row for row in rows if row._state.adding])
    OrderLineDiscount.objects.bulk_update(
        kept, ["value_type", "value", "amount_value", "reason"]
    )


def _reckon(
    order: Order,
    changed: list[EditableOrderLineInfo],
    lines: list[EditableOrderLineInfo],
    cheapest: EditableOrderLineInfo | None,
) -> None:
    """Let Saleor reckon its own discounts anew, as it does when listing prices change.

    :param changed: the lines on which something of ours changed.
    :param lines: all lines.
    :param cheapest: the cheapest of them before that.
    """
    refresh_order_line_discount_objects_for_catalogue_promotions(changed)
    refresh_manual_line_discount_object(changed)
    if is_line_level_voucher(order.voucher):
        if order.voucher.apply_once_per_order:
            reattach_apply_once_per_order_voucher_info(lines, cheapest, order)
            changed = lines
        # On the lines on which it was put, as Saleor does it when staff edit an order.
        create_or_update_line_discount_objects_from_voucher(
            changed, use_denormalized_data=True
        )
    update_unit_discount_data_on_order_lines_info(changed)
    OrderLine.objects.bulk_update([info.line for info in changed], _REFRESHED)

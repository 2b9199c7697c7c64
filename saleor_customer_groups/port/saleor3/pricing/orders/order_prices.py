"""Change what is ours on lines of an order that staff write or edit.

Saleor then does the rest with its own functions: promotions, vouchers, base prices.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from django.db import transaction
from saleor.core.prices import quantize_price
from saleor.discount.models import OrderLineDiscount
from saleor.discount.utils import voucher as voucher_utils
from saleor.discount.utils.order import (
    refresh_manual_line_discount_object,
    refresh_order_line_discount_objects_for_catalogue_promotions,
    update_unit_discount_data_on_order_lines_info,
)
from saleor.discount.utils.voucher import (
    create_or_update_line_discount_objects_from_voucher,
    is_line_level_voucher,
)
from saleor.order.fetch import (
    EditableOrderLineInfo,
    reattach_apply_once_per_order_voucher_info,
)
from saleor.order.lock_objects import order_qs_select_for_update
from saleor.order.models import Order, OrderLine
from saleor.order.utils import invalidate_order_prices

from ....contract.quotes import LineQuote
from ...base.databases import writing
from ..checkouts.carts import DraftOrderCart
from ..gifts.order_effects import keep_effects
from ..line_metadata import DISCOUNT_KEY, EFFECTS_KEY, REASON_KEY
from ..vouchers.order_vouchers import take_vouchers_off
from .price_origin import our_discount
from .stored_prices import (
    LINE_FIELDS,
    NOTHING_STORED,
    REASON_FIELDS,
    StoredPrice,
    discount_row,
    is_stored,
    store_on_line,
)

logger = logging.getLogger(__name__)

# Fields that Saleor recalculates when it reads the order; apps may be told of them
# before that.
_SHOWN = tuple(
    f"{name}_{kind}_amount"
    for name in (
        "unit_price",
        "total_price",
        "undiscounted_unit_price",
        "undiscounted_total_price",
    )
    for kind in ("net", "gross")
)
PRICE_FIELDS = (
    *LINE_FIELDS,
    *_SHOWN,
    "base_unit_price_amount",
    "unit_discount_amount",
    "unit_discount_reason",
    "unit_discount_type",
    "unit_discount_value",
)

Change = tuple[EditableOrderLineInfo, StoredPrice]
# Lines with what a unit cost, before and without discounts.
Shown = list[tuple[OrderLine, Decimal, Decimal]]


def try_to_price(order: Order, price: Callable[[Order], None]) -> bool:
    """Change the prices of an order under its lock.

    A fault is logged.

    :returns: whether there was none.
    """
    try:
        with writing(), transaction.atomic():
            if order_qs_select_for_update().filter(pk=order.pk).first() is not None:
                price(order)
    except Exception:
        logger.exception(
            "Order %s has Saleor's own prices: it could not be priced for the"
            " customer's groups",
            order.pk,
        )
        return False
    return True


def change_prices(order: Order, cart: DraftOrderCart, wanted: list[Change]) -> None:
    """Store prices on lines, and have Saleor find its own discounts again.

    :param wanted: what is to be stored on each line.
    """
    changed = [(info, stored) for info, stored in wanted if not is_stored(info, stored)]
    if changed:
        # Looked up when called: it is wrapped to leave gifts out.
        cheapest = voucher_utils.get_the_cheapest_line(cart.all_lines)
        before = {info.line.pk: our_discount(info) for info, _ in changed}
        shown = _shown_for(info for info, _ in changed)
        _write_discounts(changed)
        for info, stored in changed:
            store_on_line(info, stored, before=before[info.line.pk])
        _calculate(
            order, [info for info, _ in changed], cart.all_lines, cheapest, shown
        )
        invalidate_order_prices(order, save=True)


def adjust_effects(
    order: Order,
    lines: Iterable[EditableOrderLineInfo],
    quoted: Iterable[tuple[EditableOrderLineInfo, LineQuote]] | None,
) -> None:
    """Have lines keep what promotions gave, for their current quantities.

    :param quoted: what lines cost; units that were added to a gift are paid for.
    """
    prices = {info.line.pk: line.unit_amount for info, line in quoted or ()}
    changed = keep_effects(lines, prices=prices)
    if not changed:
        return
    shown = _shown_for(changed)
    OrderLineDiscount.objects.bulk_update(
        [ours for info in changed if (ours := our_discount(info))],
        ["value_type", "value", "amount_value"],
    )
    if is_line_level_voucher(order.voucher):
        create_or_update_line_discount_objects_from_voucher(
            changed, use_denormalized_data=True
        )
    take_vouchers_off(changed)
    update_unit_discount_data_on_order_lines_info(changed)
    _show(order, shown)
    OrderLine.objects.bulk_update([info.line for info in changed], PRICE_FIELDS)
    invalidate_order_prices(order, save=True)


def remove_ours(typed: Sequence[EditableOrderLineInfo]) -> None:
    """Remove what is ours from lines for which staff have typed a price; that stays."""
    if not typed:
        return
    gone = [ours.pk for info in typed if (ours := our_discount(info))]
    OrderLineDiscount.objects.filter(pk__in=gone).delete()
    for info in typed:
        info.discounts = [each for each in info.discounts if each.pk not in gone]
        store_on_line(info, NOTHING_STORED, before=None)
        for name in (DISCOUNT_KEY, REASON_KEY, EFFECTS_KEY):
            info.line.private_metadata.pop(name, None)
    OrderLine.objects.bulk_update(
        [info.line for info in typed], ["private_metadata", *REASON_FIELDS]
    )


def _write_discounts(changed: Sequence[Change]) -> None:
    gone = []
    rows = []
    for info, stored in changed:
        before, row = our_discount(info), discount_row(info, stored)
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


def _calculate(
    order: Order,
    changed: list[EditableOrderLineInfo],
    lines: list[EditableOrderLineInfo],
    cheapest: EditableOrderLineInfo | None,
    shown: Shown,
) -> None:
    """Let Saleor calculate its discounts again, as it does when listing prices change.

    :param changed: the lines on which something of ours changed.
    :param lines: all lines.
    :param cheapest: the cheapest of them before that.
    :param shown: the changed lines with the prices that they had before.
    """
    refresh_order_line_discount_objects_for_catalogue_promotions(changed)
    refresh_manual_line_discount_object(changed)
    if is_line_level_voucher(order.voucher):
        if order.voucher.apply_once_per_order:
            reattach_apply_once_per_order_voucher_info(lines, cheapest, order)
            changed = lines
        # On the same lines as before, as Saleor does when staff edit an order.
        create_or_update_line_discount_objects_from_voucher(
            changed, use_denormalized_data=True
        )
    update_unit_discount_data_on_order_lines_info(changed)
    _show(order, shown)
    OrderLine.objects.bulk_update([info.line for info in changed], PRICE_FIELDS)


def _shown_for(lines: Iterable[EditableOrderLineInfo]) -> Shown:
    return [
        (
            info.line,
            info.line.base_unit_price_amount,
            info.line.undiscounted_base_unit_price_amount,
        )
        for info in lines
    ]


def _show(order: Order, before: Shown) -> None:
    """Have loaded lines show their current prices.

    With taxes and discounts of the whole order in proportion, until Saleor finds them.

    :param before: the lines with the prices for which they show what they show.
    """
    for line, base, undiscounted in before:
        for name, was, now in (
            ("", base, line.base_unit_price_amount),
            ("undiscounted_", undiscounted, line.undiscounted_base_unit_price_amount),
        ):
            for kind in ("net", "gross") if now != was else ():
                shown = getattr(line, f"{name}unit_price_{kind}_amount")
                unit = shown * now / was if was else now
                total = quantize_price(unit * line.quantity, line.currency)
                setattr(line, f"{name}unit_price_{kind}_amount", unit)
                setattr(line, f"{name}total_price_{kind}_amount", total)
    # Saleor may keep the lines with the order, as they were before.
    getattr(order, "_prefetched_objects_cache", {}).pop("lines", None)

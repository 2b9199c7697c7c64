"""What is ours on the lines of a draft order.

As on a checkout, a lower price is a discount of Saleor's type MANUAL and a higher one
an override. The line's private metadata notes what we put there, so that what staff
have typed, changed or taken off by hand since is told apart and left alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from prices import Money
from saleor.core.prices import quantize_price
from saleor.discount import DiscountType, DiscountValueType
from saleor.discount.models import OrderLineDiscount
from saleor.discount.utils.manual_discount import apply_discount_to_value
from saleor.order.fetch import EditableOrderLineInfo
from saleor.order.models import OrderLine

from ....contract.quotes import LineQuote
from ....pricing.quote_metadata import read_note, write_note
from ..catalogue.catalogue import promotion_rule, raises_beside_promotion
from ..checkouts.marks import (
    NAME,
    PRICE_NOTE,
    QUOTE_NOTE,
    REASON_NOTE,
    amount_note,
    has_field,
)

# Our note of the discount that we put on a line: its type and its value.
DISCOUNT_NOTE = "customer_groups.discount"
NOTES = (QUOTE_NOTE, PRICE_NOTE, REASON_NOTE, DISCOUNT_NOTE)
# What promotions gave on a line, and for how many units.
GIVEN_NOTE = "customer_groups.given"
# A line of a replacement: what was paid for a unit, and what stood beside it as the
# price without discounts, which staff may have changed since.
PAID_NOTE = "customer_groups.paid"
# Where our discount on a line is, while Saleor is not to find it among the others.
HIDDEN = "_customer_groups_discount"
# Since 3.23.19.
REASON_FIELDS = (
    ("price_override_reason",) if has_field(OrderLine, "price_override_reason") else ()
)
LINE_FIELDS = (
    "is_price_overridden",
    "undiscounted_base_unit_price_amount",
    "private_metadata",
    *REASON_FIELDS,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What of ours stands on a line, or shall stand there.

    ``discount`` is its type and value as Saleor has them: 0 keeps the promotion away.
    ``note`` is the price with what made it, written down.
    """

    discount: tuple[str, Decimal] | None = None
    override: Decimal | None = None
    reason: str = ""
    note: str = ""


NO_MARK = Mark()


def our_discount(info: EditableOrderLineInfo) -> OrderLineDiscount | None:
    """Return our discount on a line, if nobody has changed it since."""
    hidden: OrderLineDiscount | None = getattr(info, HIDDEN, None)
    return hidden or _our_discount(info.line, info.get_manual_line_discount())


def amount_off(line: OrderLine, ours: OrderLineDiscount) -> Decimal:
    """Return what our discount takes off a line, for the units that there are now.

    What it takes off one unit may have been rounded, so that of as many units as before
    it is the amount that was written down.
    """
    unit = _off_unit(line, ours)
    of_all = unit * line.quantity
    if abs(of_all - ours.amount_value) * 1000 < line.quantity:
        return ours.amount_value
    return quantize_price(Money(of_all, line.currency), line.currency).amount


def _our_discount(
    line: OrderLine, discount: OrderLineDiscount | None
) -> OrderLineDiscount | None:
    metadata = line.private_metadata or {}
    if (
        discount is not None
        and discount.name == NAME
        and metadata.get(DISCOUNT_NOTE)
        == _discount_note(discount.value_type, discount.value)
        and metadata.get(REASON_NOTE) == discount.reason
    ):
        return discount
    return None


def is_our_override(line: OrderLine) -> bool:
    """Tell whether we made a line's override, and nobody has changed it since."""
    note = (line.private_metadata or {}).get(PRICE_NOTE)
    price = amount_note(line.undiscounted_base_unit_price_amount)
    return bool(line.is_price_overridden) and note == price


def is_locked(info: EditableOrderLineInfo) -> bool:
    """Tell whether the price of a line is not ours to make.

    Staff made it, or took ours off it, or it is that of what the line replaces.
    """
    return paid_price(info) is not None or _is_by_hand(
        info.line, info.get_manual_line_discount()
    )


def store_paid_prices(line: OrderLine) -> None:
    """Note on a line in hand that it costs what was paid for what it replaces."""
    line.private_metadata = {
        **(line.private_metadata or {}),
        PAID_NOTE: f"{amount_note(line.base_unit_price_amount)}"
        f" {amount_note(line.undiscounted_base_unit_price_amount)}",
    }


def paid_price(info: EditableOrderLineInfo) -> Decimal | None:
    """Return what was paid for a unit of what a line replaces, None if that is void.

    Staff may have typed another price or a discount since.
    """
    line = info.line
    paid, _, undiscounted = (
        (line.private_metadata or {}).get(PAID_NOTE, "").partition(" ")
    )
    is_as_copied = undiscounted == amount_note(line.undiscounted_base_unit_price_amount)
    if not is_as_copied or info.get_manual_line_discount() is not None:
        return None
    try:
        return Decimal(paid)
    except InvalidOperation:
        # Who manages orders can write private metadata.
        return None


def _is_by_hand(line: OrderLine, discount: OrderLineDiscount | None) -> bool:
    if line.is_price_overridden and not is_our_override(line):
        return True
    is_noted = DISCOUNT_NOTE in (line.private_metadata or {})
    return (is_noted or discount is not None) and _our_discount(line, discount) is None


def stored_quote(
    line: OrderLine, discounts: Iterable[OrderLineDiscount]
) -> LineQuote | None:
    """Return the price of ours on a line with what made it, none where it is not ours.

    :param discounts: all discounts on the line.
    """
    note = (line.private_metadata or {}).get(QUOTE_NOTE)
    manual = (each for each in discounts if each.type == DiscountType.MANUAL)
    if note is None or _is_by_hand(line, next(manual, None)):
        return None
    try:
        return read_note(note)
    except ValueError:
        # Who manages orders can write private metadata.
        return None


def charged_price(info: EditableOrderLineInfo) -> Decimal:
    """Return what Saleor charges for one unit of a line before vouchers."""
    paid = paid_price(info)
    if paid is not None:
        return paid
    # Where staff have typed a price over it, our discount is about to go.
    gone = our_discount(info) if is_locked(info) else None
    off = sum(
        (
            _off_unit(info.line, discount)
            for discount in info.discounts
            if discount.type != DiscountType.VOUCHER and discount is not gone
        ),
        Decimal(0),
    )
    unit = info.line.undiscounted_base_unit_price_amount
    return max(unit - off, Decimal(0))


def _off_unit(line: OrderLine, discount: OrderLineDiscount) -> Decimal:
    """Return what a discount takes off one unit.

    Staff who change the quantity leave the amount of one by hand, as ours are, as it
    was for the quantity before.
    """
    if discount.type != DiscountType.MANUAL:
        return discount.amount_value / line.quantity
    price = Money(line.undiscounted_base_unit_price_amount, line.currency)
    reduced = apply_discount_to_value(
        discount.value, discount.value_type, line.currency, price
    )
    return (price - reduced).amount


def listing_price(info: EditableOrderLineInfo) -> Decimal:
    """Return the listing price of a line, as the draft has frozen it for a while."""
    listing = info.channel_listing
    if is_our_override(info.line) and listing and listing.price_amount is not None:
        return listing.price_amount
    return info.line.undiscounted_base_unit_price_amount


def wanted_mark(info: EditableOrderLineInfo, quote: LineQuote) -> Mark:
    """Return what has to stand on a line so that Saleor charges what was quoted."""
    if not quote.is_ours:
        return NO_MARK
    base, unit = quote.base_amount, quote.unit_amount
    has_promotion = promotion_rule(info) is not None
    mark = Mark(reason=quote.reason, note=write_note(quote))
    if raises_beside_promotion(info, quote):
        return replace(mark, override=quote.group_amount)
    if unit > base:
        nothing = (DiscountValueType.FIXED, Decimal(0))
        return replace(mark, discount=nothing if has_promotion else None, override=unit)
    if unit < base or has_promotion:
        return replace(mark, discount=_discount(base, unit, info.line.currency))
    return NO_MARK


def stands(info: EditableOrderLineInfo, mark: Mark) -> bool:
    """Tell whether just this of ours stands on a line, for all its units."""
    line, discount = info.line, our_discount(info)
    is_ours = is_our_override(line)
    ours = line.undiscounted_base_unit_price_amount if is_ours else None
    if discount is None or mark.discount is None:
        same_discount = discount is None and mark.discount is None
    else:
        same_discount = (
            (discount.value_type, discount.value) == mark.discount
            and discount.amount_value == _off_line(info, mark)
            and discount.reason == mark.reason
        )
    metadata = line.private_metadata or {}
    is_stale = PRICE_NOTE in metadata and not is_ours
    same_note = metadata.get(QUOTE_NOTE, "") == mark.note
    return same_discount and ours == mark.override and same_note and not is_stale


def store_discount(line: OrderLine, discount: OrderLineDiscount) -> None:
    """Note on a line in hand that a discount is ours."""
    line.private_metadata = {
        **(line.private_metadata or {}),
        DISCOUNT_NOTE: _discount_note(discount.value_type, discount.value),
        REASON_NOTE: discount.reason,
    }


def row_of(info: EditableOrderLineInfo, mark: Mark) -> OrderLineDiscount | None:
    """Return the discount that a mark asks for, in the row there is or a new one."""
    if mark.discount is None:
        return None
    row = our_discount(info) or OrderLineDiscount(
        line_id=info.line.pk,
        type=DiscountType.MANUAL,
        unique_type=DiscountType.MANUAL,
        currency=info.line.currency,
        name=NAME,
    )
    row.value_type, row.value = mark.discount
    row.reason = mark.reason
    row.amount_value = _off_line(info, mark)
    return row


def mark_line(
    info: EditableOrderLineInfo, mark: Mark, *, before: OrderLineDiscount | None
) -> None:
    """Put override and notes on a line in hand, or take ours off it.

    :param before: our discount that stood on the line.
    """
    line = info.line
    metadata = line.private_metadata or {}
    is_ours = is_our_override(line)
    if is_ours:
        line.undiscounted_base_unit_price_amount = listing_price(info)
        line.is_price_overridden = False
    for name in REASON_FIELDS:
        # Staff who type another price leave our reason beside it.
        if is_ours or getattr(line, name) == metadata.get(REASON_NOTE):
            setattr(line, name, None)
    if mark.override is not None:
        line.undiscounted_base_unit_price_amount = mark.override
        line.is_price_overridden = True
        for name in REASON_FIELDS:
            setattr(line, name, mark.reason)
    notes = _notes(mark)
    if before is None and mark.discount is None and DISCOUNT_NOTE in metadata:
        # Staff took our discount off, which has to be remembered.
        notes |= {key: metadata[key] for key in NOTES[2:] if key in metadata}
    kept = {key: value for key, value in metadata.items() if key not in NOTES}
    line.private_metadata = {**kept, **notes}


def _discount(base: Decimal, unit: Decimal, currency: str) -> tuple[str, Decimal]:
    """Return the discount that makes one amount out of another.

    As a percentage, where one makes it exactly: Saleor by itself then keeps the price
    right when the listing price changes.
    """
    percent = (base - unit) * 100 / base if base else Decimal(0)
    written = Decimal(amount_note(percent))
    made = apply_discount_to_value(
        written, DiscountValueType.PERCENTAGE, currency, Money(base, currency)
    )
    if made.amount == unit and written == percent:
        return DiscountValueType.PERCENTAGE, written
    return DiscountValueType.FIXED, base - unit


def _off_line(info: EditableOrderLineInfo, mark: Mark) -> Decimal:
    if mark.discount is None:
        return Decimal(0)
    kind, value = mark.discount
    base = mark.override if mark.override is not None else listing_price(info)
    price = Money(base, info.line.currency)
    reduced = apply_discount_to_value(value, kind, info.line.currency, price)
    return (price - reduced).amount * info.line.quantity


def _notes(mark: Mark) -> dict[str, str]:
    notes = {}
    if mark.override is not None:
        notes[PRICE_NOTE] = amount_note(mark.override)
    if mark.discount is not None:
        notes[DISCOUNT_NOTE] = _discount_note(*mark.discount)
    if not notes:
        return {}
    return {**notes, REASON_NOTE: mark.reason, QUOTE_NOTE: mark.note}


def _discount_note(kind: str, value: Decimal) -> str:
    return f"{kind} {amount_note(value)}"

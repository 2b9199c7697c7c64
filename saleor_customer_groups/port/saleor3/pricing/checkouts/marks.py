"""What is ours on the lines of a checkout, and how it is put there and taken off.

A lower price is a discount of Saleor's type MANUAL under a name of ours, a higher one a
price override with a note of ours in the line's private metadata, which shoppers cannot
write. Saleor has one MANUAL discount a line and leaves its own promotion out beside it,
so the discount also holds what a promotion takes off that goes with the group's price,
and what promotions of groups take off the line.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from prices import Money
from saleor.checkout.fetch import CheckoutLineInfo
from saleor.checkout.lock_objects import (
    checkout_lines_qs_select_for_update,
    checkout_qs_select_for_update,
)
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.core.prices import quantize_price
from saleor.discount import DiscountType, DiscountValueType
from saleor.discount.models import CheckoutLineDiscount

from ....contract.quotes import LineQuote
from ....pricing.quote_metadata import read_note, write_note
from ...base.databases import writing
from ..catalogue.catalogue import promotion_rule, raises_beside_promotion

# The name of our discounts, on checkouts and orders.
NAME = "Customer group"
# Our notes in private metadata: the price with what made it, the override that is ours,
# and why there is one.
QUOTE_NOTE = "customer_groups.quote"
PRICE_NOTE = "customer_groups.price"
REASON_NOTE = "customer_groups.reason"
# What promotions make of the shipping price, on the first line that is paid for.
SHIPPING_NOTE = "customer_groups.shipping"
# A line that a promotion gives, and which one does.
GIFT_NOTE = "customer_groups.gift"
# Our marks were taken off behind Saleor's back: a voucher has to be reckoned anew.
REMOVED_NOTE = "customer_groups.removed"
NOTES = (QUOTE_NOTE, PRICE_NOTE, REASON_NOTE, SHIPPING_NOTE, REMOVED_NOTE)
_NOTES = frozenset((*NOTES, GIFT_NOTE))


def has_field(model: Any, name: str) -> bool:
    """Tell whether this version of Saleor has a field."""
    return any(field.name == name for field in model._meta.get_fields())


# Since 3.23.19.
REASON_FIELDS = (
    ("price_override_reason",)
    if has_field(CheckoutLine, "price_override_reason")
    else ()
)
LINE_FIELDS = ("price_override", "private_metadata", *REASON_FIELDS)


@dataclass(frozen=True, slots=True)
class Mark:
    """What of ours stands on a line, or shall stand there.

    ``discount`` is what is taken off the whole line: 0 keeps Saleor's promotion away.
    ``note`` is the price with what made it, written down, ``shipping`` the same of
    shipping.
    """

    discount: Decimal | None = None
    override: Decimal | None = None
    reason: str = ""
    note: str = ""
    shipping: str = ""


NO_MARK = Mark()


@dataclass(frozen=True, slots=True)
class Change:
    """A line whose mark is to become another one."""

    info: CheckoutLineInfo
    mark: Mark


def our_discount(info: CheckoutLineInfo) -> CheckoutLineDiscount | None:
    """Return the discount of ours on a line, if there is one."""
    for discount in info.discounts:
        if discount.type == DiscountType.MANUAL and discount.name == NAME:
            return discount
    return None


def is_marked(info: CheckoutLineInfo) -> bool:
    """Tell whether anything of ours stands on a line."""
    return our_discount(info) is not None or not _NOTES.isdisjoint(
        info.line.private_metadata or ()
    )


def gift_key(line: Any) -> str | None:
    """Return which gift of ours a line of a checkout or an order is, none for none."""
    return (line.private_metadata or {}).get(GIFT_NOTE)


def is_gift(line: Any) -> bool:
    """Tell whether a promotion of ours gives a line of a checkout or an order."""
    return gift_key(line) is not None


def noted(line: Any, name: str) -> LineQuote | None:
    """Return the price in a note of ours on a line of a checkout or order, if any."""
    note = (line.private_metadata or {}).get(name)
    try:
        return read_note(note) if note else None
    except ValueError:
        # Who manages checkouts or orders can write private metadata.
        return None


def is_our_override(line: CheckoutLine) -> bool:
    """Tell whether we made a line's price override, and nobody has changed it since."""
    note = (line.private_metadata or {}).get(PRICE_NOTE)
    return line.price_override is not None and note == amount_note(line.price_override)


def charged_price(info: CheckoutLineInfo) -> Money | None:
    """Return what one unit costs before vouchers, where something of ours counts."""
    currency = info.line.currency
    if discount := our_discount(info):
        total = info.undiscounted_unit_price * info.line.quantity - discount.amount
        unit = quantize_price(total / info.line.quantity, currency)
        return max(unit, Money(0, currency))
    if is_our_override(info.line):
        raised = Money(info.line.price_override, currency)
        rule = promotion_rule(info)
        return rule.get_discount(currency)(raised) if rule else raised
    return None


def is_locked(info: CheckoutLineInfo) -> bool:
    """Tell whether the price of a line is not ours to make.

    An app set it, or the variant is no longer listed: Saleor then keeps the price it
    last had until the shopper takes the line out.
    """
    listing = info.channel_listing
    if listing is None or listing.price_amount is None:
        return True
    if info.line.price_override is not None and not is_our_override(info.line):
        return True
    return any(
        discount.type == DiscountType.MANUAL and discount.name != NAME
        for discount in info.discounts
    )


def wanted_mark(info: CheckoutLineInfo, quote: LineQuote) -> Mark:
    """Return what has to stand on a line so that Saleor charges what was quoted."""
    if not quote.is_ours:
        return NO_MARK
    has_promotion = promotion_rule(info) is not None
    mark = Mark(reason=quote.reason, note=write_note(quote))
    off = quote.discount_amount
    if not off and raises_beside_promotion(info, quote):
        return replace(mark, override=quote.group_amount)
    less = quote.base_amount - quote.unit_amount
    if less < 0:
        return replace(
            mark,
            discount=off if off or has_promotion else None,
            override=quote.unit_amount,
        )
    if less or off or has_promotion:
        return replace(mark, discount=less * info.line.quantity + off)
    return NO_MARK


def changes(
    wanted: Iterable[tuple[CheckoutLineInfo, Mark]],
) -> list[Change]:
    """Return the lines on which something else of ours stands than shall stand."""
    return [Change(info, mark) for info, mark in wanted if not _stands(info, mark)]


def make_changes(checkout: Checkout, changed: Sequence[Change]) -> bool:
    """Write the changes to the database, then to the lines in hand.

    Locks as Saleor does, the checkout first. Where somebody else changed the checkout
    since it was read, only the lines in hand change, as Saleor does it with its own
    prices: whoever was later has them found anew.

    :returns: whether they were written.
    """
    rows = [_row(change) for change in changed if change.mark.discount is not None]
    with writing(), transaction.atomic():
        locked = checkout_qs_select_for_update().only("last_change")
        now = locked.filter(pk=checkout.pk).first()
        is_ours_to_write = now is not None and now.last_change == checkout.last_change
        if is_ours_to_write:
            _write_discounts(changed, rows)
            _write_lines([change for change in changed if _changes_line(change)])
    by_line = {row.line_id: row for row in rows}
    for change in changed:
        _change_in_hand(change, by_line.get(change.info.line.pk))
    return is_ours_to_write


def _stands(info: CheckoutLineInfo, mark: Mark) -> bool:
    discount = our_discount(info)
    return (
        (discount.amount_value if discount else None) == mark.discount
        and (discount is None or discount.reason == mark.reason)
        and not _changes_line(Change(info, mark))
    )


def _changes_line(change: Change) -> bool:
    line, mark = change.info.line, change.mark
    ours = line.price_override if is_our_override(line) else None
    metadata = line.private_metadata or {}
    notes = {key: metadata[key] for key in NOTES if key in metadata}
    return ours != mark.override or notes != _notes(mark)


def _row(change: Change) -> CheckoutLineDiscount:
    line, mark = change.info.line, change.mark
    existing = our_discount(change.info)
    row = CheckoutLineDiscount(
        line_id=line.pk,
        type=DiscountType.MANUAL,
        unique_type=DiscountType.MANUAL,
        value_type=DiscountValueType.FIXED,
        value=mark.discount / line.quantity if mark.discount else Decimal(0),
        amount_value=mark.discount,
        currency=line.currency,
        name=NAME,
        reason=mark.reason,
    )
    if existing is not None:
        row.pk = existing.pk
        row.created_at = existing.created_at
        row._state.adding = False
    return row


def _write_discounts(
    changed: Sequence[Change], rows: Sequence[CheckoutLineDiscount]
) -> None:
    gone = [
        discount.pk
        for change in changed
        if change.mark.discount is None and (discount := our_discount(change.info))
    ]
    if gone:
        CheckoutLineDiscount.objects.filter(pk__in=gone).delete()
    kept = [row for row in rows if not row._state.adding]
    if new := [row for row in rows if row._state.adding]:
        CheckoutLineDiscount.objects.bulk_create(new, ignore_conflicts=True)
    if kept:
        CheckoutLineDiscount.objects.bulk_update(
            kept, ["value", "amount_value", "reason"]
        )


def _write_lines(changed: Sequence[Change]) -> None:
    """Write overrides and notes, unless an app has set another price meanwhile."""
    if not changed:
        return
    by_pk = {change.info.line.pk: change for change in changed}
    lines = []
    for line in checkout_lines_qs_select_for_update().filter(pk__in=by_pk):
        change = by_pk[line.pk]
        if line.price_override == change.info.line.price_override:
            _mark_line(line, change.mark)
            lines.append(line)
    CheckoutLine.objects.bulk_update(lines, LINE_FIELDS)


def _mark_line(line: CheckoutLine, mark: Mark) -> None:
    metadata = line.private_metadata or {}
    is_ours = is_our_override(line)
    if mark.override is not None or is_ours:
        line.price_override = mark.override
    for name in REASON_FIELDS:
        # An app that sets another price leaves our reason beside it.
        if is_ours or getattr(line, name) == metadata.get(REASON_NOTE):
            setattr(line, name, None)
        if mark.override is not None:
            setattr(line, name, mark.reason)
    kept = {key: value for key, value in metadata.items() if key not in NOTES}
    line.private_metadata = {**kept, **_notes(mark)}


def _change_in_hand(change: Change, row: CheckoutLineDiscount | None) -> None:
    info = change.info
    ours = our_discount(info)
    others = [discount for discount in info.discounts if discount is not ours]
    info.discounts = [*others, row] if row is not None else others
    _mark_line(info.line, change.mark)
    forget_prices(info)
    if info.channel_listing is not None and info.channel_listing.price is not None:
        info.line.undiscounted_unit_price = info.undiscounted_unit_price


def forget_prices(info: CheckoutLineInfo) -> None:
    """Have Saleor reckon the prices of a line anew that it keeps in memory."""
    for name in ("undiscounted_unit_price", "variant_discounted_price"):
        info.__dict__.pop(name, None)


def _notes(mark: Mark) -> dict[str, Any]:
    written = {QUOTE_NOTE: mark.note, SHIPPING_NOTE: mark.shipping}
    notes = {key: note for key, note in written.items() if note}
    if mark.override is not None:
        notes |= {PRICE_NOTE: amount_note(mark.override), REASON_NOTE: mark.reason}
    return notes


def amount_note(amount: Decimal) -> str:
    """Write an amount as the database does, which has to compare the two."""
    return f"{amount:.{settings.DEFAULT_DECIMAL_PLACES}f}"

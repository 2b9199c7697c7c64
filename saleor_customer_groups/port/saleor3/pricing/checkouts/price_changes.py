"""Change the prices of groups that are stored on the lines of a checkout."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from saleor.checkout.fetch import CheckoutLineInfo
from saleor.checkout.lock_objects import (
    checkout_lines_qs_select_for_update,
    checkout_qs_select_for_update,
)
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.discount import DiscountType, DiscountValueType
from saleor.discount.models import CheckoutLineDiscount

from ...base.databases import writing
from ..line_metadata import (
    CHECKOUT_LINE_KEYS,
    DISCOUNT_NAME,
    FAULT_KEY,
    OVERRIDE_KEY,
    QUOTE_KEY,
    REASON_KEY,
    SHIPPING_KEY,
    amount_text,
)
from .stored_prices import (
    REASON_FIELDS,
    StoredPrice,
    forget_prices,
    is_our_override,
    our_discount,
)

LINE_FIELDS = ("price_override", "private_metadata", *REASON_FIELDS)


@dataclass(frozen=True, slots=True)
class Change:
    """A line on which another price is to be stored."""

    info: CheckoutLineInfo
    stored: StoredPrice


def changes(
    wanted: Iterable[tuple[CheckoutLineInfo, StoredPrice]],
) -> list[Change]:
    """Return the lines on which a price other than the wanted one is stored."""
    return [
        Change(info, stored) for info, stored in wanted if not _is_stored(info, stored)
    ]


def make_changes(checkout: Checkout, changed: Sequence[Change]) -> bool:
    """Write the changes to the database, then to the loaded lines.

    Locks as Saleor does, the checkout first. If somebody else changed the checkout
    since it was read, only the lines in memory change, as Saleor does with its own
    prices: the later request calculates them again.

    :returns: whether they were written.
    """
    rows = [_row(change) for change in changed if change.stored.discount is not None]
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


def _is_stored(info: CheckoutLineInfo, stored: StoredPrice) -> bool:
    discount = our_discount(info)
    return (
        (discount.amount_value if discount else None) == stored.discount
        and (discount is None or discount.reason == stored.reason)
        and not _changes_line(Change(info, stored))
    )


def _changes_line(change: Change) -> bool:
    line, stored = change.info.line, change.stored
    ours = line.price_override if is_our_override(line) else None
    metadata = line.private_metadata or {}
    of_ours = {key: metadata[key] for key in CHECKOUT_LINE_KEYS if key in metadata}
    return ours != stored.override or of_ours != _metadata_of(stored)


def _row(change: Change) -> CheckoutLineDiscount:
    line, stored = change.info.line, change.stored
    existing = our_discount(change.info)
    row = CheckoutLineDiscount(
        line_id=line.pk,
        type=DiscountType.MANUAL,
        unique_type=DiscountType.MANUAL,
        value_type=DiscountValueType.FIXED,
        value=stored.discount / line.quantity if stored.discount else Decimal(0),
        amount_value=stored.discount,
        currency=line.currency,
        name=DISCOUNT_NAME,
        reason=stored.reason,
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
        if change.stored.discount is None and (discount := our_discount(change.info))
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
    """Write overrides and metadata, unless an app has set another price meanwhile."""
    if not changed:
        return
    by_pk = {change.info.line.pk: change for change in changed}
    lines = []
    for line in checkout_lines_qs_select_for_update().filter(pk__in=by_pk):
        change = by_pk[line.pk]
        if line.price_override == change.info.line.price_override:
            _store_on_line(line, change.stored)
            lines.append(line)
    CheckoutLine.objects.bulk_update(lines, LINE_FIELDS)


def _store_on_line(line: CheckoutLine, stored: StoredPrice) -> None:
    metadata = line.private_metadata or {}
    is_ours = is_our_override(line)
    if stored.override is not None or is_ours:
        line.price_override = stored.override
    for name in REASON_FIELDS:
        # An app that sets another price leaves our reason beside it.
        if is_ours or getattr(line, name) == metadata.get(REASON_KEY):
            setattr(line, name, None)
        if stored.override is not None:
            setattr(line, name, stored.reason)
    kept = {
        key: value for key, value in metadata.items() if key not in CHECKOUT_LINE_KEYS
    }
    line.private_metadata = {**kept, **_metadata_of(stored)}


def _change_in_hand(change: Change, row: CheckoutLineDiscount | None) -> None:
    info = change.info
    ours = our_discount(info)
    others = [discount for discount in info.discounts if discount is not ours]
    info.discounts = [*others, row] if row is not None else others
    _store_on_line(info.line, change.stored)
    forget_prices(info)
    if info.channel_listing is not None and info.channel_listing.price is not None:
        info.line.undiscounted_unit_price = info.undiscounted_unit_price


def _metadata_of(stored: StoredPrice) -> dict[str, Any]:
    quotes = {QUOTE_KEY: stored.quote, SHIPPING_KEY: stored.shipping_quote}
    metadata = {key: quote for key, quote in quotes.items() if quote}
    if stored.is_at_fault:
        metadata[FAULT_KEY] = "1"
    if stored.override is not None:
        metadata |= {
            OVERRIDE_KEY: amount_text(stored.override),
            REASON_KEY: stored.reason,
        }
    return metadata

"""How the prices of groups are stored on the lines of a checkout, and removed.

A lower price is a discount of Saleor's type MANUAL under a name of ours, a higher one a
price override with a key of ours in the line's private metadata, which shoppers cannot
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
from ....pricing.quote_metadata import quote_from_json, quote_to_json
from ...base.databases import writing
from ..catalogue.catalogue import promotion_rule, raises_beside_promotion

# The name of our discounts, on checkouts and orders.
DISCOUNT_NAME = "Customer group"
# Metadata keys of a line: its quote, the override that is ours, and why there is one.
QUOTE_KEY = "customer_groups.quote"
OVERRIDE_KEY = "customer_groups.price"
REASON_KEY = "customer_groups.reason"
# The quote of shipping, on the first line that is bought.
SHIPPING_KEY = "customer_groups.shipping"
# The code of the promotion that gives the line.
GIFT_KEY = "customer_groups.gift"
# Our prices were removed behind Saleor's back: a voucher has to be calculated again.
STALE_VOUCHER_KEY = "customer_groups.removed"
LINE_KEYS = (QUOTE_KEY, OVERRIDE_KEY, REASON_KEY, SHIPPING_KEY, STALE_VOUCHER_KEY)


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
class StoredPrice:
    """How a group's price is stored on a line, or is to be stored.

    ``discount`` is what is taken off the whole line: 0 keeps Saleor's promotion away.
    ``quote`` and ``shipping_quote`` are JSON of the quotes of the line and of shipping.
    Amounts are in the line's currency.
    """

    discount: Decimal | None = None
    override: Decimal | None = None
    reason: str = ""
    quote: str = ""
    shipping_quote: str = ""


NOTHING_STORED = StoredPrice()


@dataclass(frozen=True, slots=True)
class Change:
    """A line on which another price is to be stored."""

    info: CheckoutLineInfo
    stored: StoredPrice


def our_discount(info: CheckoutLineInfo) -> CheckoutLineDiscount | None:
    """Return the discount of ours on a line, if there is one."""
    for discount in info.discounts:
        if discount.type == DiscountType.MANUAL and discount.name == DISCOUNT_NAME:
            return discount
    return None


def gift_code(line: Any) -> str | None:
    """Return the code of the promotion that gives a line, None if none does.

    :param line: of a checkout or an order.
    """
    return (line.private_metadata or {}).get(GIFT_KEY)


def is_gift(line: Any) -> bool:
    """Tell whether a promotion of ours gives a line of a checkout or an order."""
    return gift_code(line) is not None


def quote_in_metadata(line: Any, key: str) -> LineQuote | None:
    """Return a quote that is stored on a line of a checkout or order, if there is one.

    :param key: the metadata key.
    """
    stored = (line.private_metadata or {}).get(key)
    try:
        return quote_from_json(stored) if stored else None
    except ValueError:
        # Who manages checkouts or orders can write private metadata.
        return None


def is_our_override(line: CheckoutLine) -> bool:
    """Tell whether we made a line's price override, and nobody has changed it since."""
    ours = (line.private_metadata or {}).get(OVERRIDE_KEY)
    return line.price_override is not None and ours == amount_text(line.price_override)


def charged_price(info: CheckoutLineInfo) -> Money | None:
    """Return what one unit costs before vouchers, None if nothing of ours counts."""
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
        discount.type == DiscountType.MANUAL and discount.name != DISCOUNT_NAME
        for discount in info.discounts
    )


def price_to_store(info: CheckoutLineInfo, quote: LineQuote) -> StoredPrice:
    """Return what has to be stored on a line so that Saleor charges what was quoted."""
    if not quote.is_ours:
        return NOTHING_STORED
    has_promotion = promotion_rule(info) is not None
    stored = StoredPrice(reason=quote.reason, quote=quote_to_json(quote))
    off = quote.discount_amount
    if not off and raises_beside_promotion(info, quote):
        return replace(stored, override=quote.group_amount)
    less = quote.base_amount - quote.unit_amount
    if less < 0:
        return replace(
            stored,
            discount=off if off or has_promotion else None,
            override=quote.unit_amount,
        )
    if less or off or has_promotion:
        return replace(stored, discount=less * info.line.quantity + off)
    return NOTHING_STORED


def changes(
    wanted: Iterable[tuple[CheckoutLineInfo, StoredPrice]],
) -> list[Change]:
    """Return the lines on which another price is stored than is wanted."""
    return [
        Change(info, stored) for info, stored in wanted if not _is_stored(info, stored)
    ]


def make_changes(checkout: Checkout, changed: Sequence[Change]) -> bool:
    """Write the changes to the database, then to the lines in hand.

    Locks as Saleor does, the checkout first. Where somebody else changed the checkout
    since it was read, only the lines in hand change, as Saleor does it with its own
    prices: whoever was later has them found again.

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
    of_ours = {key: metadata[key] for key in LINE_KEYS if key in metadata}
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
    kept = {key: value for key, value in metadata.items() if key not in LINE_KEYS}
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


def forget_prices(info: CheckoutLineInfo) -> None:
    """Have Saleor calculate again the prices of a line that it keeps in memory."""
    for name in ("undiscounted_unit_price", "variant_discounted_price"):
        info.__dict__.pop(name, None)


def _metadata_of(stored: StoredPrice) -> dict[str, Any]:
    quotes = {QUOTE_KEY: stored.quote, SHIPPING_KEY: stored.shipping_quote}
    metadata = {key: quote for key, quote in quotes.items() if quote}
    if stored.override is not None:
        metadata |= {
            OVERRIDE_KEY: amount_text(stored.override),
            REASON_KEY: stored.reason,
        }
    return metadata


def amount_text(amount: Decimal) -> str:
    """Return an amount as the database writes it, which has to compare the two."""
    return f"{amount:.{settings.DEFAULT_DECIMAL_PLACES}f}"

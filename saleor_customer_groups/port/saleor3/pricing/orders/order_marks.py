"""What of ours is stored on the lines of a draft order.

As on a checkout, a lower price is a discount of Saleor's type MANUAL and a higher one
an override. The line's private metadata says what we put there, so that what staff have
typed, changed or removed since is told apart and left alone.
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
from ....pricing.quote_metadata import quote_from_json, quote_to_json
from ..catalogue.catalogue import promotion_rule, raises_beside_promotion
from ..checkouts.marks import (
    DISCOUNT_NAME,
    OVERRIDE_KEY,
    QUOTE_KEY,
    REASON_KEY,
    amount_text,
    has_field,
)

# Metadata key of the discount that we put on a line: its type and its value.
DISCOUNT_KEY = "customer_groups.discount"
LINE_KEYS = (QUOTE_KEY, OVERRIDE_KEY, REASON_KEY, DISCOUNT_KEY)
# Metadata key of what promotions gave on a line, and for how many units.
EFFECTS_KEY = "customer_groups.given"
# Metadata key of a line of a replacement: what was paid for a unit, and the price
# without discounts then, which staff may have changed since.
PAID_KEY = "customer_groups.paid"
# Attribute of a line with our discount, while Saleor must not find it.
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
class StoredPrice:
    """How a group's price is stored on a line, or is to be stored.

    ``discount`` is its type and value as Saleor has them: 0 keeps the promotion away.
    ``quote`` is JSON of the quote. Amounts are in the line's currency.
    """

    discount: tuple[str, Decimal] | None = None
    override: Decimal | None = None
    reason: str = ""
    quote: str = ""


NOTHING_STORED = StoredPrice()


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
        and discount.name == DISCOUNT_NAME
        and metadata.get(DISCOUNT_KEY)
        == _discount_text(discount.value_type, discount.value)
        and metadata.get(REASON_KEY) == discount.reason
    ):
        return discount
    return None


def is_our_override(line: OrderLine) -> bool:
    """Tell whether we made a line's override, and nobody has changed it since."""
    ours = (line.private_metadata or {}).get(OVERRIDE_KEY)
    price = amount_text(line.undiscounted_base_unit_price_amount)
    return bool(line.is_price_overridden) and ours == price


def is_locked(info: EditableOrderLineInfo) -> bool:
    """Tell whether the price of a line is not ours to make.

    Staff made it, or took ours off it, or it is that of what the line replaces.
    """
    return paid_price(info) is not None or _is_by_staff(
        info.line, info.get_manual_line_discount()
    )


def store_paid_prices(line: OrderLine) -> None:
    """Store on a line in hand that it costs what was paid for what it replaces."""
    line.private_metadata = {
        **(line.private_metadata or {}),
        PAID_KEY: f"{amount_text(line.base_unit_price_amount)}"
        f" {amount_text(line.undiscounted_base_unit_price_amount)}",
    }


def paid_price(info: EditableOrderLineInfo) -> Decimal | None:
    """Return what was paid for a unit of what a line replaces, None if that is void.

    Staff may have typed another price or a discount since.
    """
    line = info.line
    paid, _, undiscounted = (
        (line.private_metadata or {}).get(PAID_KEY, "").partition(" ")
    )
    is_as_copied = undiscounted == amount_text(line.undiscounted_base_unit_price_amount)
    if not is_as_copied or info.get_manual_line_discount() is not None:
        return None
    try:
        return Decimal(paid)
    except InvalidOperation:
        # Who manages orders can write private metadata.
        return None


def _is_by_staff(line: OrderLine, discount: OrderLineDiscount | None) -> bool:
    if line.is_price_overridden and not is_our_override(line):
        return True
    is_stored_here = DISCOUNT_KEY in (line.private_metadata or {})
    return (is_stored_here or discount is not None) and _our_discount(
        line, discount
    ) is None


def stored_quote(
    line: OrderLine, discounts: Iterable[OrderLineDiscount]
) -> LineQuote | None:
    """Return the quote of a line, None if its price is not ours.

    :param discounts: all discounts on the line.
    """
    stored = (line.private_metadata or {}).get(QUOTE_KEY)
    manual = (each for each in discounts if each.type == DiscountType.MANUAL)
    if stored is None or _is_by_staff(line, next(manual, None)):
        return None
    try:
        return quote_from_json(stored)
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

    Staff who change the quantity leave the amount of a MANUAL one, as ours are, as it
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


def price_to_store(info: EditableOrderLineInfo, quote: LineQuote) -> StoredPrice:
    """Return what has to be stored on a line so that Saleor charges what was quoted."""
    if not quote.is_ours:
        return NOTHING_STORED
    base, unit = quote.base_amount, quote.unit_amount
    has_promotion = promotion_rule(info) is not None
    stored = StoredPrice(reason=quote.reason, quote=quote_to_json(quote))
    if raises_beside_promotion(info, quote):
        return replace(stored, override=quote.group_amount)
    if unit > base:
        nothing = (DiscountValueType.FIXED, Decimal(0))
        return replace(
            stored, discount=nothing if has_promotion else None, override=unit
        )
    if unit < base or has_promotion:
        return replace(stored, discount=_discount(base, unit, info.line.currency))
    return NOTHING_STORED


def is_stored(info: EditableOrderLineInfo, stored: StoredPrice) -> bool:
    """Tell whether just this price is stored on a line, for all its units."""
    line, discount = info.line, our_discount(info)
    is_ours = is_our_override(line)
    ours = line.undiscounted_base_unit_price_amount if is_ours else None
    if discount is None or stored.discount is None:
        same_discount = discount is None and stored.discount is None
    else:
        same_discount = (
            (discount.value_type, discount.value) == stored.discount
            and discount.amount_value == _off_line(info, stored)
            and discount.reason == stored.reason
        )
    metadata = line.private_metadata or {}
    is_stale = OVERRIDE_KEY in metadata and not is_ours
    same_quote = metadata.get(QUOTE_KEY, "") == stored.quote
    return same_discount and ours == stored.override and same_quote and not is_stale


def store_discount(line: OrderLine, discount: OrderLineDiscount) -> None:
    """Store on a line in hand that a discount is ours."""
    line.private_metadata = {
        **(line.private_metadata or {}),
        DISCOUNT_KEY: _discount_text(discount.value_type, discount.value),
        REASON_KEY: discount.reason,
    }


def discount_row(
    info: EditableOrderLineInfo, stored: StoredPrice
) -> OrderLineDiscount | None:
    """Return the discount of a price, in the row that there is or a new one."""
    if stored.discount is None:
        return None
    row = our_discount(info) or OrderLineDiscount(
        line_id=info.line.pk,
        type=DiscountType.MANUAL,
        unique_type=DiscountType.MANUAL,
        currency=info.line.currency,
        name=DISCOUNT_NAME,
    )
    row.value_type, row.value = stored.discount
    row.reason = stored.reason
    row.amount_value = _off_line(info, stored)
    return row


def store_on_line(
    info: EditableOrderLineInfo,
    stored: StoredPrice,
    *,
    before: OrderLineDiscount | None,
) -> None:
    """Put override and metadata on a line in hand, or remove ours.

    :param before: our discount that was on the line.
    """
    line = info.line
    metadata = line.private_metadata or {}
    is_ours = is_our_override(line)
    if is_ours:
        line.undiscounted_base_unit_price_amount = listing_price(info)
        line.is_price_overridden = False
    for name in REASON_FIELDS:
        # Staff who type another price leave our reason beside it.
        if is_ours or getattr(line, name) == metadata.get(REASON_KEY):
            setattr(line, name, None)
    if stored.override is not None:
        line.undiscounted_base_unit_price_amount = stored.override
        line.is_price_overridden = True
        for name in REASON_FIELDS:
            setattr(line, name, stored.reason)
    ours = _metadata_of(stored)
    if before is None and stored.discount is None and DISCOUNT_KEY in metadata:
        # Staff took our discount off, which has to be remembered.
        ours |= {key: metadata[key] for key in LINE_KEYS[2:] if key in metadata}
    kept = {key: value for key, value in metadata.items() if key not in LINE_KEYS}
    line.private_metadata = {**kept, **ours}


def _discount(base: Decimal, unit: Decimal, currency: str) -> tuple[str, Decimal]:
    """Return the discount that makes one amount out of another.

    As a percentage, where one makes it exactly: Saleor by itself then keeps the price
    right when the listing price changes.
    """
    percent = (base - unit) * 100 / base if base else Decimal(0)
    written = Decimal(amount_text(percent))
    made = apply_discount_to_value(
        written, DiscountValueType.PERCENTAGE, currency, Money(base, currency)
    )
    if made.amount == unit and written == percent:
        return DiscountValueType.PERCENTAGE, written
    return DiscountValueType.FIXED, base - unit


def _off_line(info: EditableOrderLineInfo, stored: StoredPrice) -> Decimal:
    if stored.discount is None:
        return Decimal(0)
    kind, value = stored.discount
    base = stored.override if stored.override is not None else listing_price(info)
    price = Money(base, info.line.currency)
    reduced = apply_discount_to_value(value, kind, info.line.currency, price)
    return (price - reduced).amount * info.line.quantity


def _metadata_of(stored: StoredPrice) -> dict[str, str]:
    metadata = {}
    if stored.override is not None:
        metadata[OVERRIDE_KEY] = amount_text(stored.override)
    if stored.discount is not None:
        metadata[DISCOUNT_KEY] = _discount_text(*stored.discount)
    if not metadata:
        return {}
    return {**metadata, REASON_KEY: stored.reason, QUOTE_KEY: stored.quote}


def _discount_text(kind: str, value: Decimal) -> str:
    return f"{kind} {amount_text(value)}"

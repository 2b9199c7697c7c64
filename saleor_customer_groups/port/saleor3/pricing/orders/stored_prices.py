"""How the price of a group is stored on a line of an order that staff write or edit.

As on a checkout, a lower price is a discount of Saleor's type MANUAL and a higher one
an override.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from prices import Money
from saleor.discount import DiscountType, DiscountValueType
from saleor.discount.models import OrderLineDiscount
from saleor.discount.utils.manual_discount import apply_discount_to_value
from saleor.order.fetch import EditableOrderLineInfo
from saleor.order.models import OrderLine

from ....contract.quotes import LineQuote
from ....pricing.quote_metadata import quote_to_json
from ..catalogue.catalogue import promotion_rule, raises_beside_promotion
from ..line_metadata import (
    DISCOUNT_KEY,
    DISCOUNT_NAME,
    ORDER_LINE_KEYS,
    OVERRIDE_KEY,
    QUOTE_KEY,
    REASON_KEY,
    amount_text,
    has_field,
)
from .price_origin import discount_text, is_our_override, listing_price, our_discount

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


def discount_row(
    info: EditableOrderLineInfo, stored: StoredPrice
) -> OrderLineDiscount | None:
    """Return the discount of a price, in the existing row or a new one."""
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
    """Put override and metadata on a loaded line, or remove ours.

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
        ours |= {key: metadata[key] for key in ORDER_LINE_KEYS[2:] if key in metadata}
    kept = {key: value for key, value in metadata.items() if key not in ORDER_LINE_KEYS}
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
        metadata[DISCOUNT_KEY] = discount_text(*stored.discount)
    if not metadata:
        return {}
    return {**metadata, REASON_KEY: stored.reason, QUOTE_KEY: stored.quote}

"""The origin of a price on an order line: ours, staff's, Saleor's, or what was paid.

The line's private metadata says what we put there, so that what staff have typed,
changed or removed since is told apart and left alone.
"""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from prices import Money
from saleor.core.prices import quantize_price
from saleor.discount import DiscountType
from saleor.discount.models import OrderLineDiscount
from saleor.discount.utils.manual_discount import apply_discount_to_value
from saleor.order.fetch import EditableOrderLineInfo
from saleor.order.models import OrderLine

from ....contract.quotes import LineQuote
from ....pricing.quote_metadata import quote_from_json
from ..line_metadata import (
    DISCOUNT_KEY,
    DISCOUNT_NAME,
    OVERRIDE_KEY,
    PAID_KEY,
    QUOTE_KEY,
    REASON_KEY,
    amount_text,
)

# Attribute of a line with our discount, while Saleor must not find it.
HIDDEN = "_customer_groups_discount"


def our_discount(info: EditableOrderLineInfo) -> OrderLineDiscount | None:
    """Return our discount on a line, if nobody has changed it since."""
    hidden: OrderLineDiscount | None = getattr(info, HIDDEN, None)
    return hidden or _our_discount(info.line, info.get_manual_line_discount())


def amount_off(line: OrderLine, ours: OrderLineDiscount) -> Decimal:
    """Return what our discount takes off a line, for its current quantity.

    What it takes off one unit may have been rounded, so that of as many units as before
    it is the amount that is stored.
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
        == discount_text(discount.value_type, discount.value)
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
    """Tell whether we must not change the price of a line.

    Staff have set it or removed ours, or it is the price that was paid for the replaced
    line.
    """
    return paid_price(info) is not None or _is_by_staff(
        info.line, info.get_manual_line_discount()
    )


def store_paid_prices(line: OrderLine) -> None:
    """Store on a loaded line that it costs what was paid for the replaced units."""
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
    amount, _, undiscounted = (
        (line.private_metadata or {}).get(PAID_KEY, "").partition(" ")
    )
    is_as_copied = undiscounted == amount_text(line.undiscounted_base_unit_price_amount)
    if not is_as_copied or info.get_manual_line_discount() is not None:
        return None
    try:
        return Decimal(amount)
    except InvalidOperation:
        # Staff who manage orders can write private metadata.
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
        # Staff who manage orders can write private metadata.
        return None


def charged_price(info: EditableOrderLineInfo) -> Decimal:
    """Return what Saleor charges for one unit of a line before vouchers."""
    amount = paid_price(info)
    if amount is not None:
        return amount
    # If staff have typed another price, our discount is about to be removed.
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


def store_discount(line: OrderLine, discount: OrderLineDiscount) -> None:
    """Store on a loaded line that a discount is ours."""
    line.private_metadata = {
        **(line.private_metadata or {}),
        DISCOUNT_KEY: discount_text(discount.value_type, discount.value),
        REASON_KEY: discount.reason,
    }


def discount_text(kind: str, value: Decimal) -> str:
    """Return type and value of a discount, as the metadata stores them."""
    return f"{kind} {amount_text(value)}"

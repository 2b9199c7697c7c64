"""How the price of a group is stored on a line of a checkout.

A lower price is a discount of Saleor's type MANUAL under a name of ours, a higher one a
price override with a key of ours in the line's private metadata, which shoppers cannot
write. Saleor has one MANUAL discount a line and leaves its own promotion out beside it,
so the discount also holds what a promotion takes off that goes with the group's price,
and what promotions of groups take off the line.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from prices import Money
from saleor.checkout.fetch import CheckoutLineInfo
from saleor.checkout.models import CheckoutLine
from saleor.core.prices import quantize_price
from saleor.discount import DiscountType
from saleor.discount.models import CheckoutLineDiscount

from ....contract.quotes import LineQuote
from ....pricing.quote_metadata import quote_to_json
from ..catalogue.catalogue import promotion_rule, raises_beside_promotion
from ..line_metadata import DISCOUNT_NAME, OVERRIDE_KEY, amount_text, has_field

# Since 3.23.19.
REASON_FIELDS = (
    ("price_override_reason",)
    if has_field(CheckoutLine, "price_override_reason")
    else ()
)


@dataclass(frozen=True, slots=True)
class StoredPrice:
    """How a group's price is stored on a line, or is to be stored.

    ``discount`` is what is taken off the whole line: 0 keeps Saleor's promotion away.
    ``quote`` and ``shipping_quote`` are JSON of the quotes of the line and of shipping;
    ``is_at_fault`` tells that a fault kept them from being found. Amounts are in the
    line's currency.
    """

    discount: Decimal | None = None
    override: Decimal | None = None
    reason: str = ""
    quote: str = ""
    shipping_quote: str = ""
    is_at_fault: bool = False


NOTHING_STORED = StoredPrice()
NOTHING_FOUND = StoredPrice(is_at_fault=True)


def our_discount(info: CheckoutLineInfo) -> CheckoutLineDiscount | None:
    """Return the discount of ours on a line, if there is one."""
    for discount in info.discounts:
        if discount.type == DiscountType.MANUAL and discount.name == DISCOUNT_NAME:
            return discount
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
    """Tell whether we must not change the price of a line.

    An app set it, or the variant is no longer listed: Saleor then keeps its last price
    until the shopper removes the line.
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


def forget_prices(info: CheckoutLineInfo) -> None:
    """Have Saleor calculate again the prices of a line that it keeps in memory."""
    for name in ("undiscounted_unit_price", "variant_discounted_price"):
        info.__dict__.pop(name, None)

"""Saleor's own promotion on a line that a group has priced, found in its quote."""

from decimal import Decimal

from ... import engine
from ...engine.money import round_amount
from ..contract.quotes import LineQuote


def promotion_of(quote: LineQuote, currency: str) -> engine.LinePromotion | None:
    """Return the promotion that was on a line, None if there was none.

    The quote has what it made of the listing price and, where it counted, of the
    group's. A whole percentage that makes both is one, everything else is an amount.

    :param quote: what was charged.
    :param currency: that of the amounts.
    """
    base, public = quote.base_amount, quote.public_amount
    if public >= base:
        return None
    made = [(base, public)]
    if quote.keeps_promotion and quote.applied:
        made.append((quote.group_amount, quote.unit_amount))
    whole = ((base - public) * 100 / base + Decimal("0.5")) // 1
    found = engine.LinePercentOff(percent=whole)
    if all(
        round_amount(found.reduce(before), currency) == after for before, after in made
    ):
        return found
    before, after = made[-1]
    return engine.LineAmountOff(amount=max(before - after, Decimal(0)))

"""What a shopper has from promotions, and what is missing to the next one."""

import logging
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from .. import engine
from ..port.amounts import largest_amount
from ..port.contract import OpenCart, OpenCheckout
from .configuration import Configuration
from .guard import guarded, log_fault
from .names import names_in_promotions
from .pricing import read_input, read_standing

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Offer:
    """A promotion for a shopper, and what became of it in their cart.

    ``saved_amount`` is what it takes off, in the cart's currency, gifts not reckoned.
    """

    code: str
    name: str
    kind: str
    reason: engine.Reason
    message: str
    saved_amount: Decimal

    @property
    def is_applied(self) -> bool:
        """Tell whether it gives anything."""
        return self.reason in (engine.Reason.APPLIED, engine.Reason.PARTLY_APPLIED)


@dataclass(frozen=True, slots=True)
class Offers:
    """All offers in a cart, what they give for nothing, and what shipping then costs.

    ``shipping_amount`` is on the footing on which the channel enters its prices, none
    where no promotion lowers it.
    """

    currency: str
    offers: tuple[Offer, ...] = ()
    gifts: tuple[engine.GiftResult, ...] = ()
    shipping_amount: Decimal | None = None


def read_offers_or_none(
    checkout: OpenCheckout, *, configuration: Configuration, now: datetime
) -> Offers | None:
    """Return the promotions for the customer of a checkout, None after a fault.

    A fault never reaches the shopper: it is logged.
    """
    try:
        with guarded(writes=False):
            return read_offers(checkout, checkout, configuration=configuration, now=now)
    except Exception:
        log_fault(logger, "%s shows no offers: they could not be found", checkout.name)
        return None


def read_offers(
    cart: OpenCart,
    checkout: OpenCheckout | None,
    *,
    configuration: Configuration,
    now: datetime,
) -> Offers:
    """Return the promotions for the customer of a cart, what they have first.

    :param checkout: the cart once more; none for a draft order, to which promotions are
        not applied, and of which neither stock nor limits are looked at.
    """
    standing = read_standing(cart.customer, now=now)
    found = read_input(cart, checkout, standing, configuration=configuration, now=now)
    if found is None:
        return Offers(cart.currency)
    for_them = found.book.in_force(
        channel=cart.channel, currency=cart.currency, now=now
    ).promotions_of(found.effective)
    promotions = {each.code: each for each in for_them}
    result = engine.price(
        found.facts,
        found.book,
        explain="promotions",
        names=names_in_promotions(promotions.values(), found.rule_set),
        largest_amount=largest_amount(),
    )
    saved = _saved(result)
    offers = [
        Offer(
            code=verdict.code,
            name=promotions[verdict.code].name,
            kind=promotions[verdict.code].benefit.kind,
            reason=verdict.reason,
            message=verdict.message,
            saved_amount=saved.get(verdict.code, Decimal(0)),
        )
        for verdict in result.verdicts
        if verdict.code in promotions
    ]
    return Offers(
        currency=cart.currency,
        offers=tuple(sorted(offers, key=lambda each: (-each.reason.rank, each.code))),
        gifts=result.gifts,
        shipping_amount=(result.shipping_price if result.shipping_promotions else None),
    )


def _saved(result: engine.Result) -> dict[str, Decimal]:
    saved: dict[str, Decimal] = {}
    lines = (line.applied_promotions for line in result.lines)
    for applied in (result.shipping_promotions, *lines):
        for each in applied:
            saved[each.code] = saved.get(each.code, Decimal(0)) + each.amount
    return saved

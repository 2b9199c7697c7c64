"""What the engine answers: prices, gifts, and the reason of each.

docs/pricing.md, section 4.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, NamedTuple

from .base.messages import Joined, Message
from .money import write_amount


class Reason(StrEnum):
    """Why a list, rule or promotion counted or not, in the order of the checks."""

    INACTIVE = "inactive"
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    WRONG_CHANNEL = "wrong_channel"
    NOT_IN_GROUP = "not_in_group"
    VOUCHER_PRESENT = "voucher_present"
    LIMIT_REACHED = "limit_reached"
    BELOW_MIN_SUBTOTAL = "below_min_subtotal"
    BELOW_MIN_QUANTITY = "below_min_quantity"
    OUT_OF_SCOPE = "out_of_scope"
    WRONG_CURRENCY = "wrong_currency"
    NO_TIER = "no_tier"
    COST_UNKNOWN = "cost_unknown"
    CONDITION_NOT_MET = "condition_not_met"
    ABSORBED = "absorbed"
    PRICE_LIST_FIRST = "price_list_first"
    LOST = "lost"
    EXCLUSIVE_OTHER = "exclusive_other"
    BEATEN_BY_PROMOTION = "beaten_by_promotion"
    REFUSED_BY_CUSTOMER = "refused_by_customer"
    NOT_DELIVERABLE = "not_deliverable"
    OUT_OF_STOCK = "out_of_stock"
    NOTHING_LEFT = "nothing_left"
    PARTLY_APPLIED = "partly_applied"
    APPLIED = "applied"

    @property
    def rank(self) -> int:
        """Return how far something with this reason came; larger is farther."""
        return _RANKS[self]


_RANKS = {reason: rank for rank, reason in enumerate(Reason)}

SourceKind = Literal["price_list", "price_rule", "promotion"]


class AppliedPrice(NamedTuple):
    """One list or rule that made a unit price.

    ``group`` is the code of the group it came through. ``amount`` is by how much it
    changed the price of one unit, unrounded; below 0 if the unit became cheaper. The
    first one changes the listing price, each further one the price before it.
    """

    kind: Literal["price_rule", "price_list"]
    code: str
    name: str
    group: str
    amount: Decimal


class AppliedPromotion(NamedTuple):
    """One promotion that lowered a line or the shipping price.

    ``kind`` is that of its benefit; ``amount`` is what it takes off the whole line, or
    off shipping.
    """

    kind: str
    code: str
    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class LineResult:
    """The price of one line.

    ``base_price`` is the listing price of one unit, ``public_price`` what anybody else
    pays for it, ``unit_price`` what this customer pays before promotions of groups,
    ``discount`` what those take off the whole line. ``raised_to_margin`` tells that the
    minimum margin determined the unit price. ``left_out`` are the codes of lists and
    rules whose price is too large to be charged.
    """

    quantity: int
    base_price: Decimal
    public_price: Decimal
    unit_price: Decimal
    discount: Decimal
    total: Decimal
    applied: tuple[str, ...]
    promotion_kept: bool
    applied_prices: tuple[AppliedPrice, ...] = ()
    applied_promotions: tuple[AppliedPromotion, ...] = ()
    raised_to_margin: bool = False
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PriceCandidate:
    """A price that competed for a line, and the outcome.

    ``name`` is that of the list or rule, ``group`` the code of the group it came
    through. ``price`` is what a unit would cost with it alone, unrounded, before
    Saleor's own promotion.
    """

    kind: Literal["price_rule", "price_list"]
    code: str
    name: str
    group: str
    price: Decimal
    reason: Reason
    message: str


def reason_in_words(line: LineResult, candidates: Sequence[PriceCandidate]) -> str:
    """Return what made the price of a unit, in a phrase for a shop owner.

    :param line: priced.
    :param candidates: what competed for it.
    """
    won = [each.message for each in candidates if each.reason is Reason.APPLIED]
    beaten = [
        each.message for each in candidates if each.reason is Reason.BEATEN_BY_PROMOTION
    ]
    if line.raised_to_margin:
        won.append(Message("raised to the minimum margin"))
    if won or beaten:
        return Joined("; ", won or beaten)
    return Message("no price list or price rule counts: the public price")


@dataclass(frozen=True, slots=True)
class GiftResult:
    """A gift: so many units of a variant, from one promotion."""

    variant: str
    quantity: int
    promotion: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of one list, rule or promotion, with a sentence for a shop owner."""

    kind: SourceKind
    code: str
    reason: Reason
    message: str


@dataclass(frozen=True, slots=True)
class Result:
    """The answer: the prices of all lines, gifts, shipping, and the sums.

    ``verdicts`` and ``candidates`` are empty unless they were asked for; the latter has
    the lists and rules that matched each line, the lowest price first. ``gifts_earned``
    has the number of earned units by the code of each promotion that may give a gift
    here, even if none is given because the shopper has refused it or none is available.
    ``used_without_giving`` are the codes of promotions that gave nothing, but used
    units, which were then not free for others.
    """

    currency: str
    lines: tuple[LineResult, ...]
    gifts: tuple[GiftResult, ...]
    shipping_price: Decimal
    subtotal: Decimal
    total: Decimal
    promotions: tuple[str, ...]
    verdicts: tuple[Verdict, ...] = ()
    shipping_promotions: tuple[AppliedPromotion, ...] = ()
    gifts_earned: Mapping[str, int] = field(default_factory=dict)
    used_without_giving: tuple[str, ...] = ()
    candidates: tuple[tuple[PriceCandidate, ...], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the result as plain data, amounts as text.

        docs/pricing.md, section 4.
        """

        def written(amount: Decimal) -> str:
            return write_amount(amount, self.currency)

        return {
            "lines": [
                {
                    "unit_price": written(line.unit_price),
                    "discount": written(line.discount),
                    "total": written(line.total),
                    "applied": list(line.applied),
                    "promotion_kept": line.promotion_kept,
                }
                for line in self.lines
            ],
            "gifts": [
                {
                    "variant": gift.variant,
                    "quantity": gift.quantity,
                    "promotion": gift.promotion,
                }
                for gift in self.gifts
            ],
            "shipping_price": written(self.shipping_price),
            "subtotal": written(self.subtotal),
            "total": written(self.total),
            "promotions": list(self.promotions),
            "verdicts": [
                {
                    "kind": verdict.kind,
                    "code": verdict.code,
                    "reason": verdict.reason.value,
                    "message": verdict.message,
                }
                for verdict in self.verdicts
            ],
        }

"""What a benefit gives, or why something does not count."""

from dataclasses import dataclass, field

from ..results import Reason


@dataclass(slots=True)
class BenefitResult:
    """What one benefit gives on what was left of the cart.

    ``discounts`` and ``used`` are by the line's place: whole minor units off the line,
    and units that no other bundle or buy-x-get-y may use. ``passed_over`` holds lines
    that were considered one by one and got nothing. ``gift_units_earned`` counts the
    units of a gift, whether it can be given or not. ``reason`` tells why nothing was
    given, if so.
    """

    discounts: dict[int, int] = field(default_factory=dict)
    used: dict[int, int] = field(default_factory=dict)
    gift: tuple[str, int] | None = None
    gift_units_earned: int = 0
    shipping: int = 0
    passed_over: tuple[int, ...] = ()
    reason: Reason = Reason.NOTHING_LEFT

    @property
    def gives_anything(self) -> bool:
        """Tell whether the customer gets anything from it."""
        return bool(self.discounts or self.gift or self.shipping)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a list, rule or promotion does not count, with a sentence."""

    reason: Reason
    message: str

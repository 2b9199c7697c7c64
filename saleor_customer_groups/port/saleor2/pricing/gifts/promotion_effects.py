"""What promotions give to a checkout of Saleor 2.10, beside what its lines cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ....contract.quotes import Gift, Promoted

# Metadata keys of a line that a promotion gave, in its ``data``: the code of the
# promotion, and how many units it gives.
GIFT_KEY = "customer_groups.gift"
UNITS_KEY = "customer_groups.units"
# Metadata key of a checkout that has gift lines: without it no query is needed.
HAS_GIFTS_KEY = "customer_groups.gifts"
# Metadata key of a checkout: the codes of the promotions at which a payment was
# prepared.
PROMISED_PROMOTIONS_KEY = "customer_groups.promised"
# Metadata key of a checkout: the prices at which it was.
PROMISED_PRICES_KEY = "customer_groups.prepared"


@dataclass(frozen=True, slots=True)
class PromotionEffects:
    """Gifts, and what comes off the shipping price.

    ``promotions`` are the codes of all that give anything, to lines too.
    """

    gifts: tuple[Gift, ...] = ()
    shipping: tuple[Promoted, ...] = ()
    promotions: tuple[str, ...] = ()

    @property
    def shipping_discount(self) -> Decimal:
        """Return what is taken off the shipping price."""
        return -sum((each.amount for each in self.shipping), Decimal(0))


NO_EFFECTS = PromotionEffects()


def effects_to_data(effects: PromotionEffects) -> dict[str, Any]:
    """Return the effects as plain data, amounts as text."""
    return {
        "gifts": [
            [gift.variant_id, gift.quantity, _promoted_data(gift.promotion)]
            for gift in effects.gifts
        ],
        "shipping": [_promoted_data(each) for each in effects.shipping],
        "promotions": list(effects.promotions),
    }


def effects_from_data(data: Mapping[str, Any]) -> PromotionEffects:
    """Return the effects in plain data."""
    return PromotionEffects(
        gifts=tuple(
            Gift(variant_id, quantity, _promoted(promotion))
            for variant_id, quantity, promotion in data["gifts"]
        ),
        shipping=tuple(_promoted(each) for each in data["shipping"]),
        promotions=tuple(data["promotions"]),
    )


def _promoted_data(promoted: Promoted) -> list[str]:
    return [*promoted[:-1], str(promoted.amount)]


def _promoted(data: Sequence[str]) -> Promoted:
    kind, code, name, group_code, group_name, amount = data
    return Promoted(kind, code, name, group_code, group_name, Decimal(amount))

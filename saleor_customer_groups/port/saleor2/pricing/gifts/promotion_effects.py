"""What promotions give to a checkout of Saleor 2.10, beside what its lines cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ....contract.quotes import Gift, Promoted

# In the data of a line that a promotion gave: its key, and how many units are given.
GIFT = "customer_groups.gift"
UNITS = "customer_groups.units"
# In the private metadata of a checkout in which there are gift lines: to know that
# there are none costs no query.
MARK = "customer_groups.gifts"
# In the same place: the codes of the promotions at which a payment was prepared.
PROMISED = "customer_groups.promised"
# In the same place: the prices at which it was.
PREPARED = "customer_groups.prepared"


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


NOTHING = PromotionEffects()


def as_data(given: PromotionEffects) -> dict[str, Any]:
    """Return it as plain data, amounts as text."""
    return {
        "gifts": [
            [gift.variant_id, gift.quantity, _promoted_data(gift.promotion)]
            for gift in given.gifts
        ],
        "shipping": [_promoted_data(each) for each in given.shipping],
        "promotions": list(given.promotions),
    }


def from_data(data: Mapping[str, Any]) -> PromotionEffects:
    """Return what is in plain data."""
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

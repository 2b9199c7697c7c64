"""What a check of the rules has found."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ....engine.base.messages import Message
from ....models import (
    CustomerGroup,
    PriceList,
    PriceRule,
    Promotion,
    VisibilitySet,
)


class FindingKind(StrEnum):
    """What is probably a mistake."""

    SWITCHED_OFF = "switched_off"
    UNREADABLE_SETTING = "unreadable_setting"
    NOBODY_GETS_IT = "nobody_gets_it"
    INCREASE_CANCELLED = "increase_cancelled"
    TWINS = "twins"
    SEVERAL_ADD = "several_add"
    FLOOR_UNDERCUT = "floor_undercut"
    FOREIGN_CURRENCY = "foreign_currency"
    UNKNOWN_CURRENCY = "unknown_currency"
    BELOW_COST = "below_cost"
    FAR_ABOVE_LISTING = "far_above_listing"
    TOO_LARGE = "too_large"
    GIFT_UNAVAILABLE = "gift_unavailable"
    GIFT_CARD = "gift_card"
    GIVES_MORE_THAN_MINIMUM = "gives_more_than_minimum"
    EMPTY_LIST = "empty_list"
    UNREADABLE_GROUP = "unreadable_group"
    EMPTY_GROUP = "empty_group"
    LEVEL_FOR_ALL = "level_for_all"
    CONDITIONS_NOT_ASKED = "conditions_not_asked"
    NOBODY_SEES_IT = "nobody_sees_it"
    SET_WITHOUT_EFFECT = "set_without_effect"
    HIDDEN_FROM_GROUP = "hidden_from_group"


class Weight(StrEnum):
    """How much a finding matters, the heaviest first."""

    LOSS = "loss"
    BROKEN = "broken"
    HINT = "hint"


WEIGHTS: Mapping[FindingKind, Weight] = {
    **dict.fromkeys(
        (
            FindingKind.SEVERAL_ADD,
            FindingKind.FLOOR_UNDERCUT,
            FindingKind.BELOW_COST,
            FindingKind.FAR_ABOVE_LISTING,
            FindingKind.GIFT_CARD,
            FindingKind.GIVES_MORE_THAN_MINIMUM,
        ),
        Weight.LOSS,
    ),
    **dict.fromkeys(
        (
            FindingKind.TWINS,
            FindingKind.EMPTY_LIST,
            FindingKind.EMPTY_GROUP,
            FindingKind.HIDDEN_FROM_GROUP,
        ),
        Weight.HINT,
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One probable mistake: what it is about, and a sentence about what to do."""

    kind: FindingKind
    message: str
    group: CustomerGroup | None = None
    price_rule: PriceRule | None = None
    price_list: PriceList | None = None
    promotion: Promotion | None = None
    visibility_set: VisibilitySet | None = None

    @property
    def weight(self) -> Weight:
        """How much it matters: most kinds are about something without effect."""
        return WEIGHTS.get(self.kind, Weight.BROKEN)

    @property
    def code(self) -> str | None:
        """The code of what it is about, None for the whole shop."""
        about = (
            self.price_rule
            or self.price_list
            or self.promotion
            or self.visibility_set
            or self.group
        )
        return about.code if about else None


def such_as(sku: str | None) -> str:
    """Return a phrase such as ", such as for A-1", an empty text without an SKU."""
    return Message(", such as for {sku}", sku=sku) if sku else ""

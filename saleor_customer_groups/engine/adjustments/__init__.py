"""The kinds of price adjustment; a new kind is one file and one line in the list."""

from typing import TYPE_CHECKING, Annotated, Union

from pydantic import Field

from .amount_increase import AmountIncreaseAdjustment
from .amount_off import AmountOffAdjustment
from .base import Adjustment
from .cost_plus import CostPlusAdjustment
from .fixed_price import FixedPriceAdjustment
from .percent_increase import PercentIncreaseAdjustment
from .percent_off import PercentOffAdjustment

ADJUSTMENTS: dict[str, type[Adjustment]] = {
    "percent_off": PercentOffAdjustment,
    "amount_off": AmountOffAdjustment,
    "percent_increase": PercentIncreaseAdjustment,
    "amount_increase": AmountIncreaseAdjustment,
    "fixed_price": FixedPriceAdjustment,
    "cost_plus": CostPlusAdjustment,
}

if TYPE_CHECKING:
    AnyAdjustment = Adjustment
else:
    # Made from the list, so that the list is the only place that names the kinds.
    AnyAdjustment = Annotated[
        Union[tuple(ADJUSTMENTS.values())],  # noqa: UP007
        Field(discriminator="kind"),
    ]

__all__ = ["ADJUSTMENTS", "Adjustment", "AnyAdjustment"]

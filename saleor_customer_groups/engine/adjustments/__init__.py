"""The kinds of price adjustment; a new kind is one file and one line in the list."""

from typing import TYPE_CHECKING, Annotated, Union

from pydantic import Field

from ..base.kinds import by_name
from .amount_increase import AmountIncreaseAdjustment
from .amount_off import AmountOffAdjustment
from .base import Adjustment
from .cost_plus import CostPlusAdjustment
from .fixed_price import FixedPriceAdjustment
from .percent_increase import PercentIncreaseAdjustment
from .percent_off import PercentOffAdjustment

ADJUSTMENTS: dict[str, type[Adjustment]] = by_name(
    PercentOffAdjustment,
    AmountOffAdjustment,
    PercentIncreaseAdjustment,
    AmountIncreaseAdjustment,
    FixedPriceAdjustment,
    CostPlusAdjustment,
)

if TYPE_CHECKING:
    AnyAdjustment = Adjustment
else:
    # Made from the list, so that the list is the only place that names the kinds.
    AnyAdjustment = Annotated[
        Union[tuple(ADJUSTMENTS.values())],  # noqa: UP007
        Field(discriminator="kind"),
    ]

__all__ = ["ADJUSTMENTS", "Adjustment", "AnyAdjustment"]

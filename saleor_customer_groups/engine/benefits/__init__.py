"""The kinds of benefit; a new kind is one file and one line in the list."""

from typing import TYPE_CHECKING, Annotated, Union

from pydantic import Field

from ..base.kinds import by_name
from .amount_off import AmountOffBenefit
from .base import Benefit
from .bundle import BundleBenefit
from .buy_x_get_y import BuyXGetYBenefit
from .free_shipping import FreeShippingBenefit
from .gift import GiftBenefit
from .percent_off import PercentOffBenefit

BENEFITS: dict[str, type[Benefit]] = by_name(
    PercentOffBenefit,
    AmountOffBenefit,
    BundleBenefit,
    BuyXGetYBenefit,
    GiftBenefit,
    FreeShippingBenefit,
)

if TYPE_CHECKING:
    AnyBenefit = Benefit
else:
    # Made from the list, so that the list is the only place that names the kinds.
    AnyBenefit = Annotated[
        Union[tuple(BENEFITS.values())],  # noqa: UP007
        Field(discriminator="kind"),
    ]

__all__ = ["BENEFITS", "AnyBenefit", "Benefit"]

"""Fields about what a customer has bought."""

from datetime import datetime

from django.db.models import DecimalField, Sum
from django.db.models.functions import Cast
from pydantic import Field as Parameter

from ...engine.facts.scopes import Scope
from .. import values
from .base import Column, InCurrency, Leaf, OverPeriod, Rows, Sources
from .orders import OrderField


class OfScope(OverPeriod):
    """The goods that count, and the period."""

    scope: Scope = Parameter(default=Scope(), title="Of")


class OfScopeInCurrency(InCurrency):
    """The goods that count, currency and period."""

    scope: Scope = Parameter(default=Scope(), title="Of")


class LineField(OrderField):
    """A field that is summed up over the lines of orders that are in a scope."""

    is_scattered = True
    summed: str

    def column(self, leaf: Leaf, sources: Sources, now: datetime) -> Column:
        """Return the sum, 0 where nothing was bought."""
        scope = leaf.arguments.scope
        counted = self.counted(leaf.arguments, now)
        # Shares of an order discount may have more decimals than any amount.
        total = Cast(
            Sum(self.summed, filter=counted),
            DecimalField(max_digits=20, decimal_places=3),
        )
        return Column(
            Rows(("lines", scope.model_dump_json()), sources.lines(scope)),
            parts={"total": total},
            value="{total}",
            or_zero=True,
            begins_at=leaf.arguments.period.begins_at(now),
        )


class UnitsField(LineField):
    """How many units."""

    kind = values.COUNT
    arguments = OfScope
    summed = "quantity"


class AmountField(LineField):
    """The amount paid, in a currency."""

    kind = values.AMOUNT
    arguments = OfScopeInCurrency
    summed = "amount"


FIELDS = (
    UnitsField(
        "units_bought", "Units bought", "How many units of some goods were ordered."
    ),
    AmountField(
        "amount_bought",
        "Amount bought",
        "What was charged for some goods, taxes included.",
    ),
)

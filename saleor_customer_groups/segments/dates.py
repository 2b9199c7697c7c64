"""Fields about how long ago something was."""

from datetime import datetime

from django.db.models import F, Max, Min

from . import operators, values
from .fields import Column, Field, Leaf, Rows, Sources

# Whole days, as long as 24 hours each.
FULL_DAYS = "FLOOR(EXTRACT(EPOCH FROM (%s::timestamptz - {at})) / 86400)"


class DaysSinceOrderField(Field):
    """How many full days ago an order was placed; none without orders."""

    kind = values.DAYS
    operators = operators.NUMBER

    def __init__(self, name: str, title: str, description: str, *, of: type) -> None:
        super().__init__(name, title, description)
        self.choose = of

    def column(self, leaf: Leaf, sources: Sources, now: datetime) -> Column:
        """Return the days."""
        return Column(
            Rows("orders", sources.orders),
            parts={"at": self.choose("placed_at")},
            value=FULL_DAYS,
            parameters=(now,),
        )


class AccountAgeField(Field):
    """How many full days ago the account was made."""

    kind = values.DAYS
    operators = operators.NUMBER

    def column(self, leaf: Leaf, sources: Sources, now: datetime) -> Column:
        """Return the days."""
        return Column(
            Rows("customers", sources.customers, is_grouped=False),
            parts={"at": F("created_at")},
            value=FULL_DAYS,
            parameters=(now,),
        )


FIELDS: tuple[Field, ...] = (
    DaysSinceOrderField(
        "days_since_last_order",
        "Days since the last order",
        "How many full days ago the last order was placed; never met without orders.",
        of=Max,
    ),
    DaysSinceOrderField(
        "days_since_first_order",
        "Days since the first order",
        "How many full days ago the first order was placed; never met without orders.",
        of=Min,
    ),
    AccountAgeField(
        "account_age_days",
        "Age of the account in days",
        "How many full days ago the account was made.",
    ),
)

"""Fields about how long ago something was."""

from datetime import datetime, timedelta

from django.db.models import Aggregate, F, Max, Min

from .. import operators, values
from ..operators import Operator
from ..periods import MAX_DAYS
from .base import Column, Field, Leaf, Rows, Sources, TurningAges
from .orders import totals

# Whole days, as long as 24 hours each.
FULL_DAYS = "FLOOR(EXTRACT(EPOCH FROM (%s::timestamptz - {at})) / 86400)"


class DaysSinceOrderField(Field):
    """How many full days ago an order was placed; none without orders."""

    kind = values.DAYS
    operators = operators.NUMBER

    def __init__(
        self, name: str, title: str, description: str, *, of: Aggregate
    ) -> None:
        super().__init__(name, title, description)
        self.at = of

    def column(self, leaf: Leaf, sources: Sources, now: datetime) -> Column:
        """Return the days."""
        return Column(
            totals(sources),
            parts={"at": self.at},
            value=FULL_DAYS,
            parameters=(now,),
            begins_at=self._begins_at(leaf, now),
        )

    def turning_ages(self, leaf: Leaf) -> TurningAges:
        """Return the ages at which the number of days is another one."""
        return TurningAges(orders=_ages(leaf))

    def _begins_at(self, leaf: Leaf, now: datetime) -> datetime | None:
        """Return the moment before which no order can be the last one asked for."""
        match leaf.operator:
            case Operator.LT | Operator.LTE | Operator.EQ:
                most = leaf.value
            case Operator.BETWEEN:
                most = leaf.value[1]
            case _:
                return None
        if not isinstance(self.at, Max) or most >= MAX_DAYS:
            return None
        return now - timedelta(days=most + 1)


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

    def turning_ages(self, leaf: Leaf) -> TurningAges:
        """Return the ages at which the number of days is another one."""
        return TurningAges(accounts=_ages(leaf))


def _ages(leaf: Leaf) -> frozenset[int]:
    """Return at which ages full days come to a number that is compared with, or go."""
    wanted = leaf.value if isinstance(leaf.value, tuple | list) else (leaf.value,)
    return frozenset(days for each in wanted for days in (each, each + 1))


FIELDS: tuple[Field, ...] = (
    DaysSinceOrderField(
        "days_since_last_order",
        "Days since the last order",
        "How many full days ago the last order was placed; never met without orders.",
        of=Max("last_order_at"),
    ),
    DaysSinceOrderField(
        "days_since_first_order",
        "Days since the first order",
        "How many full days ago the first order was placed; never met without orders.",
        of=Min("first_order_at"),
    ),
    AccountAgeField(
        "account_age_days",
        "Age of the account in days",
        "How many full days ago the account was made.",
    ),
)

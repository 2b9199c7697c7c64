"""What every field of a condition has, and which rows its value is calculated from."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import QuerySet
from pydantic import Field as Parameter

from ...engine.base.validation_issues import Path
from ...engine.base.values import Currency, Fact
from ...engine.facts.scopes import Scope
from ..operators import Operator, comparison
from ..periods import Lifetime, Period, RollingDays
from ..values import ValueKind

# The field that names the customer of a row.
CUSTOMER = "customer_id"


@dataclass(frozen=True, slots=True)
class Sources:
    """The rows that conditions are calculated from, with the names that they ask for.

    ``customers`` has one row for each customer: ``customer_id``, ``email``,
    ``created_at``, ``is_confirmed``, ``address_id``, ``metadata``,
    ``private_metadata``; ``addresses`` has ``address_id``, ``country`` and ``city``;
    ``languages`` at most one row for each customer: ``customer_id``, ``language``.
    ``totals`` are ``CustomerTotals``; ``orders`` the same of each order alone, with
    ``placed_at``. ``lines`` gives the order lines that are in a scope: ``customer_id``,
    ``currency``, ``placed_at``, ``quantity``, ``amount``. ``memberships`` are those
    that count now.
    """

    customers: QuerySet
    addresses: QuerySet
    languages: QuerySet
    totals: QuerySet
    orders: QuerySet
    lines: Callable[[Scope], QuerySet]
    memberships: QuerySet


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a source; equal objects stand for the same rows.

    ``is_grouped`` tells whether a customer may have several, which are summed up.
    ``at`` is the field with the moment up to which they tell of orders. ``link`` is the
    field of the customer by which the rows are found.
    """

    key: Hashable
    queryset: QuerySet
    is_grouped: bool = True
    at: str = "placed_at"
    link: str = CUSTOMER


@dataclass(frozen=True, slots=True)
class Column:
    """A customer's value: expressions over rows, and SQL over their results.

    ``value`` names the parts in braces, and is null if there is no value; ``per`` is
    what it still has to be divided by, above 0 or null. Rows before ``begins_at`` can
    make no difference to the condition; None if all may. With ``or_zero`` customers
    without a value have 0.
    """

    rows: Rows
    parts: Mapping[str, Any]
    value: str
    parameters: tuple[Any, ...] = ()
    per: str | None = None
    begins_at: datetime | None = None
    or_zero: bool = False


@dataclass(frozen=True, slots=True)
class TurningAges:
    """How many days old something is when a condition may turn true or false.

    That is if nothing happens but that time passes: ``orders`` are ages of any order,
    ``accounts`` those of the account.
    """

    orders: frozenset[int] = frozenset()
    accounts: frozenset[int] = frozenset()


class Arguments(Fact):
    """The arguments of a field besides operator and value: none."""


class OverPeriod(Arguments):
    """The period whose orders count."""

    period: Period = Parameter(default=Lifetime(), title="Period")


class InCurrency(OverPeriod):
    """Currency and period of the orders that count."""

    currency: Currency = Parameter(title="Currency")


_DENIED: Mapping[Operator, Operator] = {
    Operator.NE: Operator.EQ,
    Operator.NOT_IN: Operator.IN,
}


class Field:
    """Something about a customer that a condition can ask for.

    A new one is a subclass or an object of one, and one line in ``FIELDS``.
    ``is_scattered`` tells that finding the values of some customers means reading
    nearly all rows. With ``none_is_another`` customers without a value differ from
    every value: ``ne`` and ``not_in`` include them.
    """

    kind: ClassVar[ValueKind]
    operators: ClassVar[Sequence[Operator]]
    arguments: ClassVar[type[Arguments]] = Arguments
    is_scattered: ClassVar[bool] = False
    none_is_another: ClassVar[bool] = False

    def __init__(self, name: str, title: str, description: str) -> None:
        self.name = name
        self.title = title
        self.description = description

    def column(self, leaf: "Leaf", sources: Sources, now: datetime) -> Column:
        """Return what a customer's value is calculated from.

        :param now: the moment as of which the value is wanted.
        """
        raise NotImplementedError

    def turning_ages(self, leaf: "Leaf") -> TurningAges | None:
        """Return when the condition may turn as time passes, None if at any time.

        Orders leave the last days of a period; all else stays as it is.
        """
        period = getattr(leaf.arguments, "period", None)
        if isinstance(period, RollingDays):
            # One of the future comes into the period at first.
            return TurningAges(orders=frozenset((0, period.days)))
        return TurningAges()

    def compare(
        self, leaf: "Leaf", *, value: str, per: str | None
    ) -> tuple[str, tuple[Any, ...]]:
        """Return a comparison as SQL that is true or false, and its parameters.

        :param value: the customer's value as SQL.
        :param per: what it has to be divided by as SQL, or None.
        """
        denied = self.none_is_another and _DENIED.get(leaf.operator)
        sql, parameters = comparison(
            denied or leaf.operator, leaf.value, value=value, per=per
        )
        return (f"NOT ({sql})" if denied else sql), parameters


@dataclass(frozen=True, slots=True)
class Leaf:
    """One condition as it was read; ``path`` is its place in the tree."""

    field: Field
    operator: Operator
    value: Any
    arguments: Any
    path: Path

"""Lists of customers to look at: read page by page, counted, and read as a whole."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.contrib.auth import get_user_model
from django.db import connections, router, transaction

from ....models import CustomerTotals, Membership, OrderFigures
from ...base.bulk_sql import allow_memory, expect_many_rows

Row = TypeVar("Row")

# A part of a statement, and its parameters.
Part = tuple[str, tuple[Any, ...]]

MEMBERSHIPS = Membership._meta.db_table
FIGURES = OrderFigures._meta.db_table
TOTALS = CustomerTotals._meta.db_table
USERS = get_user_model()._meta.db_table

# As ``current_members.current``, of rows that are called ``members``.
CURRENT = (
    "(members.until IS NULL OR members.until > %s OR members.by_rule"
    " OR members.by_default)"
)
# Members of staff are no customers.
NOT_STAFF = f"members.customer_id <> ALL(ARRAY(SELECT id FROM {USERS} WHERE is_staff))"  # noqa: S608

# What the orders of a member come to in a currency, which it takes twice; the
# membership knows it, except of customers who buy in several (models/membership.py).
REVENUE = f"""CASE
  WHEN members.revenue_currency = %s THEN members.net_revenue
  WHEN members.revenue_currency IS NOT NULL THEN 0
  ELSE COALESCE((
    SELECT net_amount FROM {TOTALS} totals
    WHERE totals.customer_id = members.customer_id AND totals.currency = %s
  ), 0)
END"""  # noqa: S608 name of a table

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class ReviewList(Generic[Row]):
    """A list as a statement, which is read when it is asked for.

    The rows are sorted by ``keys``, names of columns and of fields of a row, which no
    two rows share altogether. ``make`` makes a row of the columns.
    """

    sql: str
    parameters: Sequence[Any]
    keys: tuple[str, ...]
    make: Callable[..., Row]
    descending: bool = False

    def page(
        self,
        *,
        size: int,
        beyond: Sequence[Any] | None = None,
        reads_down: bool | None = None,
    ) -> list[Row]:
        """Return some rows in reading order; one query.

        :param size: how many at the most.
        :param beyond: the keys of the row after which they come, None for the first.
        :param reads_down: whether the list is read downwards; None: as it is sorted.
        """
        down = self.descending if reads_down is None else reads_down
        where, more = "", ()
        if beyond is not None:
            places = ", ".join(["%s"] * len(self.keys))
            where = f" WHERE ({', '.join(self.keys)}) {'<' if down else '>'} ({places})"
            more = tuple(beyond)
        sql = (
            f"SELECT * FROM ({self.sql}) found{where}{self._order(down=down)} LIMIT %s"  # noqa: S608
        )
        return [self.make(*row) for row in self._ask(sql, *more, size)]

    def count(self) -> int:
        """Return how many rows the list has; one query."""
        ((number,),) = self._ask(f"SELECT COUNT(*) FROM ({self.sql}) found")  # noqa: S608
        return number

    def batches(self) -> Iterator[list[Row]]:
        """Yield all rows in their order, some at a time, so that memory stays flat."""
        sql = f"SELECT * FROM ({self.sql}) found{self._order(down=self.descending)}"  # noqa: S608
        database = alias()
        with transaction.atomic(using=database):
            self._prepare(database)
            with connections[database].chunked_cursor() as cursor:
                cursor.execute(sql, list(self.parameters))
                while rows := cursor.fetchmany(_BATCH):
                    yield [self.make(*row) for row in rows]

    def _order(self, *, down: bool) -> str:
        words = " DESC, " if down else ", "
        return f" ORDER BY {words.join(self.keys)}{' DESC' if down else ''}"

    def _ask(self, sql: str, *more: Any) -> list[Any]:
        return ask(sql, [*self.parameters, *more], prepare=self._prepare)

    @staticmethod
    def _prepare(alias: str) -> None:
        """Have this transaction sort many rows quickly."""
        allow_memory(alias)


class EmptyList(ReviewList[Row]):
    """A list in which nobody can be, whatever it is asked."""

    @classmethod
    def sorted_by(
        cls, keys: tuple[str, ...], *, descending: bool = False
    ) -> "EmptyList[Any]":
        """Return the list, which would be sorted by some keys."""
        return cls("", (), keys, _no_row, descending)

    def page(
        self,
        *,
        size: int,
        beyond: Sequence[Any] | None = None,
        reads_down: bool | None = None,
    ) -> list[Row]:
        """Return nobody."""
        return []

    def count(self) -> int:
        """Return 0."""
        return 0

    def batches(self) -> Iterator[list[Row]]:
        """Yield nothing."""
        return iter(())


def _no_row(*_: Any) -> Any:
    raise ValueError("there are no rows in it")


# How many candidates are asked about at first, how many times as many next, and from
# how many on it is quicker to ask about all of them.
FIRST_PORTION, PORTION_GROWS, MAX_PORTION = 1000, 8, 64_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a list candidates begin: keys, which the first of them may have, too."""

    keys: Sequence[Any]
    is_included: bool

    def condition(self, columns: Sequence[str], *, down: bool) -> Part:
        """Return the condition that columns come after it in reading order."""
        sign = f"{'<' if down else '>'}{'=' if self.is_included else ''}"
        places = ", ".join(["%s"] * len(columns))
        return (
            f"({', '.join(columns)}) {sign} ({places})",
            tuple(self.keys[: len(columns)]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PortionedList(ReviewList[Row]):
    """A list of which it takes long to ask about everybody who may be in it.

    Read page by page, candidates are asked about in their order until the page is full:
    a portion of them, then a larger one. There are candidates for the first
    ``candidate_keys`` of the keys.
    """

    candidate_keys: int

    def candidates(
        self, size: int, place: Place | None, *, down: bool
    ) -> Sequence[Sequence[Any]]:
        """Return the keys of some candidates in reading order."""
        raise NotImplementedError

    def among(self, candidates: Sequence[Sequence[Any]]) -> list[Row]:
        """Return the rows of those candidates who are in the list."""
        raise NotImplementedError

    def page(
        self,
        *,
        size: int,
        beyond: Sequence[Any] | None = None,
        reads_down: bool | None = None,
    ) -> list[Row]:
        """Return some rows in reading order, a few queries for each portion."""
        down = self.descending if reads_down is None else reads_down
        is_shared = self.candidate_keys < len(self.keys)
        place = None if beyond is None else Place(beyond, is_included=is_shared)
        found: list[Row] = []
        portion = FIRST_PORTION
        while portion < MAX_PORTION:
            asked = self.candidates(portion, place, down=down)
            rows = sorted(self.among(asked), key=self._keys_of, reverse=down)
            found += [row for row in rows if self._comes_after(row, beyond, down=down)]
            if len(found) >= size or len(asked) < portion:
                return found[:size]
            place = Place(asked[-1], is_included=False)
            portion *= PORTION_GROWS
        return ReviewList.page(self, size=size, beyond=beyond, reads_down=reads_down)

    @staticmethod
    def _prepare(alias: str) -> None:
        """Have this transaction sum up the orders of all customers quickly."""
        expect_many_rows(alias)

    def _keys_of(self, row: Row) -> tuple[Any, ...]:
        return tuple(getattr(row, key) for key in self.keys)

    def _comes_after(
        self, row: Row, beyond: Sequence[Any] | None, *, down: bool
    ) -> bool:
        if beyond is None:
            return True
        keys, place = self._keys_of(row), tuple(beyond)
        return keys < place if down else keys > place


def ask(
    sql: str,
    parameters: Sequence[Any],
    *,
    prepare: Callable[[str], None] = allow_memory,
) -> list[Any]:
    """Return the rows of a statement.

    :param prepare: makes the transaction ready for it: unless told otherwise for one
        that may sort many rows.
    """
    database = alias()
    with (
        transaction.atomic(using=database),
        connections[database].cursor() as cursor,
    ):
        prepare(database)
        cursor.execute(sql, list(parameters))
        return cursor.fetchall()


def of_queryset(rows: Any) -> Part:
    """Return a queryset as a part of a statement."""
    sql, parameters = rows.query.sql_with_params()
    return sql, tuple(parameters)


def alias() -> str:
    """Return the database that reviews are read from."""
    return router.db_for_read(OrderFigures)

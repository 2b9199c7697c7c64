"""Pages of a list: relay's connections, with a total count as Saleor has it.

A cursor holds the values that the list is sorted by, so that a page begins where the
last one ended although rows have come and gone since.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import graphene
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from graphql_relay.utils import base64, unbase64
from promise import Promise

from ....engine.base.messages import Message
from ....port.graphql import saleor
from ..arguments.arguments import is_storable
from ..languages.asked_language import whole_error
from .loading import unless_busy

MAXIMUM = 100
# The largest whole number of PostgreSQL.
_MAX_NUMBER = 2**63 - 1

_WRONG_CURSOR = Message("Received cursor is invalid.")

PAGE_ARGUMENTS: Mapping[str, Any] = {
    "first": graphene.Int(
        description=f"The first n of the list, {MAXIMUM} at the most."
    ),
    "last": graphene.Int(description=f"The last n of the list, {MAXIMUM} at the most."),
    "after": graphene.String(description="Only what comes after this cursor."),
    "before": graphene.String(description="Only what comes before this cursor."),
}


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is wanted; hashable, to be part of a key.

    ``fields`` are what the list is sorted by, ending with one that no two rows share.
    """

    fields: tuple[str, ...]
    descending: bool = False
    first: int | None = None
    last: int | None = None
    after: str | None = None
    before: str | None = None

    @property
    def size(self) -> int:
        """The maximum number of rows.

        :raises graphql.GraphQLError: neither ``first`` nor ``last`` says it.
        """
        size = self.first or self.last
        if size is None:
            raise whole_error(
                Message("Say with `first` or `last` how many of the list.")
            )
        return size

    def begins_after(self, *kinds: Callable[[Any], Any]) -> Any:
        """Return the place after which its rows come, None for the first page.

        :param kinds: functions that read the value of each field.
        :raises graphql.GraphQLError: the cursor does not belong to this list.
        """
        cursor = self.after or self.before
        if not cursor:
            return None
        place = _read_cursor(cursor, len(kinds))
        try:
            return tuple(read(each) for read, each in zip(kinds, place, strict=True))
        except (ArithmeticError, TypeError, ValueError):
            raise whole_error(_WRONG_CURSOR) from None

    def cut(self, rows: QuerySet) -> QuerySet:
        """Return the rows of the page in reading order, and one more if there is."""
        cursor = self.after or self.before
        if cursor:
            place = _read_cursor(cursor, len(self.fields))
            try:
                rows = rows.filter(self._beyond(place))
            except (TypeError, ValueError, ValidationError):
                raise whole_error(_WRONG_CURSOR) from None
        order = [f"-{name}" if self.reads_down else name for name in self.fields]
        return rows.order_by(*order)[: self.size + 1]

    def answer(self, found: Sequence[Any]) -> tuple[list[Any], dict[str, bool]]:
        """Return the rows in the order of the list, and whether there are other pages.

        :param found: what ``cut`` has read.
        """
        rows = list(found[: self.size])
        is_more = len(found) > self.size
        came_from = bool(self.after or self.before)
        if self.last:
            rows.reverse()
            return rows, {"has_previous_page": is_more, "has_next_page": came_from}
        return rows, {"has_previous_page": came_from, "has_next_page": is_more}

    def cursor(self, row: Any) -> str:
        """Return the place of a row in the list."""
        return base64(
            json.dumps([_written(getattr(row, name)) for name in self.fields])
        )

    @property
    def reads_down(self) -> bool:
        """Whether rows are read downwards: the last of a list are read from its end."""
        return self.descending is not bool(self.last)

    def _beyond(self, place: Sequence[Any]) -> Q:
        """Return the condition that a row comes after a place, in reading order."""
        lookup = "lt" if self.reads_down else "gt"
        condition = Q()
        same: dict[str, Any] = {}
        for name, value in zip(self.fields, place, strict=True):
            condition |= Q(**same, **{f"{name}__{lookup}": value})
            same[name] = value
        return condition


class Listing:
    """A list and the wanted page of it; reads only what is asked for, and once."""

    def __init__(
        self, page: Page, *, read: Callable[[], Any], count: Callable[[], Any]
    ) -> None:
        """Describe the list.

        :param read: gives the rows that ``Page.cut`` makes of the list.
        :param count: gives how many rows the whole list has; both may give a promise.
        """
        self.page = page
        self.count = count
        self._read = read
        self._found: Promise | None = None

    def read(self, info: Any) -> Promise:
        """Return a promise of the rows, and of whether other pages lie beside them."""
        if self._found is None:
            with unless_busy(), saleor().reading(info.context):
                self._found = Promise.resolve(self._read()).then(self.page.answer)
        return self._found


def read_page(
    arguments: Mapping[str, Any], fields: Sequence[str], *, descending: bool = False
) -> Page:
    """Return the page that the arguments of a connection ask for.

    :raises graphql.GraphQLError: they contradict each other.
    """
    first, last, after, before = (
        arguments.get(name) for name in ("first", "last", "after", "before")
    )
    for name, size in (("first", first), ("last", last)):
        if size is not None and not 1 <= size <= MAXIMUM:
            raise whole_error(
                Message(
                    "Argument `{name}` has to be from 1 to {most}.",
                    name=name,
                    most=MAXIMUM,
                )
            )
    for one, other in (("first", "last"), ("first", "before"), ("last", "after")):
        if arguments.get(one) is not None and arguments.get(other) is not None:
            raise whole_error(
                Message(
                    "Argument `{one}` cannot be combined with `{other}`.",
                    one=one,
                    other=other,
                )
            )
    return Page(tuple(fields), descending, first, last, after, before)


def list_rows(rows: QuerySet, page: Page) -> Listing:
    """Return the listing of a queryset."""
    return Listing(page, read=lambda: list(page.cut(rows)), count=rows.count)


class CountableConnection(graphene.relay.Connection):
    """A page of a list, with the number of rows of the whole list."""

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(
        cls, node: Any = None, name: str | None = None, **options: Any
    ) -> None:
        """Make node and edges non-null, which relay leaves nullable."""
        super().__init_subclass_with_meta__(node=node, name=name, **options)

        class EdgeBase:
            node = graphene.Field(
                cls._meta.node, required=True, description="The item of the list."
            )
            cursor = graphene.String(
                required=True, description="The place of the item in the list."
            )

        cls.Edge = type(
            cls.Edge._meta.name,
            (EdgeBase, graphene.ObjectType),
            {"__doc__": "An item of the list, and its place."},
        )
        cls._meta.fields["edges"] = graphene.Field(
            graphene.List(graphene.NonNull(cls.Edge)),
            required=True,
            description="The items of the page.",
        )

    total_count = graphene.Int(
        description="How many items the whole list has, on all pages."
    )

    @staticmethod
    def resolve_total_count(root: Listing, info: Any) -> Any:
        """Count the list."""
        with unless_busy(), saleor().reading(info.context):
            return root.count()

    @classmethod
    def resolve_edges(cls, root: Listing, info: Any) -> Any:
        """Read the page."""
        return root.read(info).then(
            lambda found: [
                cls.Edge(node=row, cursor=root.page.cursor(row)) for row in found[0]
            ]
        )

    @staticmethod
    def resolve_page_info(root: Listing, info: Any) -> Any:
        """Read the page, for what lies beside it."""
        return root.read(info).then(
            lambda found: graphene.relay.PageInfo(
                start_cursor=root.page.cursor(found[0][0]) if found[0] else None,
                end_cursor=root.page.cursor(found[0][-1]) if found[0] else None,
                **found[1],
            )
        )


def _read_cursor(cursor: str, length: int) -> list[Any]:
    try:
        place = json.loads(unbase64(cursor))
    except (RecursionError, ValueError):
        place = None
    if (
        not isinstance(place, list)
        or len(place) != length
        or not all(map(_may_be_in_cursor, place))
    ):
        raise whole_error(_WRONG_CURSOR)
    return place


def _may_be_in_cursor(value: Any) -> bool:
    """Tell whether a value is of a type that ``Page.cursor`` writes."""
    if isinstance(value, str):
        return is_storable(value)
    return isinstance(value, bool) or (
        isinstance(value, int) and abs(value) <= _MAX_NUMBER
    )


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value

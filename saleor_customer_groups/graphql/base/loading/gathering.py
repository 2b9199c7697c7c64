"""Rows of many owners, read in one query and grouped by owner again."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, QuerySet, Value

from .connections import Page


def counts(rows: QuerySet, keys: Sequence[int], *, owner: str = "group") -> list[int]:
    """Return how many rows there are of each group, or of each other owner.

    :param owner: the foreign key to what the keys are of.
    """
    column = f"{owner}_id"
    counted = (
        rows.filter(**{f"{owner}__in": keys})
        .order_by()
        .values(column)
        .annotate(number=Count("pk"))
    )
    numbers = {row[column]: row["number"] for row in counted}
    return [numbers.get(key, 0) for key in keys]


def pages(
    rows: QuerySet, keys: Sequence[tuple[int, Page]], *, owner: str = "group"
) -> list[list[Any]]:
    """Return the rows that each page cuts out of those of its group, or other owner.

    :param owner: the foreign key to what the keys are of.
    """
    cuts = {
        place: page.cut(rows.filter(**{owner: key}))
        for place, (key, page) in enumerate(keys)
    }
    return list(read_cuts(cuts).values())


def found_counts(
    find: Callable[[Any], QuerySet],
    keys: Sequence[tuple[int, Hashable]],
    *,
    owner: str,
) -> list[int]:
    """Return how many of the wanted rows each owner has.

    One query for all owners that want the same.
    """
    found = {}
    for wanted in {wanted for _, wanted in keys}:
        pks = [pk for pk, of in keys if of == wanted]
        numbers = counts(find(wanted), pks, owner=owner)
        found.update({(pk, wanted): n for pk, n in zip(pks, numbers, strict=True)})
    return [found[key] for key in keys]


def found_pages(
    find: Callable[[Any], QuerySet],
    keys: Sequence[tuple[int, Page, Any]],
    *,
    owner: str,
) -> list[list[Any]]:
    """Return the rows that each page cuts out of the wanted rows of its owner."""
    cuts = {
        place: page.cut(find(wanted).filter(**{owner: pk}))
        for place, (pk, page, wanted) in enumerate(keys)
    }
    return list(read_cuts(cuts).values())


def read_cuts(cuts: Mapping[int, QuerySet]) -> Mapping[int, list[Any]]:
    """Return the rows of several querysets of a model, read in one query."""
    if not cuts:
        return {}
    first, *others = (rows.annotate(place=Value(place)) for place, rows in cuts.items())
    rows = first.union(*others, all=True) if others else first
    return dict(
        zip(cuts, gathered(((row.place, row) for row in rows), cuts), strict=True)
    )


def gathered(
    pairs: Iterable[tuple[Hashable, Any]], keys: Iterable[Hashable]
) -> list[list[Any]]:
    """Return the rows of each key, in the order in which they come.

    :param pairs: rows with the key that each belongs to.
    """
    by_key = defaultdict(list)
    for key, row in pairs:
        by_key[key].append(row)
    return [by_key[key] for key in keys]

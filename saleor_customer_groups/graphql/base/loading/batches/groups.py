"""Groups and level programmes, found for many objects in one query each."""

from collections.abc import Mapping, Sequence

from django.db.models import Q

from .....models import CustomerGroup, Level, LevelProgramme
from ..gathering import counts, gathered


def groups(keys: Sequence[int]) -> list[CustomerGroup | None]:
    """Return the groups with these primary keys."""
    by_pk = CustomerGroup.objects.in_bulk(keys)
    return [by_pk.get(key) for key in keys]


def children(keys: Sequence[int]) -> list[list[CustomerGroup]]:
    """Return the groups right below each group."""
    rows = CustomerGroup.objects.filter(parent__in=keys)
    return gathered(((row.parent_id, row) for row in rows), keys)


def children_counts(keys: Sequence[int]) -> list[int]:
    """Return how many groups there are right below each group."""
    return counts(CustomerGroup.objects.all(), keys, owner="parent")


def depths(keys: Sequence[int]) -> list[int]:
    """Return how many groups there are above each group."""
    parents = dict(CustomerGroup.objects.values_list("pk", "parent_id"))
    return [_depth(parents, key) for key in keys]


def _depth(parents: Mapping[int, int | None], key: int) -> int:
    above: list[int] = []
    parent = parents.get(key)
    # A circle is refused on input; if there is one all the same, the walk still ends.
    while parent is not None and parent not in above:
        above.append(parent)
        parent = parents.get(parent)
    return len(above)


def programmes_of_groups(keys: Sequence[int]) -> list[LevelProgramme | None]:
    """Return the level programme that each group belongs to, itself or as a level."""
    rows = LevelProgramme.objects.select_related("group").filter(
        Q(group__in=keys) | Q(levels__group__in=keys)
    )
    found = {row.group_id: row for row in rows}
    programmes = {row.pk: row for row in rows}
    levels = Level.objects.filter(group__in=keys)
    found |= {row.group_id: programmes.get(row.programme_id) for row in levels}
    return [found.get(key) for key in keys]


def levels_of_programmes(keys: Sequence[int]) -> list[list[Level]]:
    """Return the levels of each programme, upwards."""
    rows = Level.objects.filter(programme__in=keys)
    return gathered(((row.programme_id, row) for row in rows), keys)

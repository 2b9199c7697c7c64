"""Which customers a change of a level programme would move; nothing is changed."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ...models import CustomerGroup, Level, LevelProgramme, Membership
from ..evaluation.condition_previews import preview_conditions
from ..membership.current_members import current
from .level_conditions import condition_of
from .level_values import check_programme
from .levels import values_with


@dataclass(frozen=True, slots=True)
class LevelPreview:
    """One level as it would be: its customers, and how many would move.

    :param name: that of the level.
    :param group: the group that it has already, None for a new level.
    :param members: how many there are now.
    :param count: how many would qualify for it.
    :param joining: how many would join.
    :param leaving: how many would leave.
    :param is_dropped: whether the level goes with its group.
    """

    name: str
    group: CustomerGroup | None
    members: int
    count: int
    joining: int
    leaving: int
    is_dropped: bool = False


def preview_programme(
    *, programme: LevelProgramme, values: Mapping[str, Any], now: datetime
) -> list[LevelPreview]:
    """Return the levels that a changed programme would have, from the lowest up.

    Levels that the new ones leave out come last. Nothing is written.

    :param values: fields of ``ProgrammeValues`` by name.
    :raises django.core.exceptions.ValidationError: a field is refused, with its place.
    """
    existing = {
        level.group_id: level for level in programme.levels.select_related("group")
    }
    wanted = values_with(programme, existing, values)
    levels = check_programme(wanted, group_ids=existing)
    changed = copy(programme)
    for name in ("metric", "currency", "active_from", "reset"):
        setattr(changed, name, getattr(wanted, name))
    begins_later = wanted.active_from > now
    members = {
        pk: Membership.objects.filter(current(now), group=pk).count() for pk in existing
    }
    found = []
    for level in levels:
        row = existing.get(level.group_id or 0)
        group = row.group if row else None
        number = members[group.pk] if group else 0
        if begins_later:
            found.append(LevelPreview(level.name, group, number, 0, 0, number))
            continue
        preview = preview_conditions(
            condition_of(changed, Level(minimum=level.minimum, maximum=level.maximum)),
            group=group,
            now=now,
            has_begun=True,
        )
        found.append(
            LevelPreview(
                name=level.name,
                group=group,
                members=number,
                count=preview.count,
                joining=preview.joining,
                leaving=preview.leaving,
            )
        )
    kept = {level.group_id for level in levels}
    dropped = [row for pk, row in existing.items() if pk not in kept]
    return found + [
        LevelPreview(
            name=row.group.name,
            group=row.group,
            members=members[row.group_id],
            count=0,
            joining=0,
            leaving=members[row.group_id],
            is_dropped=True,
        )
        for row in dropped
    ]

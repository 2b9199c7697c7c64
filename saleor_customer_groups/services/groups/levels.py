"""Levels: a loyalty programme made in one step (docs/membership.md, Levels)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from ...models import (
    CustomerGroup,
    GroupKind,
    Level,
    LevelProgramme,
    MembershipRun,
    Metric,
    Reset,
)
from ..base.occasions import Occasion
from ..base.transactions.concurrent_changes import refuse_changed_meanwhile
from ..base.transactions.locks import lock_membership_changes
from ..evaluation.runs import start_run_after_change
from ..rules.check.group_findings import level_for_all, not_asked
from ..rules.rule_snapshot import lock_rule_set
from .group_deletion import Deletion, delete_groups
from .groups import create_group, update_group
from .level_conditions import condition_of
from .level_values import LevelValues, ProgrammeValues, check_programme


class ChangedProgramme(NamedTuple):
    """A programme that was changed, and the groups that ask for levels it had before.

    Conditions that name what is gone are not asked any more.
    """

    programme: LevelProgramme
    asking: Sequence[CustomerGroup]


@transaction.atomic
def create_programme(*, values: ProgrammeValues, now: datetime) -> LevelProgramme:
    """Make a programme: a group, and below it a group with conditions for each level.

    :raises django.core.exceptions.ValidationError: a field is refused, with its place;
        levels overlap or leave a gap.
    """
    levels = check_programme(values, group_ids=())
    group = create_group(values={"name": values.name}, now=now)
    programme = LevelProgramme.objects.create(
        group=group,
        metric=values.metric,
        currency=values.currency,
        active_from=values.active_from,
        reset=values.reset,
        created_at=now,
        updated_at=now,
    )
    for place, level in enumerate(levels):
        _create_level(programme, level, place, now=now)
    return programme


@transaction.atomic
def update_programme(
    *,
    programme: LevelProgramme,
    values: Mapping[str, Any],
    occasion: Occasion,
    force: bool = False,
    if_updated_at: datetime | None = None,
) -> ChangedProgramme:
    """Change the given fields of a programme.

    Levels that the new ones leave out are deleted with their groups.

    :param values: fields of ``ProgrammeValues`` by name.
    :param force: delete these although other things are deleted with them.
    :param if_updated_at: change it only if it was last changed then.
    :raises django.core.exceptions.ValidationError: a field is refused, a level that is
        left out is in use, or somebody has changed the programme since; nothing is
        changed.
    """
    lock_membership_changes()
    # Locked before the programme, as for a change of one of its groups.
    lock_rule_set()
    programme = LevelProgramme.objects.select_for_update().get(pk=programme.pk)
    refuse_changed_meanwhile(programme, if_updated_at)
    existing = {
        level.group_id: level for level in programme.levels.select_related("group")
    }
    wanted = values_with(programme, existing, values)
    levels = check_programme(wanted, group_ids=existing)
    programme.group = update_group(
        group=programme.group, values={"name": wanted.name}, occasion=occasion
    )
    for name in ("metric", "currency", "active_from", "reset"):
        setattr(programme, name, getattr(wanted, name))
    programme.updated_at = occasion.now
    programme.save()
    kept = {level.group_id for level in levels}
    asking: set[int] = set()
    for row in existing.values():
        if row.group_id not in kept:
            row.delete()
            gone = delete_groups(
                groups={"levels": row.group}, occasion=occasion, force=force
            )
            asking |= {group.pk for group in gone.asking}
    for place, level in enumerate(levels):
        if level.group_id is None:
            _create_level(programme, level, place, now=occasion.now)
        else:
            row = existing[level.group_id]
            _update_level(programme, row, level, place, occasion=occasion)
    return ChangedProgramme(
        programme, list(CustomerGroup.objects.filter(pk__in=asking).order_by("name"))
    )


def delete_programme(
    *,
    programme: LevelProgramme,
    occasion: Occasion,
    force: bool = False,
    dry_run: bool = False,
) -> Deletion:
    """Delete a programme with its group and those of its levels, never a customer.

    See ``delete_groups``.
    """
    levels = programme.levels.select_related("group")
    return delete_groups(
        groups={
            "id": programme.group,
            **{f"levels.{place}": level.group for place, level in enumerate(levels)},
        },
        occasion=occasion,
        force=force,
        dry_run=dry_run,
    )


def start_level_runs(
    *, programme: LevelProgramme, now: datetime
) -> list[MembershipRun]:
    """Enqueue the runs of the levels of a programme that was saved."""
    runs = [
        start_run_after_change(group=level.group, changed=["conditions"], now=now)
        for level in programme.levels.select_related("group")
    ]
    return [run for run in runs if run is not None]


def warnings_about(
    programme: LevelProgramme,
    *,
    leave_default: bool,
    asking: Iterable[CustomerGroup] = (),
) -> list[str]:
    """Return what somebody who saves a programme should know about it, as sentences.

    :param leave_default: whether joining another group ends the default membership.
    :param asking: the groups whose conditions name deleted levels.
    """
    found = [not_asked(group.name, group.conditions_problem) for group in asking]
    first = programme.levels.select_related("group").order_by("minimum").first()
    if first is None or first.minimum or not leave_default:
        return found
    default = CustomerGroup.objects.get(is_default=True)
    return [level_for_all(first.group.name, default.name), *found]


def values_with(
    programme: LevelProgramme, existing: Mapping[int, Level], changes: Mapping[str, Any]
) -> ProgrammeValues:
    """Return the values of a programme with some of them changed.

    :param existing: its levels by group.
    :param changes: fields of ``ProgrammeValues`` by name.
    """
    wanted = replace(_values_of(programme, existing.values()), **changes)
    return replace(wanted, levels=_with_end(wanted.levels, existing))


def _values_of(programme: LevelProgramme, levels: Any) -> ProgrammeValues:
    return ProgrammeValues(
        name=programme.group.name,
        metric=Metric(programme.metric),
        currency=programme.currency,
        active_from=programme.active_from,
        reset=Reset(programme.reset),
        levels=[
            LevelValues(
                name=level.group.name,
                minimum=level.minimum,
                maximum=level.maximum,
                group_id=level.group_id,
            )
            for level in levels
        ],
    )


def _with_end(
    levels: Sequence[LevelValues], existing: Mapping[int, Level]
) -> Sequence[LevelValues]:
    """Return the levels, the last one with the maximum that it keeps."""
    if not levels:
        return levels
    *below, last = levels
    row = existing.get(last.group_id) if last.group_id is not None else None
    if row is None or not last.keeps_maximum:
        return levels
    return [*below, replace(last, maximum=row.maximum)]


def _create_level(
    programme: LevelProgramme, values: LevelValues, place: int, *, now: datetime
) -> None:
    level = Level(programme=programme, minimum=values.minimum, maximum=values.maximum)
    with _in_level(place):
        level.group = create_group(
            values={
                **_group_values(programme, level, values),
                "parent": programme.group,
                "kind": GroupKind.AUTOMATIC.value,
            },
            now=now,
        )
    level.save()


def _update_level(
    programme: LevelProgramme,
    level: Level,
    values: LevelValues,
    place: int,
    *,
    occasion: Occasion,
) -> None:
    level.minimum, level.maximum = values.minimum, values.maximum
    level.save()
    with _in_level(place):
        update_group(
            group=level.group,
            values=_group_values(programme, level, values),
            occasion=occasion,
        )


def _group_values(
    programme: LevelProgramme, level: Level, values: LevelValues
) -> dict[str, Any]:
    shown = {"is_vip": values.is_vip, "colour": values.colour}
    return {
        "name": values.name,
        "conditions": condition_of(programme, level),
        **{name: value for name, value in shown.items() if value is not None},
    }


@contextmanager
def _in_level(place: int) -> Iterator[None]:
    """Name the level in what is refused about its group."""
    try:
        yield
    except ValidationError as error:
        raise ValidationError(
            {f"levels.{place}.{name}": each for name, each in error.error_dict.items()}
        ) from None

"""Levels: a loyalty programme made in one step (membership.md, Levels)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from .. import port
from ..models import (
    GroupKind,
    Level,
    LevelProgramme,
    Metric,
    Reset,
)
from .actors import Actor
from .group_deletion import delete_groups
from .groups import create_group, update_group
from .refusals import Code, refuse, refuse_all

DAYS_OF_12_MONTHS = 365


@dataclass(frozen=True, slots=True)
class LevelValues:
    """One level as it is put in; amounts are in the programme's currency.

    ``maximum`` left out is the next level's minimum, and nothing at the top.
    ``group_id`` is the group of a level that there is already.
    """

    name: str
    minimum: Decimal
    maximum: Decimal | None = None
    is_vip: bool = False
    colour: str = ""
    group_id: int | None = None


@dataclass(frozen=True, slots=True)
class ProgrammeValues:
    """A programme as it is put in; ``name`` is that of the group above its levels."""

    name: str
    metric: Metric
    currency: str
    active_from: datetime
    reset: Reset
    levels: Sequence[LevelValues]


@transaction.atomic
def create_programme(*, values: ProgrammeValues, now: datetime) -> LevelProgramme:
    """Make a programme: a group, and below it a group with conditions for each level.

    :raises django.core.exceptions.ValidationError: a field is refused, with its place;
        levels overlap or leave a gap.
    """
    levels = _checked(values)
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
    values: ProgrammeValues,
    actor: Actor,
    now: datetime,
) -> LevelProgramme:
    """Make a programme what is given; levels left out are deleted with their groups.

    :raises django.core.exceptions.ValidationError: a field is refused, or prices hang
        on a level that is left out; nothing is changed.
    """
    levels = _checked(values)
    programme = LevelProgramme.objects.select_for_update().get(pk=programme.pk)
    update_group(group=programme.group, values={"name": values.name}, now=now)
    for name in ("metric", "currency", "active_from", "reset"):
        setattr(programme, name, getattr(values, name))
    programme.updated_at = now
    programme.save()
    existing = {level.group_id: level for level in programme.levels.all()}
    for place, level in enumerate(levels):
        if level.group_id is not None and level.group_id not in existing:
            raise refuse(
                f"levels.{place}.group_id",
                Code.NOT_FOUND,
                "The programme has no such level.",
            )
    kept = {level.group_id for level in levels}
    for row in existing.values():
        if row.group_id not in kept:
            delete_groups(groups={"levels": row.group}, actor=actor, now=now)
    for place, level in enumerate(levels):
        if level.group_id is None:
            _create_level(programme, level, place, now=now)
        else:
            _update_level(programme, existing[level.group_id], level, place, now=now)
    return programme


def condition_of(programme: LevelProgramme, level: Level) -> dict[str, Any]:
    """Return the conditions of a level's group.

    :param programme: the level's.
    """
    leaf: dict[str, Any] = {
        "field": str(programme.metric),
        "period": _period(programme),
    }
    if programme.currency:
        leaf["currency"] = programme.currency
    leaves = [{**leaf, "operator": "gte", "value": f"{level.minimum:f}"}]
    if level.maximum is not None:
        leaves.append({**leaf, "operator": "lt", "value": f"{level.maximum:f}"})
    return {"all": leaves}


def _period(programme: LevelProgramme) -> dict[str, Any]:
    if programme.reset == Reset.NEVER:
        return {"kind": "since", "date": programme.active_from.date().isoformat()}
    return {"kind": "rolling_days", "days": DAYS_OF_12_MONTHS}


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
    now: datetime,
) -> None:
    level.minimum, level.maximum = values.minimum, values.maximum
    level.save()
    with _in_level(place):
        update_group(
            group=level.group, values=_group_values(programme, level, values), now=now
        )


def _group_values(
    programme: LevelProgramme, level: Level, values: LevelValues
) -> dict[str, Any]:
    return {
        "name": values.name,
        "is_vip": values.is_vip,
        "colour": values.colour,
        "conditions": condition_of(programme, level),
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


def _checked(values: ProgrammeValues) -> list[LevelValues]:
    """Return the levels with their maxima, upwards.

    :raises django.core.exceptions.ValidationError: something in them cannot be.
    """
    refuse_all(_mistakes(values))
    above = [each.minimum for each in values.levels[1:]]
    levels = [
        replace(level, maximum=following if level.maximum is None else level.maximum)
        for level, following in zip(values.levels, [*above, None], strict=True)
    ]
    refuse_all(_misfits(levels))
    return levels


def _mistakes(values: ProgrammeValues) -> Iterator[ValidationError]:
    currencies = set(port.channel_currencies().values())
    if values.metric == Metric.ORDER_COUNT:
        if values.currency:
            yield refuse(
                "currency", Code.INVALID, "A number of orders has no currency."
            )
    elif values.currency not in currencies:
        yield refuse(
            "currency",
            Code.INVALID,
            f"Give a currency that a channel has: {', '.join(sorted(currencies))}.",
        )
    if not values.levels:
        yield refuse("levels", Code.REQUIRED, "Give the programme a level.")
    for place, level in enumerate(values.levels):
        if level.minimum < 0:
            yield refuse(
                f"levels.{place}.minimum", Code.INVALID, "A minimum is 0 or more."
            )


def _misfits(levels: Sequence[LevelValues]) -> Iterator[ValidationError]:
    """Yield where levels are empty, overlap or leave a gap."""
    for place, level in enumerate(levels):
        if level.maximum is not None and level.maximum <= level.minimum:
            yield refuse(
                f"levels.{place}.minimum",
                Code.INVALID,
                f"{level.name} ends at {level.maximum:f}, where it starts or before."
                " Give the levels upwards.",
            )
    for place, (level, following) in enumerate(pairwise(levels), start=1):
        if level.maximum is None or level.maximum == following.minimum:
            continue
        what = "overlap" if level.maximum > following.minimum else "leave a gap"
        yield refuse(
            f"levels.{place}.minimum",
            Code.INVALID,
            f"{level.name} and {following.name} {what}: one ends at"
            f" {level.maximum:f}, the other starts at {following.minimum:f}.",
        )

"""What levels ask of customers (docs/membership.md, Levels)."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError

from ...conditions import shop_zone
from ...engine.base.messages import Message
from ...engine.base.moments import day_of
from ...engine.money import write_amount
from ...models import CustomerGroup, GroupKind, Level, LevelProgramme, Reset
from ..base.refusals import Code, refuse

DAYS_OF_12_MONTHS = 365


def metric_of(programme: LevelProgramme) -> dict[str, Any]:
    """Return what the levels of a programme ask for: a condition without comparison."""
    metric: dict[str, Any] = {
        "field": str(programme.metric),
        "period": _period(programme),
    }
    if programme.currency:
        metric["currency"] = programme.currency
    return metric


def condition_of(programme: LevelProgramme, level: Level) -> dict[str, Any]:
    """Return the conditions of a level's group.

    :param programme: the level's.
    """
    bounds = [("gte", level.minimum)]
    if level.maximum is not None:
        bounds.append(("lt", level.maximum))
    metric = metric_of(programme)
    return {
        "all": [
            {
                **metric,
                "operator": operator,
                # Written in the same way before and after it was stored.
                "value": (
                    write_amount(bound, programme.currency)
                    if programme.currency
                    else int(bound)
                ),
            }
            for operator, bound in bounds
        ]
    }


def level_mistakes(group: CustomerGroup) -> Iterator[ValidationError]:
    """Yield where a level's group would no longer be what its programme says.

    :param group: as it is to be saved; a group that is not a level has no such
        mistakes.
    """
    levels = Level.objects.select_related("programme__group")
    level = levels.filter(group_id=group.pk).first() if group.pk else None
    if level is None:
        return
    programme = level.programme
    names = {"group": group.name, "programme": programme.group.name}
    if group.conditions != condition_of(programme, level):
        yield refuse(
            "conditions",
            Code.INVALID,
            Message(
                "{group} is a level of {programme}: change its minimum and maximum.",
                **names,
            ),
        )
    if group.kind == GroupKind.MANUAL:
        yield refuse(
            "kind",
            Code.INVALID,
            Message("{group} is a level of {programme}, which rules fill.", **names),
        )
    if group.parent_id != programme.group_id:
        yield refuse(
            "parent",
            Code.INVALID,
            Message("{group} is a level of {programme} and stays below it.", **names),
        )


def _period(programme: LevelProgramme) -> dict[str, Any]:
    if programme.reset == Reset.NEVER:
        began_on = day_of(programme.active_from, zone=shop_zone())
        return {"kind": "since", "date": began_on.isoformat()}
    return {"kind": "rolling_days", "days": DAYS_OF_12_MONTHS}

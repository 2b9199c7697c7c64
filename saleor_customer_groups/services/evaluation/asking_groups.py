"""Groups whose conditions ask for other groups, when those change."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from ...engine.base.messages import Joined
from ...models import CustomerGroup
from ..base.refusals import Code, refuse
from ..membership.default_members import default_code
from .candidates import store_problem
from .dependencies import Dependencies, asked_in


def groups_asking_for(codes: Collection[str]) -> Sequence[CustomerGroup]:
    """Return the groups whose conditions ask for one of some groups, by name."""
    rows = CustomerGroup.objects.filter(conditions__isnull=False)
    return [
        group
        for group in rows
        if any(code in codes for code, _ in asked_in(group.conditions))
    ]


def rename_in_conditions(*, old: str, new: str) -> None:
    """Have all conditions that ask for a group ask for it under its new code.

    The conditions stay the same, so they keep their version.
    """
    asking = groups_asking_for([old])
    for group in asking:
        group.conditions = renamed(group.conditions, old=old, new=new)
    CustomerGroup.objects.bulk_update(asking, ["conditions"])


def renamed(data: Any, *, old: str, new: str) -> Any:
    """Return conditions with a group under its new code."""
    if isinstance(data, list):
        return [renamed(each, old=old, new=new) for each in data]
    if not isinstance(data, dict):
        return data
    if data.get("field") != "in_group":
        return {key: renamed(each, old=old, new=new) for key, each in data.items()}
    value = data.get("value")
    several = (
        list(dict.fromkeys(new if each == old else each for each in value))
        if isinstance(value, list)
        else new
        if value == old
        else value
    )
    return {**data, "value": several}


def refuse_contradictions(
    group: CustomerGroup,
    before: CustomerGroup | None,
    *,
    becomes_default: bool,
    leave_default: bool,
) -> Iterable[ValidationError]:
    """Yield why groups would contradict themselves with a group as it is to be.

    :param before: the group as it was, None for a new one.
    :param leave_default: joining a group ends the default membership.
    """
    changed = [
        name
        for name in ("conditions", "kind", "code")
        if before is None or getattr(before, name) != getattr(group, name)
    ]
    if not changed and not becomes_default:
        return
    others = list(
        CustomerGroup.objects.filter(conditions__isnull=False).exclude(pk=group.pk)
    )
    if not any(asked_in(each.conditions) for each in (group, *others)):
        return
    if before is not None and before.code != group.code:
        for each in others:
            each.conditions = renamed(each.conditions, old=before.code, new=group.code)
    default = group.code if becomes_default or group.is_default else default_code()
    dependencies = Dependencies([*others, group])
    found = dependencies.contradictions(leaves=default if leave_default else None)
    if changed and (message := found.get(group.code)):
        yield refuse(changed[0], Code.CYCLE, Joined("", [message, "."]))
    elif becomes_default:
        known = dependencies.contradictions(leaves=None)
        for code in sorted(found.keys() - known.keys()):
            yield refuse("is_default", Code.CYCLE, Joined("", [found[code], "."]))


def store_problems(which: Q, *, leave_default: bool = True) -> None:
    """Store on some groups why their conditions cannot be asked, or that they can."""
    for group in CustomerGroup.objects.filter(which, conditions__isnull=False):
        store_problem(group, leave_default=leave_default)

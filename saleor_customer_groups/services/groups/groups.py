"""Customer groups: create, change, and the one default group."""

from collections.abc import Mapping, Sequence
from copy import copy
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from ...models import CustomerGroup, Exclusion, GroupKind
from ..base.codes import free_code, refuse_bad_code
from ..base.evaluation_queue import enqueue_moved
from ..base.locks import lock_membership_changes
from ..base.occasions import Occasion
from ..base.open_checkouts import reprice_everybody, reprice_groups
from ..base.refusals import Code, refuse, refuse_all
from ..evaluation import group_conditions
from ..evaluation.asking_groups import (
    refuse_contradictions,
    rename_in_conditions,
    store_problems,
)
from ..membership.current_members import customers_in_no_group
from ..membership.default_members import default_code
from ..membership.expiry import end_due
from ..membership.membership_history import are_former_codes, record_new_code
from ..rules.rule_snapshot import lock_rule_set
from .level_conditions import level_mistakes

MAX_LEVELS = 8

CHANGEABLE = frozenset(
    {
        "name",
        "code",
        "description",
        "colour",
        "kind",
        "is_active",
        "for_guests",
        "is_vip",
        "highlight",
        "parent",
        "inherits_pricing",
        "inherits_visibility",
        "inherits_terms",
        "priority",
        "capacity",
        "tags",
        "conditions",
        "grace_days",
    }
)

# A change of one of these can change somebody's price.
_PRICED = (
    "is_active",
    "is_default",
    "for_guests",
    "parent_id",
    "inherits_pricing",
    "priority",
)

# A change of one of these can mend conditions that could not be asked.
_ASKED = ("code", "conditions", "kind", "is_default")


@transaction.atomic
def create_group(
    *, values: Mapping[str, Any], now: datetime, leave_default: bool = True
) -> CustomerGroup:
    """Create a group.

    :param values: the fields by name; ``name`` is required, ``is_default`` makes it
        the default group.
    :param leave_default: joining a group ends the default membership.
    :raises django.core.exceptions.ValidationError: a field is refused.
    """
    lock_rule_set()
    group = CustomerGroup(created_at=now)
    default = default_code()
    _change(group, None, values, now=now, leave_default=leave_default)
    store_problems(~Q(conditions_problem=""), leave_default=leave_default)
    if group.is_default:
        _wake_who_is_in_no_group(default, group.code, now=now)
    return group


@transaction.atomic
def update_group(
    *,
    group: CustomerGroup,
    values: Mapping[str, Any],
    occasion: Occasion,
    leave_default: bool = True,
) -> CustomerGroup:
    """Change the given fields of a group; ``is_default`` moves the flag, no member.

    Conditions that ask for the group follow where it gets another code.

    :param occasion: what the ledger records where the group gets another code.
    :param leave_default: joining a group ends the default membership.
    :raises django.core.exceptions.ValidationError: a field is refused, nothing is
        changed.
    """
    now = occasion.now
    if values.get("code", group.code) != group.code:
        # What the members are in under the old code ends under it.
        lock_membership_changes()
        end_due(Q(group=group.pk), now=now)
    lock_rule_set()
    group = CustomerGroup.objects.get(pk=group.pk)
    before = copy(group)
    default = default_code()
    _change(group, before, values, now=now, leave_default=leave_default)
    if group.code != before.code:
        rename_in_conditions(old=before.code, new=group.code)
        former = group.former_codes if are_former_codes(group.former_codes) else []
        group.former_codes = [*former, [before.code, now.isoformat()]]
        group.save(update_fields=["former_codes"])
        record_new_code(group=group, before=before, occasion=occasion)
        group.refresh_from_db(fields=["conditions"])
    if any(getattr(group, name) != getattr(before, name) for name in _ASKED):
        store_problems(~Q(conditions_problem=""), leave_default=leave_default)
        group.refresh_from_db(fields=["conditions_problem"])
    if group.is_default and not before.is_default:
        _wake_who_is_in_no_group(default, group.code, now=now)
    if any(getattr(group, name) != getattr(before, name) for name in _PRICED):
        if {"is_default", "for_guests"} & values.keys():
            reprice_everybody()
        else:
            reprice_groups([group.pk])
    return group


def _wake_who_is_in_no_group(*codes: str, now: datetime) -> None:
    """Tell conditions that who is in no group is in another default group now."""
    them = customers_in_no_group(now=now).values_list("pk", flat=True)
    enqueue_moved(them, codes=codes)


def _change(
    group: CustomerGroup,
    before: CustomerGroup | None,
    values: Mapping[str, Any],
    *,
    now: datetime,
    leave_default: bool,
) -> None:
    """Set the given fields, refuse what does not fit, save.

    :param before: the group as it was, none for a new one.
    """
    conditions, code = group.conditions, group.code
    for name in CHANGEABLE & values.keys():
        setattr(group, name, values[name])
    if group.conditions != conditions:
        group.conditions_version += 1
        group.conditions_problem = ""
    if group.is_default and "capacity" not in values:
        group.capacity = None  # one from earlier was never kept
    becomes_default = bool(values.get("is_default", False)) and not group.is_default
    group.name = (group.name or "").strip()
    group.name_lower = group.name.lower()
    # A code is stable: one that is emptied stays.
    group.code = (
        (group.code or "").strip()
        or code
        or free_code(group.name, CustomerGroup, otherwise="group")
    )
    group.tags = sorted({tag.strip() for tag in group.tags if tag.strip()})
    group.updated_at = now
    mistakes = [
        *_field_mistakes(group),
        *refuse_bad_code(group.code, before=code),
        *_taken(group),
        *_parent_mistakes(group),
        *(_condition_mistakes(group) if group.conditions != conditions else ()),
        *level_mistakes(group),
        *_default_mistakes(group, values, becomes_default=becomes_default),
    ]
    refuse_all(mistakes)
    refuse_all(
        refuse_contradictions(
            group,
            before,
            becomes_default=becomes_default,
            leave_default=leave_default,
        )
    )
    if becomes_default:
        CustomerGroup.objects.filter(is_default=True).update(
            is_default=False, updated_at=now
        )
        group.is_default = True
    group.save()


def _field_mistakes(group: CustomerGroup) -> Sequence[ValidationError]:
    if not group.name:
        return [refuse("name", Code.REQUIRED, "Give the group a name.")]
    try:
        group.clean_fields(exclude=["parent", "created_at", "updated_at"])
    except ValidationError as error:
        wrong = error.error_dict
        # Some names have more letters when they are small.
        lower = wrong.pop("name_lower", [])
        return [
            refuse(name, Code.INVALID, " ".join(each.messages))
            for name, errors in ({"name": lower} | wrong).items()
            for each in errors
        ]
    return []


def _condition_mistakes(group: CustomerGroup) -> Sequence[ValidationError]:
    if group.conditions is None:
        return []
    if group.kind == GroupKind.MANUAL:
        return [
            refuse(
                "conditions",
                Code.INVALID,
                "A group filled by hand has no conditions: make it automatic or hybrid"
                " first.",
            )
        ]
    try:
        group_conditions.check_conditions(group.conditions)
    except ValidationError as error:
        return [error]
    return []


def _taken(group: CustomerGroup) -> Sequence[ValidationError]:
    others = CustomerGroup.objects.exclude(pk=group.pk)
    mistakes = []
    if same := others.filter(name_lower=group.name_lower).first():
        mistakes.append(
            refuse(
                "name",
                Code.UNIQUE,
                f"There is a group named {same.name} already. Choose another name.",
            )
        )
    if same := others.filter(code=group.code).first():
        mistakes.append(
            refuse(
                "code",
                Code.UNIQUE,
                f"{same.name} has the code {same.code} already. Choose another code.",
            )
        )
    if group.for_guests and (same := others.filter(for_guests=True).first()):
        mistakes.append(
            refuse(
                "for_guests",
                Code.UNIQUE,
                f"{same.name} is the group for guests. Switch that off there first.",
            )
        )
    return mistakes


def _default_mistakes(
    group: CustomerGroup, values: Mapping[str, Any], *, becomes_default: bool
) -> Sequence[ValidationError]:
    if group.is_default and values.get("is_default") is False:
        return [
            refuse(
                "is_default",
                Code.DEFAULT_GROUP,
                "A shop always has a default group. Make another group the default.",
            )
        ]
    if becomes_default and Exclusion.objects.filter(group_id=group.pk).exists():
        return [
            refuse(
                "is_default",
                Code.EXCLUDED,
                f"Customers are excluded from {group.name}. Lift that first: the"
                " default group takes whoever is in no other.",
            )
        ]
    if (group.is_default or becomes_default) and not group.is_active:
        return [
            refuse(
                "is_active",
                Code.DEFAULT_GROUP,
                "The default group has to be active.",
            )
        ]
    if (group.is_default or becomes_default) and group.capacity is not None:
        return [
            refuse(
                "capacity",
                Code.DEFAULT_GROUP,
                "The default group takes whoever is in no other, so it has no capacity:"
                " take the capacity away.",
            )
        ]
    return []


def _parent_mistakes(group: CustomerGroup) -> Sequence[ValidationError]:
    """Refuse a cycle, naming it, and more than eight levels."""
    if group.parent_id is None:
        return []
    groups = {each.pk: each for each in CustomerGroup.objects.all()}
    way = [group]
    above = groups.get(group.parent_id)
    while above is not None:
        if above in way[1:]:
            break  # a circle further up, which got past this check
        way.append(above)
        if above.pk == group.pk:
            named = " under ".join(each.name for each in way)
            return [refuse("parent", Code.CYCLE, f"That would be a circle: {named}.")]
        above = groups.get(above.parent_id) if above.parent_id else None
    levels = len(way) - 1 + _height(group, groups)
    if levels > MAX_LEVELS:
        return [
            refuse(
                "parent",
                Code.TOO_DEEP,
                f"That would be {levels} levels of groups, {MAX_LEVELS} are the most.",
            )
        ]
    return []


def _height(group: CustomerGroup, groups: Mapping[int, CustomerGroup]) -> int:
    """Return how many levels a group and everything below it take."""
    level, height = {group.pk} if group.pk else set(), 1
    seen = set(level)
    while level := {
        pk for pk, each in groups.items() if each.parent_id in level and pk not in seen
    }:
        seen |= level
        height += 1
    return height

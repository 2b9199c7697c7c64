"""Customer groups: create, change, and the one default group."""

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from ...engine.portal.facts import PortalPermission
from ...models import CustomerGroup, LevelProgramme, ProductAccess
from ..base.codes import free_code, refuse_bad_code
from ..base.evaluation_queue import enqueue_moved
from ..base.occasions import Occasion
from ..base.open_checkouts import reprice_everybody, reprice_groups
from ..base.refusals import refuse_all
from ..base.transactions.concurrent_changes import refuse_changed_meanwhile
from ..base.transactions.locks import lock_membership_changes
from ..evaluation.asking_groups import (
    refuse_contradictions,
    rename_in_conditions,
    store_problems,
)
from ..membership.current_members import customers_in_no_group
from ..membership.default_members import default_code
from ..membership.expiry import end_due
from ..membership.history.group_codes import are_former_codes, record_new_code
from ..rules.rule_snapshot import lock_rule_set
from .group_checks import (
    errors_in_access,
    errors_in_conditions,
    errors_in_fields,
    errors_in_parent,
    errors_in_unique_fields,
    mistakes_about_default,
)
from .level_conditions import level_mistakes

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
        "product_access",
        "product_scope",
        "inherits_portal",
        *(each.value for each in PortalPermission),
        "priority",
        "capacity",
        "tags",
        "conditions",
        "grace_days",
    }
)

# A change of one of these can change somebody's price, or the gifts that they may see.
_PRICED = (
    "is_active",
    "is_default",
    "for_guests",
    "parent_id",
    "inherits_pricing",
    "inherits_visibility",
    "product_access",
    "product_scope",
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
    if_updated_at: datetime | None = None,
) -> CustomerGroup:
    """Change the given fields of a group; ``is_default`` moves the flag, no member.

    If it gets another code, conditions that ask for it are updated.

    :param occasion: what the ledger records if the group gets another code.
    :param leave_default: joining a group ends the default membership.
    :param if_updated_at: change it only if it was last changed then.
    :raises django.core.exceptions.ValidationError: a field is refused, or somebody has
        changed the group since; nothing is changed.
    """
    now = occasion.now
    if values.get("code", group.code) != group.code:
        # Memberships that have ended are to be recorded under the old code.
        lock_membership_changes()
        end_due(Q(group=group.pk), now=now)
    lock_rule_set()
    group = CustomerGroup.objects.get(pk=group.pk)
    refuse_changed_meanwhile(group, if_updated_at)
    before = copy(group)
    default = default_code()
    _change(group, before, values, now=now, leave_default=leave_default)
    # Its name and colour belong to what the programme shows and saves.
    of_group = Q(group=group) | Q(levels__group=group)
    LevelProgramme.objects.filter(of_group).update(updated_at=now)
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
    """Evaluate customers without a group again: they have another default group."""
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
    """Set the given fields, refuse invalid ones, save.

    :param before: the group as it was, None for a new one.
    """
    conditions, code = group.conditions, group.code
    scope = group.product_scope
    for name in CHANGEABLE & values.keys():
        setattr(group, name, values[name])
    if group.product_access != ProductAccess.CUSTOM and not values.get("product_scope"):
        # A scope counts only with an access of its own.
        group.product_scope = None
    if group.conditions != conditions:
        group.conditions_version += 1
        group.conditions_problem = ""
    if group.is_default and "capacity" not in values:
        group.capacity = None  # one from an earlier version was never enforced
    becomes_default = bool(values.get("is_default", False)) and not group.is_default
    group.name = (group.name or "").strip()
    group.name_lower = group.name.lower()
    # A code is stable: an empty value does not remove it.
    group.code = (
        (group.code or "").strip()
        or code
        or free_code(group.name, CustomerGroup, otherwise="group")
    )
    group.tags = sorted({tag.strip() for tag in group.tags if tag.strip()})
    group.updated_at = now
    mistakes = [
        *errors_in_fields(group),
        *refuse_bad_code(group.code, before=code),
        *errors_in_unique_fields(group),
        *errors_in_parent(group),
        *(errors_in_conditions(group) if group.conditions != conditions else ()),
        *errors_in_access(group, before=scope),
        *level_mistakes(group),
        *mistakes_about_default(group, values, becomes_default=becomes_default),
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

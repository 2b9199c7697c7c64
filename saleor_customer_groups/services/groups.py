"""Customer groups: create, change, delete, and the one default group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from ..models import (
    Cause,
    CustomerGroup,
    GroupKind,
    Membership,
    PriceList,
    PriceRule,
    Promotion,
    Terms,
)
from . import membership, segments
from .actors import Actor
from .codes import free_code
from .open_carts import descendants_of, reprice_everybody, reprice_groups
from .refusals import Code, refuse, refuse_all
from .rule_set import lock_rule_set
from .terms import CODED

MAXIMUM_LEVELS = 8

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


@transaction.atomic
def create_group(*, values: Mapping[str, Any], now: datetime) -> CustomerGroup:
    """Create a group.

    :param values: the fields by name; ``name`` is required, ``is_default`` makes it
        the default group.
    :raises django.core.exceptions.ValidationError: a field is refused.
    """
    lock_rule_set()
    group = CustomerGroup(created_at=now)
    _change(group, values, now=now)
    return group


@transaction.atomic
def update_group(
    *, group: CustomerGroup, values: Mapping[str, Any], now: datetime
) -> CustomerGroup:
    """Change the given fields of a group; ``is_default`` moves the flag, no member.

    :raises django.core.exceptions.ValidationError: a field is refused, nothing is
        changed.
    """
    lock_rule_set()
    group = CustomerGroup.objects.get(pk=group.pk)
    before = [getattr(group, name) for name in _PRICED]
    _change(group, values, now=now)
    if [getattr(group, name) for name in _PRICED] != before:
        if {"is_default", "for_guests"} & values.keys():
            reprice_everybody()
        else:
            reprice_groups([group.pk])
    return group


@dataclass(frozen=True, slots=True)
class Deletion:
    """What goes with a group, or would go.

    ``to_default`` are the members who are in no other group, ``customers_affected``
    all whose groups change: the members here and in every group below.
    """

    price_rules: Sequence[PriceRule]
    price_lists: Sequence[PriceList]
    promotions: Sequence[Promotion]
    children: Sequence[CustomerGroup]
    members: int
    to_default: int
    customers_affected: int


@transaction.atomic
def delete_group(
    *,
    group: CustomerGroup,
    actor: Actor,
    now: datetime,
    force: bool = False,
    dry_run: bool = False,
) -> Deletion:
    """Delete a group with its memberships, never a customer.

    Members who are in no other group go to the default group. Children move up to the
    group's parent. Rules, lists and promotions that hang on no other group go with it.

    :param force: delete although the group has children, or something goes with it.
    :param dry_run: change nothing, say what would go.
    :raises django.core.exceptions.ValidationError: it is the default group, or has
        children or something of its own and ``force`` is not given (membership.md,
        Groups).
    """
    lock_rule_set()
    if group.is_default:
        raise refuse(
            "id",
            Code.DEFAULT_GROUP,
            f"{group.name} is the default group. Make another group the default first.",
        )
    report = _deletion(group)
    if dry_run:
        return report
    in_use = [
        f"{each._meta.verbose_name} {each.name}"
        for each in (*report.price_rules, *report.price_lists, *report.promotions)
    ]
    in_use += [f"group {child.name}" for child in report.children]
    if in_use and not force:
        raise refuse(
            "id",
            Code.IN_USE,
            f"{group.name} is used by {', '.join(in_use)}. With force rules, lists and"
            " promotions are deleted too, and the groups below move up.",
        )
    reprice_groups([group.pk])
    membership.empty_group(group=group, cause=Cause.GROUP_DELETED, actor=actor, now=now)
    group.children.update(parent=group.parent_id, updated_at=now)
    for model in CODED:
        _hanging_on_it_alone(model, group).delete()
    group.delete()
    return report


def _deletion(group: CustomerGroup) -> Deletion:
    members = Membership.objects.filter(group=group)
    elsewhere = Membership.objects.exclude(group=group).values("customer_id")
    below = Membership.objects.filter(group_id__in=descendants_of([group.pk]))
    return Deletion(
        price_rules=list(_hanging_on_it_alone(PriceRule, group)),
        price_lists=list(_hanging_on_it_alone(PriceList, group)),
        promotions=list(_hanging_on_it_alone(Promotion, group)),
        children=list(group.children.all()),
        members=members.count(),
        to_default=members.exclude(customer_id__in=elsewhere).count(),
        customers_affected=below.values("customer_id").distinct().count(),
    )


def _hanging_on_it_alone(model: type[Terms], group: CustomerGroup) -> QuerySet:
    elsewhere = CustomerGroup.objects.exclude(pk=group.pk)
    rows = model._default_manager.filter(groups=group)
    return rows.exclude(groups__in=elsewhere)


def _change(group: CustomerGroup, values: Mapping[str, Any], *, now: datetime) -> None:
    """Set the given fields, refuse what does not fit, save."""
    before = group.conditions
    for name in CHANGEABLE & values.keys():
        setattr(group, name, values[name])
    if group.conditions != before:
        group.conditions_version += 1
        group.conditions_problem = ""
    becomes_default = bool(values.get("is_default", False)) and not group.is_default
    group.name = (group.name or "").strip()
    group.name_lower = group.name.lower()
    group.code = (group.code or "").strip() or free_code(
        group.name, CustomerGroup, otherwise="group"
    )
    group.tags = sorted({tag.strip() for tag in group.tags if tag.strip()})
    group.updated_at = now
    mistakes = [
        *_field_mistakes(group),
        *_taken(group),
        *_parent_mistakes(group),
        *(_condition_mistakes(group) if group.conditions != before else ()),
        *_default_mistakes(group, values, becomes_default=becomes_default),
    ]
    refuse_all(mistakes)
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
        return [
            refuse(name, Code.INVALID, " ".join(each.messages))
            for name, errors in error.error_dict.items()
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
        segments.check_conditions(group.conditions)
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
    if (group.is_default or becomes_default) and not group.is_active:
        return [
            refuse(
                "is_active",
                Code.DEFAULT_GROUP,
                "The default group has to be active.",
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
        way.append(above)
        if above.pk == group.pk:
            named = " under ".join(each.name for each in way)
            return [refuse("parent", Code.CYCLE, f"That would be a circle: {named}.")]
        above = groups.get(above.parent_id) if above.parent_id else None
    levels = len(way) - 1 + _height(group, groups)
    if levels > MAXIMUM_LEVELS:
        return [
            refuse(
                "parent",
                Code.TOO_DEEP,
                f"That would be {levels} levels of groups, {MAXIMUM_LEVELS} are the"
                " most.",
            )
        ]
    return []


def _height(group: CustomerGroup, groups: Mapping[int, CustomerGroup]) -> int:
    """Return how many levels a group and everything below it take."""
    level, height = {group.pk} if group.pk else set(), 1
    while level := {
        pk for pk, each in groups.items() if each.parent_id in level and pk != group.pk
    }:
        height += 1
    return height

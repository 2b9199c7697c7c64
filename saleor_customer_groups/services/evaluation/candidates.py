"""Who can be in a group by rule: the conditions that count, and who meets them."""

from array import array
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from ...conditions import Node
from ...engine.base.stored_messages import write_text
from ...models import CustomerGroup, Exclusion, GroupKind, Level
from ..membership.default_members import default_code
from ..membership.possible_members import POSSIBLE_MEMBERS
from . import condition_checks, group_conditions
from .dependencies import Dependencies, asked_in


def tree_of(group: CustomerGroup, *, now: datetime) -> Node | None:
    """Return the conditions of a group, None if it has no members by rule."""
    if group.kind == GroupKind.MANUAL or group.conditions is None:
        return None
    if is_yet_to_begin(group, now=now):
        return None
    return group_conditions.read_conditions(group.conditions)


def is_yet_to_begin(group: CustomerGroup, *, now: datetime) -> bool:
    """Return whether a group is a level of a programme that has not begun."""
    levels = Level.objects.filter(group=group, programme__active_from__gt=now)
    return levels.exists()


def store_problem(group: CustomerGroup, *, leave_default: bool = True) -> str:
    """Store on a group why its conditions cannot be asked, and return it.

    They name something that was deleted, or contradict themselves. Its members stay as
    they are until that is corrected: such conditions would empty it silently, or never
    come to an end.

    :param leave_default: joining a group ends the default membership.
    """
    problem = (
        ""
        if group.conditions is None
        else condition_checks.problem_of(group.conditions)
    )
    problem = problem or contradiction_of(group, leave_default=leave_default)
    # One that was stored in English alone is stored again.
    if write_text(problem) != write_text(group.conditions_problem):
        CustomerGroup.objects.filter(pk=group.pk).update(conditions_problem=problem)
        group.conditions_problem = problem
    return problem


def contradiction_of(group: CustomerGroup, *, leave_default: bool) -> str:
    """Return why a group contradicts itself as it is, or an empty text.

    One query where it asks for groups, two where other groups ask for it.

    :param group: with its conditions as they are or are to be.
    :param leave_default: joining a group ends the default membership.
    """
    if not asked_in(group.conditions):
        return ""
    others = CustomerGroup.objects.filter(conditions__isnull=False)
    dependencies = Dependencies([*others.exclude(pk=group.pk), group])
    leaves = default_code() if leave_default else None
    return dependencies.contradictions(leaves=leaves).get(group.code, "")


def find_qualifying(
    group: CustomerGroup | None, tree: Node | None, *, now: datetime
) -> "array[int]":
    """Return who meets conditions and may join, as primary keys in their order.

    :param group: None for one that is to be made.
    :param tree: None if nobody is in the group by rule.
    """
    if tree is None:
        return array("q")
    excluded = Exclusion.objects.filter(group=group, customer=OuterRef("pk"))
    among = Q(POSSIBLE_MEMBERS, ~Exists(excluded))
    return group_conditions.find_matching(tree, now=now, among=among)

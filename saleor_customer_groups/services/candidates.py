"""Who can be in a group by rule: the conditions that count, and who meets them."""

from array import array
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet

from ..models import CustomerGroup, Exclusion, GroupKind, Level
from ..segments import Node
from . import segments


def tree_of(group: CustomerGroup, *, now: datetime) -> Node | None:
    """Return the conditions of a group, none where nobody is in it by rule."""
    if group.kind == GroupKind.MANUAL or group.conditions is None:
        return None
    if is_yet_to_begin(group, now=now):
        return None
    return segments.read_conditions(group.conditions)


def is_yet_to_begin(group: CustomerGroup, *, now: datetime) -> bool:
    """Return whether a group is a level of a programme that has not begun."""
    levels = Level.objects.filter(group=group, programme__active_from__gt=now)
    return levels.exists()


def note_problem(group: CustomerGroup) -> str:
    """Note on a group what its conditions name that is gone, and return it.

    Its members stay as they are until that is mended: conditions that cannot be asked
    would empty it silently.
    """
    problem = "" if group.conditions is None else segments.problem_of(group.conditions)
    if problem != group.conditions_problem:
        CustomerGroup.objects.filter(pk=group.pk).update(conditions_problem=problem)
        group.conditions_problem = problem
    return problem


def possible_members() -> QuerySet:
    """Return whom groups are for: members of staff join none."""
    return get_user_model()._default_manager.filter(segments.POSSIBLE_MEMBERS)


def find_qualifying(
    group: CustomerGroup | None, tree: Node | None, *, now: datetime
) -> "array[int]":
    """Return who meets conditions and may join, by primary key, in their order.

    :param group: none for one that is to be made.
    :param tree: none where nobody is in the group by rule.
    """
    if tree is None:
        return array("q")
    excluded = Exclusion.objects.filter(group=group, customer=OuterRef("pk"))
    among = Q(segments.POSSIBLE_MEMBERS, ~Exists(excluded))
    return segments.find_matching(tree, now=now, among=among)

"""Findings about groups that fill themselves."""

from collections.abc import Iterator, Sequence
from typing import Any

from ....conditions import UnreadableTreeError
from ....engine.base.messages import Message, counted
from ....engine.facts.wording import list_names
from ....models import CustomerGroup, GroupKind
from ....models.stored import texts
from ...evaluation.dependencies import Dependencies
from ...evaluation.group_conditions import read_conditions
from ...membership.history.group_codes import are_former_codes
from .findings import Finding, FindingKind
from .rule_check_facts import Checked, RuleCheckFacts


def conditions_not_asked(facts: RuleCheckFacts) -> Iterator[Finding]:
    """Groups whose conditions cannot be asked: nobody joins or leaves them by rule."""
    default = next(code for code, group in facts.groups.items() if group.is_default)
    leaves = default if facts.configuration.leave_default_group else None
    contradictions = Dependencies(facts.groups.values()).contradictions(leaves=leaves)
    for code, group in facts.groups.items():
        problem = (
            contradictions.get(code)
            or group.conditions_problem
            or _why_unreadable(group)
        )
        if group.is_active and problem:
            yield Finding(
                FindingKind.CONDITIONS_NOT_ASKED,
                not_asked(group.name, problem),
                group=group,
            )


def not_asked(name: str, problem: str) -> str:
    """Return what it means that the conditions of a group cannot be asked.

    :param problem: why they cannot.
    """
    return Message(
        "The members of {group} stay as they are, because its conditions cannot be"
        " asked: {problem}. Change the conditions.",
        group=name,
        problem=problem,
    )


def unreadable_groups(facts: RuleCheckFacts) -> Iterator[Finding]:
    """Groups whose stored data cannot be read."""
    for group in facts.groups.values():
        if group.kind not in list(GroupKind):
            yield Finding(
                FindingKind.UNREADABLE_GROUP,
                Message(
                    "How {group} is filled cannot be read, so that nobody joins or"
                    " leaves it by rules. Choose how it is filled, and save it.",
                    group=group.name,
                ),
                group=group,
            )
        if texts(group.stored_tags) != group.stored_tags:
            yield Finding(
                FindingKind.UNREADABLE_GROUP,
                Message(
                    "Some tags of {group} cannot be read and are left out. Enter its"
                    " tags again.",
                    group=group.name,
                ),
                group=group,
            )
        if not are_former_codes(group.former_codes):
            yield Finding(
                FindingKind.UNREADABLE_GROUP,
                Message(
                    "The codes that {group} had before cannot be read, so that who was"
                    " in it then is found under its code of today alone. Have its"
                    " `former_codes` corrected in the database.",
                    group=group.name,
                ),
                group=group,
            )


def _why_unreadable(group: CustomerGroup) -> str:
    """Return why conditions cannot be read, or an empty text.

    Whatever else is wrong with them was stored when they were asked.
    """
    if group.conditions is None or group.kind == GroupKind.MANUAL:
        return ""
    try:
        read_conditions(group.conditions)
    except UnreadableTreeError as error:
        return str(error)
    return ""


def levels_for_all(facts: RuleCheckFacts) -> Iterator[Finding]:
    """Levels that everybody reaches, so that nobody stays in the default group."""
    default = next(group for group in facts.groups.values() if group.is_default)
    if not facts.configuration.leave_default_group:
        return
    everything: list[Checked[Any]] = [*facts.rules, *facts.lists, *facts.promotions]
    for level in facts.from_zero:
        lineage = facts.lineages.lineage(level.group.code)
        names = [
            checked.row.name
            for checked in everything
            if checked.terms is not None
            and default.code in checked.terms.groups
            # If it is also given to a group whose prices the level inherits, it still
            # counts.
            and not set(lineage).intersection(facts.active_groups_of(checked.terms))
        ]
        if names:
            yield Finding(
                FindingKind.LEVEL_FOR_ALL,
                level_for_all(level.group.name, default.name, names),
                group=level.group,
            )


def level_for_all(level: str, default: str, names: Sequence[str] = ()) -> str:
    """Return a sentence about a level that begins at 0: what it means, what to do.

    :param level: its name.
    :param default: the name of the default group.
    :param names: the names of rules for the default group alone.
    """
    what = list_names(names) if names else Message("what is for it alone")
    return counted(
        max(len(names), 1),
        "{level} begins at 0, so that every customer is in it and leaves {default}:"
        " {what} then counts for nobody. Give it to the programme's group, too, or let"
        " {level} begin above 0.",
        "{level} begins at 0, so that every customer is in it and leaves {default}:"
        " {what} then count for nobody. Give it to the programme's group, too, or let"
        " {level} begin above 0.",
        level=level,
        default=default,
        what=what,
    )

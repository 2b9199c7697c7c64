"""Findings about groups that fill themselves."""

from collections.abc import Iterator

from .dependencies import Dependencies
from .findings import Finding, FindingKind
from .rule_check_facts import RuleCheckFacts


def conditions_not_asked(facts: RuleCheckFacts) -> Iterator[Finding]:
    """Groups whose conditions cannot be asked: nobody joins or leaves them by rule."""
    default = next(code for code, group in facts.groups.items() if group.is_default)
    leaves = default if facts.configuration.leave_default_group else None
    contradictions = Dependencies(facts.groups.values()).contradictions(leaves=leaves)
    for code, group in facts.groups.items():
        problem = contradictions.get(code) or group.conditions_problem
        if group.is_active and problem:
            yield Finding(
                FindingKind.CONDITIONS_NOT_ASKED,
                f"The members of {group.name} stay as they are, because its conditions"
                f" cannot be asked: {problem}. Change the conditions.",
                group=group,
            )

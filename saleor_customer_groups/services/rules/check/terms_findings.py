"""Terms of groups that cannot be read. docs/terms.md, section 1."""

from collections.abc import Iterator

from ....engine.base.messages import Message
from ...rules.terms_rows import read_terms
from .findings import Finding, FindingKind
from .rule_check_facts import RuleCheckFacts


def unreadable_terms(facts: RuleCheckFacts) -> Iterator[Finding]:
    """Groups that have no terms, because what was stored of them cannot be read."""
    for group in facts.groups.values():
        terms, _ = read_terms(group.terms)
        if terms is None:
            yield Finding(
                FindingKind.UNREADABLE_GROUP,
                Message(
                    "How members of {group} pay cannot be read, so that nothing of it"
                    " counts. Set it again.",
                    group=group.name,
                ),
                group=group,
            )

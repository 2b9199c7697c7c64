"""Stored terms of groups, read into the models of the engine."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from ...engine.base.validation_issues import ValidationIssue, in_one_line, issues_in
from ...engine.terms.facts import GroupTerms, TermsGroup
from ...models import CustomerGroup

logger = logging.getLogger(__name__)


def read_terms(data: Any) -> tuple[GroupTerms | None, list[ValidationIssue]]:
    """Return stored terms as the engine reads them, or None and why they cannot be.

    :param data: the field of a group; None if it says nothing.
    """
    given = {} if data is None else data
    try:
        return GroupTerms.model_validate(given), []
    except ValidationError as error:
        return None, issues_in(error, given)


def write_terms(terms: GroupTerms) -> dict[str, Any] | None:
    """Return terms as they are stored, None if they say nothing."""
    written = terms.model_dump(mode="json", exclude_defaults=True)
    return written or None


def terms_groups(
    groups: Sequence[CustomerGroup], codes: Mapping[int, str]
) -> tuple[TermsGroup, ...]:
    """Return the groups of a shop with their terms.

    Terms that cannot be read say nothing: the shop does not lend by accident.

    :param groups: all of the shop.
    :param codes: theirs, by primary key.
    """
    return tuple(_group(group, codes) for group in groups)


def _group(group: CustomerGroup, codes: Mapping[int, str]) -> TermsGroup:
    terms, mistakes = read_terms(group.terms)
    if terms is None:
        logger.error(
            "The terms of group %s cannot be read, so they are left out: %s",
            group.code,
            in_one_line(mistakes),
        )
        terms = GroupTerms()
    return TermsGroup.model_construct(
        code=group.code,
        created_at=group.created_at,
        priority=group.priority,
        parent=codes.get(group.parent_id or 0),
        is_active=group.is_active,
        is_default=group.is_default,
        for_guests=group.for_guests,
        inherits_terms=group.inherits_terms,
        terms=terms,
    )

"""What the words of the enumerations mean, for the documentation of the schema."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from . import (
    base,
    evaluation,
    groups,
    membership,
    portal,
    pricing,
    quotes,
    reports,
    rules,
    terms,
    visibility,
)

# By enumeration: words of two of them may be the same text, with another meaning.
_MEANINGS: Mapping[type[Enum], Mapping[Any, str]] = {
    **base.MEANINGS,
    **groups.MEANINGS,
    **membership.MEANINGS,
    **evaluation.MEANINGS,
    **rules.MEANINGS,
    **pricing.MEANINGS,
    **quotes.MEANINGS,
    **visibility.MEANINGS,
    **portal.MEANINGS,
    **terms.MEANINGS,
    **reports.MEANINGS,
}


def meaning_of(member: Any) -> str:
    """Return what a member of an enumeration means, for want of words the word."""
    words = f"{member.value.replace('_', ' ')}."
    return _MEANINGS.get(type(member), {}).get(member, words)

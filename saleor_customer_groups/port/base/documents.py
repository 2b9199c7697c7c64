"""Documents that Saleor's GraphQL cannot follow, refused before it tries.

It would answer them with a server error, and log a traceback for each.
"""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from graphql import GraphQLError

# Saleor's parser can still follow this, and nobody writes anything deeper.
MAX_LEVELS = 200
# Python converts no number with more digits.
MAX_DIGITS = 1000

_TEXT = re.compile(r'"""(?:\\"""|[^"]|"(?!""))*"""|"(?:\\.|[^"\\\n])*"|#[^\n]*')
_BRACKET = re.compile(r"[\[\](){}]")
_LONG_NUMBER = re.compile(rf"\d{{{MAX_DIGITS + 1}}}")
_OPENING = frozenset("[({")


class DocumentError(GraphQLError, ValueError):
    """A document that cannot be followed; Saleor treats it like a syntax error."""


def refusing(native: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function of a backend that refuses what cannot be followed."""

    @wraps(native)
    def document_from_string(self: Any, schema: Any, document_string: Any) -> Any:
        is_text = isinstance(document_string, str)
        if problem := problem_of(document_string) if is_text else "":
            raise DocumentError(problem)
        return native(self, schema, document_string)

    return document_from_string


def problem_of(document: str) -> str:
    """Return why a document cannot be followed, or an empty text."""
    could_be_deep = sum(map(document.count, _OPENING)) > MAX_LEVELS
    if not could_be_deep and len(document) <= MAX_DIGITS:
        return ""
    bare = _TEXT.sub('""', document)
    if _LONG_NUMBER.search(bare):
        return f"A number in the document has more than {MAX_DIGITS} digits."
    level = deepest = 0
    for bracket in _BRACKET.findall(bare):
        level += 1 if bracket in _OPENING else -1
        deepest = max(deepest, level)
    if deepest > MAX_LEVELS:
        return f"The document is nested in more than {MAX_LEVELS} levels."
    return ""

"""Mistakes in the input: where they are and what is wrong, in plain words.

docs/pricing.md, section 5.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from .invalid import TEMPLATE
from .messages import Joined, Printable, Text, filled, template

Path = tuple[str | int, ...]

# A check of a whole object may put the steps to the wrong part under this key, in the
# context of its error.
AT = "at"

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")

# The types of pydantic's errors, and what a shop owner reads instead.
_SENTENCES = {
    "bool_parsing": template("must be true or false"),
    "bool_type": template("must be true or false"),
    "dict_type": template("must be an object"),
    "enum": template("must be one of {expected}"),
    "extra_forbidden": template("is not a known key"),
    "frozen_set_type": template("must be a list"),
    "greater_than_equal": template("must be at least {ge}"),
    "int_from_float": template("must be a whole number"),
    "int_type": template("must be a whole number"),
    "less_than_equal": template("must be at most {le}"),
    "literal_error": template("must be one of {expected}"),
    "missing": template("is missing"),
    "model_attributes_type": template("must be an object"),
    "model_type": template("must be an object"),
    "string_too_short": template("must not be empty"),
    "string_type": template("must be a text"),
    "too_short": template("must not be empty"),
    "tuple_type": template("must be a list"),
    "union_tag_invalid": template("must be one of {expected_tags}"),
    "union_tag_not_found": template("is missing"),
}


@dataclass(frozen=True, slots=True)
class ValidationIssue:
    """One mistake: the path to it from the top of the data, and a sentence."""

    path: Path
    message: str

    def __str__(self) -> str:
        """Return the mistake as one line."""
        return str(self.line)

    @property
    def line(self) -> Text:
        """The mistake as one line, which can be said in other languages."""
        return Printable(Joined(": ", [write_path(self.path), self.message]))


def in_one_line(issues: Iterable[ValidationIssue]) -> Text:
    """Return mistakes as one line; an empty text if there are none.

    :param issues: as they were found.
    """
    return Joined("; ", [each.line for each in issues])


def write_path(path: Path) -> str:
    """Write a path such as given.price_rules[0].adjustment.percent.

    :param path: keys and places from the top; the top itself is written as (top).
    """
    written = ""
    for step in path:
        if isinstance(step, int):
            written += f"[{step}]"
        elif _PLAIN_KEY.fullmatch(step):
            written += f".{step}" if written else step
        else:
            written += f"[{json.dumps(step)}]"
    return written or "(top)"


def issues_in(
    error: ValidationError, data: object, path: Path = ()
) -> list[ValidationIssue]:
    """Return the mistakes that pydantic found in some data.

    docs/pricing.md, section 5.

    :param error: what pydantic raised.
    :param data: the data that it was given.
    :param path: to the data from the top.
    """
    return [
        ValidationIssue((*path, *_path_in(details, data)), _sentence(details))
        for details in error.errors(include_url=False)
    ]


def _sentence(details: ErrorDetails) -> str:
    context = details.get("ctx", {})
    sentence = context.get(TEMPLATE) or _SENTENCES.get(details["type"])
    return filled(sentence, **context) if sentence else details["msg"]


def _path_in(details: ErrorDetails, data: object) -> Path:
    """Return the path of a mistake without what pydantic adds to it.

    After a key whose value may be of several kinds, pydantic adds the kind as another
    step, which is not a key of the data. A check of a whole object may name a part of
    it.
    """
    steps: Sequence[str | int] = details["loc"]
    path: list[str | int] = []
    here = data
    for number, step in enumerate(steps):
        is_last = number == len(steps) - 1
        names_a_key = is_last and details["type"] in ("missing", "extra_forbidden")
        if isinstance(here, dict) and here.get("kind") == step and not names_a_key:
            continue
        path.append(step)
        here = _step_into(here, step)
    if details["type"].startswith("union_tag"):
        path.append("kind")
    path.extend(details.get("ctx", {}).get(AT, ()))
    return tuple(step for step in path if step != "[key]")


def _step_into(data: object, step: str | int) -> object:
    if isinstance(data, dict):
        return data.get(step)
    if isinstance(data, list) and isinstance(step, int) and step < len(data):
        return data[step]
    return None

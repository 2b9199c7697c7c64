"""Texts as they are stored, so that they can be said in the language of a later reader.

Stored is the English text, which stays readable to whoever looks into the database, and
behind it what it is made of.
"""

import json
from datetime import date, datetime
from string import Formatter
from typing import Any

from .messages import (
    Capitalized,
    Day,
    Joined,
    Message,
    Moment,
    Number,
    Printable,
    Text,
    filled,
)

# Separates what a text is made of from its English. What people write does not have it.
_MARK = "\x1e"


def write_text(text: str) -> str:
    """Return a text as it is stored.

    :param text: one that can be said in other languages, or a plain one.
    """
    english = text.replace(_MARK, "")
    if not isinstance(text, Text):
        return english
    return f"{english}{_MARK}{json.dumps(_parts_of(text), ensure_ascii=False)}"


def read_text(stored: str) -> str:
    """Return a stored text: a plain one if nothing says what it is made of.

    :param stored: what ``write_text`` returned, or what an earlier version stored.
    """
    english, mark, parts = stored.rpartition(_MARK)
    if not mark:
        return stored
    try:
        return _made_of(json.loads(parts))
    except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError):
        return english


def _parts_of(value: Any) -> Any:
    match value:
        case Message():
            parameters = {
                name: _parts_of(each) for name, each in value.parameters.items()
            }
            return {"template": value.template, "parameters": parameters}
        case Joined():
            return {"separator": value.separator, "texts": _all_parts(value.parts)}
        case Capitalized():
            return {"capitalized": _parts_of(value.text)}
        case Printable():
            return {"printable": _parts_of(value.text)}
        case Number():
            return {"number": str(value)}
        case Day():
            return {"day": value.day.isoformat(), "english": str(value)}
        case Moment():
            return {"moment": value.moment.isoformat(), "english": str(value)}
    return value if isinstance(value, int) else str(value)


def _all_parts(texts: tuple[str, ...]) -> list[Any]:
    return [_parts_of(each) for each in texts]


def _made_of(parts: Any) -> Any:
    match parts:
        case {"template": str(template), "parameters": dict(parameters)}:
            _refuse_all_but_names(template)
            made = {name: _made_of(each) for name, each in parameters.items()}
            return filled(template, **made)
        case {"separator": str(separator), "texts": list(texts)}:
            return Joined(separator, map(_made_of, texts))
        case {"capitalized": text}:
            return Capitalized(_made_of(text))
        case {"printable": text}:
            return Printable(_made_of(text))
        case {"number": str(number)}:
            return Number(number)
        case {"day": str(day), "english": str(english)}:
            return Day(date.fromisoformat(day), english)
        case {"moment": str(moment), "english": str(english)}:
            return Moment(datetime.fromisoformat(moment), english)
        case str() | int():
            return parts
    raise ValueError(parts)


def _refuse_all_but_names(template: str) -> None:
    """Refuse what a template could do besides naming its parameters.

    :raises ValueError: it asks for an attribute, or for a width.
    """
    for _, name, form, conversion in Formatter().parse(template):
        if form or conversion or not (name is None or name.isidentifier()):
            raise ValueError(template)

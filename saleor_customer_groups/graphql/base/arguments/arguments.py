"""What no argument may hold, whichever field it is for."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from math import isfinite
from typing import Any

from django.core.exceptions import ValidationError
from graphene.utils.str_converters import to_camel_case

from ....engine.base.invalid import words_of
from ....engine.base.messages import Joined, Message, Number
from ....engine.base.moments import read_moment
from ....services.base.refusals import Code, refuse, refuse_all
from ..languages.asked_language import whole_error

# Deeper than any valid input, and far below the recursion limit of Python.
MAX_DEPTH = 50
# More than any amount, and small enough to calculate with.
_TOO_LARGE = Decimal(10) ** 18

# More than any service accepts, and few enough to check.
_MAX_ITEMS = 20_000

Place = tuple[str, ...]


def refuse_unusable(arguments: Mapping[str, Any]) -> None:
    """Refuse what cannot be stored or calculated with.

    :param arguments: those of a field; errors name fields of ``input`` without it.
    :raises django.core.exceptions.ValidationError: a text has a character that
        PostgreSQL does not take, a number is not finite or larger than any amount, a
        moment is outside of the calendar, or something is nested too deeply; each with
        its place.
    """
    refuse_all(
        refuse(".".join(place), code, message)
        for place, value in _all_values(arguments)
        for code, message in _mistakes(place, value)
    )


def refuse_nulls(input: Mapping[str, Any], *, nullable: Collection[str] = ()) -> None:
    """Refuse an input in which something is null that cannot be.

    :param nullable: the fields that may be null.
    :raises django.core.exceptions.ValidationError: the first such field.
    """
    for name, value in input.items():
        if value is None and name not in nullable:
            raise refuse(
                name, Code.REQUIRED, Message("Leave it out to keep what is there.")
            )


def refuse_with_error(arguments: Mapping[str, Any]) -> None:
    """Refuse the same in fields without typed errors.

    :raises graphql.GraphQLError: with the first place.
    """
    try:
        refuse_unusable(arguments)
    except ValidationError as error:
        field, (first, *_) = next(iter(error.error_dict.items()))
        written = ".".join(map(to_camel_case, field.split(".")))
        raise whole_error(Joined(": ", [written, first.message])) from None


def _all_values(arguments: Mapping[str, Any]) -> Iterator[tuple[Place, Any]]:
    waiting: list[tuple[Place, Any]] = [
        (inside((), name), value) for name, value in arguments.items()
    ]
    while waiting:
        place, value = waiting.pop()
        yield place, value
        if len(place) > MAX_DEPTH:
            continue
        if isinstance(value, Mapping):
            waiting += [(inside(place, key), each) for key, each in value.items()]
            yield from ((place, key) for key in value)
        elif isinstance(value, list | tuple) and len(value) <= _MAX_ITEMS:
            waiting += [((*place, str(at)), each) for at, each in enumerate(value)]


def inside(place: Place, key: Any) -> Place:
    """Return the place of an argument or a field of an input, as errors name it.

    ``input`` and ``parameters`` are not named, only what is in them.

    :param place: the steps to what contains it; empty for the arguments.
    :param key: the last step, its name or number.
    """
    is_named = key != "parameters" and (place or key != "input")
    return (*place, str(key)) if is_named else place


def _mistakes(place: Place, value: Any) -> Iterator[tuple[Code, str]]:
    if len(place) > MAX_DEPTH:
        yield Code.TOO_DEEP, Message("This is nested too deeply.")
    elif isinstance(value, list | tuple) and len(value) > _MAX_ITEMS:
        yield (
            Code.TOO_MANY,
            Message(
                "{number} items; the maximum is {most}.",
                number=Number(f"{len(value):,}"),
                most=Number(f"{_MAX_ITEMS:,}"),
            ),
        )
    elif isinstance(value, str) and not is_storable(value):
        yield (
            Code.INVALID,
            Message("This has a character in it that cannot be stored."),
        )
    elif isinstance(value, Decimal | float) and not isfinite(value):
        yield Code.INVALID, Message("This is not a number.")
    elif isinstance(value, Decimal) and abs(value) >= _TOO_LARGE:
        yield Code.INVALID, Message("This is larger than any amount.")
    elif isinstance(value, datetime) and value.tzinfo is not None:
        try:
            read_moment(value)
        except ValueError as error:
            yield Code.INVALID, Message("This {what}.", what=words_of(error))


def is_storable(text: str) -> bool:
    """Tell whether PostgreSQL can store a text."""
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        return False

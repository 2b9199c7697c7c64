"""Objects that are written into a document: Saleor's scalar loses some values in them.

``GenericScalar`` drops variables, words without quotation marks and numbers of more
than 32 bits inside an object, so that `{up_to: $amount}` would make shipping free.
Values that it would lose are refused.
"""

import json
from collections.abc import Iterator
from typing import Any

from graphene.types.generic import GenericScalar
from graphene.types.scalars import MAX_INT, MIN_INT
from graphql.language import ast

from ....services.base.refusals import Code, refuse, refuse_all
from .arguments import MAX_DEPTH, inside, refuse_unusable

# Both generations of Saleor know no better scalar for objects.
Parameters = GenericScalar

Place = tuple[str, ...]


def refuse_lossy_literals(info: Any) -> None:
    """Refuse values that would be lost in the arguments of the resolved field.

    :raises django.core.exceptions.ValidationError: each with its place.
    """
    arguments = info.parent_type.fields[info.field_name].args
    refuse_all(
        refuse(".".join(place), Code.INVALID, message)
        for argument in info.field_asts[0].arguments
        for place, message in _of_type(
            argument.value,
            arguments[argument.name.value].type,
            inside((), argument.name.value),
        )
    )


def read_object(value: Any, *, field: str) -> Any:
    """Return an object of the input, which may also be written as text.

    :param field: its place in the input, for errors.
    :raises django.core.exceptions.ValidationError: what is in the text is unusable.
    """
    if not isinstance(value, str):
        return value
    try:
        found = json.loads(value)
    except ValueError:
        return value
    except RecursionError:
        raise refuse(field, Code.TOO_DEEP, "This is nested too deeply.") from None
    refuse_unusable({field: found})
    return found


def _of_type(node: Any, type_: Any, place: Place) -> Iterator[tuple[Place, str]]:
    while hasattr(type_, "of_type"):
        type_ = type_.of_type
    if type_.name == Parameters._meta.name:
        # A variable for the whole object is fine.
        if not isinstance(node, ast.Variable):
            yield from _lost(node, place)
        return
    for key, each in _members(node):
        if isinstance(node, ast.ListValue):
            yield from _of_type(each, type_, (*place, key))
        elif hasattr(type_, "fields"):
            yield from _of_type(each, type_.fields[key].type, inside(place, key))


def _lost(node: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(node, ast.Variable):
        yield place, "A variable can only stand for the whole object: write the value."
    elif isinstance(node, ast.EnumValue):
        yield place, f'Write this in quotation marks: "{node.value}".'
    elif isinstance(node, ast.IntValue) and not _fits(node.value):
        yield place, "Write a number as large as this in quotation marks."
    elif len(place) <= MAX_DEPTH:
        for key, each in _members(node):
            yield from _lost(each, (*place, key))


def _fits(digits: str) -> bool:
    return len(digits) < 20 and MIN_INT <= int(digits) <= MAX_INT


def _members(node: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(node, ast.ObjectValue):
        yield from ((field.name.value, field.value) for field in node.fields)
    elif isinstance(node, ast.ListValue):
        yield from ((str(at), value) for at, value in enumerate(node.values))

"""Which fields of an answer are asked for, before they are resolved."""

from collections.abc import Iterable, Iterator
from typing import Any

from graphql.execution.utils import should_include_node
from graphql.execution.values import get_argument_values
from graphql.language import ast


def asked_fields(info: Any) -> set[str]:
    """Return the names of the fields that are asked of what a field answers.

    Those that a directive leaves out are not among them.
    """
    return {each.name.value for each in _asked(info)}


def asked_with(info: Any, type_name: str, name: str) -> list[dict[str, Any]]:
    """Return with which arguments a field is asked of what a field answers.

    :param type_name: of what is answered.
    :param name: of the field, which may be asked several times.
    """
    arguments = info.schema.get_type(type_name).fields[name].args
    return [
        get_argument_values(arguments, each.arguments, info.variable_values)
        for each in _asked(info)
        if each.name.value == name
    ]


def _asked(info: Any) -> Iterator[Any]:
    known: set[str] = set()

    def look(nodes: Iterable[Any]) -> Iterator[Any]:
        for node in nodes:
            for each in node.selection_set.selections if node.selection_set else ():
                if not should_include_node(info, each.directives):
                    continue
                if isinstance(each, ast.Field):
                    yield each
                elif isinstance(each, ast.FragmentSpread):
                    name = each.name.value
                    if name not in known:
                        known.add(name)
                        yield from look([info.fragments[name]])
                else:
                    yield from look([each])

    return look(info.field_asts)

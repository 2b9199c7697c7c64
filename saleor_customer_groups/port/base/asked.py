"""Which fields of an answer are asked for, before they are resolved."""

from collections.abc import Iterable
from typing import Any

from graphql.language import ast


def asked_fields(info: Any) -> set[str]:
    """Return the names of the fields that are asked of what a field answers.

    Those that a directive leaves out are among them.
    """
    found: set[str] = set()
    known: set[str] = set()

    def look(nodes: Iterable[Any]) -> None:
        for node in nodes:
            for each in node.selection_set.selections if node.selection_set else ():
                if isinstance(each, ast.Field):
                    found.add(each.name.value)
                elif isinstance(each, ast.FragmentSpread):
                    name = each.name.value
                    if name not in known:
                        known.add(name)
                        look([info.fragments[name]])
                else:
                    look([each])

    look(info.field_asts)
    return found

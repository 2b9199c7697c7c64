"""Refusals in the source whose text cannot be said in another language.

These are errors of fields and of whole requests, refused customers, invalid rows of
files, and problems that are stored.

Followed are names within a function, constants of modules and what functions return,
and methods of the same file; not what is a parameter, an attribute or an item.
"""

import ast
import builtins
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from tests.graphql.base.templates import PACKAGE

# What refuses, with the text as the last argument, or as one of these by name.
_REFUSE = {
    "BadRow",
    "FileError",
    "GraphQLError",
    "RefusedCustomer",
    "TableRow",
    "ValidationIssue",
    "WrongId",
    "refuse",
    "refuse_target",
    "whole_error",
}
_BY_NAME = ("message", "problem", "warnings")
_TEXTS = {
    "Capitalized",
    "Day",
    "Joined",
    "Message",
    "Moment",
    "Number",
    "Printable",
    "counted",
    "filled",
    "message_of",
    "said",
    "words_of",
}
_PLACES = ("conditions", "graphql", "services")


class _Source:
    """The functions and constants of the package, by name."""

    def __init__(self) -> None:
        self.trees = {
            path: ast.parse(path.read_text()) for path in sorted(PACKAGE.rglob("*.py"))
        }
        self.returned: dict[Any, list[tuple[Any, ast.expr]]] = defaultdict(list)
        self.constants: dict[str, list[ast.expr]] = defaultdict(list)
        for path, tree in self.trees.items():
            for node in tree.body:
                if isinstance(node, ast.Assign) and isinstance(
                    node.targets[0], ast.Name
                ):
                    self.constants[node.targets[0].id].append(node.value)
            for function in _functions(tree):
                is_method = function not in tree.body
                key = (path, function.name) if is_method else function.name
                function.path = path
                self.returned[key] += [
                    (function, each.value)
                    for each in _within(function)
                    if isinstance(each, ast.Return) and each.value is not None
                ]


def plain_refusals() -> Iterator[str]:
    """Yield the place of each refusal, and the text that is plain."""
    source = _Source()
    for path, tree in source.trees.items():
        place = path.relative_to(PACKAGE)
        if place.parts[0] not in _PLACES:
            continue
        for function in _functions(tree):
            for call in _within(function):
                if isinstance(call, ast.Call):
                    for text in _texts_of(call):
                        for plain in _plain(text, function, source, frozenset()):
                            yield f"{place}: {plain}"


def _texts_of(call: ast.Call) -> Iterator[ast.expr]:
    if _name(call.func) in _REFUSE and call.args:
        yield call.args[-1]
    for each in call.keywords:
        if each.arg in _BY_NAME:
            yield each.value


def _plain(
    text: ast.expr, function: Any, source: _Source, seen: frozenset[str]
) -> Iterator[str]:
    match text:
        case ast.Constant(value=str() as value) if value:
            yield value
        case ast.JoinedStr():
            yield ast.unparse(text)
        case ast.IfExp(body=one, orelse=other):
            yield from _plain(one, function, source, seen)
            yield from _plain(other, function, source, seen)
        case ast.BoolOp(values=values):
            for each in values:
                yield from _plain(each, function, source, seen)
        case ast.Name(id=name) if name not in seen:
            found = _assigned(function, name)
            for each in found or source.constants[name]:
                yield from _plain(each, function, source, seen | {name})
        case ast.Call(func=ast.Attribute(attr=name)) if name not in seen:
            for caller, each in source.returned[function.path, name]:
                yield from _plain(each, caller, source, seen | {name})
        case ast.Call(func=ast.Name(id=name)) if name not in seen | _TEXTS:
            is_text = name == "str" or not (
                name[0].isupper() or hasattr(builtins, name)
            )
            if is_text and not source.returned[name]:
                yield ast.unparse(text)
            for caller, each in source.returned[name]:
                yield from _plain(each, caller, source, seen | {name})


def _functions(tree: ast.AST) -> Iterator[Any]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node


def _within(function: Any) -> Iterator[ast.AST]:
    """Yield what is in a function, but not in functions inside it."""
    for child in ast.iter_child_nodes(function):
        if not isinstance(child, ast.FunctionDef):
            yield child
            yield from _within(child)


def _assigned(function: Any, name: str) -> list[ast.expr]:
    found: list[ast.expr] = []
    for node in _within(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value):
                found += [value] if target == name else []
            case ast.NamedExpr(target=ast.Name(id=target), value=value):
                found += [value] if target == name else []
    return found


def _name(called: ast.expr) -> str:
    return getattr(called, "id", getattr(called, "attr", ""))

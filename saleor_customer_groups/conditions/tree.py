"""Conditions as a tree: read out of plain data, every mistake with its place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import ValidationError

from ..engine.base.messages import Message
from ..engine.base.validation_issues import (
    Path,
    ValidationIssue,
    in_one_line,
    issues_in,
)
from .fields.base import Field, Leaf, TurningAges
from .operators import Operator, Shape, shape_of

MAX_LEVELS = 5
MAX_LEAVES = 100


class Junction(StrEnum):
    """How the parts of a branch go together."""

    ALL = "all"
    ANY = "any"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Branch:
    """Conditions of which all, any or none have to be met."""

    junction: Junction
    parts: tuple["Node", ...]


Node = Branch | Leaf

_ABOUT_A_NODE = Message('is not a condition: write "all", "any", "none" or a "field"')


def leaves(node: Node) -> Iterator[Leaf]:
    """Yield the leaves of a tree, in order."""
    if isinstance(node, Leaf):
        yield node
    else:
        for part in node.parts:
            yield from leaves(part)


def turning_ages(node: Node) -> TurningAges | None:
    """Return when a tree may turn true or false as time passes, None if at any time."""
    found = [leaf.field.turning_ages(leaf) for leaf in leaves(node)]
    ages = [each for each in found if each is not None]
    if len(ages) < len(found):
        return None
    return TurningAges(
        orders=frozenset[int]().union(*(each.orders for each in ages)),
        accounts=frozenset[int]().union(*(each.accounts for each in ages)),
    )


class UnreadableTreeError(ValueError):
    """Data that is not a tree of conditions, with every mistake in it."""

    def __init__(self, mistakes: Sequence[ValidationIssue]) -> None:
        super().__init__(str(in_one_line(mistakes)))
        self.mistakes = mistakes


def read_tree(data: object, fields: Mapping[str, Field], path: Path = ()) -> Node:
    """Return the tree in plain data.

    :param path: to the data from the top, for mistakes.
    :raises UnreadableTreeError: the data is not such a tree.
    """
    reader = _Reader(fields)
    node = reader.read(data, path, level=1)
    if reader.leaves > MAX_LEAVES:
        reader.refuse(
            path, Message("has more than {maximum} conditions", maximum=MAX_LEAVES)
        )
    if node is None or reader.mistakes:
        raise UnreadableTreeError(reader.mistakes)
    return node


class _Reader:
    def __init__(self, fields: Mapping[str, Field]) -> None:
        self.fields = fields
        self.mistakes: list[ValidationIssue] = []
        self.leaves = 0

    def read(self, data: object, path: Path, *, level: int) -> Node | None:
        if not isinstance(data, dict):
            return self.refuse(path, _ABOUT_A_NODE)
        if "field" in data:
            self.leaves += 1
            return self.read_leaf(data, path)
        junctions = [each for each in Junction if each in data]
        if len(junctions) != 1:
            return self.refuse(path, _ABOUT_A_NODE)
        [junction] = junctions
        for key in data:
            if key != junction:
                self.refuse((*path, key), Message("is not a known key"))
        parts = data[junction]
        if not isinstance(parts, list):
            return self.refuse((*path, junction), Message("must be a list"))
        if not parts:
            return self.refuse((*path, junction), Message("must not be empty"))
        if level > MAX_LEVELS:
            return self.refuse(
                path, Message("is more than {maximum} levels deep", maximum=MAX_LEVELS)
            )
        read = [
            self.read(part, (*path, str(junction), place), level=level + 1)
            for place, part in enumerate(parts)
        ]
        return Branch(junction, tuple(node for node in read if node is not None))

    def read_leaf(self, data: Mapping[str, Any], path: Path) -> Leaf | None:
        name = data["field"]
        field = self.fields.get(name) if isinstance(name, str) else None
        if field is None:
            known = ", ".join(self.fields)
            return self.refuse(
                (*path, "field"), Message("must be one of {expected}", expected=known)
            )
        arguments = self.read_arguments(field, data, path)
        if "operator" not in data:
            return self.refuse((*path, "operator"), Message("is missing"))
        if data["operator"] not in field.operators:
            known = ", ".join(field.operators)
            return self.refuse(
                (*path, "operator"),
                Message("must be one of {expected}", expected=known),
            )
        operator = Operator(data["operator"])
        value = self.read_value(field, operator, data, path)
        return Leaf(field, operator, value, arguments, path)

    def read_arguments(self, field: Field, data: Mapping[str, Any], path: Path) -> Any:
        arguments = {
            key: value
            for key, value in data.items()
            if key not in ("field", "operator", "value")
        }
        try:
            return field.arguments.model_validate(arguments)
        except ValidationError as error:
            self.mistakes += issues_in(error, arguments, path)
            return None

    def read_value(
        self, field: Field, operator: Operator, data: Mapping[str, Any], path: Path
    ) -> Any:
        value = data.get("value")
        if shape_of(operator) is Shape.NOTHING:
            if value is not None:
                self.refuse(
                    (*path, "value"),
                    Message("must be left out beside {operator}", operator=operator),
                )
            return None
        if value is None:
            return self.refuse((*path, "value"), Message("is missing"))
        try:
            return field.kind.adapter(operator).validate_python(value)
        except ValidationError as error:
            self.mistakes += issues_in(error, value, (*path, "value"))
            return None

    def refuse(self, path: Path, message: str) -> Any:
        """Record a mistake, and return None in place of what was to be read."""
        self.mistakes.append(ValidationIssue(path, message))
        return None

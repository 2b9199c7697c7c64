"""Documents that name something in every argument of a schema that may take it."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from tests.api import Answer, Caller
from tests.journeys.visibility.leaks import types_of_schema

# So deep inputs lie within each other where filters ask for references.
DEPTH = 7
PAGE = 20
Type = Mapping[str, Any]


class Question(NamedTuple):
    """A document in which one argument names something.

    ``place`` is where it stands: the field, and the way through its arguments.
    """

    place: str
    name: Any
    document: str
    variables: dict[str, Any]

    @property
    def key(self) -> tuple[str, str]:
        """What it is known by: the place, and what is named there."""
        return self.place, json.dumps(self.name)


class Oracles:
    """What can be asked of a shop by naming something.

    :param names: what it is called, by the scalar types that take it. Orders to sort by
        are tried all: cursors tell by what.
    :param values: what is given for other arguments, by the beginning of the name of
        a field, a point, and the name of the argument or of the part of an input.
    """

    def __init__(
        self, names: Mapping[str, Sequence[Any]], values: Mapping[str, Any]
    ) -> None:
        self._types = types_of_schema()
        self._values = values
        orders = {
            name: [each["name"] for each in type_["enumValues"]]
            for name, type_ in self._types.items()
            if name.endswith(("OrderField", "SortField"))
        }
        self._names = {**orders, **names}
        self._field = ""

    def questions(self, knock: Callable[[Question], Answer]) -> Iterator[Question]:
        """Yield all of them but those of fields that are denied altogether.

        :param knock: asks something harmless of a field.
        """
        for kind in ("Query", "Mutation"):
            for field in self._types[kind]["fields"]:
                self._field = field["name"]
                if field["name"].startswith("__"):
                    continue
                if not knock(self._question(kind, field, (), None)).is_denied:
                    yield from self._of_field(kind, field)

    def _of_field(self, kind: str, field: Type) -> Iterator[Question]:
        for argument in field["args"]:
            for path, name in self._places(argument["type"], ()):
                yield self._question(kind, field, (argument["name"], *path), name)

    def _places(
        self, type_: Type, above: tuple[str, ...]
    ) -> Iterator[tuple[tuple[str, ...], Any]]:
        """Yield each place in a value of a type, and each name that it may take."""
        match type_["kind"]:
            case "NON_NULL":
                yield from self._places(type_["ofType"], above)
            case "LIST":
                for path, name in self._places(type_["ofType"], above):
                    yield ("[]", *path), name
            case "INPUT_OBJECT":
                # Of what may stand in itself, such as an AND, once is enough.
                if type_["name"] in above or len(above) >= DEPTH:
                    return
                for each in self._types[type_["name"]]["inputFields"]:
                    inner = self._places(each["type"], (*above, type_["name"]))
                    for path, name in inner:
                        yield (each["name"], *path), name
            case _:
                for name in self._names.get(type_["name"], ()):
                    yield (), name

    def _question(
        self, kind: str, field: Type, place: tuple[str, ...], name: Any
    ) -> Question:
        types = {each["name"]: each["type"] for each in field["args"]}
        given = {
            each: value
            for each, type_ in types.items()
            if (value := self._given(each, type_)) is not None
        }
        if place:
            first, *rest = place
            given[first] = self._put(types[first], rest, name)
        variables = ", ".join(f"${each}: {_written(types[each])}" for each in given)
        arguments = ", ".join(f"{each}: ${each}" for each in given)
        asked = field["name"] + (f"({arguments})" if given else "")
        start = kind.lower() + (f"({variables})" if given else "")
        document = f"{start} {{ {asked}{self._answer(field['type'], kind)} }}"
        where = ".".join((field["name"], *place))
        return Question(where, name, document, given)

    def _given(self, name: str, type_: Type) -> Any:
        """Return what is given for an argument beside the one that is looked at."""
        if name == "first":
            return PAGE
        value = self._value(name)
        if value is None and type_["kind"] == "NON_NULL":
            value = self._usual(type_)
        return value

    def _value(self, name: str) -> Any:
        for start, value in self._values.items():
            field, _, argument = start.rpartition(".")
            if argument == name and self._field.startswith(field):
                return value
        return None

    def _usual(self, type_: Type) -> Any:
        match type_["kind"]:
            case "NON_NULL":
                return self._usual(type_["ofType"])
            case "LIST":
                return [self._usual(type_["ofType"])]
            case "ENUM":
                return self._types[type_["name"]]["enumValues"][0]["name"]
            case "INPUT_OBJECT":
                parts = {}
                for each in self._types[type_["name"]]["inputFields"]:
                    value = self._value(each["name"])
                    if value is None and each["type"]["kind"] == "NON_NULL":
                        value = self._usual(each["type"])
                    if value is not None:
                        parts[each["name"]] = value
                return parts
        usual = {"Int": 1, "Boolean": True, "Decimal": "1", "PositiveDecimal": "1"}
        usual |= {"Float": 1, "JSON": {}, "JSONString": "{}", "GenericScalar": {}}
        usual |= {"DateTime": "2026-01-01T00:00:00+00:00", "Date": "2026-01-01"}
        usual |= {"UUID": "6a1d3d1c-6d5c-4b7e-9b0e-000000000000"}
        return usual.get(type_["name"], "nothing")

    def _put(self, type_: Type, path: Sequence[str], name: Any) -> Any:
        """Return a value of a type that names something at a place in it."""
        if not path:
            return name
        while type_["kind"] == "NON_NULL":
            type_ = type_["ofType"]
        step, *rest = path
        if step == "[]":
            return [self._put(type_["ofType"], rest, name)]
        (inner,) = (
            each["type"]
            for each in self._types[type_["name"]]["inputFields"]
            if each["name"] == step
        )
        return {**self._usual(type_), step: self._put(inner, rest, name)}

    def _answer(self, type_: Type, kind: str) -> str:
        """Return a selection: what a list counts, or all that a payload says."""
        fields = self._fields_of(type_)
        if fields is None:
            return ""
        if "edges" in fields:
            count = " totalCount" if "totalCount" in fields else ""
            return f" {{{count} pageInfo {{ hasNextPage }} edges {{ cursor }} }}"
        if kind == "Query":
            return " { __typename }"
        parts = ["__typename"]
        for name, field in fields.items():
            below = self._fields_of(field["type"])
            if below is None:
                parts.append(name)
            elif "errors" in name.lower():
                leaves = [
                    each
                    for each, one in below.items()
                    if self._fields_of(one["type"]) is None
                ]
                parts.append(f"{name} {{ {' '.join(leaves)} }}")
            elif not any(_is_needed(each) for each in field["args"]):
                parts.append(f"{name} {{ __typename }}")
        return f" {{ {' '.join(parts)} }}"

    def _fields_of(self, type_: Type) -> Mapping[str, Any] | None:
        """Return the fields of a type, None of what has none."""
        while type_.get("ofType"):
            type_ = type_["ofType"]
        found = self._types[type_["name"]]
        if found["kind"] in ("SCALAR", "ENUM"):
            return None
        return {each["name"]: each for each in found["fields"] or ()}


def ask(caller: Caller, question: Question) -> Answer:
    """Ask it, and return whatever comes back."""
    return caller.post(question.document, **question.variables)


def _is_needed(argument: Type) -> bool:
    return bool(argument["type"]["kind"] == "NON_NULL")


def _written(type_: Type) -> str:
    match type_["kind"]:
        case "NON_NULL":
            return f"{_written(type_['ofType'])}!"
        case "LIST":
            return f"[{_written(type_['ofType'])}]"
    return str(type_["name"])

"""Documents that ask for all that a schema has, from the schema itself."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from tests.api import STRANGER, Answer, Caller

# So deep documents go from a field of the query, through so many objects.
DEPTH = 3
PAGE = 20
_TYPE = "{ kind name ofType { kind name ofType { kind name ofType { kind name } } } }"


@cache
def types_of_schema() -> Mapping[str, Any]:
    """Return all types of the shop's schema by name, asked for once in a process.

    What they are described by is left out, which takes longer than all the rest.
    """
    told = STRANGER.post(
        f"""{{ __schema {{ types {{
          kind name possibleTypes {{ name }}
          fields(includeDeprecated: true) {{
            name type {_TYPE} args {{ name type {_TYPE} }}
          }}
          inputFields {{ name type {_TYPE} }}
          enumValues(includeDeprecated: true) {{ name }}
        }} }} }}"""
    ).data
    assert told is not None
    return {each["name"]: each for each in told["__schema"]["types"]}


class Asked(NamedTuple):
    """A document that asks for all below a field of the query."""

    document: str
    variables: dict[str, Any]


class Schema:
    """What can be asked of a shop.

    :param values: those of arguments, by their names, which may stand behind that of a
        field and a point, and of arguments that are needed by the names of their types.
    :param ids: global ids of entities of a federation, by type.
    :param amounts: types of which all is asked for, however deep they lie.
    :param depth: so many objects deep documents go.
    """

    def __init__(
        self,
        values: Mapping[str, Any],
        ids: Mapping[str, str],
        amounts: Collection[str] = (),
        depth: int = DEPTH,
    ) -> None:
        self._ids = ids
        self._depth = depth
        self._amounts = amounts
        self._types = types_of_schema()
        self._query = "Query"
        self._values = values
        # What is denied: were it asked for, all around it would be null.
        self._denied: set[tuple[str, str]] = set()
        # What is so for lack of a permission.
        self._forbidden: set[tuple[str, str]] = set()
        # Of what type the entities of the last document are.
        self._entity_type = ""

    def ask(
        self,
        caller: Caller,
        is_told: Callable[[Answer], bool],
        *,
        names: Collection[str] = (),
        forbidden: Collection[tuple[str, str]] = (),
    ) -> set[str]:
        """Return the names of those documents whose answers tell something.

        What is denied to the caller is not asked for, so that the rest is answered.

        :param is_told: whether an answer tells it.
        :param names: those that are looked at, all if none is named.
        :param forbidden: what the caller has no permission for, if it is known.
        """
        self._denied.update(forbidden)
        names = names or self.names()
        self._knock(caller, names)
        found = set()
        for name in names:
            while (asked := self.document(name)) is not None:
                answer = caller.post(asked.document, **asked.variables)
                if not self._deny_all(answer):
                    if is_told(answer):
                        found.add(name)
                    break
        return found

    @property
    def unasked(self) -> set[str]:
        """What no document asks for: what needs an input, and entities without ids."""
        names = set(self.names())
        fields = {name for name in names if self._arguments_of(name) is None}
        possible = (each["name"] for each in self._types["_Entity"]["possibleTypes"])
        entities = {f"_entities {name}" for name in possible}
        return (fields - entities) | (entities - names)

    @property
    def forbidden(self) -> Collection[tuple[str, str]]:
        """What was denied for lack of a permission: to whoever has none."""
        return self._forbidden

    def _knock(self, caller: Caller, names: Collection[str]) -> None:
        """Find out what is denied altogether, before long documents ask for it."""
        firsts = {name.partition(" ")[0]: name for name in names}
        while asked := [
            f"{first}{arguments} {below}"
            for first, name in firsts.items()
            if (self._query, first) not in self._denied
            and (arguments := self._arguments_of(name)) is not None
            and (below := self._typename(first)) is not None
        ]:
            if not self._deny_all(caller.post(f"{{ {' '.join(asked)} }}")):
                break

    def _typename(self, first: str) -> str | None:
        """Return the shortest selection below a field of the query."""
        if first == "_entities":
            return None
        type_ = _name(self._fields(self._query)[first]["type"])
        is_leaf = self._types[type_]["kind"] in ("SCALAR", "ENUM")
        return "" if is_leaf else "{ __typename }"

    def _deny_all(self, answer: Answer) -> bool:
        """Ask no longer for what an answer denies; tell whether it was asked for."""
        were_asked = {
            self._deny(each["path"], is_forbidden=code == "PermissionDenied")
            for each, code in zip(answer.errors, answer.codes, strict=True)
        }
        return True in were_asked

    def _deny(self, path: Sequence[Any], *, is_forbidden: bool) -> bool:
        name, denied = self._query, ("", "")
        for step in path:
            if isinstance(step, int):
                continue
            owner, _, field = step.rpartition("__of__")
            owner = owner or (self._entity_type if name == "_Entity" else name)
            denied = owner, field
            if step == "_entities":
                denied = "_Entity", self._entity_type
            name = _name(self._fields(owner)[field]["type"])
        is_new = denied not in self._denied
        self._denied.add(denied)
        if is_forbidden:
            self._forbidden.add(denied)
        return is_new

    def names(self) -> list[str]:
        """Return the names of all documents: a field, and one of its arguments."""
        fields = self._types[self._query]["fields"]
        ways = [
            f"{field['name']} {way}".strip()
            for field in fields
            if not field["name"].startswith("_")
            for way in self._ways(field)
        ]
        possible = (each["name"] for each in self._types["_Entity"]["possibleTypes"])
        entities = [f"_entities {name}" for name in possible if name in self._ids]
        return [*ways, *entities]

    def document(self, name: str) -> Asked | None:
        """Return a document without what is denied; None if nothing is left."""
        first, _, way = name.partition(" ")
        field = self._fields(self._query)[first]
        if (self._query, first) in self._denied or ("_Entity", way) in self._denied:
            return None
        if first == "_entities":
            return self._entity(field, way)
        arguments = self._arguments_of(name)
        below = self._below(field["type"], self._depth, ())
        if arguments is None or below is None:
            return None
        return Asked(f"{{ {first}{arguments} {below} }}", {})

    def _entity(self, field: Mapping[str, Any], name: str) -> Asked:
        below = self._below(self._types[name], self._depth, ())
        self._entity_type = name
        representation = {"__typename": name, "id": self._ids[name]}
        if "channel" in self._fields(name):
            representation["channel"] = self._values["channel"]
        type_of = _written(field["args"][0]["type"])
        return Asked(
            f"query($of: {type_of}) {{ _entities(representations: $of)"
            f" {{ ... on {name} {below} }} }}",
            {"of": [representation]},
        )

    def _ways(self, field: Mapping[str, Any]) -> list[str]:
        """Return those arguments of which one is needed, else an empty text."""
        names = {each["name"] for each in field["args"]}
        return [
            name
            for name in ("id", "slug", "externalReference", "sku", "token", "kind")
            if name in names and self._value(field["name"], name) is not None
        ] or [""]

    def _arguments_of(self, name: str) -> str | None:
        first, _, way = name.partition(" ")
        field = self._fields(self._query)[first]
        return self._arguments(field, way, set(self._ways(field)))

    def _arguments(
        self, field: Mapping[str, Any], alone: str, either: set[str]
    ) -> str | None:
        given = {}
        for each in field["args"]:
            name = each["name"]
            is_needed = each["type"]["kind"] == "NON_NULL" and name not in either
            value = self._value(field["name"], name)
            if value is None and is_needed:
                value = self._any_value(each["type"])
            if value is None and is_needed:
                return None
            if value is not None and (name not in either or name == alone):
                is_enum = self._types[_name(each["type"])]["kind"] == "ENUM"
                given[name] = value if is_enum else json.dumps(value)
        written = ", ".join(f"{name}: {value}" for name, value in given.items())
        return f"({written})" if written else ""

    def _any_value(self, type_: Mapping[str, Any]) -> Any:
        """Return what is given for an argument that is needed and has no value."""
        type_ = self._types[_name(type_)]
        if type_["kind"] == "ENUM":
            return type_["enumValues"][0]["name"]
        return self._values.get(type_["name"])

    def _value(self, field: str, argument: str) -> Any:
        return self._values.get(f"{field}.{argument}", self._values.get(argument))

    def _fields(self, name: str) -> dict[str, Any]:
        fields = self._types[name]["fields"] or ()
        return {each["name"]: each for each in fields}

    def _below(
        self, type_: Mapping[str, Any], depth: int, path: tuple[str, ...]
    ) -> str | None:
        """Return a selection of all that can be asked, None if there is nothing."""
        name = _name(type_)
        kind = self._types[name]["kind"]
        if kind in ("SCALAR", "ENUM"):
            return ""
        # Of what is asked of itself, such as a category of its parent, once is enough.
        if path.count(name) > 1:
            return None
        parts = ["__typename"]
        if kind == "UNION":
            parts += self._of_each(name, depth, path, set())
            return f"{{ {' '.join(parts)} }}"
        fields = self._fields(name)
        # The wrappers of lists do not count.
        is_wrapper = name.endswith(("Connection", "Edge"))
        for field in fields.values():
            is_leaf = self._types[_name(field["type"])]["kind"] in ("SCALAR", "ENUM")
            is_free = is_wrapper or _name(field["type"]) in self._amounts
            if not is_leaf and not depth and not is_free:
                continue
            arguments = self._arguments(field, "", set())
            if arguments is None or (name, field["name"]) in self._denied:
                continue
            below = self._below(
                field["type"],
                depth if is_leaf or is_free else depth - 1,
                (*path, name),
            )
            if below is not None:
                parts.append(f"{field['name']}{arguments} {below}".strip())
        if kind == "INTERFACE" and depth:
            parts += self._of_each(name, depth, path, set(fields))
        return f"{{ {' '.join(parts)} }}"

    def _of_each(
        self, name: str, depth: int, path: tuple[str, ...], without: set[str]
    ) -> Iterator[str]:
        """Yield a part for each type that something may be of."""
        for possible in self._types[name]["possibleTypes"] or ():
            parts = []
            for field in self._fields(possible["name"]).values():
                arguments = self._arguments(field, "", set())
                if field["name"] in without or arguments is None:
                    continue
                if (possible["name"], field["name"]) in self._denied:
                    continue
                below = self._below(field["type"], max(depth - 1, 0), (*path, name))
                if below is not None:
                    # Fields of the same name may be of other types.
                    alias = f"{possible['name']}__of__{field['name']}"
                    parts.append(f"{alias}: {field['name']}{arguments} {below}")
            if parts:
                yield f"... on {possible['name']} {{ {' '.join(parts)} }}"


def _name(type_: Mapping[str, Any]) -> str:
    while type_.get("ofType"):
        type_ = type_["ofType"]
    name: str = type_["name"]
    return name


def _written(type_: Mapping[str, Any]) -> str:
    match type_["kind"]:
        case "NON_NULL":
            return f"{_written(type_['ofType'])}!"
        case "LIST":
            return f"[{_written(type_['ofType'])}]"
    return str(type_["name"])

"""Where in the schema something hostile can be sent, and what is sent there."""

import os
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from graphql_relay.utils import base64

from tests import schema_reference
from tests.graphql.own_schema import own_fields

DIGITS = "9" * 5000
HALF = "\ud800"
DEEP: Any = []
for _ in range(300):
    DEEP = {"all": [DEEP]}

TYPE = (
    "type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }"
)
SCHEMA = f"""{{ __schema {{ types {{
  kind name enumValues {{ name }}
  fields {{ name args {{ name {TYPE} }} {TYPE} }} inputFields {{ name {TYPE} }}
}} }} }}"""

TEXTS: list[Any] = ["", "a\0b", HALF, "x" * 30_000, DIGITS, "[" * 5000, 5, None]
HOSTILE: dict[str, list[Any]] = {
    "ID": [
        *("", "\0", HALF, "é=", "1", "-1", DIGITS, None),
        *map(base64, ("CustomerGroup:-1", f"CustomerGroup:{DIGITS}", "Checkout:\0")),
        *map(base64, ("Order:\0", "OrderLine:\0")),
        *map(base64, ("ProductVariant:1", "CustomerGroup:99999999999999999999", ":")),
    ],
    "String": [*TEXTS, base64('["a\\u0000", 1]'), base64("[1, 1]")],
    "Int": [-1, 0, 2**31 - 1, -(2**31), 2**31, 10**400, "1", 1.5, None],
    "Boolean": ["yes", 2, None],
    "DateTime": [
        "9999-12-31T23:59:59-05:00",
        "0001-01-01T00:00:00+14:00",
        *("2026-01-01T00:00:00", "2026-02-30", "", "\0", 5, DIGITS, None),
    ],
    "GenericScalar": [
        *TEXTS,
        *(DEEP, [], {}, [None], {"a\0": HALF}, 10**400, -1, True, 1e308),
        {"kind": "percent_off", "percent": DIGITS},
        {"kind": DEEP},
        {"all": [{"field": "orders", "operator": "gte", "value": 10**400}]},
    ],
}
AMOUNTS: list[Any] = ["NaN", "-Infinity", "1e999999", "-1", "1e-400", DIGITS, "", None]
HOSTILE |= dict.fromkeys(("Decimal", "PositiveDecimal", "Float"), AMOUNTS)
HOSTILE |= dict.fromkeys(("JSONString", "JSON", "Metadata"), HOSTILE["GenericScalar"])
OTHERS: list[Any] = ["\0", HALF, {}, [], 5, None]
# One in so many of the values, where all of them would show nothing new.
FEW = 7
# One in so many of them is sent in each run of the tests; ``make hostile`` sends all.
SHARE = 1 if os.environ.get("HOSTILE") == "all" else 3
# How one comes to the types of which fields have arguments, beside those of the root,
# and to Saleor's own field that takes an argument of ours.
WAYS = {
    "User": "query(%s) { me { %s } }",
    "CustomerGroup": "query(%s) { customerGroups(first: 9) { edges { node { %s } } } }",
    "CustomerGroupPriceList": (
        "query(%s) { customerGroupPriceLists(first: 9) { edges { node { %s } } } }"
    ),
    "CustomerGroupAttention": "query(%s) { customerGroupAttention { %s } }",
    "CustomerGroupRuleCheckSummary": (
        "query(%s) { customerGroupRuleCheckSummary { %s } }"
    ),
    "CustomerGroupConditionPreview": (
        "query(%s) { customerGroupConditionPreview(conditions:"
        ' {field: "has_ordered", operator: "eq", value: false}) { %s } }'
    ),
    "CustomerGroupMembersAt": (
        'query(%s) { customerGroupMembersAt(code: "vip", at: "2026-01-01T00:00:00Z")'
        " { %s } }"
    ),
    "CustomerGroupReport": (
        "query(%s) { customerGroupReport(id: "
        f'"{base64("CustomerGroup:1")}")'
        " { %s } }"
    ),
    "CustomerGroupComparison": (
        "query(%s) { customerGroupComparison(ids: ["
        f'"{base64("CustomerGroup:1")}"], everybody: true)'
        " { %s } }"
    ),
    "CustomerGroupDryRun": (
        "query(%s) { customerGroupDryRuns(first: 9) { edges { node { %s } } } }"
    ),
    "Query": "query(%s) { %s }",
    "Mutation": "mutation(%s) { %s }",
}
CUSTOMERS = "Query", "customers"
OUR_FILTERS = schema_reference.additions()["CustomerFilterInput"]


class Place(NamedTuple):
    """A field with one argument, or a part of one, to be made hostile."""

    field: tuple[str, str]
    path: tuple[str, ...]
    value: Any


class Schema:
    """What can be asked of the shop."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.types = {each["name"]: each for each in told["__schema"]["types"]}
        # Our fields that have arguments, by their type and name.
        self.fields: dict[tuple[str, str], dict[str, Any]] = {}
        for type_name, own in own_fields().items():
            for field in self.types[type_name]["fields"] or ():
                if field["name"] in own and field["args"]:
                    self.fields[type_name, field["name"]] = field
                elif (type_name, field["name"]) == CUSTOMERS:
                    self.fields[CUSTOMERS] = self.with_our_filter(field)
        self.asked = {
            key: self.selection(field["type"], 3) for key, field in self.fields.items()
        }
        self.asked[CUSTOMERS] = " { edges { node { id } } }"

    def with_our_filter(self, field: dict[str, Any]) -> dict[str, Any]:
        """Return Saleor's list of customers with nothing of its filter but ours."""
        filters = self.types["CustomerFilterInput"]
        ours = [each for each in filters["inputFields"] if each["name"] in OUR_FILTERS]
        self.types["CustomerFilterInput"] = {**filters, "inputFields": ours}
        args = [each for each in field["args"] if each["name"] in ("first", "filter")]
        return {**field, "args": args}

    def shared(self) -> list[Place]:
        """Return what a run sends of all that is hostile: to every argument something.

        Where it begins moves from argument to argument, so that each value is sent.
        """
        by_argument = groupby(self.places(), key=lambda place: place[:2])
        return [
            place
            for number, (_, places) in enumerate(by_argument)
            for place in share(list(places), number)
        ]

    def places(self) -> Iterator[Place]:
        """Yield every argument with every hostile value, also within inputs.

        A part of an input that another field takes too is read by the same code: there
        it is tried with a few of the values.
        """
        tried: dict[tuple[str, str], str] = {}
        for key, field in self.fields.items():
            for argument in field["args"]:
                if (key, argument["name"]) == (CUSTOMERS, "first"):
                    continue
                place = ".".join((*key, argument["name"]))
                for path, value in self.hostile(argument["type"], tried, place):
                    yield Place(key, (argument["name"], *path), value)

    def hostile(
        self,
        type_: dict[str, Any],
        tried: dict[tuple[str, str], str],
        place: str,
        *,
        depth: int = 0,
        is_again: bool = False,
    ) -> Iterator[tuple[tuple[str, ...], Any]]:
        """Yield what is sent in the place of a value of a type, and where in it.

        :param tried: where each field of an input was tried with everything.
        :param place: where this is.
        :param is_again: whether a few of the values do.
        """
        kind = type_["kind"]
        if kind == "NON_NULL":
            values: list[Any] = []
            inner = self.hostile(
                type_["ofType"], tried, place, depth=depth, is_again=is_again
            )
            yield from inner
        elif kind == "LIST":
            values = [DEEP, [], [None], [self.usual(type_["ofType"])] * 20_001]
            inner = self.hostile(
                type_["ofType"], tried, place, depth=depth, is_again=is_again
            )
            yield from ((("[]", *path), value) for path, value in inner)
        elif kind == "INPUT_OBJECT":
            values = [{}, None, {"unknown": 1}]
            name = type_["name"]
            for field in self.types[name]["inputFields"] if depth < 3 else ():
                here = f"{place}.{field['name']}"
                first = tried.setdefault((name, field["name"]), here)
                inner = self.hostile(
                    field["type"],
                    tried,
                    here,
                    depth=depth + 1,
                    is_again=is_again or first != here,
                )
                yield from (((field["name"], *path), value) for path, value in inner)
        else:
            values = HOSTILE.get(type_["name"], OTHERS)
        yield from (((), each) for each in values[:: FEW if is_again else 1])

    def usual(self, type_: dict[str, Any]) -> Any:
        """Return something that is of a type, for what has to be given."""
        kind, name = type_["kind"], type_["name"]
        if kind == "NON_NULL":
            return self.usual(type_["ofType"])
        if kind == "LIST":
            return [self.usual(type_["ofType"])]
        if kind == "INPUT_OBJECT":
            return {
                each["name"]: self.usual(each["type"])
                for each in self.types[name]["inputFields"]
                if each["type"]["kind"] == "NON_NULL"
            }
        if kind == "ENUM":
            return self.types[name]["enumValues"][0]["name"]
        return {
            "ID": base64("CustomerGroup:1"),
            "Int": 1,
            "Boolean": True,
            "DateTime": "2026-01-01T00:00:00+00:00",
            "GenericScalar": {},
            "Decimal": "1",
            "PositiveDecimal": "1",
        }.get(name, "x")

    def document(self, place: Place) -> tuple[str, dict[str, Any]]:
        """Return a document and its variables, the hostile one in its place."""
        type_name, name = place.field
        field = self.fields[place.field]
        hostile, *path = place.path
        given = {
            each["name"]: self.usual(each["type"])
            for each in field["args"]
            if each["type"]["kind"] == "NON_NULL"
            # A list of which no part is asked for is not read.
            or each["name"] == ("last" if hostile in ("last", "before") else "first")
        }
        types = {each["name"]: each["type"] for each in field["args"]}
        given[hostile] = self.put(types[hostile], path, place.value)
        variables = ", ".join(f"${name}: {written(types[name])}" for name in given)
        arguments = ", ".join(f"{name}: ${name}" for name in given)
        asked = f"{name}({arguments}){self.asked[place.field]}"
        return WAYS[type_name] % (variables, asked), given

    def put(self, type_: dict[str, Any], path: list[str], hostile: Any) -> Any:
        """Return something of a type with the hostile value at a path in it."""
        if not path:
            return hostile
        while type_["kind"] == "NON_NULL":
            type_ = type_["ofType"]
        step, *rest = path
        if step == "[]":
            return [self.put(type_["ofType"], rest, hostile)]
        (inner,) = (
            each["type"]
            for each in self.types[type_["name"]]["inputFields"]
            if each["name"] == step
        )
        return {**self.usual(type_), step: self.put(inner, rest, hostile)}

    def selection(self, type_: dict[str, Any], depth: int) -> str:
        """Return what is asked of a field: all that needs no arguments."""
        while type_.get("ofType"):
            type_ = type_["ofType"]
        if type_["kind"] not in ("OBJECT", "INTERFACE"):
            return ""
        name = type_["name"]
        asked = []
        for field in self.types[name]["fields"] if depth else ():
            needs = any(each["type"]["kind"] == "NON_NULL" for each in field["args"])
            is_list = any(each["name"] == "first" for each in field["args"])
            inner = self.selection(field["type"], depth - 1)
            if not needs and not is_list and (depth > 1 or not inner):
                asked.append(field["name"] + inner)
        ours = name.startswith(("CustomerGroup", "PageInfo"))
        return f" {{ {' '.join(asked) if ours and asked else '__typename'} }}"


def written(type_: dict[str, Any]) -> str:
    """Return a type as GraphQL writes it."""
    if type_["kind"] == "NON_NULL":
        return f"{written(type_['ofType'])}!"
    if type_["kind"] == "LIST":
        return f"[{written(type_['ofType'])}]"
    return str(type_["name"])


def share(places: list[Place], number: int) -> list[Place]:
    """Return one place in so many, the first of them by a number."""
    return places[number % min(SHARE, len(places)) :: SHARE]

"""What a JSON schema of ours accepts, as far as our schemas go."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

Schema = Mapping[str, Any]

TYPES: Mapping[str, Any] = {
    "string": str,
    "integer": int,
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}


def accepts(schema: Schema, value: Any, definitions: Schema) -> bool:
    """Tell whether a schema accepts a value."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return accepts(definitions[name], value, definitions)
    for several in ("anyOf", "oneOf"):
        if several in schema and not any(
            accepts(each, value, definitions) for each in schema[several]
        ):
            return False
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if types and not any(
        isinstance(value, TYPES[each])
        and (each == "boolean" or not isinstance(value, bool))
        for each in types
    ):
        return False
    if "const" in schema and value != schema["const"]:
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    if isinstance(value, list):
        return _accepts_list(schema, value, definitions)
    if isinstance(value, dict):
        return _accepts_object(schema, value, definitions)
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        return False
    if isinstance(value, str) and not schema.get("minLength", 0) <= len(value):
        return False
    is_number = isinstance(value, int) or schema.get("format") == "decimal"
    return not is_number or value is None or _is_within(schema, Fraction(value))


def _is_within(schema: Schema, number: Fraction) -> bool:
    # As it is written: a float of 1e30 is not just that.
    schema = {
        key: Fraction(str(bound))
        for key, bound in schema.items()
        if isinstance(bound, int | float) and not isinstance(bound, bool)
    }
    return (
        schema.get("minimum", number) <= number <= schema.get("maximum", number)
        and number < schema.get("exclusiveMaximum", number + 1)
        and number > schema.get("exclusiveMinimum", number - 1)
    )


def _accepts_list(schema: Schema, items: list[Any], definitions: Schema) -> bool:
    number = len(items)
    if not schema.get("minItems", 0) <= number <= schema.get("maxItems", number):
        return False
    first = schema.get("prefixItems", [])
    kinds = [*first, *[schema.get("items", {})] * max(number - len(first), 0)]
    return all(
        accepts(kind, item, definitions)
        for kind, item in zip(kinds, items, strict=False)
    ) and not (
        schema.get("uniqueItems") and number > len({str(each) for each in items})
    )


def _accepts_object(schema: Schema, value: dict[str, Any], definitions: Schema) -> bool:
    known = schema.get("properties", {})
    if set(schema.get("required", ())) - set(value):
        return False
    if schema.get("additionalProperties", True) is False and set(value) - set(known):
        return False
    return all(
        accepts(known[key], item, definitions)
        for key, item in value.items()
        if key in known
    )


def fields(
    schema: Schema, definitions: Schema, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Schema]]:
    """Yield each field that a schema has, at any depth, with the path to it."""
    if "$ref" in schema:
        schema = {**definitions[schema["$ref"].rpartition("/")[2]]}
    for each in schema.get("anyOf", ()):
        yield from fields(each, definitions, path)
    if "items" in schema:
        yield from fields(schema["items"], definitions, (*path, 0))
    for name, field in schema.get("properties", {}).items():
        yield (*path, name), field
        yield from fields(field, definitions, (*path, name))


def placed(value: Any, data: Any, path: tuple[str | int, ...]) -> Any:
    """Return some data with another value at a path, made on the way if need be."""
    if not path:
        return value
    step, *rest = path
    if isinstance(step, int):
        first = data[0] if isinstance(data, list) and data else {}
        return [placed(value, first, tuple(rest))]
    known = data if isinstance(data, dict) else {}
    return {**known, step: placed(value, known.get(step), tuple(rest))}


# On the bounds that numbers, texts and lists may have, and beyond them.
PROBES: tuple[Any, ...] = (
    *(0, 1, -1, 1.5, True, 10**12, 10**12 + 1, 36_500, 36_501, 10**30, -(10**30)),
    *("0", "1", "-1", "+5", ".5", "5.", "1e3", "100", "100.01", "101", "1e29", "1e30"),
    *("", "a", "DE", "de", "12", "USD", "usd", "US-D", "NaN", "1,5", "a\0", "-1e30"),
    *([], ["a"], ["a", "a"], [1], {}, [{}]),
)

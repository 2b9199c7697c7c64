"""The fields that the plugin adds, found in the schema of the installed Saleor."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from tests.schema_reference import additions, schema

_PERMISSION = re.compile(r"Requires the permission ([A-Z_]+)(?: or ([A-Z_]+))?\.$")


@cache
def own_fields() -> Mapping[str, Mapping[str, Any]]:
    """Return our fields by the names of the types that have them: also of Saleor's."""
    types = schema().get_type_map()
    found = {
        name: {field: types[name].fields[field] for field in fields}
        for name, fields in additions().items()
        if not name.endswith("Input")
    }
    for name, type_ in types.items():
        if name.startswith("CustomerGroup") and not name.endswith("Input"):
            found[name] = dict(getattr(type_, "fields", {}))
    return {name: fields for name, fields in found.items() if fields}


def bare(type_: Any) -> Any:
    """Return a type without the marks of lists and of what is never null."""
    while hasattr(type_, "of_type"):
        type_ = type_.of_type
    return type_


def permissions(field: Any) -> set[str]:
    """Return the permissions of which a field says that it requires one of them."""
    found = _PERMISSION.search(field.description or "")
    return set(filter(None, found.groups())) if found else set()


def reached(passes: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the fields of ours that are reached through others, by type and name.

    The ways begin at Saleor's own types, which anybody may come to.

    :param passes: the fields that may be passed.
    """
    allowed = set(passes)
    fields = own_fields()
    found: set[tuple[str, str]] = set()
    waiting = [name for name in fields if not name.startswith("CustomerGroup")]
    while waiting:
        name = waiting.pop()
        for field, each in fields[name].items():
            if (name, field) in allowed and (name, field) not in found:
                found.add((name, field))
                if bare(each.type).name in fields:
                    waiting.append(bare(each.type).name)
    return found


def every_field() -> set[tuple[str, str]]:
    """Return all fields of ours, by the names of their type and their own."""
    return {(name, field) for name, of in own_fields().items() for field in of}

"""Items of the catalogue that a rule or promotion names, by their global ids."""

from collections.abc import Callable
from typing import Any

from ....services.base.catalogue_targets import SCOPE_TYPES
from ..ids import global_id, read_ids

# Given the name of a list, its items and its place, return other items.
_Change = Callable[[str, list[Any], str], list[Any]]


def read_targets(value: Any, *, field: str) -> Any:
    """Return plain data with primary keys in place of global ids.

    :param field: the place of the data in the input, for errors.
    :raises django.core.exceptions.ValidationError: one is malformed, or of another
        type.
    """

    def read(name: str, ids: list[Any], place: str) -> list[Any]:
        if not all(isinstance(each, str) for each in ids):
            return ids
        return [str(pk) for pk in read_ids(ids, SCOPE_TYPES[name], field=place)]

    return _with_lists(value, read, field)


def write_targets(value: Any) -> Any:
    """Return plain data with global ids in place of primary keys."""

    def write(name: str, pks: list[Any], _place: str) -> list[Any]:
        return [global_id(SCOPE_TYPES[name], pk) for pk in pks]

    return _with_lists(value, write, "")


def _with_lists(value: Any, change: _Change, place: str) -> Any:
    """Return plain data with other items in every list that has a name of a scope."""
    if isinstance(value, dict):
        return {
            key: (
                change(key, each, f"{place}.{key}")
                if key in SCOPE_TYPES and isinstance(each, list)
                else _with_lists(each, change, f"{place}.{key}")
            )
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [
            _with_lists(each, change, f"{place}.{number}")
            for number, each in enumerate(value)
        ]
    return value

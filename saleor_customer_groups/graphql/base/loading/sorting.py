"""How a list is sorted: by one of a few fields, upwards or downwards."""

from collections.abc import Iterable, Mapping
from typing import Any

import graphene

from ....port.graphql import saleor


def sorting_input(
    type_name: str, fields: Iterable[str]
) -> type[graphene.InputObjectType]:
    """Return the input that sorts lists of a type, with its enumeration of fields."""
    field = graphene.Enum(
        f"{type_name}SortField",
        [(name.upper(), name) for name in fields],
        description=lambda member: (
            f"Sort by {member.value.replace('_', ' ')}."
            if member
            else "What they can be sorted by."
        ),
    )
    return type(
        f"{type_name}SortingInput",
        (graphene.InputObjectType,),
        {
            "__doc__": "How they are sorted.",
            "field": field(required=True, description="What they are sorted by."),
            "direction": graphene.InputField(
                lambda: saleor().OrderDirection,
                required=True,
                description="Upwards or downwards.",
            ),
        },
    )


def read_sorting(
    sort_by: Mapping[str, Any] | None, default: str, *, descending: bool = False
) -> tuple[str, bool]:
    """Return the field that a list is sorted by, and whether downwards.

    :param default: the field if none is asked for.
    :param descending: whether that is downwards.
    """
    if sort_by is None:
        return default, descending
    return sort_by["field"], sort_by["direction"] == "-"

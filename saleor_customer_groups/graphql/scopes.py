"""Scopes: which products, variants and so on a rule concerns, by their global ids."""

from collections.abc import Mapping
from typing import Any

import graphene

from ..port.graphql import saleor
from ..services.refusals import Code, refuse
from ..services.terms import SCOPE_TYPES
from .ids import global_id, read_ids

_DESCRIPTIONS = {
    "products": "Ids of products.",
    "variants": "Ids of product variants.",
    "categories": "Ids of categories, each with all the categories below it.",
    "collections": "Ids of collections.",
    "product_types": "Ids of product types.",
}


def _lists() -> dict[str, Any]:
    return {
        name: graphene.List(graphene.NonNull(graphene.ID), description=description)
        for name, description in _DESCRIPTIONS.items()
    }


CustomerGroupSelectionInput = type(
    "CustomerGroupSelectionInput",
    (graphene.InputObjectType,),
    {
        "__doc__": "Lists of what is named; what is in any of them is meant.",
        **_lists(),
    },
)
CustomerGroupSelection = type(
    "CustomerGroupSelection",
    (graphene.ObjectType,),
    {
        "__doc__": "Lists of what is named; a list that is absent names nothing.",
        **_lists(),
    },
)


class CustomerGroupScopeInput(graphene.InputObjectType):
    """What a price rule concerns: what is included, less what is excluded."""

    include = graphene.InputField(
        CustomerGroupSelectionInput,
        description="What is included; leave it out to include everything.",
    )
    exclude = graphene.InputField(
        CustomerGroupSelectionInput,
        description="What is excluded, whatever is included.",
    )


class CustomerGroupScope(graphene.ObjectType):
    """What a price rule concerns: what is included, less what is excluded."""

    include = graphene.Field(
        CustomerGroupSelection,
        required=True,
        description="What is included; without any list everything is.",
    )
    exclude = graphene.Field(
        CustomerGroupSelection, required=True, description="What is excluded."
    )


def write_scope(stored: Any) -> CustomerGroupScope:
    """Return a stored scope with global ids."""
    return CustomerGroupScope(
        **{
            side: CustomerGroupSelection(
                **{
                    name: [global_id(type_name, pk) for pk in pks]
                    for name, type_name in SCOPE_TYPES.items()
                    if (pks := _stored_list(stored, side, name)) is not None
                }
            )
            for side in ("include", "exclude")
        }
    )


def read_scope(
    input: Mapping[str, Any] | None, *, before: Any = None
) -> dict[str, dict[str, list[str]]]:
    """Return the scope in the input as the service takes it.

    What was deleted since may stay in a list (pricing.md, Scope), but cannot come in.

    :param before: the scope as stored so far.
    :raises django.core.exceptions.ValidationError: an id is none of the catalogue's.
    """
    return {
        side: {
            name: _read_list(
                ids,
                SCOPE_TYPES[name],
                field=f"scope.{side}.{name}",
                before=set(_stored_list(before, side, name) or ()),
            )
            for name, ids in (lists or {}).items()
            if ids is not None
        }
        for side, lists in (input or {}).items()
    }


def _read_list(
    ids: list[str], type_name: str, *, field: str, before: set[str]
) -> list[str]:
    pks = read_ids(ids, type_name, field=field)
    new = {pk for pk in pks if str(pk) not in before}
    missing = saleor().missing_from_catalogue(type_name, new) if new else set()
    for place, pk in enumerate(pks):
        if pk in missing:
            raise refuse(
                f"{field}.{place}", Code.NOT_FOUND, f"There is no such {type_name}."
            )
    return [str(pk) for pk in pks]


def _stored_list(stored: Any, side: str, name: str) -> list[str] | None:
    """Return a list of a stored scope; a broken one has none."""
    selection = stored.get(side) if isinstance(stored, dict) else None
    found = selection.get(name) if isinstance(selection, dict) else None
    return [str(pk) for pk in found] if isinstance(found, list) else None

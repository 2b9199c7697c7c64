"""Scopes: which products, variants and so on a rule concerns, by their global ids."""

from collections.abc import Mapping
from typing import Any

import graphene

from ...services.base.catalogue_targets import SCOPE_TYPES
from ..base.arguments.catalogue_targets import read_targets
from ..base.ids import global_id

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
        "__doc__": "Lists of items; what is in any of them is meant.",
        **_lists(),
    },
)
CustomerGroupSelection = type(
    "CustomerGroupSelection",
    (graphene.ObjectType,),
    {
        "__doc__": "Lists of items; a missing list names nothing.",
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
        description="What is included; without any list everything.",
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
    input: Mapping[str, Any] | None, *, field: str = "scope"
) -> dict[str, dict[str, list[str]]]:
    """Return the scope in the input for the service.

    :param field: of the input.
    :raises django.core.exceptions.ValidationError: an id is malformed, or of another
        type.
    """
    named = {
        side: {name: ids for name, ids in (lists or {}).items() if ids is not None}
        for side, lists in (input or {}).items()
    }
    return read_targets(named, field=field)


def _stored_list(stored: Any, side: str, name: str) -> list[str] | None:
    """Return a list of a stored scope; a broken one has none."""
    selection = stored.get(side) if isinstance(stored, dict) else None
    found = selection.get(name) if isinstance(selection, dict) else None
    return [str(pk) for pk in found] if isinstance(found, list) else None

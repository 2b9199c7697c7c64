"""The inputs of price lists and their entries."""

from collections.abc import Mapping, Sequence
from typing import Any

import graphene

from ....port.graphql import saleor
from ....services.rules.price_lists.price_list_entries import EntryValues
from ...base.ids import read_id
from ..rule_base import (
    PriceRuleBaseInput,
    RuleBaseFilterFields,
)


class CustomerGroupPriceListFilterInput(RuleBaseFilterFields, graphene.InputObjectType):
    """Which price lists are wanted: those that meet everything given."""


class CustomerGroupPriceListInput(PriceRuleBaseInput):
    """The fields of a price list; what is left out stays as it is."""


class CustomerGroupPriceListCreateInput(CustomerGroupPriceListInput):
    """The fields of a new price list."""

    name = graphene.String(required=True, description="The name.")
    groups = graphene.List(
        graphene.NonNull(graphene.ID),
        required=True,
        description="The ids of the groups it belongs to.",
    )


class CustomerGroupPriceListEntryInput(graphene.InputObjectType):
    """An entry of a price list."""

    variant = graphene.ID(required=True, description="The id of the variant.")
    currency = graphene.String(
        required=True, description="The currency of the price, such as USD."
    )
    min_quantity = graphene.Int(
        default_value=1, description="From how many units on the price counts."
    )
    unit_price = graphene.InputField(
        lambda: saleor().Decimal, required=True, description="The price of one unit."
    )
    if_unit_price = graphene.InputField(
        lambda: saleor().Decimal,
        description=(
            "The price that the entry had when it was read. If it has another now, or"
            " is gone, nothing is changed, and the error is CHANGED_MEANWHILE. Left"
            " out: it is changed in any case."
        ),
    )
    is_new = graphene.Boolean(
        default_value=False,
        description="Whether the entry must be new. If there is one, the error is"
        " UNIQUE.",
    )


def read_entries(entries: Sequence[Mapping[str, Any]]) -> list[EntryValues]:
    """Return entries of an input as the services take them.

    :raises django.core.exceptions.ValidationError: an id is malformed.
    """
    return [
        EntryValues(
            read_id(
                entry["variant"], "ProductVariant", field=f"entries.{place}.variant"
            ),
            entry["currency"],
            # Null means the same as leaving it out.
            1 if entry["min_quantity"] is None else entry["min_quantity"],
            entry["unit_price"],
            read_as=entry.get("if_unit_price"),
            is_new=bool(entry.get("is_new")),
        )
        for place, entry in enumerate(entries)
    ]

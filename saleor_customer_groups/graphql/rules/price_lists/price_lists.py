"""Price lists: look them up, create, fill, change and delete them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import graphene
from django.utils import timezone

from ....models import PriceList
from ....services.rules.price_lists import price_list_entries, price_lists
from ...base.arguments.moments import if_updated_at, zoned
from ...base.errors import CustomerGroupMutation
from ...base.ids import get_price_list, read_ids
from ...base.languages.words import Words, list_of_texts
from ...base.loading.connections import PAGE_ARGUMENTS, Listing
from ...base.loading.sorting import sorting_input
from ...base.rights import MANAGE_DISCOUNTS, Restricted, needs
from ..rule_base import (
    NULLABLE_TERMS,
    SORTED_BY,
    find_terms,
    list_terms,
    read_groups,
    read_terms,
)
from .price_list_inputs import (
    CustomerGroupPriceListCreateInput,
    CustomerGroupPriceListEntryInput,
    CustomerGroupPriceListFilterInput,
    CustomerGroupPriceListInput,
    read_entries,
)
from .price_list_types import (
    CustomerGroupPriceList,
    CustomerGroupPriceListCountableConnection,
)

_TYPE = "CustomerGroupPriceList"


CustomerGroupPriceListSortingInput = sorting_input("CustomerGroupPriceList", SORTED_BY)


class _PriceListMutation(CustomerGroupMutation):
    class Meta:
        abstract = True

    permission = MANAGE_DISCOUNTS
    price_list = graphene.Field(CustomerGroupPriceList, description="The price list.")


class CustomerGroupPriceListCreate(_PriceListMutation):
    """Create a price list."""

    class Meta:
        description = "Create a price list, without entries." + needs(MANAGE_DISCOUNTS)

    class Arguments:
        input = CustomerGroupPriceListCreateInput(
            required=True, description="The fields of the new list."
        )

    @classmethod
    def change(cls, info: Any, *, input: Mapping[str, Any]) -> Any:
        """Create the list."""
        values = read_terms(input, nullable=NULLABLE_TERMS)
        price_list = price_lists.create_price_list(
            groups=read_groups(values) or [], values=values, now=timezone.now()
        )
        return cls(price_list=price_list)


class CustomerGroupPriceListUpdate(_PriceListMutation):
    """Change a price list."""

    class Meta:
        description = "Change a price list." + needs(MANAGE_DISCOUNTS)

    class Arguments:
        id = graphene.ID(required=True, description="The id of the list.")
        input = CustomerGroupPriceListInput(
            required=True, description="The fields that are to change."
        )
        if_updated_at = if_updated_at()

    @classmethod
    def change(
        cls,
        info: Any,
        *,
        id: str,
        input: Mapping[str, Any],
        if_updated_at: datetime | None = None,
    ) -> Any:
        """Change the list."""
        values = read_terms(input, nullable=NULLABLE_TERMS)
        price_list = price_lists.update_price_list(
            price_list=get_price_list(id),
            groups=read_groups(values),
            values=values,
            now=timezone.now(),
            if_updated_at=zoned(if_updated_at, "if_updated_at"),
        )
        return cls(price_list=price_list)


class CustomerGroupPriceListDelete(_PriceListMutation):
    """Delete a price list."""

    class Meta:
        description = "Delete a price list with its entries." + needs(MANAGE_DISCOUNTS)

    class Arguments:
        id = graphene.ID(required=True, description="The id of the list.")

    @classmethod
    def change(cls, info: Any, *, id: str) -> Any:
        """Delete the list."""
        price_list = get_price_list(id)
        pk = price_list.pk
        price_lists.delete_price_list(price_list=price_list)
        price_list.pk = pk
        return cls(price_list=price_list)


class CustomerGroupPriceListEntriesPut(_PriceListMutation):
    """Put entries into a price list."""

    added = graphene.Int(description="How many entries are new.")
    changed = graphene.Int(description="How many have another price now.")
    warnings = Words(
        list_of_texts,
        required=False,
        description=(
            "What was accepted although it is probably a mistake, such as prices many"
            " times the listing price."
        ),
    )

    class Meta:
        description = (
            "Put entries into a price list, at most 10,000: all of them, or none. One"
            " for the same variant, currency and quantity is replaced."
            + needs(MANAGE_DISCOUNTS)
        )

    class Arguments:
        id = graphene.ID(required=True, description="The id of the list.")
        entries = graphene.List(
            graphene.NonNull(CustomerGroupPriceListEntryInput),
            required=True,
            description="The entries.",
        )
        if_updated_at = if_updated_at()

    @classmethod
    def change(
        cls,
        info: Any,
        *,
        id: str,
        entries: Sequence[Any],
        if_updated_at: datetime | None = None,
    ) -> Any:
        """Put the entries."""
        price_list = get_price_list(id)
        values = read_entries(entries)
        written = price_list_entries.put_entries(
            price_list=price_list,
            entries=values,
            now=timezone.now(),
            if_updated_at=zoned(if_updated_at, "if_updated_at"),
        )
        return cls(
            price_list=price_list,
            added=written.added,
            changed=written.changed,
            warnings=written.warnings,
        )


class CustomerGroupPriceListEntriesRemove(_PriceListMutation):
    """Take entries out of a price list."""

    removed = graphene.Int(description="How many entries there were.")

    class Meta:
        description = "Take entries out of a price list." + needs(MANAGE_DISCOUNTS)

    class Arguments:
        id = graphene.ID(required=True, description="The id of the list.")
        entries = graphene.List(
            graphene.NonNull(graphene.ID),
            required=True,
            description="The ids of the entries.",
        )
        if_updated_at = if_updated_at()

    @classmethod
    def change(
        cls,
        info: Any,
        *,
        id: str,
        entries: Sequence[str],
        if_updated_at: datetime | None = None,
    ) -> Any:
        """Take the entries out."""
        price_list = get_price_list(id)
        removed = price_list_entries.remove_entries(
            price_list=price_list,
            entry_ids=read_ids(entries, "CustomerGroupPriceListEntry", field="entries"),
            now=timezone.now(),
            if_updated_at=zoned(if_updated_at, "if_updated_at"),
        )
        return cls(price_list=price_list, removed=removed)


class PriceListQueries(graphene.ObjectType):
    """What can be asked about price lists."""

    customer_group_price_list = Restricted(
        CustomerGroupPriceList,
        permission=MANAGE_DISCOUNTS,
        description="Look up a price list by its id or its code.",
        id=graphene.ID(description="The id of the list."),
        code=graphene.String(description="The code of the list."),
    )
    customer_group_price_lists = Restricted(
        CustomerGroupPriceListCountableConnection,
        permission=MANAGE_DISCOUNTS,
        description="The price lists of the shop.",
        search=graphene.String(description="Text in the name or the code."),
        filter=CustomerGroupPriceListFilterInput(description="Which lists are wanted."),
        sort_by=CustomerGroupPriceListSortingInput(
            description="How they are sorted; left out: by name."
        ),
        **PAGE_ARGUMENTS,
    )

    @staticmethod
    def resolve_customer_group_price_list(
        _root: Any, _info: Any, *, id: str | None = None, code: str | None = None
    ) -> PriceList | None:
        """Find one list."""
        return find_terms(PriceList, type_name=_TYPE, id=id, code=code)

    @staticmethod
    def resolve_customer_group_price_lists(
        _root: Any, _info: Any, *, search: str | None = None, **arguments: Any
    ) -> Listing:
        """List the lists."""
        if search and search.strip():
            wanted = arguments.get("filter") or {}
            arguments["filter"] = {**wanted, "search": search}
        return list_terms(PriceList, arguments, type_name=_TYPE)


class PriceListMutations(graphene.ObjectType):
    """What can be done with price lists."""

    customer_group_price_list_create = CustomerGroupPriceListCreate.Field()
    customer_group_price_list_update = CustomerGroupPriceListUpdate.Field()
    customer_group_price_list_delete = CustomerGroupPriceListDelete.Field()
    customer_group_price_list_entries_put = CustomerGroupPriceListEntriesPut.Field()
    customer_group_price_list_entries_remove = (
        CustomerGroupPriceListEntriesRemove.Field()
    )

"""Price lists: look them up, create, fill, change and delete them."""

from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

import graphene
from django.db.models import Q
from django.utils import timezone

from ..models import PriceList
from ..port.graphql import saleor
from ..services import price_list_files, price_lists
from ..services.price_lists import EntryValues
from .connections import PAGE_ARGUMENTS, Listing, list_rows, read_page
from .errors import CustomerGroupMutation
from .ids import filter_ids, get_price_list, read_id, read_ids
from .price_list_types import (
    CustomerGroupPriceList,
    CustomerGroupPriceListCountableConnection,
)
from .rights import MANAGE_DISCOUNTS, Restricted, needs
from .terms import (
    NULLABLE_TERMS,
    PriceTermsInput,
    find_terms,
    read_groups,
    read_terms,
)


class CustomerGroupPriceListInput(PriceTermsInput):
    """The fields of a price list; what is left out stays as it is."""


class CustomerGroupPriceListCreateInput(CustomerGroupPriceListInput):
    """The fields of a new price list."""

    name = graphene.String(required=True, description="The name.")
    groups = graphene.List(
        graphene.NonNull(graphene.ID),
        required=True,
        description="The ids of the groups it hangs on.",
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


class CustomerGroupPriceListBadRow(graphene.ObjectType):
    """A row of a file that cannot be."""

    line = graphene.Int(required=True, description="Its line in the file.")
    message = graphene.String(required=True, description="What is wrong with it.")


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

    @classmethod
    def change(cls, info: Any, *, id: str, input: Mapping[str, Any]) -> Any:
        """Change the list."""
        values = read_terms(input, nullable=NULLABLE_TERMS)
        price_list = price_lists.update_price_list(
            price_list=get_price_list(id),
            groups=read_groups(values),
            values=values,
            now=timezone.now(),
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

    @classmethod
    def change(cls, info: Any, *, id: str, entries: Sequence[Any]) -> Any:
        """Put the entries."""
        price_list = get_price_list(id)
        values = [
            EntryValues(
                read_id(
                    entry["variant"],
                    "ProductVariant",
                    field=f"entries.{place}.variant",
                ),
                entry["currency"],
                entry["min_quantity"],
                entry["unit_price"],
            )
            for place, entry in enumerate(entries)
        ]
        written = price_lists.put_entries(
            price_list=price_list, entries=values, now=timezone.now()
        )
        return cls(price_list=price_list, added=written.added, changed=written.changed)


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

    @classmethod
    def change(cls, info: Any, *, id: str, entries: Sequence[str]) -> Any:
        """Take the entries out."""
        price_list = get_price_list(id)
        removed = price_lists.remove_entries(
            price_list=price_list,
            entry_ids=read_ids(entries, "CustomerGroupPriceListEntry", field="entries"),
            now=timezone.now(),
        )
        return cls(price_list=price_list, removed=removed)


class CustomerGroupPriceListImport(_PriceListMutation):
    """Put the rows of a CSV text into a price list."""

    added = graphene.Int(description="How many entries are new.")
    changed = graphene.Int(description="How many have another price.")
    unchanged = graphene.Int(description="How many are as they were.")
    removed = graphene.Int(description="How many are taken out.")
    bad_rows = graphene.List(
        graphene.NonNull(CustomerGroupPriceListBadRow),
        description="The rows that cannot be. Where there are any, nothing is changed.",
    )

    class Meta:
        description = (
            "Put the rows of a CSV text into a price list: all of them, or none. The"
            " columns are sku, currency, min_quantity and unit_price."
            + needs(MANAGE_DISCOUNTS)
        )

    class Arguments:
        id = graphene.ID(required=True, description="The id of the list.")
        csv = graphene.String(required=True, description="The text of the file.")
        replace = graphene.Boolean(
            default_value=False, description="Take out what the file does not name."
        )
        dry_run = graphene.Boolean(
            default_value=False, description="Change nothing, say what would change."
        )

    @classmethod
    def change(
        cls, info: Any, *, id: str, csv: str, replace: bool, dry_run: bool
    ) -> Any:
        """Import the text."""
        price_list = get_price_list(id)
        done = price_list_files.import_entries(
            price_list=price_list,
            file=StringIO(csv),
            replace_all=replace,
            dry_run=dry_run,
            now=timezone.now(),
        )
        return cls(
            price_list=price_list,
            added=done.added,
            changed=done.changed,
            unchanged=done.unchanged,
            removed=done.removed,
            bad_rows=done.bad_rows,
        )


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
        description="The price lists of the shop, by name.",
        search=graphene.String(description="Text in the name or the code."),
        **PAGE_ARGUMENTS,
    )
    customer_group_price_list_export = Restricted(
        graphene.String,
        permission=MANAGE_DISCOUNTS,
        description="A price list as CSV, which can be imported again.",
        id=graphene.ID(required=True, description="The id of the list."),
    )

    @staticmethod
    def resolve_customer_group_price_list(
        _root: Any, info: Any, *, id: str | None = None, code: str | None = None
    ) -> PriceList | None:
        """Find one list."""
        return find_terms(
            PriceList, info, type_name="CustomerGroupPriceList", id=id, code=code
        )

    @staticmethod
    def resolve_customer_group_price_lists(
        _root: Any, info: Any, *, search: str = "", **arguments: Any
    ) -> Listing:
        """List the lists."""
        with saleor().reading(info.context) as alias:
            rows = PriceList.objects.using(alias)
            if text := (search or "").strip():
                rows = rows.filter(Q(name__icontains=text) | Q(code__icontains=text))
            return list_rows(rows, read_page(arguments, ["name", "code"]))

    @staticmethod
    def resolve_customer_group_price_list_export(
        _root: Any, info: Any, *, id: str
    ) -> str | None:
        """Write the list."""
        with saleor().reading(info.context):
            pks = filter_ids([id], "CustomerGroupPriceList")
            price_list = PriceList.objects.filter(pk__in=pks).first()
            if price_list is None:
                return None
            file = StringIO()
            price_list_files.export_entries(price_list=price_list, file=file)
            return file.getvalue()


class PriceListMutations(graphene.ObjectType):
    """What can be done with price lists."""

    customer_group_price_list_create = CustomerGroupPriceListCreate.Field()
    customer_group_price_list_update = CustomerGroupPriceListUpdate.Field()
    customer_group_price_list_delete = CustomerGroupPriceListDelete.Field()
    customer_group_price_list_entries_put = CustomerGroupPriceListEntriesPut.Field()
    customer_group_price_list_entries_remove = (
        CustomerGroupPriceListEntriesRemove.Field()
    )
    customer_group_price_list_import = CustomerGroupPriceListImport.Field()

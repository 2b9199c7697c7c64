"""The types of price lists and their entries."""

from collections.abc import Mapping
from typing import Any

import graphene
from prices import Money
from promise import Promise

from ....engine.base.stored_messages import read_text
from ....models import PriceList, PriceListEntry, PriceListImport
from ....models.stored import listed, texts
from ....port.graphql import saleor
from ...base.enums import CustomerGroupImportStateEnum
from ...base.ids import global_id
from ...base.languages.words import Words, list_of_texts
from ...base.loading import batches
from ...base.loading.connections import (
    PAGE_ARGUMENTS,
    CountableConnection,
    Listing,
    read_page,
)
from ...base.loading.loading import load
from ...base.loading.sorting import read_sorting, sorting_input
from ..catalogue_choices import CustomerGroupCatalogueItem, load_variant
from ..rule_base_types import PriceRuleBaseFields, for_discounts

CustomerGroupPriceListEntrySortingInput = sorting_input(
    "CustomerGroupPriceListEntry",
    ("sku", "product_name", "unit_price_amount", "min_quantity"),
)


class CustomerGroupPriceListEntry(graphene.ObjectType):
    """What a variant costs from a quantity on, in one currency."""

    class Meta:
        interfaces = [graphene.relay.Node]

    variant_id = graphene.ID(required=True, description="The id of the variant.")
    variant = graphene.Field(
        CustomerGroupCatalogueItem, description="The variant, with its names."
    )
    min_quantity = graphene.Int(
        required=True, description="From how many units on the price counts."
    )
    unit_price = graphene.Field(
        lambda: saleor().Money, required=True, description="The price of one unit."
    )

    @staticmethod
    def resolve_variant_id(root: PriceListEntry, _info: Any) -> str:
        """Write the global id."""
        return global_id("ProductVariant", root.variant_id)

    @staticmethod
    def resolve_variant(root: PriceListEntry, info: Any) -> Promise:
        """Load the variant."""
        return load_variant(info, root.variant_id)

    @staticmethod
    def resolve_unit_price(root: PriceListEntry, _info: Any) -> Money:
        """Join amount and currency."""
        return Money(root.unit_price_amount, root.currency)


class CustomerGroupPriceListEntryCountableConnection(CountableConnection):
    """A page of entries."""

    class Meta:
        node = CustomerGroupPriceListEntry


class CustomerGroupPriceListBadRow(graphene.ObjectType):
    """An invalid row of a file."""

    line = graphene.Int(required=True, description="Its line in the file.")
    message = Words(description="What is wrong with it.")


class CustomerGroupPriceListImportJob(graphene.ObjectType):
    """A large file that is put into a price list in the background."""

    class Meta:
        interfaces = [graphene.relay.Node]

    state = CustomerGroupImportStateEnum(
        required=True, description="How far it has come."
    )
    dry_run = graphene.Boolean(required=True, description="Whether it is a dry run.")
    replace_all = graphene.Boolean(
        name="replace",
        required=True,
        description="Whether it takes out what the file does not name.",
    )
    rows = graphene.Int(required=True, description="How many rows the file has.")
    rows_done = graphene.Int(
        required=True,
        description=(
            "How many of them have been checked. Once all have been, they are written"
            " together."
        ),
    )
    added = graphene.Int(required=True, description="How many entries are new.")
    changed = graphene.Int(
        required=True, description="How many entries have another price."
    )
    unchanged = graphene.Int(
        required=True, description="How many entries stay as they are."
    )
    removed = graphene.Int(required=True, description="How many entries are taken out.")
    bad_rows = graphene.List(
        graphene.NonNull(CustomerGroupPriceListBadRow),
        required=True,
        description=(
            "The first 100 of the invalid rows. If there are any, nothing is changed."
        ),
    )
    bad_rows_count = graphene.Int(
        required=True, description="How many such rows there are."
    )
    warnings = Words(
        list_of_texts,
        description=(
            "What was accepted although it is probably a mistake, such as prices many"
            " times the listing price."
        ),
    )
    problem = Words(
        required=False, description="Why it failed, if the cause is not in the file."
    )
    started_by = graphene.String(
        description="The e-mail address of the member of staff, or the app's name."
    )
    created_at = graphene.Field(
        lambda: saleor().DateTime, required=True, description="When it was requested."
    )
    started_at = graphene.Field(lambda: saleor().DateTime, description="When it began.")
    finished_at = graphene.Field(
        lambda: saleor().DateTime, description="When it was done, or failed."
    )

    @staticmethod
    def resolve_bad_rows(
        root: PriceListImport, _info: Any
    ) -> list[CustomerGroupPriceListBadRow]:
        """Name the rows."""
        return [
            CustomerGroupPriceListBadRow(
                line=bad["line"], message=read_text(bad["message"])
            )
            for bad in listed(root.bad_rows)
            if isinstance(bad, dict)
            and isinstance(bad.get("line"), int)
            and isinstance(bad.get("message"), str)
        ]

    @staticmethod
    def resolve_warnings(root: PriceListImport, _info: Any) -> list[str]:
        """Tell what was taken."""
        return list(map(read_text, texts(root.warnings)))

    @staticmethod
    def resolve_problem(root: PriceListImport, _info: Any) -> str | None:
        """Say what went wrong."""
        return root.problem or None

    @staticmethod
    def resolve_started_by(root: PriceListImport, info: Any) -> Any:
        """Name the app, or load the member of staff."""
        if root.by_user_id is None:
            return root.by_app or None
        user = load(info, batches.membership.users, root.by_user_id)
        return user.then(lambda found: found and found.email)


class CustomerGroupPriceListImportJobCountableConnection(CountableConnection):
    """A page of imports."""

    class Meta:
        node = CustomerGroupPriceListImportJob


class CustomerGroupPriceList(PriceRuleBaseFields, graphene.ObjectType):
    """Prices of their own for single variants, for the members of some groups."""

    class Meta:
        interfaces = [graphene.relay.Node]

    updated_at = for_discounts(
        lambda: saleor().DateTime, "When it or an entry was last changed."
    )
    entries_count = for_discounts(graphene.Int, "How many entries it has.")
    currencies = for_discounts(
        lambda: graphene.List(graphene.NonNull(graphene.String)),
        "The currencies in which it has entries, also those of no channel.",
    )
    entries = for_discounts(
        CustomerGroupPriceListEntryCountableConnection,
        "Its entries, by variant.",
        search=graphene.String(
            description=(
                "Words that are all in the SKU, or in the name of the variant or its"
                " product."
            )
        ),
        currency=graphene.String(description="Only prices in this currency."),
        sort_by=CustomerGroupPriceListEntrySortingInput(
            description="How they are sorted; left out: by variant."
        ),
        **PAGE_ARGUMENTS,
    )

    import_jobs = for_discounts(
        CustomerGroupPriceListImportJobCountableConnection,
        "The large files that were put into it, the newest first.",
        **PAGE_ARGUMENTS,
    )

    @staticmethod
    def resolve_entries_count(root: PriceList, info: Any) -> Any:
        """Count the entries."""
        return load(info, batches.rules.entry_counts, (root.pk, ("", None)))

    @staticmethod
    def resolve_currencies(root: PriceList, info: Any) -> Any:
        """Load the currencies."""
        return load(info, batches.rules.entry_currencies, root.pk)

    @staticmethod
    def resolve_entries(
        root: PriceList,
        info: Any,
        *,
        search: str | None = None,
        currency: str | None = None,
        sort_by: Mapping[str, Any] | None = None,
        **arguments: Any,
    ) -> Listing:
        """List the entries, page by page."""
        first, descending = read_sorting(sort_by, "variant_id")
        fields = dict.fromkeys([first, "variant_id", "currency", "min_quantity"])
        page = read_page(arguments, list(fields), descending=descending)
        wanted = ((search or "").strip(), currency)
        return Listing(
            page,
            read=lambda: load(info, batches.rules.entry_pages, (root.pk, page, wanted)),
            count=lambda: load(info, batches.rules.entry_counts, (root.pk, wanted)),
        )

    @staticmethod
    def resolve_import_jobs(root: PriceList, info: Any, **arguments: Any) -> Listing:
        """List the imports, page by page."""
        page = read_page(arguments, ["pk"], descending=True)
        return Listing(
            page,
            read=lambda: load(info, batches.rules.import_pages, (root.pk, page)),
            count=lambda: load(info, batches.rules.import_counts, root.pk),
        )


class CustomerGroupPriceListCountableConnection(CountableConnection):
    """A page of price lists."""

    class Meta:
        node = CustomerGroupPriceList

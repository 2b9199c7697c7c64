"""The types of price lists and their entries."""

from typing import Any

import graphene
from prices import Money

from ..models import PriceList, PriceListEntry
from ..port.graphql import saleor
from . import batches
from .connections import (
    PAGE_ARGUMENTS,
    CountableConnection,
    Listing,
    list_rows,
    read_page,
)
from .enums import CustomerGroupWithPromotionsEnum
from .ids import global_id
from .loading import load
from .terms_types import TermsFields, for_discounts


class CustomerGroupPriceListEntry(graphene.ObjectType):
    """What a variant costs from a quantity on, in one currency."""

    class Meta:
        interfaces = [graphene.relay.Node]

    variant_id = graphene.ID(required=True, description="The id of the variant.")
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
    def resolve_unit_price(root: PriceListEntry, _info: Any) -> Money:
        """Join amount and currency."""
        return Money(root.unit_price_amount, root.currency)


class CustomerGroupPriceListEntryCountableConnection(CountableConnection):
    """A page of entries."""

    class Meta:
        node = CustomerGroupPriceListEntry


class CustomerGroupPriceList(TermsFields, graphene.ObjectType):
    """Prices of their own for single variants, for the members of some groups."""

    class Meta:
        interfaces = [graphene.relay.Node]

    with_promotions = for_discounts(
        CustomerGroupWithPromotionsEnum,
        "What happens where Saleor's own promotion is on the same line.",
    )
    entries_count = for_discounts(graphene.Int, "How many entries it has.")
    entries = for_discounts(
        CustomerGroupPriceListEntryCountableConnection,
        "Its entries, by variant.",
        **PAGE_ARGUMENTS,
    )

    @staticmethod
    def resolve_entries_count(root: PriceList, info: Any) -> Any:
        """Count the entries."""
        return load(info, batches.entry_counts, root.pk)

    @staticmethod
    def resolve_entries(root: PriceList, info: Any, **arguments: Any) -> Listing:
        """List the entries."""
        with saleor().reading(info.context) as alias:
            rows = PriceListEntry.objects.using(alias).filter(price_list=root.pk)
            page = read_page(arguments, ["variant_id", "currency", "min_quantity"])
            return list_rows(rows, page)


class CustomerGroupPriceListCountableConnection(CountableConnection):
    """A page of price lists."""

    class Meta:
        node = CustomerGroupPriceList

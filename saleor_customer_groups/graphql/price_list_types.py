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
from .enums import CustomerGroupWithPromotionsEnum, CustomerGroupWithVouchersEnum
from .group_types import CustomerGroup
from .ids import global_id
from .loading import load
from .rights import MANAGE_DISCOUNTS, Restricted


def _staff(type_: Any, description: str, **named: Any) -> Restricted:
    return Restricted(
        type_, permission=MANAGE_DISCOUNTS, description=description, **named
    )


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


class CustomerGroupPriceList(graphene.ObjectType):
    """Prices of their own for single variants, for the members of some groups."""

    class Meta:
        interfaces = [graphene.relay.Node]

    name = graphene.String(required=True, description="The name.")
    code = graphene.String(
        required=True, description="The list's own stable name, for programs."
    )
    groups = _staff(
        lambda: graphene.List(graphene.NonNull(CustomerGroup)),
        "The groups it hangs on.",
    )
    is_active = _staff(graphene.Boolean, "Whether it has any effect.")
    priority = _staff(
        graphene.Int, "Which list counts where several do; the larger one wins."
    )
    with_promotions = _staff(
        CustomerGroupWithPromotionsEnum,
        "What happens where Saleor's own promotion is on the same line.",
    )
    with_vouchers = _staff(
        CustomerGroupWithVouchersEnum, "What happens where the cart has a voucher."
    )
    valid_from = _staff(
        lambda: saleor().DateTime, "From when it counts; none: always has."
    )
    valid_until = _staff(
        lambda: saleor().DateTime, "Up to when it counts; none: without end."
    )
    channels = _staff(
        lambda: graphene.List(graphene.NonNull(graphene.String)),
        "The channels in which it counts; without any, all of them.",
    )
    created_at = _staff(lambda: saleor().DateTime, "When it was made.")
    updated_at = _staff(
        lambda: saleor().DateTime, "When it or an entry was changed last."
    )
    entries_count = _staff(graphene.Int, "How many entries it has.")
    entries = _staff(
        CustomerGroupPriceListEntryCountableConnection,
        "Its entries, by variant.",
        **PAGE_ARGUMENTS,
    )

    @staticmethod
    def resolve_groups(root: PriceList, info: Any) -> Any:
        """Load the groups."""
        return load(info, batches.groups_of_lists, root.pk)

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

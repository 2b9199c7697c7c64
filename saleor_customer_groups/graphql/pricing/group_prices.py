"""What each group pays for the variants of a product."""

from collections.abc import Sequence
from typing import Any

import graphene
from django.core.exceptions import ValidationError
from django.utils import timezone
from prices import Money
from promise import Promise

from ... import port
from ...models import CustomerGroup as Row
from ...port.base.variants import variants_of_products
from ...services.base.configuration import configuration_of
from ...services.base.refusals import message_of
from ...services.pricing.group_prices import (
    MemberPrice,
    PricesOfGroup,
    price_for_groups,
)
from ..base.ids import filter_ids, global_id
from ..base.languages.asked_language import whole_error
from ..base.loading.loading import load
from ..base.rights import MANAGE_DISCOUNTS, Restricted
from ..groups.group_types import CustomerGroup
from ..rules.catalogue_choices import CustomerGroupCatalogueItem, load_variant
from .goods_prices import money


class CustomerGroupMemberPrice(graphene.ObjectType):
    """What one unit of a variant costs the members of a group, alone in a cart."""

    variant_id = graphene.ID(required=True, description="The id of the variant.")
    variant = graphene.Field(
        CustomerGroupCatalogueItem, description="The variant, with its names."
    )
    list_price = money("The listing price.")
    public_price = money("What anybody else pays, Saleor's promotion included.")
    price = money("What it costs the members.")
    is_own = graphene.Boolean(
        required=True, description="Whether a list or rule makes the price."
    )
    reason = graphene.String(
        required=True,
        description="The names of the lists and rules that make it; empty without any.",
    )

    @staticmethod
    def resolve_variant_id(root: MemberPrice, _info: Any) -> str:
        """Write the global id."""
        return global_id("ProductVariant", root.variant_id)

    @staticmethod
    def resolve_variant(root: MemberPrice, info: Any) -> Promise:
        """Load the variant."""
        return load_variant(info, root.variant_id)

    @staticmethod
    def resolve_list_price(root: MemberPrice, _info: Any) -> Money:
        """Return the listing price."""
        return Money(root.base_amount, root.currency)

    @staticmethod
    def resolve_public_price(root: MemberPrice, _info: Any) -> Money:
        """Return what anybody else pays."""
        return Money(root.public_amount, root.currency)

    @staticmethod
    def resolve_price(root: MemberPrice, _info: Any) -> Money:
        """Return what the members pay."""
        return Money(root.unit_amount, root.currency)

    @staticmethod
    def resolve_is_own(root: MemberPrice, _info: Any) -> bool:
        """Tell whether it is not the public price."""
        return bool(root.sources)

    @staticmethod
    def resolve_reason(root: MemberPrice, _info: Any) -> str:
        """Name what makes it."""
        return ", ".join(root.sources)


class CustomerGroupPricesOfGroup(graphene.ObjectType):
    """What the members of a group, or guests, pay for the variants of a product."""

    group = graphene.Field(CustomerGroup, description="The group; null for guests.")
    prices = graphene.List(
        graphene.NonNull(CustomerGroupMemberPrice),
        required=True,
        description="The variants that the channel sells.",
    )

    @staticmethod
    def resolve_group(root: PricesOfGroup, info: Any) -> Promise | None:
        """Load the group."""
        return load(info, _groups, root.code) if root.code is not None else None


class GroupPriceQueries(graphene.ObjectType):
    """What can be asked about the prices of groups."""

    customer_group_product_prices = Restricted(
        graphene.List(graphene.NonNull(CustomerGroupPricesOfGroup)),
        permission=MANAGE_DISCOUNTS,
        description=(
            "What guests, and the members of each group that has a price list or a"
            " price rule, pay for one unit of the variants of a product. Somebody in"
            " several groups pays what the policy makes of them."
        ),
        product_id=graphene.ID(required=True, description="The product."),
        channel=graphene.String(
            required=True, description="The slug of the channel it is sold in."
        ),
    )

    @staticmethod
    def resolve_customer_group_product_prices(
        _root: Any, _info: Any, *, product_id: str, channel: str
    ) -> list[PricesOfGroup]:
        """Price the variants for every group."""
        plugin = port.any_plugin()
        try:
            return price_for_groups(
                variants_of_products(filter_ids([product_id], "Product")),
                channel=channel,
                configuration=configuration_of(plugin),
                now=timezone.now(),
                is_switched_on=plugin is not None and plugin.active,
            )
        except ValidationError as error:
            raise whole_error(message_of(error)) from None


def _groups(keys: Sequence[str]) -> list[Row | None]:
    found = {row.code: row for row in Row.objects.filter(code__in=keys)}
    return [found.get(key) for key in keys]

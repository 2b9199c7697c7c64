"""Items of the catalogue for staff to choose: for scopes, conditions and baskets."""

from collections.abc import Sequence
from typing import Any

import graphene
from django.core.exceptions import ValidationError
from django.utils import timezone
from prices import Money
from promise import Promise

from ... import port
from ...engine.base.messages import Message
from ...port.base.choices import categories_above
from ...port.graphql import saleor
from ...services.base.catalogue_choices import (
    PARENTS,
    CatalogueKind,
    Wanted,
    find_choices,
)
from ...services.base.refusals import message_of
from ...services.visibility.group_views import choices_seen_by
from ..base.enums import CustomerGroupCatalogueKindEnum
from ..base.ids import filter_ids, global_id
from ..base.languages.asked_language import whole_error
from ..base.loading.connections import (
    PAGE_ARGUMENTS,
    CountableConnection,
    Listing,
    list_rows,
    read_page,
)
from ..base.loading.loading import load
from ..base.rights import MANAGE_DISCOUNTS, MANAGE_USERS, Restricted

# Pixels: large enough for rows of a list on high-resolution screens.
_THUMBNAIL = 128


class CustomerGroupCatalogueItem(graphene.ObjectType):
    """A product, variant, category, collection or product type that may be chosen."""

    id = graphene.ID(required=True, description="Its id in Saleor.")
    kind = CustomerGroupCatalogueKindEnum(required=True, description="What it is.")
    name = graphene.String(
        required=True,
        description="Its name; for a variant its own, which may be empty.",
    )
    product_id = graphene.ID(description="The id of the product of a variant.")
    product_name = graphene.String(description="The name of the product of a variant.")
    sku = graphene.String(description="The SKU of a variant.")
    list_price = graphene.Field(
        lambda: saleor().Money,
        description=(
            "The listing price of a variant in the channel; null if it is not sold"
            " there, or no channel is given."
        ),
    )
    thumbnail_url = graphene.String(
        description="The first picture of a product, or of the product of a variant."
    )
    has_children = graphene.Boolean(
        required=True, description="Whether there are categories below it."
    )
    ancestors = graphene.List(
        graphene.NonNull(lambda: CustomerGroupCatalogueItem),
        required=True,
        description="The categories above a category, from the top down.",
    )

    @staticmethod
    def resolve_id(root: Any, _info: Any) -> str:
        """Return the global id."""
        return global_id(type(root).__name__, root.pk)

    @staticmethod
    def resolve_kind(root: Any, _info: Any) -> str:
        """Return the kind."""
        return CatalogueKind(type(root).__name__).value

    @staticmethod
    def resolve_product_id(root: Any, _info: Any) -> str | None:
        """Return the id of the product of a variant."""
        return global_id("Product", root.product_id) if _is_variant(root) else None

    @staticmethod
    def resolve_product_name(root: Any, _info: Any) -> str | None:
        """Return the name of the product of a variant."""
        return root.product_name if _is_variant(root) else None

    @staticmethod
    def resolve_sku(root: Any, _info: Any) -> str | None:
        """Return the SKU of a variant."""
        return root.sku if _is_variant(root) else None

    @staticmethod
    def resolve_list_price(root: Any, _info: Any) -> Money | None:
        """Return the listing price of a variant."""
        if not _is_variant(root) or root.price_amount is None:
            return None
        return Money(root.price_amount, root.price_currency)

    @staticmethod
    def resolve_thumbnail_url(root: Any, info: Any) -> Promise | None:
        """Load the picture."""
        if _is_variant(root):
            return load(info, _thumbnails, root.product_id)
        if type(root).__name__ == CatalogueKind.PRODUCT.value:
            return load(info, _thumbnails, root.pk)
        return None

    @staticmethod
    def resolve_has_children(root: Any, _info: Any) -> bool:
        """Tell whether a category has others below it."""
        return _is_category(root) and root.rght - root.lft > 1

    @staticmethod
    def resolve_ancestors(root: Any, info: Any) -> Any:
        """Load the categories above a category."""
        return load(info, _above, root) if _is_category(root) else []


class CustomerGroupCatalogueItemCountableConnection(CountableConnection):
    """A page of what may be chosen."""

    class Meta:
        node = CustomerGroupCatalogueItem


class CatalogueChoiceQueries(graphene.ObjectType):
    """What can be asked about what may be chosen."""

    customer_group_catalogue = Restricted(
        CustomerGroupCatalogueItemCountableConnection,
        permission=MANAGE_DISCOUNTS,
        or_permission=MANAGE_USERS,
        description=(
            "Products, variants, categories, collections or product types to choose"
            " from, sorted by name; with `ids` the chosen ones with their names."
        ),
        kind=CustomerGroupCatalogueKindEnum(
            default_value=CatalogueKind.PRODUCT.value,
            description="Which kind of items.",
        ),
        group_codes=graphene.List(
            graphene.NonNull(graphene.String),
            description=(
                "The codes of groups: only products and variants that a member of just"
                " these groups is shown."
            ),
        ),
        search=graphene.String(
            description=(
                "Words that are all in the name; for variants also in the name of the"
                " product or the SKU, for products also in the SKU of a variant."
            )
        ),
        ids=graphene.List(
            graphene.NonNull(graphene.ID),
            description="Only these, including those that the channel does not sell.",
        ),
        parent_id=graphene.ID(
            description=(
                "Only what is directly below: the categories or products of a"
                " category, the variants of a product."
            )
        ),
        only_top=graphene.Boolean(
            default_value=False, description="Only categories without a parent."
        ),
        channel=graphene.String(
            description=(
                "The slug of a channel: only products, variants and collections that"
                " are in it, with its prices."
            )
        ),
        **PAGE_ARGUMENTS,
    )

    @staticmethod
    def resolve_customer_group_catalogue(
        _root: Any,
        _info: Any,
        *,
        kind: str,
        only_top: bool,
        search: str | None = None,
        ids: Sequence[str] | None = None,
        parent_id: str | None = None,
        channel: str | None = None,
        group_codes: Sequence[str] | None = None,
        **arguments: Any,
    ) -> Listing:
        """Find them."""
        chosen = CatalogueKind(kind)
        if parent_id is not None and chosen not in PARENTS:
            raise whole_error(Message("`parentId`: these have no parent."))
        wanted = Wanted(
            chosen,
            channel=channel,
            search=search or "",
            pks=None if ids is None else filter_ids(ids, chosen.value),
            parent=(
                None
                if parent_id is None
                else filter_ids([parent_id], PARENTS[chosen][0])[0]
            ),
            only_top=only_top,
        )
        try:
            rows = find_choices(wanted)
            if group_codes is not None:
                rows = choices_seen_by(
                    rows, group_codes, now=timezone.now(), channel=channel
                )
            return list_rows(rows, read_page(arguments, wanted.sorted_by()))
        except ValidationError as error:
            raise whole_error(message_of(error)) from None


def load_variant(info: Any, variant_id: int) -> Promise:
    """Return a promise of a variant, with its names."""
    return load(info, _variants, variant_id)


def _is_variant(row: Any) -> bool:
    return type(row).__name__ == CatalogueKind.VARIANT.value


def _is_category(row: Any) -> bool:
    return type(row).__name__ == CatalogueKind.CATEGORY.value


def _thumbnails(keys: Sequence[int]) -> list[str | None]:
    found = port.thumbnails(keys, size=_THUMBNAIL)
    return [found.get(key) for key in keys]


def _above(keys: Sequence[Any]) -> list[list[Any]]:
    found = categories_above(keys)
    return [found[each.pk] for each in keys]


def _variants(keys: Sequence[int]) -> list[Any]:
    rows = port.choices(CatalogueKind.VARIANT, channel=None, only_sold=False)
    found = {row.pk: row for row in rows.filter(pk__in=keys)}
    return [found.get(key) for key in keys]

"""Items of the catalogue to choose from, for a scope or a condition."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from ... import port
from ...engine.base.messages import Message
from ...port.base.choices import with_text
from .refusals import Code, no_such_channel, refuse


class CatalogueKind(StrEnum):
    """What is chosen, as Saleor calls it."""

    PRODUCT = "Product"
    VARIANT = "ProductVariant"
    CATEGORY = "Category"
    COLLECTION = "Collection"
    PRODUCT_TYPE = "ProductType"


# What contains an item of each kind: its type, and the column that names it.
PARENTS = {
    CatalogueKind.PRODUCT: ("Category", "category"),
    CatalogueKind.VARIANT: ("Product", "product"),
    CatalogueKind.CATEGORY: ("Category", "parent"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which items are wanted: those that meet everything given.

    :param pks: only these, whether the channel sells them or not.
    :param parent: the primary key of what directly contains them.
    :param only_top: only categories without a parent.
    """

    kind: CatalogueKind
    channel: str | None = None
    search: str = ""
    pks: list[int] | None = None
    parent: int | None = None
    only_top: bool = False

    def sorted_by(self) -> list[str]:
        """Return what they are sorted by."""
        is_variant = self.kind is CatalogueKind.VARIANT
        return [*(["product_name"] if is_variant else []), "name", "pk"]


def find_choices(wanted: Wanted) -> QuerySet[Any]:
    """Return what is wanted, in no order.

    :raises django.core.exceptions.ValidationError: there is no such channel, or
        something other than categories is asked for as a tree.
    """
    if wanted.channel is not None and wanted.channel not in port.channels():
        raise no_such_channel(wanted.channel)
    rows = port.choices(
        wanted.kind.value,
        channel=wanted.channel,
        only_sold=wanted.channel is not None and wanted.pks is None,
    )
    if wanted.pks is not None:
        rows = rows.filter(pk__in=wanted.pks)
    if wanted.parent is not None:
        rows = rows.filter(**{PARENTS[wanted.kind][1]: wanted.parent})
    if wanted.only_top:
        if wanted.kind is not CatalogueKind.CATEGORY:
            raise refuse(
                "only_top", Code.INVALID, Message("Only categories are a tree.")
            )
        rows = rows.filter(parent=None)
    return with_text(rows, wanted.search)

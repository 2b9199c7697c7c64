"""Price lists: create, change, try out and delete them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from .... import engine
from ....models import CustomerGroup, PriceList, PriceListEntry
from ..rule_base import create_row, delete_row, fill_row, update_row
from ..rule_snapshot import lock_rule_set

_UNNAMED = "Draft"


def create_price_list(
    *, values: Mapping[str, Any], groups: Sequence[CustomerGroup], now: datetime
) -> PriceList:
    """Create a price list for some groups, without entries.

    :raises django.core.exceptions.ValidationError: a field is refused, with its place.
    """
    return create_row(PriceList(), values=values, groups=groups, now=now)


def update_price_list(
    *,
    price_list: PriceList,
    values: Mapping[str, Any],
    now: datetime,
    groups: Sequence[CustomerGroup] | None = None,
    if_updated_at: datetime | None = None,
) -> PriceList:
    """Change the given fields of a price list, and its groups where given.

    :param if_updated_at: change it only if it was last changed then.
    :raises django.core.exceptions.ValidationError: a field is refused, or somebody has
        changed it since; nothing is changed.
    """
    return update_row(
        price_list, values=values, groups=groups, now=now, if_updated_at=if_updated_at
    )


@transaction.atomic
def delete_price_list(*, price_list: PriceList) -> None:
    """Delete a price list with its entries."""
    lock_rule_set()
    # At once, because Django would read every entry first.
    PriceListEntry.objects.filter(price_list=price_list)._raw_delete(connection.alias)
    delete_row(price_list)


def draft_price_list(
    *,
    price_list: PriceList | None,
    values: Mapping[str, Any],
    groups: Sequence[CustomerGroup] | None,
    now: datetime,
) -> engine.PriceList:
    """Return what a price list would be with the given fields, without saving it.

    :param price_list: as it is saved, None for a new one, which needs no name yet.
    :returns: the list without its entries.
    :raises django.core.exceptions.ValidationError: a field is refused, as it would be
        if it were to be saved.
    """
    if groups is None:
        groups = list(price_list.groups.all()) if price_list else []
    return fill_row(price_list or PriceList(name=_UNNAMED), values, groups, now=now)

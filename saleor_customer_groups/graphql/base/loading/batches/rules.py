"""Price rules, price lists and promotions, found for many in one query each."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from .....models import (
    CustomerGroup,
    PriceList,
    PriceListEntry,
    PriceListImport,
    PriceRule,
    Promotion,
    RuleBase,
)
from .....services.rules.price_lists.price_list_entries import find_entries
from .....services.rules.summaries import summarize
from ..connections import Page
from ..gathering import counts, found_counts, found_pages, gathered, pages
from ..loading import Batch

# Which entries are wanted: a text to be found in them, and a currency or None.
_WantedEntries = tuple[str, str | None]


def groups_of_rules(keys: Sequence[int]) -> list[list[CustomerGroup]]:
    """Return the groups that each price rule belongs to."""
    return _groups_of(PriceRule, keys)


def groups_of_lists(keys: Sequence[int]) -> list[list[CustomerGroup]]:
    """Return the groups that each price list belongs to."""
    return _groups_of(PriceList, keys)


def groups_of_promotions(keys: Sequence[int]) -> list[list[CustomerGroup]]:
    """Return the groups that each promotion belongs to."""
    return _groups_of(Promotion, keys)


GROUPS_OF: Mapping[type[RuleBase], Batch] = {
    PriceRule: groups_of_rules,
    PriceList: groups_of_lists,
    Promotion: groups_of_promotions,
}


def rules_of_groups(keys: Sequence[int]) -> list[list[PriceRule]]:
    """Return the price rules that belong to each group."""
    return _rows_of_groups(PriceRule, keys)


def lists_of_groups(keys: Sequence[int]) -> list[list[PriceList]]:
    """Return the price lists that belong to each group."""
    return _rows_of_groups(PriceList, keys)


def promotions_of_groups(keys: Sequence[int]) -> list[list[Promotion]]:
    """Return the promotions that belong to each group."""
    return _rows_of_groups(Promotion, keys)


def _groups_of(model: Any, keys: Sequence[int]) -> list[list[Any]]:
    name = model._meta.model_name
    links = (
        model.groups.through.objects.filter(**{f"{name}__in": keys})
        .select_related("customergroup")
        .order_by("customergroup__name_lower")
    )
    return gathered(
        ((getattr(link, f"{name}_id"), link.customergroup) for link in links), keys
    )


def _rows_of_groups(model: Any, keys: Sequence[int]) -> list[list[Any]]:
    name = model._meta.model_name
    links = (
        model.groups.through.objects.filter(customergroup__in=keys)
        .select_related(name)
        .order_by(f"-{name}__priority", f"{name}__code")
    )
    return gathered(
        ((link.customergroup_id, getattr(link, name)) for link in links), keys
    )


def summaries(keys: Sequence[RuleBase]) -> list[str]:
    """Return each price rule, price list or promotion in one sentence."""
    found = {}
    for model, batch in GROUPS_OF.items():
        rows = [row for row in keys if isinstance(row, model)]
        if rows:
            pks = [row.pk for row in rows]
            groups = dict(zip(pks, batch(pks), strict=True))
            of_model = summarize(rows, groups)
            found.update({row: of_model[row.pk] for row in rows})
    return [found[row] for row in keys]


def entry_counts(keys: Sequence[tuple[int, _WantedEntries]]) -> list[int]:
    """Return how many entries each price list has of those that are wanted."""
    return found_counts(_entries_of, keys, owner="price_list")


def entry_currencies(keys: Sequence[int]) -> list[list[str]]:
    """Return the currencies in which each price list has entries, in their order."""
    rows = PriceListEntry.objects.filter(price_list__in=keys)
    found = rows.order_by("currency").values_list("price_list_id", "currency")
    return gathered(found.distinct(), keys)


def entry_pages(
    keys: Sequence[tuple[int, Page, _WantedEntries]],
) -> list[list[PriceListEntry]]:
    """Return the rows that each page cuts out of the wanted entries of its list."""
    return found_pages(_entries_of, keys, owner="price_list")


def _entries_of(wanted: _WantedEntries) -> QuerySet[PriceListEntry]:
    return find_entries(*wanted)


def import_counts(keys: Sequence[int]) -> list[int]:
    """Return how many imports each price list has."""
    return counts(PriceListImport.objects.all(), keys, owner="price_list")


def import_pages(keys: Sequence[tuple[int, Page]]) -> list[list[PriceListImport]]:
    """Return the rows that each page cuts out of the imports of its price list."""
    rows = PriceListImport.objects.defer("content")
    return pages(rows, keys, owner="price_list")

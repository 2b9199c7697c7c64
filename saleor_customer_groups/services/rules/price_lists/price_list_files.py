"""Price lists as files: each row is an entry, and all rows count or none."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TextIO

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from ....engine.base.messages import counted
from ....engine.money import write_exactly
from ....models import PriceList, PriceListEntry
from ...base.csv.files import Import, Progress, batches, refuse_to_empty
from ...base.csv.ids import write_id
from ...base.csv.text import write_rows
from ..rule_snapshot import lock_rule_set
from .price_list_entries import (
    EntryValues,
    columns_of,
    entries_changed,
    warnings_about,
    write_entries,
)
from .price_list_file_rows import COLUMNS, VARIANT, Row, check_rows


def import_rows(
    *,
    price_list: PriceList,
    rows: Sequence[Row],
    now: datetime,
    replace_all: bool = False,
    allow_empty: bool = False,
    dry_run: bool = False,
) -> Import:
    """Put the rows of a file into a price list: all of them, or none.

    Importing the same file again changes nothing.

    :param replace_all: take out what the file does not name.
    :param allow_empty: take out everything if the file has no rows.
    :param dry_run: change nothing, return what would change.
    :raises django.core.exceptions.ValidationError: the file is empty.
    """
    if replace_all and not allow_empty:
        check_not_empty(price_list, rows)
    entries, bad_rows = check_rows(rows)
    if bad_rows:
        return Import(rows=len(rows), bad_rows=bad_rows)
    if dry_run:
        return preview_import(price_list, entries, replace_all=replace_all)
    return import_entries(
        price_list=price_list, entries=entries, now=now, replace_all=replace_all
    )


def check_not_empty(price_list: PriceList, rows: Sequence[object]) -> None:
    """Refuse to replace a price list that has entries by a file without rows.

    :raises django.core.exceptions.ValidationError: it is so.
    """
    if not rows and (count := price_list.entries.count()):
        refuse_to_empty(counted(count, "the only price", "all {number} prices"))


@transaction.atomic
def import_entries(
    *,
    price_list: PriceList,
    entries: Sequence[EntryValues],
    now: datetime,
    replace_all: bool = False,
    progress: Progress = lambda rows: None,
) -> Import:
    """Put entries that have been checked into a price list, however many.

    :param replace_all: take out all others.
    :param progress: called with how many entries of each batch have been written.
    """
    # So that two imports into one list run one after the other.
    lock_rule_set()
    added = changed = removed = 0
    for batch in batches(entries):
        written = write_entries(price_list, batch)
        added, changed = added + written.added, changed + written.changed
        progress(len(batch))
    if replace_all:
        others = ids_of_others(price_list, entries)
        removed, _ = PriceListEntry.objects.filter(pk__in=others).delete()
    if added or changed or removed:
        entries_changed(price_list, now=now)
    return Import(
        rows=len(entries),
        added=added,
        changed=changed,
        removed=removed,
        warnings=warnings_about(entries),
    )


def preview_import(
    price_list: PriceList, entries: Sequence[EntryValues], *, replace_all: bool
) -> Import:
    """Return what ``import_entries`` would do, and lock nothing."""
    with connection.cursor() as cursor:
        # Not in batches: each would read the whole list.
        cursor.execute(
            "SELECT count(*) FILTER (WHERE entry.id IS NULL),"
            " count(*) FILTER (WHERE entry.unit_price_amount <> given.amount)"
            " FROM unnest("
            "%s::integer[], %s::varchar[], %s::integer[], %s::numeric(20, 3)[])"
            " AS given (variant_id, currency, min_quantity, amount)"
            " LEFT JOIN saleor_customer_groups_pricelistentry AS entry"
            " ON entry.price_list_id = %s"
            " AND entry.variant_id = given.variant_id"
            " AND entry.currency = given.currency"
            " AND entry.min_quantity = given.min_quantity",
            [*columns_of(entries), price_list.pk],
        )
        added, changed = cursor.fetchone()
    removed = len(ids_of_others(price_list, entries)) if replace_all else 0
    return Import(
        rows=len(entries),
        added=added,
        changed=changed,
        removed=removed,
        warnings=warnings_about(entries),
    )


def ids_of_others(price_list: PriceList, entries: Sequence[EntryValues]) -> list[int]:
    """Return the primary keys of the list's entries that are not among these."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM saleor_customer_groups_pricelistentry AS entry"
            " WHERE price_list_id = %s AND NOT EXISTS ("
            " SELECT FROM unnest(%s::integer[], %s::varchar[], %s::integer[])"
            " AS kept (variant_id, currency, min_quantity)"
            " WHERE kept.variant_id = entry.variant_id"
            " AND kept.currency = entry.currency"
            " AND kept.min_quantity = entry.min_quantity)",
            [price_list.pk, *columns_of(entries)[:3]],
        )
        return [pk for (pk,) in cursor.fetchall()]


def export_entries(*, price_list: PriceList, file: TextIO) -> int:
    """Write a price list as a CSV file that can be imported again.

    If variants have no SKU, another column has their ids.

    :returns: how many rows there are.
    """
    entries = price_list.entries.order_by(
        "variant__sku", "variant_id", "currency", "min_quantity"
    )
    needs_id = Q(variant__sku__isnull=True) | Q(variant__sku="")
    with_ids = entries.filter(needs_id).exists()
    write_rows(file, [[*COLUMNS, VARIANT] if with_ids else COLUMNS])
    return write_rows(file, _cells(entries, with_ids=with_ids))


def _cells(entries: QuerySet, *, with_ids: bool) -> Iterator[list[object]]:
    for pk, sku, currency, min_quantity, amount in entries.values_list(
        "variant_id", "variant__sku", "currency", "min_quantity", "unit_price_amount"
    ).iterator():
        # A spreadsheet would read a point before three decimals as a thousands
        # separator.
        cells = [sku, currency, min_quantity, write_exactly(amount, currency)]
        if with_ids:
            cells.append("" if sku else write_id("ProductVariant", pk))
        yield cells

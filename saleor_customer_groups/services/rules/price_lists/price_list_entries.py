"""The entries of price lists: add, change, remove and find them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from .... import engine, port
from ....engine.base.messages import Joined, Message, Number, counted
from ....engine.facts.wording import write_money
from ....engine.money import has_too_many_decimals, is_currency
from ....models import PriceList, PriceListEntry
from ....port.base.variants import known_variants
from ...base.csv.files import batches
from ...base.open_checkouts import reprice_groups
from ...base.refusals import Code, refuse, refuse_all
from ...base.transactions.concurrent_changes import refuse_changed_meanwhile
from ..amounts import FAR_ABOVE_LISTING, Limits, mistake_in_quantity, read_limits
from ..rule_snapshot import lock_rule_set

MAX_ENTRIES = 10_000


@dataclass(frozen=True, slots=True)
class EntryValues:
    """What one entry says: the amount is for one unit, in ``currency``.

    ``read_as`` is the amount that the caller has seen before, and ``is_new`` says that
    there was no entry: if that no longer holds, somebody else has changed it.
    """

    variant_id: int
    currency: str
    min_quantity: int
    unit_price_amount: Decimal
    read_as: Decimal | None = None
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """How many entries of a list were added and changed.

    ``warnings`` are about what is probably a mistake all the same.
    """

    added: int = 0
    changed: int = 0
    warnings: Sequence[str] = ()


@transaction.atomic
def put_entries(
    *,
    price_list: PriceList,
    entries: Sequence[EntryValues],
    now: datetime,
    if_updated_at: datetime | None = None,
) -> Written:
    """Put entries into a list, replacing those for the same variant and quantity.

    :param entries: 10,000 at the most.
    :param if_updated_at: change the list only if it was last changed then.
    :raises django.core.exceptions.ValidationError: an entry is refused, with its place,
        or somebody has changed the list since; nothing is changed.
    """
    _refuse_bad_entries(entries)
    lock_rule_set()
    refuse_changed_meanwhile(_as_stored(price_list), if_updated_at)
    refuse_all(_changed_meanwhile(price_list, entries))
    written = write_entries(price_list, entries)
    if written != Written():
        entries_changed(price_list, now=now)
    return replace(written, warnings=warnings_about(entries))


def draft_entries(entries: Sequence[EntryValues]) -> tuple[engine.Entry, ...]:
    """Return entries as the engine reads them, without saving them.

    :param entries: 10,000 at the most.
    :raises django.core.exceptions.ValidationError: an entry is refused, with its place,
        as it would be if it were to be saved.
    """
    _refuse_bad_entries(entries)
    return tuple(
        engine.Entry(
            variant=str(each.variant_id),
            currency=each.currency,
            min_quantity=each.min_quantity,
            unit_price=each.unit_price_amount,
        )
        for each in entries
    )


def _refuse_bad_entries(entries: Sequence[EntryValues]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise refuse(
            "entries",
            Code.TOO_MANY,
            Message(
                "{number} entries in one call; the maximum is {maximum}. "
                "Import a file instead.",
                number=Number(f"{len(entries):,}"),
                maximum=Number(f"{MAX_ENTRIES:,}"),
            ),
        )
    refuse_all(_errors_in_entries(entries))


@transaction.atomic
def remove_entries(
    *,
    price_list: PriceList,
    entry_ids: Sequence[int],
    now: datetime,
    if_updated_at: datetime | None = None,
) -> int:
    """Take entries out of a list.

    :param if_updated_at: change the list only if it was last changed then.
    :returns: how many there were.
    :raises django.core.exceptions.ValidationError: somebody has changed the list since;
        nothing is changed.
    """
    lock_rule_set()
    refuse_changed_meanwhile(_as_stored(price_list), if_updated_at)
    count, _ = price_list.entries.filter(pk__in=entry_ids).delete()
    if count:
        entries_changed(price_list, now=now)
    return count


def _changed_meanwhile(
    price_list: PriceList, entries: Sequence[EntryValues]
) -> Iterator[ValidationError]:
    """Refuse entries that have changed since the caller read them."""
    seen_before = {
        place: entry
        for place, entry in enumerate(entries)
        if entry.is_new or entry.read_as is not None
    }
    if not seen_before:
        return
    stored = {
        (row.variant_id, row.currency, row.min_quantity): row.unit_price_amount
        for row in price_list.entries.filter(
            variant__in={entry.variant_id for entry in seen_before.values()}
        )
    }
    for place, entry in seen_before.items():
        key = (entry.variant_id, entry.currency, entry.min_quantity)
        amount = stored.get(key)
        if amount == (None if entry.is_new else entry.read_as):
            continue
        where, currency = f"entries.{place}.unit_price", entry.currency
        if amount is None:
            message = Message("Somebody else has taken this price out meanwhile.")
        elif entry.is_new:
            message = Message(
                "There is a price for it already: {price}.",
                price=write_money(amount, currency),
            )
        else:
            message = Message(
                "Somebody else has changed this price to {price} meanwhile.",
                price=write_money(amount, currency),
            )
        code = Code.UNIQUE if entry.is_new else Code.CHANGED_MEANWHILE
        yield refuse(where, code, Joined(" ", [message, Message("Nothing was saved.")]))


def _as_stored(price_list: PriceList) -> PriceList:
    return PriceList.objects.get(pk=price_list.pk)


def find_entries(text: str, currency: str | None = None) -> QuerySet[PriceListEntry]:
    """Return the entries of all lists in which every word of a text is found.

    They have ``sku``, empty where the variant has none, and ``product_name``.

    :param text: in the SKU, or the name of the variant or its product.
    :param currency: that of the wanted prices; None for all of them.
    """
    rows = PriceListEntry.objects.annotate(
        sku=Coalesce("variant__sku", Value("")),
        product_name=F("variant__product__name"),
    )
    if currency is not None:
        rows = rows.filter(currency=currency)
    for word in text.split():
        rows = rows.filter(
            Q(sku__icontains=word)
            | Q(product_name__icontains=word)
            | Q(variant__name__icontains=word)
        )
    return rows


def write_entries(price_list: PriceList, entries: Sequence[EntryValues]) -> Written:
    """Write entries that have been checked, a few thousand in one statement."""
    added = changed = 0
    for batch in batches(entries):
        with connection.cursor() as cursor:
            # xmax is 0 in a row that this statement has inserted.
            cursor.execute(
                "WITH written AS ("
                " INSERT INTO saleor_customer_groups_pricelistentry AS entry"
                " (price_list_id, variant_id, currency, min_quantity,"
                " unit_price_amount)"
                " SELECT %s, given.* FROM unnest("
                "%s::integer[], %s::varchar[], %s::integer[], %s::numeric[]) AS given"
                " ON CONFLICT (variant_id, price_list_id, currency, min_quantity)"
                " DO UPDATE SET unit_price_amount = EXCLUDED.unit_price_amount"
                " WHERE entry.unit_price_amount <> EXCLUDED.unit_price_amount"
                " RETURNING (xmax = 0) AS is_new)"
                " SELECT count(*) FILTER (WHERE is_new),"
                " count(*) FILTER (WHERE NOT is_new) FROM written",
                [price_list.pk, *columns_of(batch)],
            )
            new, other = cursor.fetchone()
        added, changed = added + new, changed + other
    return Written(added, changed)


def columns_of(entries: Sequence[EntryValues]) -> list[str]:
    """Return variants, currencies, quantities and amounts, an array for each.

    They are written as PostgreSQL writes arrays, which it reads much faster than
    thousands of literals.
    """
    columns: list[Iterable[object]] = [
        (entry.variant_id for entry in entries),
        (entry.currency for entry in entries),
        (entry.min_quantity for entry in entries),
        (entry.unit_price_amount for entry in entries),
    ]
    return [f"{{{','.join(map(str, column))}}}" for column in columns]


def entries_changed(price_list: PriceList, *, now: datetime) -> None:
    """Store that entries of a list have changed, and reprice whom it concerns.

    The caller has locked the rule set before it wrote them, like everything that
    changes or deletes lists: two that lock in opposite orders would deadlock.
    """
    PriceList.objects.filter(pk=price_list.pk).update(updated_at=now)
    reprice_groups([group.pk for group in price_list.groups.all()])


def warnings_about(entries: Sequence[EntryValues]) -> tuple[str, ...]:
    """Return sentences about entries that somebody should look at.

    :param entries: that have been checked.
    """
    number = 0
    example = ""
    for batch in batches(entries):
        listed = port.listing_amounts({entry.variant_id for entry in batch})
        for entry in batch:
            listing = listed.get((entry.variant_id, entry.currency))
            if listing and entry.unit_price_amount > listing * FAR_ABOVE_LISTING:
                number += 1
                example = example or Message(
                    "{amount} {currency} instead of {listing}",
                    amount=Number(f"{entry.unit_price_amount:f}"),
                    currency=entry.currency,
                    listing=write_money(listing, entry.currency),
                )
    if not number:
        return ()
    warning = counted(
        number,
        "1 price is more than {times} times the listing price, such as {example}. Is it"
        " another column?",
        "{number} prices are more than {times} times the listing price, such as"
        " {example}. Is it another column?",
        times=FAR_ABOVE_LISTING,
        example=example,
    )
    return (warning,)


def mistake_in_entry(
    currency: str, min_quantity: int, amount: Decimal, limits: Limits
) -> str:
    """Return what is wrong with an entry, or an empty text."""
    if not is_currency(currency):
        return (
            Message("There is no currency {currency}.", currency=currency)
            if currency
            else Message("Name a currency.")
        )
    if mistake := mistake_in_quantity(min_quantity):
        return mistake
    if amount < 0:
        return Message("A price cannot be negative.")
    if mistake := limits.mistake_in_price(amount, min_quantity):
        return Joined("", [mistake, "."])
    if has_too_many_decimals(amount, currency):
        return Message(
            "{number} has more decimals than {currency} has.",
            number=amount,
            currency=currency,
        )
    return ""


def _errors_in_entries(
    entries: Sequence[EntryValues],
) -> Iterator[ValidationError]:
    known = known_variants({entry.variant_id for entry in entries})
    limits = read_limits()
    seen: dict[tuple[int, str, int], int] = {}
    for place, entry in enumerate(entries):
        where = f"entries.{place}"
        if entry.variant_id not in known:
            yield refuse(
                f"{where}.variant", Code.NOT_FOUND, Message("There is no such variant.")
            )
        mistake = mistake_in_entry(
            entry.currency, entry.min_quantity, entry.unit_price_amount, limits
        )
        if mistake:
            yield refuse(where, Code.INVALID, mistake)
        key = (entry.variant_id, entry.currency, entry.min_quantity)
        if key in seen:
            yield refuse(
                where,
                Code.UNIQUE,
                Message(
                    "The same entry is given twice, first as number {number}.",
                    number=seen[key] + 1,
                ),
            )
        seen[key] = place

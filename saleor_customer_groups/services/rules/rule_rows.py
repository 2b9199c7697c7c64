"""Stored rules, read into the models of the engine."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from pydantic import ValidationError

from ... import engine
from ...engine.base.messages import Message
from ...engine.base.validation_issues import ValidationIssue, in_one_line, issues_in
from ...models import (
    PriceList,
    PriceRule,
    Promotion,
    RuleBase,
)

logger = logging.getLogger(__name__)


def read_row(
    row: RuleBase, group_codes: Sequence[str]
) -> tuple[Any, list[ValidationIssue]]:
    """Return a stored row as the engine reads it, or None and why it cannot be read.

    :param row: a price list is read without its entries.
    :param group_codes: the codes of its groups; the row itself is not asked for them.
    """
    model, read = _READERS[type(row)]
    data = {
        "code": row.code,
        "name": row.name,
        "groups": list(group_codes),
        "priority": row.priority,
        "with_vouchers": row.with_vouchers,
        "is_active": row.is_active,
        "valid_from": row.valid_from,
        "valid_until": row.valid_until,
        "channels": row.channels,
        **read(row),
    }
    try:
        found = model.model_validate(data)
    except ValidationError as error:
        return None, issues_in(error, data)
    mistakes = list(gifts_without_id(found))
    return (None, mistakes) if mistakes else (found, [])


def gifts_without_id(terms: engine.RuleBase) -> Iterator[ValidationIssue]:
    """Yield which gifts are named by what is no primary key.

    To the engine any text is a variant; goods in a scope that is none match nothing.
    """
    gifts = terms.benefit.given_variants if isinstance(terms, engine.Promotion) else ()
    for place, key in enumerate(gifts):
        if not (key.isascii() and key.isdecimal()):
            path = ("benefit", "variants", place)
            yield ValidationIssue(path, Message("is not the id of a variant"))


def problem_of(row: RuleBase) -> str:
    """Return why a stored row cannot be read, or an empty text."""
    _, mistakes = read_row(row, [])
    return in_one_line(mistakes)


def read_rows(
    rows: QuerySet, codes: Mapping[int, str], *, keeps: bool = False
) -> tuple[dict[int, Any], list[str]]:
    """Return rows as the engine reads them, without the broken ones.

    Of those that this process has read before, and nobody has written since, only this
    is asked of the database.

    :param codes: of all groups, by primary key.
    :param keeps: whether they, and no others of their model, are kept in memory.
    :returns: the rows by primary key, and the codes of the broken ones.
    """
    model = rows.model
    kept, found = _kept.get(model, {}), dict[int, _KeptRow]()
    written: dict[int, tuple[Any, ...]] = {}
    versions = rows.order_by("pk").annotate(
        version=_version_of(model), group_ids=ArrayAgg("groups")
    )
    for pk, version, group_ids in versions.values_list("pk", "version", "group_ids"):
        groups = codes_of(group_ids, codes)
        as_kept = kept.get(pk)
        if as_kept is not None and as_kept.written == (version, groups):
            found[pk] = as_kept
        else:
            written[pk] = version, groups
    if written:
        for row in model._default_manager.filter(pk__in=written):
            _, groups = written[row.pk]
            found[row.pk] = _KeptRow(written[row.pk], row.code, *read_row(row, groups))
    found = dict(sorted(found.items()))
    if keeps:
        _kept[model] = found
    left_out = []
    for row in found.values():
        if row.readable is None:
            # One row that cannot be read must not take the others with it.
            logger.error(
                "Broken %s %s is left out: %s",
                model._meta.verbose_name,
                row.code,
                in_one_line(row.mistakes),
            )
            left_out.append(row.code)
    readable = {
        pk: row.readable for pk, row in found.items() if row.readable is not None
    }
    return readable, left_out


class _KeptRow(NamedTuple):
    """A row as it was read, and when and with which groups it had been written."""

    written: tuple[Any, ...]
    code: str
    readable: Any
    mistakes: list[ValidationIssue]


_kept: dict[type[RuleBase], dict[int, _KeptRow]] = {}


def _version_of(model: type[RuleBase]) -> RawSQL:
    """Return what PostgreSQL changes whenever anybody writes a row.

    These are the transaction that wrote it and its place in the table.
    """
    table = model._meta.db_table
    return RawSQL(  # noqa: S611 name of a table
        f"{table}.xmin::text || ' ' || {table}.ctid::text", ()
    )


def codes_of(group_ids: Iterable[Any], codes: Mapping[int, str]) -> list[str]:
    """Return the codes of groups, without groups created after the codes were read."""
    return [codes[pk] for pk in group_ids if pk in codes]


def _read_price_rule(rule: PriceRule) -> dict[str, Any]:
    return {
        "with_promotions": rule.with_promotions,
        "tiers_count": rule.tiers_count,
        "exclusive": rule.exclusive,
        "min_subtotal": rule.min_subtotal_amount,
        "min_subtotal_currency": rule.min_subtotal_currency or None,
        "min_quantity": rule.min_quantity,
        "scope": rule.scope,
        "adjustment": rule.adjustment,
    }


def _read_price_list(price_list: PriceList) -> dict[str, Any]:
    return {
        "with_promotions": price_list.with_promotions,
        "tiers_count": price_list.tiers_count,
    }


def _read_promotion(promotion: Promotion) -> dict[str, Any]:
    return {
        "exclusive": promotion.exclusive,
        "with_group_prices": promotion.with_group_prices,
        "limit_total": promotion.limit_total,
        "limit_per_customer": promotion.limit_per_customer,
        "conditions": promotion.conditions,
        "benefit": promotion.benefit,
    }


# The model of the engine for each, and what reads its fields.
_READERS: Mapping[
    type[RuleBase], tuple[type[engine.RuleBase], Callable[[Any], dict[str, Any]]]
] = {
    PriceRule: (engine.PriceRule, _read_price_rule),
    PriceList: (engine.PriceList, _read_price_list),
    Promotion: (engine.Promotion, _read_promotion),
}

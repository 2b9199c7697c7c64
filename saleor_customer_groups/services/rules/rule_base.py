"""What price rules, price lists and promotions have in common: every change of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from ... import port
from ...engine.base.messages import Message
from ...engine.base.validation_issues import ValidationIssue
from ...models import CustomerGroup, PriceList, PriceRule, Promotion, RuleBase
from ...models.stored import texts
from ..base.catalogue_targets import (
    UNKNOWN,
    Target,
    names_of,
    refuse_target,
    targets_of,
)
from ..base.codes import free_code, refuse_bad_code
from ..base.open_checkouts import reprice_groups
from ..base.refusals import Code, as_sentence, refuse, refuse_all, refuse_fields
from ..base.transactions.concurrent_changes import refuse_changed_meanwhile
from .amounts import read_limits, too_large
from .rule_rows import read_row
from .rule_snapshot import lock_rule_set

# Codes are unique over all of them (docs/pricing.md, section 4).
CODED: tuple[type[RuleBase], ...] = (PriceRule, PriceList, Promotion)

_NOT_CHANGEABLE = frozenset({"id", "created_at", "updated_at"})
_FIELD_OF = {"min_subtotal": "min_subtotal_amount"}
_WITHOUT_AMOUNTS = frozenset({"name", "is_active", "valid_from", "valid_until"})

Row = TypeVar("Row", bound=RuleBase)

# Given what is to be saved, as the engine reads it, and the catalogue items that it
# newly names, yield what else is wrong with it.
Check = Callable[[Any, Sequence[Target]], Iterable[ValidationError]]


@transaction.atomic
def create_row(
    row: Row,
    *,
    values: Mapping[str, Any],
    groups: Sequence[CustomerGroup],
    now: datetime,
    check: Check | None = None,
) -> Row:
    """Create a rule, list or promotion for some groups.

    :param row: an empty one.
    :param values: the fields by name.
    :raises django.core.exceptions.ValidationError: a field is refused, with its place.
    """
    lock_rule_set()
    row.created_at = now
    _save(row, values, groups, now=now, check=check)
    reprice_groups([group.pk for group in groups])
    return row


@transaction.atomic
def update_row(
    row: Row,
    *,
    values: Mapping[str, Any],
    now: datetime,
    groups: Sequence[CustomerGroup] | None = None,
    check: Check | None = None,
    if_updated_at: datetime | None = None,
) -> Row:
    """Change the given fields of a rule, list or promotion, and its groups where given.

    :param if_updated_at: change it only if it was last changed then.
    :raises django.core.exceptions.ValidationError: a field is refused, or somebody has
        changed it since; nothing is changed.
    """
    lock_rule_set()
    row = type(row)._default_manager.get(pk=row.pk)
    refuse_changed_meanwhile(row, if_updated_at)
    before = list(row.groups.all())
    _save(row, values, before if groups is None else groups, now=now, check=check)
    reprice_groups({group.pk for group in [*before, *(groups or ())]})
    return row


@transaction.atomic
def delete_row(row: RuleBase) -> None:
    """Delete a rule, list or promotion; open checkouts go back to prices without it."""
    lock_rule_set()
    group_ids = [group.pk for group in row.groups.all()]
    row.delete()
    reprice_groups(group_ids)


def fill_row(
    row: RuleBase,
    values: Mapping[str, Any],
    groups: Sequence[CustomerGroup],
    *,
    now: datetime,
    check: Check | None = None,
) -> Any:
    """Set and check the given fields of a row, and a code if it has none.

    :returns: the row as the engine reads it.
    :raises django.core.exceptions.ValidationError: a field is refused, with its place.
    """
    # Deleted items may stay in a list, but cannot be added (docs/pricing.md, Scope).
    known = {target.place for target in targets_of(row)}
    known_channels = {*port.channels(), *texts(row.channels)}
    code = row.code
    for field in row._meta.concrete_fields:
        if field.name in values and field.name not in _NOT_CHANGEABLE:
            setattr(row, field.name, values[field.name])
    row.name = (row.name or "").strip()
    # A code is stable: an empty value does not remove it.
    row.code = (
        (row.code or "").strip()
        or code
        or free_code(row.name, *CODED, otherwise=_word(row).split()[-1])
    )
    row.updated_at = now
    new = [target for target in targets_of(row) if target.place not in known]
    names = names_of(new)
    there = [target for target in new if target.key in names]
    terms, unreadable = read_row(row, [group.code for group in groups])
    from_engine = [
        *_mistakes_for_fields(unreadable),
        *_too_large(terms, values),
    ]
    refuse_all(
        [
            *refuse_bad_code(row.code, before=code),
            *_errors_in_terms(
                row,
                groups,
                channels=values.get("channels", ()),
                known_channels=known_channels,
                # The engine says it better than the database.
                refused_fields={
                    field for each in from_engine for field in each.error_dict
                },
            ),
            *from_engine,
            *(
                refuse_target(
                    target,
                    Code.NOT_FOUND,
                    UNKNOWN[target.kind],
                )
                for target in new
                if target not in there
            ),
            *(check(terms, there) if check and terms else ()),
        ]
    )
    return terms


def _save(
    row: RuleBase,
    values: Mapping[str, Any],
    groups: Sequence[CustomerGroup],
    *,
    now: datetime,
    check: Check | None,
) -> None:
    fill_row(row, values, groups, now=now, check=check)
    row.save()
    row.groups.set(groups)


def _too_large(terms: Any, values: Mapping[str, Any]) -> Iterable[ValidationError]:
    """Yield the given amounts that Saleor could never charge.

    A stored one does not prevent changes of other fields.
    """
    if terms is None or values.keys() <= _WITHOUT_AMOUNTS:
        return ()
    return _mistakes_for_fields(
        mistake
        for mistake in too_large(terms, read_limits())
        if mistake.path and _field(mistake.path[0]) in values
    )


def _word(row: RuleBase) -> str:
    """Return the name of this kind of row for a shop owner."""
    return str(row._meta.verbose_name)


def _errors_in_terms(
    row: RuleBase,
    groups: Sequence[CustomerGroup],
    *,
    channels: Sequence[str],
    known_channels: Set[str],
    refused_fields: Set[str],
) -> Iterable[ValidationError]:
    """Yield what is wrong with a row besides what the engine finds.

    :param channels: those that are given.
    :param known_channels: those that there are, and those that the row has already.
    :param refused_fields: fields that have been refused already.
    """
    if not row.name:
        yield refuse("name", Code.REQUIRED, Message("Give it a name."))
    if not groups:
        yield refuse(
            "groups", Code.REQUIRED, Message("Name at least one customer group.")
        )
    for model in CODED:
        same = model._default_manager.filter(code=row.code)
        if isinstance(row, model):
            same = same.exclude(pk=row.pk)
        if taken := same.first():
            yield refuse(
                "code",
                Code.UNIQUE,
                Message(
                    "{name} has the code {code} already. Choose another code.",
                    name=taken.name,
                    code=taken.code,
                ),
            )
    for place, channel in enumerate(channels):
        # The field itself refuses an empty one.
        if channel and channel not in known_channels:
            yield refuse(
                f"channels.{place}",
                Code.NOT_FOUND,
                Message(
                    "There is no channel {channel}. Known: {known}.",
                    channel=channel,
                    known=", ".join(sorted(known_channels)),
                ),
            )
    # The engine's own models check what is stored as JSON.
    checked = [
        field.name
        for field in row._meta.concrete_fields
        if field.get_internal_type() == "JSONField"
    ]
    # A missing name has its own sentence above.
    unnamed = [] if row.name else ["name"]
    try:
        row.clean_fields(exclude=["created_at", "updated_at", *unnamed, *checked])
    except ValidationError as error:
        for mistake in refuse_fields(error):
            if not refused_fields & mistake.error_dict.keys():
                yield mistake


def _mistakes_for_fields(
    mistakes: Iterable[ValidationIssue],
) -> Iterable[ValidationError]:
    """Yield the mistakes that the engine found, on the fields they belong to."""
    for mistake in mistakes:
        # The only mistake about the whole row is that it ends before it starts.
        first, *rest = mistake.path or ("valid_until",)
        sentence = as_sentence(mistake.message)
        field = ".".join([_field(first), *map(str, rest)])
        yield refuse(field, Code.INVALID, sentence)


def _field(name: str | int) -> str:
    return _FIELD_OF.get(str(name), str(name))

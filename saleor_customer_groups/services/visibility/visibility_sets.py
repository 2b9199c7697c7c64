"""Sets of products that only some groups see: create, change, delete."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from ...engine.base.messages import Message, counted
from ...engine.visibility.facts import VisibilitySet as EngineSet
from ...models import CustomerGroup, VisibilitySet
from ..base.catalogue_targets import UNKNOWN, names_of, refuse_target, targets_in
from ..base.codes import free_code, refuse_bad_code
from ..base.open_checkouts import reprice_everybody
from ..base.refusals import (
    Code,
    as_sentence,
    refuse,
    refuse_all,
    refuse_fields,
    too_many,
)
from ..base.transactions.concurrent_changes import refuse_changed_meanwhile
from ..rules.public_products import PublicProducts, count_public
from ..rules.rule_snapshot import lock_rule_set
from ..rules.visibility_rows import read_set

MAX_SETS = 100
_CHANGEABLE = (
    "name",
    "code",
    "scope",
    "is_exclusive",
    "is_active",
    "valid_from",
    "valid_until",
)


@dataclass(frozen=True, slots=True)
class SetChange:
    """A set as it is, or would be, and which products that shows or hides."""

    row: VisibilitySet
    products: PublicProducts


@transaction.atomic
def create_set(
    *,
    values: Mapping[str, Any],
    groups: Sequence[CustomerGroup],
    now: datetime,
    dry_run: bool = False,
) -> SetChange:
    """Create a set for some groups.

    :param values: the fields by name; ``scope`` as the engine takes it, without
        variants, ids as primary keys in text.
    :param dry_run: change nothing, return what would be.
    :raises django.core.exceptions.ValidationError: a field is refused, with its place.
    """
    lock_rule_set()
    row = VisibilitySet(created_at=now)
    terms = _fill(row, values, groups, now=now)
    products = count_public(now=now, changed=terms)
    if not dry_run:
        _save(row, groups)
    return SetChange(row, products)


@transaction.atomic
def update_set(
    *,
    row: VisibilitySet,
    values: Mapping[str, Any],
    now: datetime,
    groups: Sequence[CustomerGroup] | None = None,
    force: bool = False,
    dry_run: bool = False,
    if_updated_at: datetime | None = None,
) -> SetChange:
    """Change the given fields of a set, and its groups where given.

    :param force: take the last group of an exclusive set away, which nobody sees then.
    :param dry_run: change nothing, return what would be.
    :param if_updated_at: change it only if it was last changed then.
    :raises django.core.exceptions.ValidationError: a field is refused, or somebody has
        changed it since; nothing is changed.
    """
    lock_rule_set()
    row = VisibilitySet.objects.get(pk=row.pk)
    refuse_changed_meanwhile(row, if_updated_at)
    before, code = list(row.groups.all()), row.code
    after = before if groups is None else groups
    terms = _fill(row, values, after, now=now)
    if row.is_exclusive and before and not after and not (force or dry_run):
        raise refuse(
            "groups",
            Code.IN_USE,
            Message(
                "Without a group nobody sees what is exclusive to {set}. Delete it"
                " instead, or do this with `force`.",
                set=row.name,
            ),
        )
    products = count_public(now=now, without=[code], changed=terms)
    if not dry_run:
        _save(row, after)
    return SetChange(row, products)


@transaction.atomic
def delete_sets(
    *,
    rows: Mapping[str, VisibilitySet],
    now: datetime,
    force: bool = False,
    dry_run: bool = False,
) -> PublicProducts:
    """Delete sets: all of them, or none.

    :param rows: by the field of the input that names them.
    :param force: delete exclusive ones, although that shows their products to all.
    :param dry_run: change nothing, return what would be.
    :raises django.core.exceptions.ValidationError: one is exclusive and ``force`` is
        not given (docs/visibility.md, section 2).
    """
    if len(rows) > MAX_SETS:
        raise too_many("ids", len(rows), Message("sets in one call"), maximum=MAX_SETS)
    lock_rule_set()
    found = VisibilitySet.objects.in_bulk([row.pk for row in rows.values()])
    by_field = {field: found[row.pk] for field, row in rows.items() if row.pk in found}
    products = count_public(now=now, without=[row.code for row in found.values()])
    if dry_run:
        return products
    if not force:
        refuse_all(refuse_exclusive(by_field, products, now=now))
    VisibilitySet.objects.filter(pk__in=found).delete()
    reprice_everybody()
    return products


def refuse_exclusive(
    rows: Mapping[str, VisibilitySet], products: PublicProducts, *, now: datetime
) -> Iterable[ValidationError]:
    """Yield refusals of deleting exclusive sets, now or later in force.

    :param rows: by the field of the input that names them.
    """
    for field, row in rows.items():
        is_over = row.valid_until is not None and row.valid_until <= now
        if row.is_exclusive and row.is_active and not is_over:
            yield refuse(
                field,
                Code.IN_USE,
                Message(
                    "{set} is exclusive: {products}. With `force` it is deleted all"
                    " the same.",
                    set=row.name,
                    products=counted(
                        products.shown,
                        "{number} product would become public",
                        "{number} products would become public",
                    ),
                ),
            )


def _fill(
    row: VisibilitySet,
    values: Mapping[str, Any],
    groups: Collection[CustomerGroup],
    *,
    now: datetime,
) -> EngineSet:
    """Set and check the given fields of a set, and a code if it has none."""
    known = {target.place for target in targets_in(row.scope, ("scope",))}
    code = row.code
    for name in _CHANGEABLE:
        if name in values:
            setattr(row, name, values[name])
    row.name = (row.name or "").strip()
    # A code is stable: an empty value does not remove it.
    row.code = (
        (row.code or "").strip()
        or code
        or free_code(row.name, VisibilitySet, otherwise="set")
    )
    row.updated_at = now
    new = [
        target
        for target in targets_in(row.scope, ("scope",))
        if target.place not in known
    ]
    names = names_of(new)
    terms, mistakes = read_set(row, [group.code for group in groups])
    refuse_all(
        [
            *refuse_bad_code(row.code, before=code),
            *_errors_in_fields(row),
            *(
                refuse(
                    ".".join(map(str, mistake.path or ("valid_until",))),
                    Code.INVALID,
                    as_sentence(mistake.message),
                )
                for mistake in mistakes
                # The field says it itself.
                if mistake.path[:1] != ("code",)
            ),
            *(
                refuse_target(target, Code.NOT_FOUND, UNKNOWN[target.kind])
                for target in new
                if target.key not in names and target.kind != "variants"
            ),
        ]
    )
    if terms is None:
        raise TypeError(row.code)
    return terms


def _errors_in_fields(row: VisibilitySet) -> Iterable[ValidationError]:
    if not row.name:
        yield refuse("name", Code.REQUIRED, Message("Give it a name."))
    if taken := (
        VisibilitySet.objects.filter(code=row.code).exclude(pk=row.pk).first()
    ):
        yield refuse(
            "code",
            Code.UNIQUE,
            Message(
                "{name} has the code {code} already. Choose another code.",
                name=taken.name,
                code=taken.code,
            ),
        )
    unnamed = [] if row.name else ["name"]
    try:
        row.clean_fields(exclude=["created_at", "updated_at", "scope", *unnamed])
    except ValidationError as error:
        yield from refuse_fields(error)


def _save(row: VisibilitySet, groups: Sequence[CustomerGroup]) -> None:
    row.save()
    row.groups.set(groups)
    # A gift that somebody may not see any more has to go, whoever they are.
    reprice_everybody()

"""Price rules: create, change, delete."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from .. import port
from ..models import CustomerGroup, PriceRule
from .codes import free_code
from .open_carts import reprice_groups
from .refusals import Code, refuse, refuse_all
from .rule_set import lock_rule_set, read_price_rule

CHANGEABLE = frozenset(
    {
        "name",
        "code",
        "is_active",
        "priority",
        "scope",
        "adjustment",
        "exclusive",
        "with_promotions",
        "with_vouchers",
        "min_subtotal_amount",
        "min_subtotal_currency",
        "min_quantity",
        "valid_from",
        "valid_until",
        "channels",
    }
)

_FIELD_OF = {"min_subtotal": "min_subtotal_amount"}


@transaction.atomic
def create_price_rule(
    *, values: Mapping[str, Any], groups: Sequence[CustomerGroup], now: datetime
) -> PriceRule:
    """Create a price rule for some groups.

    :param values: the fields by name; ``scope`` and ``adjustment`` as the engine's
        models take them, ids of products and so on as primary keys in text.
    :raises django.core.exceptions.ValidationError: a field is refused, with its place.
    """
    lock_rule_set()
    rule = PriceRule(created_at=now)
    _change(rule, values, groups, now=now)
    reprice_groups([group.pk for group in groups])
    return rule


@transaction.atomic
def update_price_rule(
    *,
    rule: PriceRule,
    values: Mapping[str, Any],
    now: datetime,
    groups: Sequence[CustomerGroup] | None = None,
) -> PriceRule:
    """Change the given fields of a price rule, and its groups where given.

    :raises django.core.exceptions.ValidationError: a field is refused, nothing is
        changed.
    """
    lock_rule_set()
    rule = PriceRule.objects.get(pk=rule.pk)
    before = list(rule.groups.all())
    _change(rule, values, before if groups is None else groups, now=now)
    reprice_groups({group.pk for group in [*before, *(groups or ())]})
    return rule


@transaction.atomic
def delete_price_rule(*, rule: PriceRule) -> None:
    """Delete a price rule; open checkouts go back to the price without it."""
    lock_rule_set()
    group_ids = [group.pk for group in rule.groups.all()]
    rule.delete()
    reprice_groups(group_ids)


def _change(
    rule: PriceRule,
    values: Mapping[str, Any],
    groups: Sequence[CustomerGroup],
    *,
    now: datetime,
) -> None:
    for name in CHANGEABLE & values.keys():
        setattr(rule, name, values[name])
    rule.name = (rule.name or "").strip()
    rule.code = (rule.code or "").strip() or free_code(
        rule.name, PriceRule, otherwise="rule"
    )
    rule.min_subtotal_currency = rule.min_subtotal_currency or ""
    rule.updated_at = now
    mistakes = [*_field_mistakes(rule), *_engine_mistakes(rule, groups)]
    if not groups:
        mistakes.append(
            refuse("groups", Code.REQUIRED, "Name at least one customer group.")
        )
    refuse_all(mistakes)
    rule.save()
    rule.groups.set(groups)


def _field_mistakes(rule: PriceRule) -> Iterable[ValidationError]:
    if not rule.name:
        yield refuse("name", Code.REQUIRED, "Give the price rule a name.")
    if same := PriceRule.objects.filter(code=rule.code).exclude(pk=rule.pk).first():
        yield refuse(
            "code",
            Code.UNIQUE,
            f"{same.name} has the code {same.code} already. Choose another code.",
        )
    known = set(port.channels())
    for place, channel in enumerate(rule.channels):
        if channel not in known:
            yield refuse(
                f"channels.{place}",
                Code.NOT_FOUND,
                f"There is no channel {channel}. Known: {', '.join(sorted(known))}.",
            )
    try:
        rule.clean_fields(
            exclude=["adjustment", "scope", "created_at", "updated_at", "name"]
        )
    except ValidationError as error:
        for name, errors in error.error_dict.items():
            for each in errors:
                yield refuse(name, Code.INVALID, " ".join(each.messages))


def _engine_mistakes(
    rule: PriceRule, groups: Sequence[CustomerGroup]
) -> Iterable[ValidationError]:
    """Refuse what the engine could not read, with the place inside the field."""
    _, mistakes = read_price_rule(rule, [group.code for group in groups])
    for mistake in mistakes:
        first, *rest = mistake.path or ("valid_until",)
        field = _FIELD_OF.get(str(first), str(first))
        yield refuse(
            ".".join([field, *map(str, rest)]), Code.INVALID, _sentence(mistake.message)
        )


def _sentence(message: str) -> str:
    return f"{message[:1].upper()}{message[1:]}."

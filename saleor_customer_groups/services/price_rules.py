"""Price rules: create, change, delete."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from ..models import CustomerGroup, PriceRule
from .open_carts import reprice_groups
from .refusals import refuse_all
from .rule_set import lock_rule_set, read_price_rule
from .terms import mistakes_for_fields, mistakes_in_terms, set_terms

CHANGEABLE = frozenset(
    {
        "scope",
        "adjustment",
        "exclusive",
        "min_subtotal_amount",
        "min_subtotal_currency",
        "min_quantity",
    }
)


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
    set_terms(rule, values, otherwise="rule", now=now)
    for name in CHANGEABLE & values.keys():
        setattr(rule, name, values[name])
    rule.min_subtotal_currency = rule.min_subtotal_currency or ""
    _, unreadable = read_price_rule(rule, [group.code for group in groups])
    refuse_all(
        [
            *mistakes_in_terms(
                rule, groups, kind="price rule", not_checked=["adjustment", "scope"]
            ),
            *mistakes_for_fields(unreadable),
        ]
    )
    rule.save()
    rule.groups.set(groups)

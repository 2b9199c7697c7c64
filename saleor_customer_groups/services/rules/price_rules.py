"""Price rules: create, change, try out, delete."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ... import engine
from ...models import CustomerGroup, PriceRule
from .rule_base import create_row, delete_row, fill_row, update_row

_UNNAMED = "Draft"


def create_price_rule(
    *, values: Mapping[str, Any], groups: Sequence[CustomerGroup], now: datetime
) -> PriceRule:
    """Create a price rule for some groups.

    :param values: the fields by name; ``scope`` and ``adjustment`` as the engine's
        models take them, ids of products and so on as primary keys in text.
    :raises django.core.exceptions.ValidationError: a field is refused, with its place.
    """
    return create_row(PriceRule(), values=values, groups=groups, now=now)


def update_price_rule(
    *,
    rule: PriceRule,
    values: Mapping[str, Any],
    now: datetime,
    groups: Sequence[CustomerGroup] | None = None,
    if_updated_at: datetime | None = None,
) -> PriceRule:
    """Change the given fields of a price rule, and its groups where given.

    :param if_updated_at: change it only if it was last changed then.
    :raises django.core.exceptions.ValidationError: a field is refused, or somebody has
        changed it since; nothing is changed.
    """
    return update_row(
        rule, values=values, groups=groups, now=now, if_updated_at=if_updated_at
    )


def delete_price_rule(*, rule: PriceRule) -> None:
    """Delete a price rule; open checkouts go back to the price without it."""
    delete_row(rule)


def draft_price_rule(
    *,
    rule: PriceRule | None,
    values: Mapping[str, Any],
    groups: Sequence[CustomerGroup] | None,
    now: datetime,
) -> engine.PriceRule:
    """Return what a price rule would be with the given fields, without saving it.

    :param rule: as it is saved, None for a new one, which needs no name yet.
    :raises django.core.exceptions.ValidationError: a field is refused, as it would be
        if it were to be saved.
    """
    if groups is None:
        groups = list(rule.groups.all()) if rule else []
    return fill_row(rule or PriceRule(name=_UNNAMED), values, groups, now=now)

"""All groups and active rules, read once and kept until one of them changes."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import QuerySet
from pydantic import ValidationError

from .. import engine
from ..engine.mistakes import Mistake, mistakes_in
from ..models import CustomerGroup, PriceRule, RuleSetVersion

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The groups and active rules of the shop as the engine takes them."""

    groups: tuple[engine.Group, ...]
    codes: Mapping[int, str]
    names: Mapping[str, str]
    book: engine.RuleBook


_kept: tuple[UUID, RuleSet] | None = None


def read_rule_set(token: UUID | None) -> RuleSet:
    """Return groups and rules, from memory where nothing changed since.

    :param token: the token of ``RuleSetVersion`` as the caller's transaction sees it,
        or none where that row is missing: then nothing is kept.
    """
    global _kept
    kept = _kept
    if kept is not None and token is not None and kept[0] == token:
        return kept[1]
    rule_set = _load()
    if token is not None:
        _kept = (token, rule_set)
    return rule_set


def lock_rule_set() -> None:
    """Let changes of groups and rules pass one at a time, until the transaction ends.

    The row is the one that the triggers write on each such change, so this takes the
    lock only earlier than the change itself would.
    """
    if not list(RuleSetVersion.objects.select_for_update()):
        RuleSetVersion.objects.get_or_create(pk=1)


def read_price_rule(
    rule: PriceRule, group_codes: Sequence[str]
) -> tuple[engine.PriceRule | None, list[Mistake]]:
    """Return a stored rule as the engine takes it, or what makes it unreadable.

    :param rule: the row; its own groups are not looked at.
    :param group_codes: the codes of the groups it hangs on.
    """
    data = {
        "code": rule.code,
        "name": rule.name,
        "groups": list(group_codes),
        "priority": rule.priority,
        "exclusive": rule.exclusive,
        "with_promotions": rule.with_promotions,
        "with_vouchers": rule.with_vouchers,
        "is_active": rule.is_active,
        "valid_from": rule.valid_from,
        "valid_until": rule.valid_until,
        "channels": rule.channels,
        "min_subtotal": rule.min_subtotal_amount,
        "min_subtotal_currency": rule.min_subtotal_currency or None,
        "min_quantity": rule.min_quantity,
        "scope": rule.scope,
        "adjustment": rule.adjustment,
    }
    try:
        return engine.PriceRule.model_validate(data), []
    except ValidationError as error:
        return None, mistakes_in(error, data)


def problem_of(rule: PriceRule) -> str:
    """Return why a stored rule cannot be read, or an empty text."""
    _, mistakes = read_price_rule(rule, [])
    return "; ".join(map(str, mistakes))


def _load() -> RuleSet:
    groups = list(CustomerGroup.objects.all())
    codes = {group.pk: group.code for group in groups}
    return RuleSet(
        groups=tuple(
            engine.Group(
                code=group.code,
                priority=group.priority,
                created_at=group.created_at,
                parent=codes[group.parent_id] if group.parent_id else None,
                inherits_pricing=group.inherits_pricing,
                is_active=group.is_active,
                is_default=group.is_default,
                for_guests=group.for_guests,
            )
            for group in groups
        ),
        codes=codes,
        names={group.code: group.name for group in groups},
        book=engine.RuleBook(
            price_rules=list(
                _readable(PriceRule.objects.filter(is_active=True), codes)
            ),
        ),
    )


def _readable(
    rules: QuerySet[PriceRule], codes: Mapping[int, str]
) -> Iterator[engine.PriceRule]:
    for rule in rules.annotate(group_ids=ArrayAgg("groups")).order_by("pk"):
        group_codes = [codes[pk] for pk in rule.group_ids if pk in codes]
        readable, mistakes = read_price_rule(rule, group_codes)
        if readable is not None:
            yield readable
        else:
            # One rule that cannot be read must not take the others with it.
            logger.error(
                "Broken price rule %s is left out: %s",
                rule.code,
                "; ".join(map(str, mistakes)),
            )

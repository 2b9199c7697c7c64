"""Drafts for dry runs, checked as if they were to be saved."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ....models import CustomerGroup, PriceList, PriceRule, Promotion, RuleBase
from ...rules.price_lists.price_list_entries import EntryValues, draft_entries
from ...rules.price_lists.price_lists import draft_price_list
from ...rules.price_rules import draft_price_rule
from ...rules.promotions import draft_promotion
from .dry_run_drafts import DryRunDraft


def price_rule_draft(
    *,
    rule: PriceRule | None,
    values: Mapping[str, Any],
    groups: Sequence[CustomerGroup] | None,
    now: datetime,
) -> DryRunDraft:
    """Return a price rule as it might be.

    :param rule: as it is saved, None for a new one.
    :param values: the fields that change.
    :param groups: None if they stay as they are.
    :raises django.core.exceptions.ValidationError: a field is refused.
    """
    # Before the draft gives the row another one.
    saved_code = rule.code if rule else ""
    terms = draft_price_rule(rule=rule, values=values, groups=groups, now=now)
    return DryRunDraft(
        kind="price_rule", name=terms.name, saved_code=saved_code, price_rule=terms
    )


def price_list_draft(
    *,
    price_list: PriceList | None,
    values: Mapping[str, Any],
    groups: Sequence[CustomerGroup] | None,
    entries: Sequence[EntryValues] = (),
    replaces_entries: bool = False,
    now: datetime,
) -> DryRunDraft:
    """Return a price list as it might be, see ``price_rule_draft``.

    :param entries: what is put into it.
    :param replaces_entries: whether all others are taken out.
    """
    saved_code, pk = (price_list.code, price_list.pk) if price_list else ("", None)
    given = draft_entries(entries)
    terms = draft_price_list(
        price_list=price_list, values=values, groups=groups, now=now
    )
    return DryRunDraft(
        kind="price_list",
        name=terms.name,
        saved_code=saved_code,
        price_list_id=pk,
        price_list=terms.model_copy(update={"entries": given}),
        replaces_entries=replaces_entries,
    )


def promotion_draft(
    *,
    promotion: Promotion | None,
    values: Mapping[str, Any],
    groups: Sequence[CustomerGroup] | None,
    now: datetime,
) -> DryRunDraft:
    """Return a promotion as it might be, see ``price_rule_draft``."""
    saved_code = promotion.code if promotion else ""
    terms = draft_promotion(promotion=promotion, values=values, groups=groups, now=now)
    return DryRunDraft(
        kind="promotion", name=terms.name, saved_code=saved_code, promotion=terms
    )


def deletion_draft(row: RuleBase) -> DryRunDraft:
    """Return what there is without a saved list, rule or promotion."""
    kinds = {
        PriceRule: "price_rule",
        PriceList: "price_list",
        Promotion: "promotion",
    }
    return DryRunDraft.model_validate(
        {"kind": kinds[type(row)], "name": row.name, "saved_code": row.code}
    )

"""A check of all rules: what is probably a mistake, before a customer finds it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from ....engine.base.messages import Message
from ...base.configuration import Configuration
from .amount_findings import prices_far_above_listing, prices_too_large
from .findings import Finding, FindingKind, Weight
from .group_findings import conditions_not_asked, levels_for_all, unreadable_groups
from .price_list_findings import (
    empty_groups,
    empty_lists,
    entries_below_cost,
    foreign_currencies,
    lists_nobody_gets,
    unknown_currencies,
)
from .price_rule_findings import (
    increases_cancelled,
    overlapping_twins,
    rules_nobody_gets,
    several_adding,
    undercut_floor,
)
from .promotion_findings import (
    gift_cards_cheaper,
    gifts_unavailable,
    gives_more_than_minimum,
    promotions_nobody_gets,
)
from .rule_check_facts import RuleCheckFacts, read_facts
from .terms_findings import unreadable_terms
from .visibility_findings import (
    hidden_from_their_groups,
    sets_without_effect,
    unreadable_scopes,
)

CHECKS: Sequence[Callable[[RuleCheckFacts], Iterator[Finding]]] = (
    rules_nobody_gets,
    lists_nobody_gets,
    promotions_nobody_gets,
    gift_cards_cheaper,
    gifts_unavailable,
    gives_more_than_minimum,
    increases_cancelled,
    overlapping_twins,
    several_adding,
    undercut_floor,
    foreign_currencies,
    unknown_currencies,
    entries_below_cost,
    prices_far_above_listing,
    prices_too_large,
    empty_lists,
    unreadable_groups,
    empty_groups,
    levels_for_all,
    conditions_not_asked,
    sets_without_effect,
    unreadable_scopes,
    unreadable_terms,
    hidden_from_their_groups,
)


def check_rules(
    *,
    configuration: Configuration,
    now: datetime,
    is_switched_on: bool = True,
    unreadable_settings: Sequence[str] = (),
) -> list[Finding]:
    """Return what is probably a mistake in the rules, lists and groups of the shop.

    The most important findings come first. Inactive rules are left out: somebody has
    switched them off.

    :param is_switched_on: whether the plugin is switched on, so that rules count at
        all.
    :param unreadable_settings: sentences about stored settings that cannot be read.
    """
    facts = read_facts(configuration=configuration, now=now)
    found = [
        *_in_settings(unreadable_settings, is_switched_on=is_switched_on),
        *(finding for check in CHECKS for finding in check(facts)),
    ]
    weights = list(Weight)
    return sorted(found, key=lambda finding: weights.index(finding.weight))


def _in_settings(
    unreadable: Sequence[str], *, is_switched_on: bool
) -> Iterator[Finding]:
    if not is_switched_on:
        yield Finding(
            FindingKind.SWITCHED_OFF,
            Message(
                "Customer groups are switched off: everybody pays Saleor's own prices,"
                " and no rule counts until they are switched on."
            ),
        )
    for sentence in unreadable:
        yield Finding(
            FindingKind.UNREADABLE_SETTING,
            Message(
                "{sentence}, so that it counts as not set. Enter it again.",
                sentence=sentence,
            ),
        )

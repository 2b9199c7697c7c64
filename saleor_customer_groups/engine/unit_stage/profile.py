"""What the prices of a customer depend on, apart from the goods: the key of a cache."""

import json
from collections.abc import Mapping
from typing import Any

from ..facts.facts import Facts, Group
from ..facts.groups import Lineages
from ..results import Reason
from ..rules.rulebook import RuleBook
from ..rules.rules import PriceList, PriceRule
from .candidates import adds_to_inherited

# The name, groups and dates of a list or rule change no price while it counts; nor do
# vouchers, which the catalogue ignores.
_WITHOUT_EFFECT = {
    "name",
    "groups",
    "is_active",
    "valid_from",
    "valid_until",
    "with_vouchers",
    "entries",
}


def write_profile(
    facts: Facts, rules: RuleBook, *, list_versions: Mapping[str, str]
) -> str:
    """Write what the prices of a customer depend on, in all channels at a moment.

    It is the same text for all customers to whom the same lists and rules apply in the
    same way, whatever other groups they are in; empty where none applies.

    :param facts: the customer, the groups, the settings and the moment.
    :param rules: of the shop.
    :param list_versions: by code a value that changes with the entries of a list.
    """
    lineages = Lineages(facts.groups, facts.customer)
    everything: tuple[PriceList | PriceRule, ...] = (
        *rules.price_lists,
        *rules.price_rules,
    )
    in_force = [
        terms
        for terms in everything
        if not lineages.effective.isdisjoint(terms.groups)
        and terms.reason_out_of_force(channel=facts.channel, now=facts.now)
        in (None, Reason.WRONG_CHANNEL)
    ]
    if not in_force:
        return ""
    ways = _ways(facts, lineages, in_force)
    written = [
        [
            terms.model_dump(mode="json", exclude=_WITHOUT_EFFECT),
            list_versions.get(terms.code, ""),
            sorted({ways[code] for code in terms.groups if code in ways}),
        ]
        for terms in in_force
    ]
    return json.dumps([facts.settings.model_dump(mode="json"), written])


def _ways(
    facts: Facts, lineages: Lineages, in_force: list[PriceList | PriceRule]
) -> dict[str, str]:
    """Return, by group, what the policy needs to know if a rule counts by it.

    It is as little as possible, so that the same rules by other groups give the same
    key.
    """
    carrying = {code for terms in in_force for code in terms.groups}
    groups = [lineages.groups[code] for code in lineages.effective & carrying]
    places = _places(facts, lineages, groups)
    adds = any(adds_to_inherited(terms) for terms in in_force)
    ways = {}
    for group in groups:
        above = [code for code in lineages.lineage(group.code) if code in places]
        ways[group.code] = json.dumps([places[group.code], above if adds else []])
    return ways


def _places(facts: Facts, lineages: Lineages, groups: list[Group]) -> dict[str, int]:
    """Return the rank of each group for the policy, by code."""
    keys: dict[str, Any] = {group.code: 0 for group in groups}
    match facts.settings.policy:
        case "priority":
            keys = {group.code: group.priority for group in groups}
        case "newest_group":
            oldest_first = sorted(groups, key=lambda group: group.code, reverse=True)
            oldest_first.sort(key=lambda group: group.created_at)
            keys = {group.code: place for place, group in enumerate(oldest_first)}
        case "primary_group":
            primary = lineages.primary_lineage()
            keys = {group.code: group.code in primary for group in groups}
    ranks = sorted(set(keys.values()))
    return {code: ranks.index(key) for code, key in keys.items()}

"""Read many checkouts and their customers' groups in as many queries as one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ... import port
from ...port.contract.carts import OpenCheckout, Reading
from ..rules.rule_snapshot import RuleSnapshot
from .pricing import CurrentGroups, read_current_groups, read_current_groups_of


@dataclass(frozen=True, slots=True)
class AskedCheckout:
    """A checkout that is to be read, and the codes of the groups that count in it."""

    checkout: OpenCheckout
    current_groups: CurrentGroups
    rule_snapshot: RuleSnapshot
    groups: frozenset[str]


def read_groups_of_checkouts(
    checkouts: Sequence[OpenCheckout], *, now: datetime
) -> list[CurrentGroups]:
    """Read the groups of the customers of checkouts, and the version of the rules."""
    customer_ids = {
        each.customer for each in checkouts if isinstance(each.customer, int)
    }
    found: dict[object, CurrentGroups] = {}
    if customer_ids:
        found = {
            each.customer_id: each
            for each in read_current_groups_of(customer_ids, now=now)
        }
    all_groups = []
    for each in checkouts:
        if each.customer not in found:
            found[each.customer] = read_current_groups(each.customer, now=now)
        all_groups.append(found[each.customer])
    return all_groups


def read_carts(asked: Sequence[AskedCheckout]) -> list[Reading]:
    """Read what is in checkouts, each with the entries of its own customer's lists."""
    if not asked:
        return []
    groups = frozenset[str]().union(*(each.groups for each in asked))
    readings = port.read_carts(
        [each.checkout for each in asked], asked[0].rule_snapshot.entries_for(groups)
    )
    return [
        reading._replace(
            listed_prices=tuple(
                each.rule_snapshot.listed_for(each.groups, reading.listed_prices)
            )
        )
        for each, reading in zip(asked, readings, strict=True)
    ]

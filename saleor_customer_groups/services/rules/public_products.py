"""How many products stop being everybody's, or become so, by a change of sets.

docs/visibility.md, section 2.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from ...engine.visibility.facts import VisibilitySet
from ...port.visibility.conditions import count_products_between
from .rule_snapshot import read_all_rules


@dataclass(frozen=True, slots=True)
class PublicProducts:
    """How many products a change makes public, and how many it hides from others."""

    shown: int
    hidden: int


def count_public(
    *,
    now: datetime,
    without: Collection[str] = (),
    changed: VisibilitySet | None = None,
) -> PublicProducts:
    """Return what a change of sets makes of the products that are in no exclusive set.

    :param without: the codes of the sets that go, or are replaced.
    :param changed: the set that comes.
    """
    before = [
        each
        for each in read_all_rules().visibility.sets
        if each.is_exclusive and each.counts(now)
    ]
    after = [each for each in before if each.code not in without]
    if changed is not None and changed.is_exclusive and changed.counts(now):
        after.append(changed)
    if before == after:
        return PublicProducts(0, 0)
    shown, hidden = count_products_between(
        [each.scope for each in before], [each.scope for each in after]
    )
    return PublicProducts(shown, hidden)

"""What sentences about promotions call the things they speak of."""

from collections.abc import Iterable

from .. import engine
from .rule_set import RuleSet
from .targets import names_of, targets_in


def names_in_promotions(
    promotions: Iterable[engine.Promotion], rule_set: RuleSet
) -> dict[tuple[str, str], str]:
    """Return the names of all groups, and of what the promotions concern."""
    named = (
        target
        for promotion in promotions
        for target in targets_in(promotion.model_dump(mode="json"))
    )
    groups = {("groups", code): name for code, name in rule_set.names.items()}
    return {**groups, **names_of(named)}

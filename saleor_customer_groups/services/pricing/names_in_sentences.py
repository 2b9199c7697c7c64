"""The names that sentences about prices and promotions use."""

from collections.abc import Iterable

from ... import engine
from ..base.catalogue_targets import Target, names_of, targets_in
from ..base.channel_names import channel_names
from ..rules.rule_snapshot import RuleSnapshot


def names_in_promotions(
    promotions: Iterable[engine.Promotion], rule_snapshot: RuleSnapshot
) -> dict[tuple[str, str], str]:
    """Return the names of all groups, and of what the promotions concern."""
    named = (
        target
        for promotion in promotions
        for target in targets_in(promotion.model_dump(mode="json"))
    )
    return {**_group_names(rule_snapshot), **names_of(named)}


def names_in_prices(
    cart: engine.Cart, book: engine.RuleBook, rule_snapshot: RuleSnapshot
) -> dict[tuple[str, str], str]:
    """Return the names of all groups, of channels, and of what counts towards a tier.

    :param cart: the goods whose price is explained.
    :param book: the rules and lists that may concern it.
    """
    named = [
        Target(kind, pk, ())
        for line in cart.lines
        for kind, pk in (("variants", line.variant), ("products", line.product))
    ]
    for rule in book.price_rules:
        if rule.tiers_count == "scope":
            named += targets_in(rule.scope.model_dump(mode="json"))
    rules = (*book.price_rules, *book.price_lists, *book.promotions)
    return {
        **_group_names(rule_snapshot),
        **names_of(named),
        **channel_names(slug for each in rules for slug in each.channels),
    }


def _group_names(rule_snapshot: RuleSnapshot) -> dict[tuple[str, str], str]:
    return {("groups", code): name for code, name in rule_snapshot.names.items()}

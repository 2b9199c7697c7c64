"""Why nobody can get a rule or list, or why it counts for nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from .... import engine
from ....engine.base.messages import Day, Message
from ....engine.base.validation_issues import in_one_line
from ....engine.facts.wording import list_names
from .rule_check_facts import Checked, Rule, RuleCheckFacts

_Reason = Callable[[RuleCheckFacts, Checked[Any]], str]


def found_once(find: _Reason) -> _Reason:
    """Have a reason found once for each rule or list: several checks ask for it."""

    @wraps(find)
    def reason(facts: RuleCheckFacts, checked: Checked[Any]) -> str:
        key = (find, checked)
        if key not in facts.reasons:
            facts.reasons[key] = find(facts, checked)
        return facts.reasons[key]

    return reason


@found_once
def why_nobody_gets(facts: RuleCheckFacts, checked: Checked[Any]) -> str:
    """Return why nobody can ever get a rule or list, or an empty text."""
    name, terms = checked.row.name, checked.terms
    if terms is None:
        problem = in_one_line(checked.mistakes)
        return Message(
            "{name} has no effect, because it cannot be read: {problem}.",
            name=name,
            problem=problem,
        )
    if not terms.groups:
        return Message(
            "{name} belongs to no customer group. Give it one, or delete it.", name=name
        )
    if not facts.active_groups_of(terms):
        return Message(
            "No customer group of {name} is active. Activate one, or delete {name}.",
            name=name,
        )
    ends = terms.valid_until
    if ends is not None and ends <= facts.now:
        return Message(
            "{name} ended on {day}. Delete it, or let it end later.",
            name=name,
            day=Day(ends, f"{ends:%Y-%m-%d}"),
        )
    if ends is not None and ends == terms.valid_from:
        return Message("{name} ends when it begins. Let it end later.", name=name)
    if terms.channels and not facts.currencies_of(terms):
        return Message(
            "{name} counts only in {channels}, and there is no such channel. Choose"
            " others.",
            name=name,
            channels=list_names(terms.channels),
        )
    return ""


@found_once
def why_no_line(facts: RuleCheckFacts, rule: Rule) -> str:
    """Return why a rule can count on no line of any cart, or an empty text."""
    name, terms = rule.row.name, rule.terms
    if terms is None:
        return ""
    currencies = facts.currencies_of(terms)
    if currencies and all(map(terms.foreign_currency, currencies)):
        foreign = terms.foreign_currency(min(currencies))
        return Message(
            "{name} is in {currency}, and none of its channels is. Change either.",
            name=name,
            currency=foreign,
        )
    if reason := why_nothing_in_scope(facts, name, terms.scope):
        return reason
    units = terms.adjustment.smallest_quantity
    if (
        terms.tiers_count == "variant"
        and facts.max_units is not None
        and units > facts.max_units
    ):
        return Message(
            "{name} begins at {units} units, and a cart holds {most} of a variant. Let"
            " it begin earlier, or raise the limit in Saleor.",
            name=name,
            units=units,
            most=facts.max_units,
        )
    return ""


def why_nothing_in_scope(facts: RuleCheckFacts, name: str, scope: engine.Scope) -> str:
    """Return why no goods of the shop are in a scope, or an empty text.

    :param name: of the rule or promotion.
    """
    included = set(scope.include.index_keys())
    if not included:
        return ""
    if included <= facts.deleted:
        return Message(
            "All that {name} concerns has been deleted. Choose goods, or delete it.",
            name=name,
        )
    if included <= facts.empty:
        return Message(
            "There are no goods in what {name} concerns. Choose others, or put goods"
            " into it.",
            name=name,
        )
    if included <= facts.gift_cards and not scope.named_among(included):
        return Message(
            "All goods in what {name} concerns are gift cards, which it has to name by"
            " their product, variant or product type. Choose those.",
            name=name,
        )
    if included <= set(scope.exclude.index_keys()):
        return Message(
            "{name} excludes all that it includes. Change what it concerns.", name=name
        )
    return ""

"""What is probably a mistake in price rules, kind by kind."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .... import engine
from ....engine.base.messages import Message
from ....engine.facts.wording import list_names, write_number
from ....engine.rules.overlaps import count_together, counts_wherever, scopes_meet
from ....engine.unit_stage.candidates import adds_to_inherited
from .findings import Finding, FindingKind
from .reasons import why_no_line, why_nobody_gets
from .rule_check_facts import Checked, RuleCheckFacts

# A rule as it is stored, and as the engine reads it.
_Pair = tuple[Any, engine.PriceRule]


def rules_nobody_gets(facts: RuleCheckFacts) -> Iterator[Finding]:
    """Rules that nobody can ever get."""
    for rule in facts.rules:
        if reason := why_nobody_gets(facts, rule) or why_no_line(facts, rule):
            yield Finding(FindingKind.NOBODY_GETS_IT, reason, price_rule=rule.row)


def increases_cancelled(facts: RuleCheckFacts) -> Iterator[Finding]:
    """Increases that ``best_price`` always cancels."""
    if facts.configuration.policy != "best_price":
        return
    rules = _rules_that_count(facts)
    lower: dict[str, list[_Pair]] = defaultdict(list)
    for row, terms in rules:
        if not terms.adjustment.raises and not terms.adjustment.sets_price:
            for code in terms.groups:
                lower[code].append((row, terms))
    for row, terms in rules:
        if not terms.adjustment.raises:
            continue
        cancelling = [
            _first_cancelling(facts, terms, code, lower)
            for code in facts.active_groups_of(terms)
        ]
        if all(cancelling):
            yield Finding(
                FindingKind.INCREASE_CANCELLED,
                Message(
                    "{name} never counts: whoever gets it also gets {others}, which is"
                    " lower, and the best price counts. Give it other groups or goods,"
                    " or choose another conflict policy.",
                    name=row.name,
                    others=list_names(each.name for each in cancelling),
                ),
                price_rule=row,
            )


def overlapping_twins(facts: RuleCheckFacts) -> Iterator[Finding]:
    """Rules that do the same for the same goods and the same group."""
    seen: dict[tuple[Any, ...], list[_Pair]] = defaultdict(list)
    # By primary key: a rule may be the twin of many.
    described: dict[int, str] = {}
    for row, terms in _rules_that_count(facts):
        if adds_to_inherited(terms):  # ``several_adding`` looks at those
            continue
        twins = []
        likeness = _likeness(terms)
        for code in facts.active_groups_of(terms):
            alike = seen[(code, *likeness)]
            twin = next(
                (each for each in alike if count_together(each[1], terms)), None
            )
            if twin is not None:
                twins.append((twin, facts.groups[code]))
            alike.append((row, terms))
        if twins:
            twin, group = twins[0]
            for each, its_terms in (twin, (row, terms)):
                if each.pk not in described:
                    described[each.pk] = _described(each, its_terms)
            yield Finding(
                FindingKind.TWINS,
                Message(
                    "{twin} and {name} are for the same goods at the same time in"
                    " {group}. Delete one of them.",
                    twin=described[twin[0].pk],
                    name=described[row.pk],
                    group=group.name,
                ),
                price_rule=row,
            )


def several_adding(facts: RuleCheckFacts) -> Iterator[Finding]:
    """Several rules of one group that add to what it inherits."""
    by_group: dict[str, list[_Pair]] = defaultdict(list)
    for row, terms in _rules_that_count(facts):
        if not adds_to_inherited(terms):
            continue
        for code in facts.active_groups_of(terms):
            first = next(
                (
                    r
                    for r, t in by_group[code]
                    if count_together(t, terms)
                    and scopes_meet(t.scope, terms.scope, gift_cards=facts.gift_cards)
                ),
                None,
            )
            by_group[code].append((row, terms))
            if first is not None:
                yield Finding(
                    FindingKind.SEVERAL_ADD,
                    Message(
                        "In {group} both {first} and {name} add to the inherited"
                        " discount, and only {first} does so where both count. Make one"
                        " rule of them.",
                        group=facts.groups[code].name,
                        first=first.name,
                        name=row.name,
                    ),
                    group=facts.groups[code],
                    price_rule=row,
                )


def undercut_floor(facts: RuleCheckFacts) -> Iterator[Finding]:
    """A minimum margin that Saleor's own promotions undercut."""
    margin = facts.configuration.minimum_margin_percent
    checked: list[Checked[Any]] = [*facts.rules, *facts.lists]
    stacking = [
        each.row.name
        for each in checked
        if each.row.with_promotions == "stack" and not why_nobody_gets(facts, each)
    ]
    if margin is not None and stacking:
        yield Finding(
            FindingKind.FLOOR_UNDERCUT,
            Message(
                "The minimum margin of {percent} % does not hold for {names}: Saleor's"
                " promotions come on top. Let the better price count instead, if it is"
                " to hold.",
                percent=write_number(margin),
                names=list_names(stacking),
            ),
        )


def _rules_that_count(facts: RuleCheckFacts) -> list[_Pair]:
    """Return the rules that somebody can get."""
    return [
        (rule.row, rule.terms)
        for rule in facts.rules
        if rule.terms is not None
        and not why_nobody_gets(facts, rule)
        and not why_no_line(facts, rule)
    ]


def _first_cancelling(
    facts: RuleCheckFacts,
    increase: engine.PriceRule,
    group: str,
    lower: Mapping[str, Sequence[_Pair]],
) -> Any:
    """Return a lower rule that members of a group get on all lines of an increase."""
    for code in facts.lineages.lineage(group):
        if not facts.groups[code].is_active:
            continue
        for row, terms in lower[code]:
            if counts_wherever(
                terms, increase, now=facts.now, gift_cards=facts.gift_cards
            ):
                return row
    return None


def _likeness(rule: engine.PriceRule) -> tuple[Any, ...]:
    """Return a key that is the same for rules that do the same under the same terms."""
    adjustment = rule.adjustment
    return (
        type(adjustment),
        adjustment.needed_currency,
        adjustment.smallest_quantity,
        rule.tiers_count,
        frozenset(rule.scope.include.index_keys()),
        frozenset(rule.scope.exclude.index_keys()),
        rule.min_subtotal,
        rule.min_subtotal_currency,
        rule.min_quantity,
        rule.with_vouchers,
    )


def _described(row: Any, terms: engine.PriceRule) -> str:
    return Message("{name} ({what})", name=row.name, what=terms.adjustment.describe())

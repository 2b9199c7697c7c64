"""What is probably a mistake in price rules, kind by kind."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .... import engine
from ....engine.base.messages import Day, Message
from ....engine.facts.wording import list_names, write_number
from ....engine.rules.overlaps import count_together, counts_wherever, scopes_meet
from ....engine.unit_stage.candidates import adds_to_inherited
from ..kinds import describe
from .findings import Finding, FindingKind
from .rule_check_facts import Checked, Rule, RuleCheckFacts

# A rule as it is stored, and as the engine reads it.
_Pair = tuple[Any, engine.PriceRule]


def rules_nobody_gets(facts: RuleCheckFacts) -> Iterator[Finding]:
    """Rules that nobody can ever get."""
    for rule in facts.rules:
        if reason := why_nobody_gets(facts, rule) or _why_no_line(facts, rule):
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
    for row, terms in _rules_that_count(facts):
        if adds_to_inherited(terms):  # ``several_adding`` looks at those
            continue
        twins = []
        for code in facts.active_groups_of(terms):
            alike = seen[(code, *_likeness(terms))]
            twin = next((r for r, t in alike if count_together(t, terms)), None)
            if twin is not None:
                twins.append((twin, facts.groups[code]))
            alike.append((row, terms))
        if twins:
            twin, group = twins[0]
            yield Finding(
                FindingKind.TWINS,
                Message(
                    "{twin} and {name} are for the same goods at the same time in"
                    " {group}. Delete one of them.",
                    twin=_described(twin),
                    name=_described(row),
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


def why_nobody_gets(facts: RuleCheckFacts, checked: Checked[Any]) -> str:
    """Return why nobody can ever get a rule or list, or an empty text."""
    name, terms = checked.row.name, checked.terms
    if terms is None:
        problem = "; ".join(map(str, checked.mistakes))
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


def _why_no_line(facts: RuleCheckFacts, rule: Rule) -> str:
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
    if included and included <= facts.deleted:
        return Message(
            "All that {name} concerns has been deleted. Choose goods, or delete it.",
            name=name,
        )
    if included and included <= facts.empty:
        return Message(
            "There are no goods in what {name} concerns. Choose others, or put goods"
            " into it.",
            name=name,
        )
    if included and not scope.named_among(included) and included <= facts.gift_cards:
        return Message(
            "All goods in what {name} concerns are gift cards, which it has to name by"
            " their product, variant or product type. Choose those.",
            name=name,
        )
    if included and included <= set(scope.exclude.index_keys()):
        return Message(
            "{name} excludes all that it includes. Change what it concerns.", name=name
        )
    return ""


def _rules_that_count(facts: RuleCheckFacts) -> list[_Pair]:
    """Return the rules that somebody can get."""
    return [
        (rule.row, rule.terms)
        for rule in facts.rules
        if rule.terms is not None
        and not why_nobody_gets(facts, rule)
        and not _why_no_line(facts, rule)
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
        rule.scope.model_dump_json(),
        rule.min_subtotal,
        rule.min_subtotal_currency,
        rule.min_quantity,
        rule.with_vouchers,
    )


def _described(row: Any) -> str:
    what = describe(row.adjustment, engine.ADJUSTMENTS)
    return Message("{name} ({what})", name=row.name, what=what)

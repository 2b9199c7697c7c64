"""What is probably a mistake in sets of products, and in rules for who may not see.

docs/visibility.md, section 5.
"""

from collections.abc import Iterator
from typing import Any

from .... import engine
from ....engine.base.messages import Message
from ....engine.base.validation_issues import in_one_line
from ....engine.facts.scopes import ScopeKey
from ....engine.facts.wording import list_names
from ...rules.visibility_rows import read_group
from .findings import Finding, FindingKind
from .reasons import why_nobody_gets
from .rule_check_facts import Checked, CheckedSet, RuleCheckFacts, scopes_in


def sets_without_effect(facts: RuleCheckFacts) -> Iterator[Finding]:
    """Sets that cannot be read, that have no products, or whose products nobody sees.

    One that has ended is left out: its products are everybody's, as was said.
    """
    for each in facts.sets:
        if each.terms is None:
            yield Finding(
                FindingKind.SET_WITHOUT_EFFECT,
                Message(
                    "{name} has no effect, because it cannot be read: {problem}.",
                    name=each.row.name,
                    problem=in_one_line(each.mistakes),
                ),
                visibility_set=each.row,
            )
        elif each.terms.valid_until is None or facts.now < each.terms.valid_until:
            yield from _without_groups(facts, each)
            yield from _without_products(facts, each)


def unreadable_scopes(facts: RuleCheckFacts) -> Iterator[Finding]:
    """Groups whose members see nothing, because what they see cannot be read."""
    for group in facts.groups.values():
        found, _ = read_group(group, None)
        if found is None:
            yield Finding(
                FindingKind.UNREADABLE_GROUP,
                Message(
                    "Which products members of {group} see cannot be read, so that they"
                    " see none by it. Choose them again.",
                    group=group.name,
                ),
                group=group,
            )


def hidden_from_their_groups(facts: RuleCheckFacts) -> Iterator[Finding]:
    """Rules and promotions that name, or give, what their groups may not see."""
    everything: list[tuple[str, Checked[Any]]] = [
        *(("price_rule", each) for each in facts.rules),
        *(("promotion", each) for each in facts.promotions),
    ]
    for kind, each in everything:
        if each.terms is None or why_nobody_gets(facts, each):
            continue
        hidden, groups = set(), []
        for code in facts.active_groups_of(each.terms):
            customer = engine.Customer(groups=(code,))
            view = facts.visibility.view(customer, now=facts.now)
            from_group = {
                key
                for key in named_goods(each.terms)
                if key in facts.products and not view.shows(facts.products[key])
            }
            if from_group:
                hidden |= from_group
                groups.append(facts.groups[code].name)
        if hidden:
            yield Finding(
                FindingKind.HIDDEN_FROM_GROUP,
                Message(
                    "{name} names {goods}, which members of {groups} do not see. Let"
                    " them see it, or change {name}.",
                    name=each.row.name,
                    goods=list_names(sorted(facts.names[key] for key in hidden)),
                    groups=list_names(sorted(groups)),
                ),
                **{kind: each.row},
            )


def named_goods(terms: engine.RuleBase) -> set[ScopeKey]:
    """Return the products and variants that a rule or promotion names or gives."""
    keys = {
        key
        for scope in scopes_in(terms)
        for key in scope.include.index_keys()
        if key[0] in ("products", "variants")
    }
    if isinstance(terms, engine.Promotion):
        keys.update(("variants", pk) for pk in terms.benefit.given_variants)
    return keys


def _without_groups(facts: RuleCheckFacts, each: CheckedSet) -> Iterator[Finding]:
    groups = [facts.groups[code] for code in each.terms.groups if code in facts.groups]
    if each.terms.is_exclusive and not any(group.is_active for group in groups):
        yield Finding(
            FindingKind.NOBODY_SEES_IT,
            Message(
                "Nobody sees what is exclusive to {name}: it is assigned to no active"
                " customer group. Assign it to one, or delete it.",
                name=each.row.name,
            ),
            visibility_set=each.row,
        )


def _without_products(facts: RuleCheckFacts, each: CheckedSet) -> Iterator[Finding]:
    include = each.terms.scope.include
    nothing = facts.deleted | facts.empty
    if include.has_lists and all(key in nothing for key in include.index_keys()):
        yield Finding(
            FindingKind.SET_WITHOUT_EFFECT,
            Message(
                "There is no product in {name}. Choose others, or delete it.",
                name=each.row.name,
            ),
            visibility_set=each.row,
        )

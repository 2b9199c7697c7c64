"""What is probably a mistake in promotions, kind by kind."""

from collections.abc import Iterable, Iterator

from .... import engine
from ....engine.base.messages import Joined, Message, counted
from ....engine.facts.scopes import ScopeKey
from ....engine.facts.wording import count_times, list_names, write_money
from ....port.contract.shop import GiftState
from .findings import Finding, FindingKind
from .reasons import found_once, why_nobody_gets, why_nothing_in_scope
from .rule_check_facts import Checked, RuleCheckFacts, scopes_in

_Promotion = Checked[engine.Promotion]


def promotions_nobody_gets(facts: RuleCheckFacts) -> Iterator[Finding]:
    """Promotions that nobody can ever get."""
    for each in facts.promotions:
        if reason := _why_nobody(facts, each):
            yield Finding(FindingKind.NOBODY_GETS_IT, reason, promotion=each.row)


def gifts_unavailable(facts: RuleCheckFacts) -> Iterator[Finding]:
    """Promotions none of whose gifts can be given in a channel."""
    for each in facts.promotions:
        terms = each.terms
        if terms is None or not terms.benefit.given_variants:
            continue
        if _why_nobody(facts, each):
            continue
        without = {
            channel: problems
            for channel in sorted(facts.currencies)
            if (not terms.channels or channel in terms.channels)
            and (problems := _why_no_gift(facts, terms.benefit, channel))
        }
        if not without:
            continue
        problems = next(iter(without.values()))
        where = (
            ""
            if len(facts.currencies) == 1
            else Message(
                " in {channels}",
                channels=list_names([facts.channel_names[each] for each in without]),
            )
        )
        yield Finding(
            FindingKind.GIFT_UNAVAILABLE,
            Message(
                "{name} gives nothing{where}: {problems}. Choose other gifts, or make"
                " one available.",
                name=each.row.name,
                where=where,
                problems=Joined("; ", problems),
            ),
            promotion=each.row,
        )


def gives_more_than_minimum(facts: RuleCheckFacts) -> Iterator[Finding]:
    """Promotions that give away as much as they require to be bought."""
    for each in facts.promotions:
        terms = each.terms
        if terms is None or _why_nobody(facts, each):
            continue
        benefit = terms.benefit
        amount, currency = benefit.amount_given, benefit.needed_currency
        minima = [
            condition.min_amount
            for condition in terms.conditions
            if condition.min_amount is not None
        ]
        if amount is not None and currency and minima and amount >= max(minima):
            yield Finding(
                FindingKind.GIVES_MORE_THAN_MINIMUM,
                Message(
                    "{name} takes {what} from {money} on, so that an order of that"
                    " costs nothing. Raise its minimum, or lower what it gives.",
                    name=each.row.name,
                    what=benefit.describe(),
                    money=write_money(max(minima), currency),
                ),
                promotion=each.row,
            )


def gift_cards_cheaper(facts: RuleCheckFacts) -> Iterator[Finding]:
    """Promotions that sell gift cards below their value, or name them as gifts."""
    for each in facts.promotions:
        terms = each.terms
        if terms is None or _why_nobody(facts, each):
            continue
        benefit = terms.benefit
        cards = {
            key
            for scope in benefit.scopes_of_units_got
            for key in scope.named_among(facts.gift_cards)
        }
        name = each.row.name
        if cards:
            yield Finding(
                FindingKind.GIFT_CARD,
                Message(
                    "{name} sells gift cards for less than they pay for: {cards}. Take"
                    " them out, unless that is meant.",
                    name=name,
                    cards=_names(facts, cards),
                ),
                promotion=each.row,
            )
        gifts = [("variants", variant) for variant in benefit.given_variants]
        not_given = facts.gift_cards.intersection(gifts)
        # Without any other gift, another finding already says that none can be given.
        if not_given and not_given != set(gifts):
            yield Finding(
                FindingKind.GIFT_CARD,
                Message(
                    "{name} passes over {cards}: gift cards are not given away. Take"
                    " them out.",
                    name=name,
                    cards=_names(facts, not_given),
                ),
                promotion=each.row,
            )


def _names(facts: RuleCheckFacts, keys: Iterable[ScopeKey]) -> str:
    unnamed = Message("a gift card")
    return list_names(facts.names.get(key, unnamed) for key in sorted(keys))


@found_once
def _why_nobody(facts: RuleCheckFacts, promotion: _Promotion) -> str:
    """Return why nobody can ever get a promotion, or an empty text."""
    if reason := why_nobody_gets(facts, promotion):
        return reason
    name, terms = promotion.row.name, promotion.terms
    if terms is None:
        return ""
    used = facts.uses.get(promotion.row.pk, 0)
    if engine.Usage(total=used).uses_up_total(terms):
        return Message(
            "{name} has been used {times}, and its limit is {limit}. Raise the limit,"
            " or switch it off.",
            name=name,
            times=count_times(used),
            limit=terms.limit_total,
        )
    return (
        _why_no_member(facts, name, terms)
        or _why_no_currency(facts, name, terms)
        or _why_no_goods(facts, name, terms)
        or _why_never_enough(facts, name, terms)
        or _why_nothing(name, terms.benefit)
    )


def _why_no_member(facts: RuleCheckFacts, name: str, terms: engine.Promotion) -> str:
    groups = [facts.groups[code] for code in facts.active_groups_of(terms)]
    if any(group.is_default or group.for_guests for group in groups):
        return ""
    if any(group.code in facts.reached for group in groups):
        return ""
    names = list_names(group.name for group in groups)
    return Message(
        "Nobody is in {groups}, so that nobody gets {name}. Add customers.",
        groups=names,
        name=name,
    )


def _why_no_currency(facts: RuleCheckFacts, name: str, terms: engine.Promotion) -> str:
    used = facts.currencies_of(terms)
    if not used:
        return ""
    currency = terms.benefit.needed_currency
    if currency is not None and currency not in used:
        return Message(
            "{name} is in {currency}, and none of its channels is. Change either.",
            name=name,
            currency=currency,
        )
    for condition in terms.conditions:
        currency = condition.needed_currency
        if currency is not None and currency not in used:
            return Message(
                "{name} asks for a minimum in {currency}, and none of its channels is."
                " Change either.",
                name=name,
                currency=currency,
            )
    return ""


def _why_no_goods(facts: RuleCheckFacts, name: str, terms: engine.Promotion) -> str:
    reasons = (why_nothing_in_scope(facts, name, scope) for scope in scopes_in(terms))
    return next(filter(None, reasons), "")


def _why_never_enough(facts: RuleCheckFacts, name: str, terms: engine.Promotion) -> str:
    """Return which minimum no cart can reach, or an empty text."""
    for condition in terms.conditions:
        if (
            condition.min_amount is not None
            and condition.min_amount > facts.limits.amount
        ):
            return Message(
                "{name} begins at more than Saleor can charge. Lower its minimum.",
                name=name,
            )
    for scope, units in _quantities(terms):
        variants = scope.include.variants
        only_variants = {kind for kind, _ in scope.include.index_keys()} == {"variants"}
        if facts.max_units is None or not variants or not only_variants:
            continue
        most = facts.max_units * len(set(variants))
        if units > most:
            return Message(
                "{name} asks for {units} units, and a cart holds {most} of what it"
                " concerns. Ask for less, or raise the limit in Saleor.",
                name=name,
                units=units,
                most=most,
            )
    return ""


def _quantities(terms: engine.Promotion) -> Iterator[tuple[engine.Scope, int]]:
    """Yield the units that a promotion asks for, and of what."""
    for condition in terms.conditions:
        yield from condition.required_units()
    yield from terms.benefit.required_units()


def _why_nothing(name: str, benefit: engine.AnyBenefit) -> str:
    if benefit.saving != 0:
        return ""
    return Message(
        "{name} takes off 0, which is nothing. Say how much, or switch it off.",
        name=name,
    )


def _why_no_gift(
    facts: RuleCheckFacts, benefit: engine.AnyBenefit, channel: str
) -> list[str]:
    """Return why none of the gifts can be given in a channel, empty where one can."""
    problems: list[str] = []
    quantity = benefit.gift_quantity
    for variant in benefit.given_variants:
        pk = int(variant)
        state = next(
            (each for each in facts.gifts.get(pk, ()) if each.channel == channel), None
        )
        problem = _problem_of_gift(facts, pk, state, quantity)
        if not problem:
            return []
        name = facts.names.get(("variants", variant), Message("a gift"))
        problems.append(Joined(" ", [name, problem]))
    return problems


def _problem_of_gift(
    facts: RuleCheckFacts, pk: int, state: GiftState | None, quantity: int
) -> str:
    if state is None:
        return Message("has been deleted")
    if ("variants", str(pk)) in facts.gift_cards:
        return Message("is a gift card, which is not given away")
    if not state.is_sold:
        return Message("is not sold there")
    if not state.is_published:
        return Message("is not published")
    if state.stock is not None and state.stock < quantity:
        if state.stock <= 0:
            return Message("is out of stock")
        return counted(
            state.stock,
            "has {number} unit in stock, and {quantity} are given",
            "has {number} units in stock, and {quantity} are given",
            quantity=quantity,
        )
    return ""

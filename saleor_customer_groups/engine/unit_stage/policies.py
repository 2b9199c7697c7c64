"""Which of several prices a customer pays: the six policies.

docs/pricing.md, section 2, step 3.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from ..facts.facts import PolicyName
from ..money import ZERO
from ..rules.pricing_context import PricingContext
from .candidates import Candidate


@dataclass(slots=True)
class Step:
    """One candidate that counts, and by how much it changed the price of a unit."""

    candidate: Candidate
    change: Decimal


@dataclass(slots=True)
class Choice:
    """The price of one unit before Saleor's promotion, and the steps that made it.

    ``stands_alone`` tells that an exclusive rule shut out all others.
    """

    price: Decimal
    steps: list[Step]
    stands_alone: bool = False


Policy = Callable[[list[Candidate], Decimal, PricingContext], Choice]


def choose_best_price(
    candidates: list[Candidate], base: Decimal, context: PricingContext
) -> Choice:
    """Choose the lowest candidate.

    :param candidates: at least one.
    :param base: the listing price of one unit.
    :param context: not looked at.
    """
    return _only(_lowest(candidates), base)


def choose_priority(
    candidates: list[Candidate], base: Decimal, context: PricingContext
) -> Choice:
    """Choose the first by the group's priority, then by the list's or rule's.

    :param candidates: at least one.
    :param base: the listing price of one unit.
    :param context: not looked at.
    """

    def order(candidate: Candidate) -> tuple[int, int, Decimal, str, str, str]:
        return (
            -candidate.group.priority,
            -candidate.source.priority,
            candidate.price,
            candidate.code,
            candidate.kind,
            candidate.group.code,
        )

    return _only(min(candidates, key=order), base)


def choose_newest_group(
    candidates: list[Candidate], base: Decimal, context: PricingContext
) -> Choice:
    """Choose the lowest candidate of the group that was created last.

    :param candidates: at least one.
    :param base: the listing price of one unit.
    :param context: not looked at.
    """
    last = max(candidate.group.created_at for candidate in candidates)
    newest = min(
        candidate.group.code
        for candidate in candidates
        if candidate.group.created_at == last
    )
    return _only(_lowest(c for c in candidates if c.group.code == newest), base)


def choose_primary_group(
    candidates: list[Candidate], base: Decimal, context: PricingContext
) -> Choice:
    """Choose the lowest candidate that came through the primary group's lineage.

    :param candidates: at least one.
    :param base: the listing price of one unit.
    :param context: of the customer.
    """
    lineage = context.primary_lineage
    primary = [c for c in candidates if c.group.code in lineage]
    return _only(_lowest(primary or candidates), base)


def choose_stack(
    candidates: list[Candidate], base: Decimal, context: PricingContext
) -> Choice:
    """Let every candidate count, each applied to the price that the ones before left.

    :param candidates: at least one.
    :param base: the listing price of one unit.
    :param context: not looked at.
    """
    alone = _exclusive(candidates)
    if alone is not None:
        return alone_choice(alone, base)
    start, steps = _start(candidates, base)
    price = start
    for candidate in _changes(candidates):
        changed = max(price + candidate.change_on(price), ZERO)
        steps.append(Step(candidate, changed - price))
        price = changed
    return Choice(price, steps)


def choose_add(
    candidates: list[Candidate], base: Decimal, context: PricingContext
) -> Choice:
    """Let every candidate count, with the sums of all percentages and all amounts.

    :param candidates: at least one.
    :param base: the listing price of one unit.
    :param context: not looked at.
    """
    alone = _exclusive(candidates)
    if alone is not None:
        return alone_choice(alone, base)
    start, steps = _start(candidates, base)
    own_steps = len(steps)
    for candidate in _changes(candidates):
        steps.append(Step(candidate, candidate.change_on(start)))
    price = start + sum((step.change for step in steps[own_steps:]), ZERO)
    # A price is never below 0: the last decreases then save less.
    for step in reversed(steps[own_steps:]):
        if price < 0 and step.change < 0:
            less = min(-price, -step.change)
            step.change += less
            price += less
    return Choice(price, steps)


POLICIES: dict[PolicyName, Policy] = {
    "best_price": choose_best_price,
    "priority": choose_priority,
    "newest_group": choose_newest_group,
    "primary_group": choose_primary_group,
    "stack": choose_stack,
    "add": choose_add,
}


def alone_choice(candidate: Candidate, base: Decimal) -> Choice:
    """Return the choice of one exclusive candidate that shuts out all others.

    :param candidate: the one.
    :param base: the listing price of one unit.
    """
    choice = _only(candidate, base)
    choice.stands_alone = True
    return choice


def _lowest(candidates: Iterable[Candidate]) -> Candidate:
    every = list(candidates)
    price = min(candidate.price for candidate in every)
    # What decides ties is made for those alone: there may be thousands.
    tied = [candidate for candidate in every if candidate.price == price]
    return min(tied, key=lambda candidate: candidate.lowest_first)


def _only(candidate: Candidate, base: Decimal) -> Choice:
    return Choice(candidate.price, [Step(candidate, candidate.price - base)])


def _exclusive(candidates: list[Candidate]) -> Candidate | None:
    exclusive = [candidate for candidate in candidates if candidate.is_exclusive]
    if not exclusive:
        return None
    return min(exclusive, key=lambda c: (*c.place, *c.lowest_first))


def _start(candidates: list[Candidate], base: Decimal) -> tuple[Decimal, list[Step]]:
    """Return the price to start from, and the step that made it, if any."""
    starts = [c for c in candidates if c.sets_price]
    if not starts:
        return base, []
    start = _lowest(starts)
    return start.price, [Step(start, start.price - base)]


def _changes(candidates: list[Candidate]) -> list[Candidate]:
    """Return every rule that changes the price once, by priority, then code."""
    largest: dict[str, Candidate] = {}
    for candidate in candidates:
        if candidate.sets_price:
            continue
        other = largest.get(candidate.code)
        if other is None or _largest_first(candidate) < _largest_first(other):
            largest[candidate.code] = candidate
    return sorted(largest.values(), key=lambda candidate: candidate.place)


def _largest_first(candidate: Candidate) -> tuple[Decimal, int, str]:
    return (-candidate.value, -candidate.group.priority, candidate.group.code)

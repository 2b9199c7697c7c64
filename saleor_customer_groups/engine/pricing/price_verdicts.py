"""Verdicts on price lists and price rules, line by line, as sentences.

docs/pricing.md, section 4.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Literal

from ..base.messages import Message
from ..benefits.benefit_results import Explanation
from ..facts.wording import (
    count_units,
    counts_alone,
    join_names,
    write_number,
    wrong_currency,
)
from ..results import PriceCandidate, Reason, Verdict
from ..rules.pricing_context import PricingContext
from ..rules.rules import Entry, PriceList, PriceRule
from ..unit_stage.candidates import Candidate
from ..unit_stage.unit_stage import UnitPrice
from .price_outcomes import name_of, why_lost, why_won

Source = PriceList | PriceRule
_MATCHED = Reason.ABSORBED.rank


class PriceVerdicts:
    """Finds the outcome of every list and rule on the lines of one cart."""

    def __init__(self, context: PricingContext, units: list[UnitPrice]) -> None:
        self._context = context
        self._units = units
        self._fates = [self._fates_on(unit) for unit in units]

    def verdict(self, source: Source) -> Verdict:
        """Return the verdict on one list or rule.

        docs/pricing.md, section 4.

        :param source: a list or rule of the shop.
        """
        found = self._context.obstacle(source) or self._farthest(source)
        kind = _kind(source)
        return Verdict(kind, source.code, found.reason, found.message)

    def candidates(self) -> tuple[tuple[PriceCandidate, ...], ...]:
        """Return for each line what competed for it, the lowest price first.

        docs/pricing.md, section 2. A list or rule that counts by several groups has
        only its lowest price.
        """
        return tuple(
            tuple(self._candidates_on(unit, fates))
            for unit, fates in zip(self._units, self._fates, strict=True)
        )

    def _candidates_on(
        self, unit: UnitPrice, fates: dict[tuple[str, str], Explanation]
    ) -> Iterator[PriceCandidate]:
        taken_in = [candidate for candidate, _ in unit.absorbed]
        found = [*unit.candidates, *unit.dropped, *taken_in]
        told: set[tuple[str, str]] = set()
        for candidate in sorted(found, key=lambda each: each.lowest_first):
            key = (candidate.kind, candidate.code)
            if key in fates and key not in told:
                told.add(key)
                yield PriceCandidate(
                    kind=candidate.kind,
                    code=candidate.code,
                    name=candidate.source.name,
                    group=candidate.group.code,
                    price=candidate.price,
                    reason=fates[key].reason,
                    message=fates[key].message,
                )

    def _farthest(self, source: Source) -> Explanation:
        """Return the outcome on the line on which a list or rule came farthest."""
        fates = self._fates_of(source)
        if not fates:
            return Explanation(Reason.OUT_OF_SCOPE, Message("the cart is empty"))
        matched = [fate for fate in fates if fate.reason.rank >= _MATCHED]
        won = [fate for fate in matched if fate.reason is Reason.APPLIED]
        if not won:
            return max(fates, key=lambda fate: fate.reason.rank)
        if len(won) == len(matched):
            return won[0]
        other = next(fate for fate in matched if fate.reason is not Reason.APPLIED)
        return Explanation(
            Reason.PARTLY_APPLIED,
            Message(
                "{what}, on {won} of {lines} lines; elsewhere: {other}",
                what=won[0].message,
                won=len(won),
                lines=len(matched),
                other=other.message,
            ),
        )

    def _fates_of(self, source: Source) -> list[Explanation]:
        key = (_kind(source), source.code)
        entries: dict[str, list[Entry]] = defaultdict(list)
        if isinstance(source, PriceList):
            for entry in source.entries:
                entries[entry.variant].append(entry)
        fates = []
        for unit, fates_on_line in zip(self._units, self._fates, strict=True):
            fate = fates_on_line.get(key)
            if fate is None:
                if isinstance(source, PriceList):
                    listed = entries.get(unit.line.variant, [])
                    fate = self._why_no_entry(source, listed, unit)
                else:
                    fate = self._why_no_match(source, unit)
            fates.append(fate)
        return fates

    def _why_no_entry(
        self, price_list: PriceList, entries: list[Entry], unit: UnitPrice
    ) -> Explanation:
        if not entries:
            return Explanation(
                Reason.OUT_OF_SCOPE, Message("has no price for what is in the cart")
            )
        if unit.line.locked:
            return self._locked(unit)
        currency = self._context.currency
        quantities = [e.min_quantity for e in entries if e.currency == currency]
        if not quantities:
            return Explanation(
                Reason.WRONG_CURRENCY,
                Message(
                    "has no price for {variant} in {currency}",
                    variant=self._variant(unit),
                    currency=currency,
                ),
            )
        return self._too_few(price_list, unit, min(quantities))

    def _why_no_match(self, rule: PriceRule, unit: UnitPrice) -> Explanation:
        line = unit.line
        if not rule.scope.covers(line):
            return Explanation(
                Reason.OUT_OF_SCOPE, Message("nothing in the cart is in its scope")
            )
        if line.locked:
            return self._locked(unit)
        currency = rule.foreign_currency(self._context.currency)
        if currency is not None:
            return Explanation(
                Reason.WRONG_CURRENCY,
                wrong_currency(currency, self._context.currency),
            )
        adjustment = rule.adjustment
        if adjustment.value_at(self._context.tier_quantity(line, rule)) is None:
            return self._too_few(rule, unit, adjustment.smallest_quantity)
        return Explanation(
            Reason.COST_UNKNOWN,
            Message("the cost of {variant} is unknown", variant=self._variant(unit)),
        )

    def _locked(self, unit: UnitPrice) -> Explanation:
        return Explanation(
            Reason.OUT_OF_SCOPE,
            Message("the price of {variant} is locked", variant=self._variant(unit)),
        )

    def _variant(self, unit: UnitPrice) -> str:
        return self._context.wording.name("variants", unit.line.variant)

    def _too_few(self, source: Source, unit: UnitPrice, needed: int) -> Explanation:
        short = needed - self._context.tier_quantity(unit.line, source)
        return Explanation(
            Reason.NO_TIER,
            Message(
                "needs {missing}{of_what}",
                missing=count_units(short),
                of_what=self._of_counted(source, unit),
            ),
        )

    def _of_counted(self, source: Source, unit: UnitPrice) -> str:
        """Return a phrase for what counts together towards a tier, such as " of A"."""
        wording = self._context.wording
        match source.tiers_count:
            case "variant":
                return Message(" of {what}", what=self._variant(unit))
            case "product":
                product = wording.known_name("products", unit.line.product)
                return Message(" of {what}", what=product or Message("this product"))
            case _ if isinstance(source, PriceRule):
                return wording.of_scope(source.scope)
            case _:
                return Message(
                    " of what is on {price_list}",
                    price_list=source.title,
                )

    def _fates_on(self, unit: UnitPrice) -> dict[tuple[str, str], Explanation]:
        """Return the outcome of every list and rule that matched a line."""
        fates: dict[tuple[str, str], Explanation] = {}

        def record(candidate: Candidate, reason: Reason, message: str) -> None:
            key = (candidate.kind, candidate.code)
            known = fates.get(key)
            if known is None or known.reason.rank < reason.rank:
                fates[key] = Explanation(reason, message)

        for candidate, taker in unit.absorbed:
            message = Message(
                "is part of {name}: {percent} % together",
                name=name_of(self._context, taker),
                percent=write_number(taker.value),
            )
            record(candidate, Reason.ABSORBED, message)
        by_code = {each.code: each for each in unit.candidates}
        lists = join_names(
            name_of(self._context, by_code[code]) for code in sorted(by_code)
        )
        for candidate in unit.dropped:
            message = Message("gives way to price list {names}", names=lists)
            record(candidate, Reason.PRICE_LIST_FIRST, message)
        choice = unit.choice or unit.beaten or unit.too_large
        if choice is None:
            return fates
        winners = {(s.candidate.kind, s.candidate.code): s for s in choice.steps}
        for candidate in sorted(unit.candidates, key=lambda c: c.lowest_first):
            step = winners.get((candidate.kind, candidate.code))
            if step is not None:
                record(step.candidate, *why_won(self._context, unit, step.candidate))
            elif choice.stands_alone:
                winner = name_of(self._context, choice.steps[0].candidate)
                record(candidate, Reason.EXCLUSIVE_OTHER, counts_alone(winner))
            else:
                record(
                    candidate, Reason.LOST, why_lost(self._context, candidate, choice)
                )
        return fates


def _kind(source: Source) -> Literal["price_list", "price_rule"]:
    return "price_list" if isinstance(source, PriceList) else "price_rule"

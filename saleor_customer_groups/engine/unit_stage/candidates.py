"""The prices that compete for a line: every list entry and rule that matches it.

docs/pricing.md, section 2, matching and steps 1 and 2.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ..adjustments import Adjustment
from ..facts.facts import Group, Line
from ..facts.scopes import ScopeKey, keys_of_line
from ..money import ZERO
from ..rules.pricing_context import PricingContext
from ..rules.rulebook import ListedPrices, RulesInForce, entry_for
from ..rules.rules import PriceList, PriceRule


@dataclass(slots=True, eq=False)
class Candidate:
    """A price for one unit of a line, and the group by which it counts.

    ``value`` is the percentage, amount or price that counts at the line's quantity;
    ``price`` what a unit costs with it, at least 0, unrounded; ``added`` the inherited
    part of the percentage.
    """

    kind: Literal["price_list", "price_rule"]
    source: PriceList | PriceRule
    group: Group
    value: Decimal
    price: Decimal
    added: Decimal = ZERO

    @property
    def code(self) -> str:
        """Return the code of the list or rule."""
        return self.source.code

    @property
    def is_exclusive(self) -> bool:
        """Tell whether the rule wants to stand alone."""
        return isinstance(self.source, PriceRule) and self.source.exclusive

    @property
    def adjustment(self) -> Adjustment | None:
        """Return the adjustment of a rule, None if it is a list."""
        return self.source.adjustment if isinstance(self.source, PriceRule) else None

    @property
    def sets_price(self) -> bool:
        """Tell whether this makes a price of its own instead of changing one."""
        return self.adjustment is None or self.adjustment.sets_price

    @property
    def adds_up_with_inherited(self) -> bool:
        """Tell whether this is a percentage off that may be added to an inherited one.

        docs/pricing.md, section 2, step 1.
        """
        return self.adjustment is not None and self.adjustment.adds_up_with_inherited

    def change_on(self, base: Decimal) -> Decimal:
        """Return what this changes a price by, below 0 if it makes it lower.

        :param base: the price of one unit, unrounded.
        :returns: unrounded, even if the price would fall below 0; 0 if this makes a
            price of its own.
        """
        if self.adjustment is None or self.sets_price:
            return ZERO
        price = self.adjustment.apply(self.value, base, None)
        return ZERO if price is None else price - base

    @property
    def place(self) -> tuple[int, str, str]:
        """Return the sort key by priority (large first), then by code."""
        return (-self.source.priority, self.source.code, self.kind)

    @property
    def lowest_first(self) -> tuple[Decimal, int, str, str, int, str]:
        """Return the sort key by price, with everything that decides ties.

        The group only decides which of its own groups a rule is named with.
        docs/pricing.md, section 2, step 3.
        """
        return (self.price, *self.place, -self.group.priority, self.group.code)


class CandidateFinder:
    """Finds the candidates of one cart's lines."""

    def __init__(self, context: PricingContext, rules: RulesInForce) -> None:
        self.rules = rules
        self._context = context
        groups = context.lineages.groups
        effective = [groups[code] for code in sorted(context.effective)]
        self._rules = [
            (group, by_key)
            for group in effective
            if (by_key := rules.rules_of(group.code))
        ]
        self._lists = [
            (group, by_variant)
            for group in effective
            if (by_variant := rules.listed_prices_of(group.code))
        ]
        self._live_rules: dict[ScopeKey, list[tuple[PriceRule, Group]]] = {}

    def find(self, line: Line) -> list[Candidate]:
        """Return every candidate for a line that is not locked.

        docs/pricing.md, section 2.

        :param line: of the cart, not locked.
        """
        candidates: list[Candidate] = []
        for group, by_variant in self._lists:
            for listed in by_variant.get(line.variant, ()):
                self._add_listed(candidates, group, listed, line)
        if self._rules:
            self._add_rules(candidates, line)
        return candidates

    def _add_listed(
        self,
        candidates: list[Candidate],
        group: Group,
        listed: ListedPrices,
        line: Line,
    ) -> None:
        price_list, entries = listed
        if self._context.reason_in_cart(price_list) is not None:
            return
        quantity = self._context.tier_quantity(line, price_list)
        entry = entry_for(entries, quantity)
        if entry is not None:
            price = entry.unit_price
            candidates.append(Candidate("price_list", price_list, group, price, price))

    def _add_rules(self, candidates: list[Candidate], line: Line) -> None:
        base = line.unit_price
        seen: set[tuple[str, str]] = set()
        # A rule of several groups calculates its price once.
        priced: dict[str, tuple[Decimal, Decimal] | None] = {}
        for key in keys_of_line(line):
            for rule, group in self._rules_under(key):
                code = rule.code
                if (code, group.code) in seen:
                    continue
                seen.add((code, group.code))
                if code not in priced:
                    priced[code] = None
                    if not rule.scope.exclude.names(line):
                        adjustment = rule.adjustment
                        quantity = self._context.tier_quantity(line, rule)
                        value = adjustment.value_at(quantity)
                        if value is not None:
                            price = adjustment.apply(value, base, line.cost)
                            if price is not None:
                                priced[code] = (value, max(price, ZERO))
                found = priced[code]
                if found is not None:
                    candidates.append(
                        Candidate(
                            "price_rule",
                            rule,
                            group,
                            *found,
                        )
                    )

    def _rules_under(self, key: ScopeKey) -> list[tuple[PriceRule, Group]]:
        found = self._live_rules.get(key)
        if found is None:
            found = [
                (rule, group)
                for group, by_key in self._rules
                for rule in by_key.get(key, ())
                if self._context.reason_in_cart(rule) is None
            ]
            self._live_rules[key] = found
        return found


def adds_to_inherited(source: PriceList | PriceRule) -> bool:
    """Tell whether a rule's percentage is added to an inherited one.

    docs/pricing.md, section 2, step 1.

    :param source: a list or rule.
    """
    return isinstance(source, PriceRule) and source.adjustment.is_additional

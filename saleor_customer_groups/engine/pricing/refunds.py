"""What returned units of an order are worth.

Two readings: each unit's share of what was paid for its line, and what was paid less
what the basket that is kept would have cost. docs/pricing.md, section 7.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations, product
from typing import NamedTuple

from ..base.values import Amount, Fact
from ..benefits.cart_state import CartState
from ..facts.facts import Line
from ..facts.wording import Wording
from ..money import part_of_minor_units, to_minor_units
from ..rules.rules import Promotion
from .promotions import give

# The limit of attempts to guess which units a refund was for.
MAX_LINES_OF_A_REFUND = 3
MAX_TRIES = 20_000

# Units of lines, by the line's id.
Units = Mapping[str, int]


class PricedLine(Fact):
    """A line of an order before its promotions.

    ``goods`` has the price of one unit before promotions of groups and vouchers, on the
    footing on which the channel enters its prices; ``total`` is what the line then cost
    before vouchers. Of a gift ``gift_of`` is the code of its promotion.
    """

    line_id: str
    goods: Line
    total: Amount
    gift_of: str | None = None


class PricedOrder(Fact):
    """What an order has to keep so that a part of it can be priced again.

    ``promotions`` are those that gave anything to its lines, or used their units, as
    they were then.
    """

    currency: str
    lines: tuple[PricedLine, ...]
    promotions: tuple[Promotion, ...]

    def cost_of(self, kept: Units) -> "Cost":
        """Return what a part of the order would have cost.

        :param kept: the kept units of each line; lines that are missing are not kept.
        """
        lines = [
            (each.line_id, each.goods.model_copy(update={"quantity": units}))
            for each in self.lines
            if each.gift_of is None and (units := kept.get(each.line_id, 0))
        ]
        prices = [to_minor_units(goods.unit_price, self.currency) for _, goods in lines]
        remaining = CartState(
            currency=self.currency,
            lines=[goods for _, goods in lines],
            unit_prices=prices,
            public_prices=[
                price
                if goods.public_price is None
                else to_minor_units(goods.public_price, self.currency)
                for price, (_, goods) in zip(prices, lines, strict=True)
            ],
            shipping=0,
            # Gifts that were given then count as available.
            stock={},
            wording=Wording(),
        )
        stage = give(self.promotions, remaining)
        cost = Cost()
        for (line_id, goods), price in zip(lines, prices, strict=True):
            cost.lines[line_id] = price * goods.quantity
        earned = {}
        for promotion, result in stage.applied:
            if result.gift is not None:
                earned[promotion.code] = result.gift[1]
            for place, amount in result.discounts.items():
                line_id = lines[place][0]
                cost.lines[line_id] -= amount
                cost.taken_off[promotion.code, line_id] = amount
        for each in self.lines:
            units = kept.get(each.line_id, 0)
            if each.gift_of is not None and units:
                price = to_minor_units(each.goods.unit_price, self.currency)
                free_units = min(units, earned.get(each.gift_of, 0))
                earned[each.gift_of] = earned.get(each.gift_of, 0) - free_units
                cost.lines[each.line_id] = price * (units - free_units)
                cost.taken_off[each.gift_of, each.line_id] = price * free_units
        return cost

    def is_as_placed(self, ordered: Units) -> bool:
        """Tell whether the lines are the same and are still priced as they were then.

        :param ordered: the units of every line that the order has now.
        """
        placed = {each.line_id: each.goods.quantity for each in self.lines}
        cost = self.cost_of(placed)
        return placed.items() <= ordered.items() and all(
            cost.lines[each.line_id] == to_minor_units(each.total, self.currency)
            for each in self.lines
        )


@dataclass(slots=True)
class Cost:
    """What a basket costs before vouchers, in whole minor units.

    ``lines`` by the line's id; ``taken_off`` is what a promotion took off a line,
    by the promotion's code and the line's id.
    """

    lines: dict[str, int] = field(default_factory=dict)
    taken_off: dict[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PaidLine:
    """What was paid for a line, vouchers and taxes included.

    ``tax_ratio`` turns an amount on the footing of the channel's prices into one with
    taxes, by multiplication.
    """

    quantity: int
    paid: int
    tax_ratio: Decimal = Decimal(1)

    def worth(self, units: int) -> int:
        """Return what the first returned units are worth.

        Cumulative, so that any parts add up to what was paid.

        :returns: whole minor units.
        """
        if not self.quantity:
            return 0
        return part_of_minor_units(self.paid, units, self.quantity)

    def worth_between(self, before: int, units: int) -> int:
        """Return what units are worth if others were returned before them.

        :returns: whole minor units.
        """
        return self.worth(before + units) - self.worth(before)


class Suggestion(NamedTuple):
    """What returned units are worth, in whole minor units.

    ``by_line`` are their shares of what was paid for their line; ``shared`` is that
    together, and ``kept`` what was paid less what the kept basket would have cost,
    both at most what is left of what was paid.
    """

    by_line: Mapping[str, int]
    shared: int
    kept: int


def suggest(
    paid: Mapping[str, PaidLine],
    returned: Units,
    *,
    before: Units,
    refunded: int,
    less_kept: Callable[[Units], int],
) -> Suggestion:
    """Return what returned units are worth.

    :param paid: what was paid, of every line of the order.
    :param returned: the units that come back now.
    :param before: those that came back before.
    :param refunded: what was refunded before, in whole minor units.
    :param less_kept: takes all returned units, and returns what was paid less what the
        others would have cost, in whole minor units.
    """
    by_line = {
        line_id: paid[line_id].worth_between(before.get(line_id, 0), units)
        for line_id, units in returned.items()
    }
    left = max(sum(line.paid for line in paid.values()) - refunded, 0)
    # Refunds for units that are known to be returned count in both readings.
    done = sum(paid[line_id].worth(units) for line_id, units in before.items())
    done = max(less_kept(before), min(refunded, done), 0)
    after = {key: before.get(key, 0) + returned.get(key, 0) for key in paid}
    return Suggestion(
        by_line=by_line,
        shared=min(sum(by_line.values()), left),
        kept=max(min(less_kept(after) - done, left), 0),
    )


def worth_less_kept(
    order: PricedOrder, paid: Mapping[str, PaidLine], kept: Units
) -> int:
    """Return what was paid, less what the kept basket would have cost.

    A voucher stays with a line in the proportion in which it was given to it. The
    result is below 0 if the kept units would have cost more than the whole order did.

    :param order: as it was placed.
    :param paid: what was paid, of every line of the order.
    :returns: whole minor units, taxes included.
    """
    whole = order.cost_of({line_id: line.quantity for line_id, line in paid.items()})
    part = order.cost_of(kept)
    worth = 0
    for line_id, line in paid.items():
        before, after = whole.lines.get(line_id), part.lines.get(line_id, 0)
        if before is None:
            # The line was added later, or is a gift of Saleor's own.
            worth += line.worth(line.quantity - kept.get(line_id, 0))
        elif before:
            worth += part_of_minor_units(line.paid, before - after, before)
        else:
            numerator, denominator = line.tax_ratio.as_integer_ratio()
            worth -= part_of_minor_units(after, numerator, denominator)
    return worth


def units_behind(refunds: list[int], paid: Mapping[str, PaidLine]) -> dict[str, int]:
    """Guess which units refunds were for whose amounts alone are known.

    A refund of exactly what some units of one line are worth was for these, or else for
    units of two or three lines; any other refund says nothing about units.

    :param refunds: whole minor units, the earliest first.
    :param paid: what was paid, of every line of the order, likely ones first.
    :returns: units by the line's id; lines without any are left out.
    """
    found: Counter[str] = Counter()
    for refund in refunds:
        tries = _Tries(MAX_TRIES)
        for size in range(1, MAX_LINES_OF_A_REFUND + 1):
            units = _units_worth(refund, paid, found, size, tries)
            if units:
                found.update(units)
                break
    return dict(found)


@dataclass(slots=True)
class _Tries:
    left: int


def _units_worth(
    refund: int,
    paid: Mapping[str, PaidLine],
    before: Mapping[str, int],
    size: int,
    tries: _Tries,
) -> dict[str, int]:
    """Return units of a number of lines that are worth an amount, empty if none are."""
    for chosen in combinations(paid, size):
        *others, last = chosen
        for counts in product(
            *(
                range(1, min(paid[key].quantity - before.get(key, 0), MAX_TRIES) + 1)
                for key in others
            )
        ):
            tries.left -= 1
            if tries.left < 0:
                return {}
            rest = refund - sum(
                paid[key].worth_between(before.get(key, 0), units)
                for key, units in zip(others, counts, strict=True)
            )
            units = _units_for(rest, paid[last], before.get(last, 0))
            if units:
                return {**dict(zip(others, counts, strict=True)), last: units}
    return {}


def _units_for(amount: int, line: PaidLine, before: int) -> int:
    """Return how many units of a line are worth exactly an amount, 0 if none are."""
    if line.paid <= 0 or not 0 < amount <= line.paid - line.worth(before):
        return 0
    about = part_of_minor_units(line.quantity, amount, line.paid)
    for units in (about, about - 1, about + 1):
        if (
            0 < units <= line.quantity - before
            and line.worth_between(before, units) == amount
        ):
            return units
    return 0

"""Orders that were placed, priced twice: with the rules as they are, and with a draft.

docs/dry-run.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from ..facts.facts import Line
from ..money import ZERO, round_amount
from ..results import LineResult, Result


@dataclass(frozen=True, slots=True)
class ReplayedLine:
    """A line of an order, as far as a report looks at it.

    :param product: the primary key of its product as text.
    :param product_name: what the order calls it.
    :param goods: what was priced; its cost is that of one unit, None if not known.
    :param gross: the factor that turns an amount on the footing of the prices into one
        with taxes.
    :param net: the factor that turns it into one without.
    """

    product: str
    product_name: str
    goods: Line
    gross: Decimal
    net: Decimal


@dataclass(frozen=True, slots=True)
class Replay:
    """An order with what it costs by the rules as they are, and with the draft.

    :param customer: the primary key of the customer as text, None for a guest.
    :param groups: the codes of the groups that the customer is priced as a member of.
    :param channel: the slug of the channel.
    :param currency: that of all amounts.
    :param lines: what was bought, in the order of the results' lines.
    :param shipping_gross: the factor that turns the price of shipping into one with
        taxes.
    :param charged: what was charged, taxes included, before vouchers.
    :param before: by the rules as they are.
    :param after: with the draft; the same object where it cannot concern the order.
    """

    customer: str | None
    groups: tuple[str, ...]
    channel: str
    currency: str
    lines: tuple[ReplayedLine, ...]
    shipping_gross: Decimal
    charged: Decimal
    before: Result
    after: Result

    @property
    def is_touched(self) -> bool:
        """Tell whether the draft changes a price, a gift or shipping."""
        if self.after is self.before:
            return False
        return (
            any(
                before.total != after.total
                for before, after in zip(
                    self.before.lines, self.after.lines, strict=True
                )
            )
            or self.before.shipping_price != self.after.shipping_price
            or units_given(self.before) != units_given(self.after)
        )


# What gifts cost the shop for one unit, by channel and variant.
GiftCosts = Mapping[tuple[str, str], Decimal]


class Worth:
    """What an order comes to by one of the two results. docs/dry-run.md, The report."""

    def __init__(self, replay: Replay, result: Result) -> None:
        self._replay = replay
        self._result = result

    @cached_property
    def line_revenues(self) -> list[Decimal]:
        """What each line comes to, taxes included, before vouchers."""
        return [
            round_amount(result.total * line.gross, self._replay.currency)
            for line, result in self._lines()
        ]

    @cached_property
    def revenue(self) -> Decimal:
        """What the order comes to, taxes and shipping included, before vouchers."""
        shipping = self._result.shipping_price * self._replay.shipping_gross
        return sum(self.line_revenues, ZERO) + round_amount(
            shipping, self._replay.currency
        )

    @property
    def known_revenue(self) -> Decimal:
        """What the lines come to whose cost is known."""
        return sum(
            (
                revenue
                for line, revenue in zip(
                    self._replay.lines, self.line_revenues, strict=True
                )
                if line.goods.cost is not None
            ),
            ZERO,
        )

    def margin(self, gift_costs: GiftCosts) -> Decimal | None:
        """Return what the lines bring above their cost, without taxes.

        Gifts cost what they cost.

        :returns: None if the cost of no line is known.
        """
        known = [
            round_amount(result.total * line.net, self._replay.currency)
            - line.goods.cost * result.quantity
            for line, result in self._lines()
            if line.goods.cost is not None
        ]
        if not known:
            return None
        gifts = (
            gift_costs.get((self._replay.channel, each.variant), ZERO) * each.quantity
            for each in self._result.gifts
        )
        return sum(known, ZERO) - sum(gifts, ZERO)

    def lines_below(self, margin_percent: Decimal = ZERO) -> int:
        """Return how many lines are sold for less than their cost and a margin.

        :param margin_percent: in percent of the cost.
        """
        return sum(
            result.total * 100
            < line.goods.cost * (100 + margin_percent) * result.quantity
            for line, result in self._lines()
            if line.goods.cost is not None
        )

    @property
    def changes(self) -> tuple[Decimal, Decimal]:
        """What groups take off the listing prices, and what they put on.

        On the footing of the prices.
        """
        off = on = ZERO
        for result in self._result.lines:
            for amount in line_changes(result, self._replay.currency):
                if amount < 0:
                    off -= amount
                else:
                    on += amount
        off += sum((each.amount for each in self._result.shipping_promotions), ZERO)
        return off, on

    def _lines(self) -> list[tuple[ReplayedLine, LineResult]]:
        return list(zip(self._replay.lines, self._result.lines, strict=True))


def line_changes(line: LineResult, currency: str) -> list[Decimal]:
    """Return what each list, rule and promotion changes a whole line by.

    As it is recorded of orders: below 0 where the customer pays less.
    """
    running = line.base_price
    reached = [round_amount(running, currency)]
    for price in line.applied_prices:
        running += price.amount
        reached.append(round_amount(running, currency))
    if not line.promotion_kept:
        # The minimum margin may have raised it.
        reached[-1] = line.unit_price
    return [
        *((after - before) * line.quantity for before, after in pairwise(reached)),
        *(-each.amount for each in line.applied_promotions),
    ]


def units_given(result: Result) -> list[tuple[str, int]]:
    """Return the gifts of a result, by variant."""
    return sorted((each.variant, each.quantity) for each in result.gifts)

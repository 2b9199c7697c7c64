"""What a draft would have made of many orders, added up. docs/dry-run.md, The report.

The orders come one by one and are not kept: what is kept grows with the customers and
products that change, not with the orders.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ..money import (
    ZERO,
    from_minor_units,
    part_of_minor_units,
    round_amount,
    to_minor_units,
)
from .dry_run_reports import (
    EDGES,
    Bucket,
    Change,
    DryRunReport,
    Extremes,
    LosingRule,
    Sums,
)
from .replays import GiftCosts, Replay, Worth

# How many customers, products and groups that change most, in each direction.
MOST = 10
# How many rules that lose.
MOST_RULES = 100


@dataclass(slots=True)
class _Sums:
    revenue: Decimal = ZERO
    known_revenue: Decimal = ZERO
    line_revenue: Decimal = ZERO
    discount: Decimal = ZERO
    increase: Decimal = ZERO
    margin: Decimal | None = None
    lines_below_cost: int = 0
    lines_below_floor: int = 0
    gift_units: int = 0


@dataclass(slots=True)
class _Change:
    name: str = ""
    orders: int = 0
    before: Decimal = ZERO
    after: Decimal = ZERO

    @property
    def difference(self) -> Decimal:
        return self.after - self.before


@dataclass(slots=True)
class _Losses:
    orders: int = 0
    lines: int = 0


@dataclass
class DryRunTally:
    """Adds replayed orders up.

    :param currency: that of all orders.
    :param draft_codes: the codes of the draft, and of what it replaces.
    :param floor_percent: the shop's minimum margin, None if there is none.
    :param gift_costs: what may be given away costs the shop.
    """

    currency: str
    draft_codes: Collection[str]
    floor_percent: Decimal | None = None
    gift_costs: GiftCosts = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin without any order."""
        self._orders = self._left_out = self._touched = self._differing = 0
        self._charged = ZERO
        self._before, self._after = _Sums(), _Sums()
        self._customers: dict[str, _Change] = {}
        self._products: dict[str, _Change] = {}
        self._groups: dict[str, _Change] = {}
        self._buckets = [(0, ZERO)] * (2 * len(EDGES) + 1)
        self._losing: dict[str, _Losses] = {}

    def leave_out(self) -> None:
        """Count an order whose facts are no longer there."""
        self._left_out += 1

    def add(self, replay: Replay) -> None:
        """Add an order."""
        before = Worth(replay, replay.before)
        self._orders += 1
        self._charged += replay.charged
        self._differing += replay.charged != before.revenue
        is_same = replay.after is replay.before
        after = before if is_same else Worth(replay, replay.after)
        for sums, worth, result in (
            (self._before, before, replay.before),
            (self._after, after, replay.after),
        ):
            self._sum_up(sums, worth)
            sums.gift_units += sum(each.quantity for each in result.gifts)
        if not replay.is_touched:
            self._put_into_bucket(ZERO, ZERO)
            return
        self._touched += 1
        self._put_into_bucket(before.revenue, after.revenue - before.revenue)
        self._note_changes(replay, before, after)
        self._note_losses(replay)

    def _sum_up(self, sums: _Sums, worth: Worth) -> None:
        sums.revenue += worth.revenue
        sums.known_revenue += worth.known_revenue
        sums.line_revenue += sum(worth.line_revenues, ZERO)
        off, on = worth.changes
        sums.discount += off
        sums.increase += on
        margin = worth.margin(self.gift_costs)
        if margin is not None:
            sums.margin = (sums.margin or ZERO) + margin
        sums.lines_below_cost += worth.lines_below()
        if self.floor_percent is not None:
            sums.lines_below_floor += worth.lines_below(self.floor_percent)

    def _put_into_bucket(self, before: Decimal, difference: Decimal) -> None:
        place = len(EDGES)
        if difference:
            # Without a division, and whatever is put on nothing is the most.
            size = sum(abs(difference) * 100 > before * edge for edge in EDGES)
            place += size if difference > 0 else -size
        number, amount = self._buckets[place]
        self._buckets[place] = number + 1, amount + difference

    def _note_changes(self, replay: Replay, before: Worth, after: Worth) -> None:
        if replay.customer is not None:
            _note(self._customers, replay.customer, before.revenue, after.revenue)
        for code in replay.groups:
            _note(self._groups, code, before.revenue, after.revenue)
        products: dict[str, _Change] = {}
        for line, was, is_now in zip(
            replay.lines, before.line_revenues, after.line_revenues, strict=True
        ):
            change = products.setdefault(line.product, _Change(line.product_name))
            change.before += was
            change.after += is_now
        for key, change in products.items():
            if change.before != change.after:
                _note(
                    self._products, key, change.before, change.after, name=change.name
                )

    def _note_losses(self, replay: Replay) -> None:
        lost: set[str] = set()
        for before, after in zip(replay.before.lines, replay.after.lines, strict=True):
            for code in set(before.applied).difference(after.applied):
                self._losing.setdefault(code, _Losses()).lines += 1
                lost.add(code)
        lost.update(set(replay.before.promotions).difference(replay.after.promotions))
        for code in lost:
            self._losing.setdefault(code, _Losses()).orders += 1

    def report(
        self,
        *,
        group_names: Mapping[str, str],
        rules: Mapping[str, tuple[str, str]],
    ) -> DryRunReport:
        """Return what the orders so far come to.

        :param group_names: by the codes of the groups.
        :param rules: kind and name by the codes of lists, rules and promotions.
        """
        losing = sorted(
            (
                (code, losses)
                for code, losses in self._losing.items()
                if code not in self.draft_codes
            ),
            key=lambda each: (-each[1].orders, each[0]),
        )
        for code, change in self._groups.items():
            change.name = group_names.get(code, code)
        return DryRunReport(
            currency=self.currency,
            orders=self._orders,
            left_out=self._left_out,
            touched_orders=self._touched,
            touched_customers=len(self._customers),
            charged_revenue=self._rounded(self._charged),
            differing_orders=self._differing,
            before=self._sums(self._before),
            after=self._sums(self._after),
            customers=self._extremes(self._customers),
            products=self._extremes(self._products),
            groups=self._extremes(self._groups),
            histogram=tuple(self._histogram()),
            losing=tuple(
                LosingRule(
                    kind=rules[code][0],
                    code=code,
                    name=rules[code][1],
                    orders=losses.orders,
                    lines=losses.lines,
                )
                for code, losses in losing[:MOST_RULES]
                if code in rules
            ),
        )

    def _sums(self, sums: _Sums) -> Sums:
        known = (
            self._percent(sums.known_revenue, sums.line_revenue)
            if sums.line_revenue
            else None
        )
        return Sums(
            revenue=self._rounded(sums.revenue),
            discount=self._rounded(sums.discount),
            increase=self._rounded(sums.increase),
            margin=None if sums.margin is None else self._rounded(sums.margin),
            known_cost_percent=known,
            lines_below_cost=sums.lines_below_cost,
            lines_below_floor=(
                None if self.floor_percent is None else sums.lines_below_floor
            ),
            gift_units=sums.gift_units,
        )

    def _percent(self, part: Decimal, whole: Decimal) -> Decimal:
        units = (
            to_minor_units(part, self.currency),
            to_minor_units(whole, self.currency),
        )
        # To two decimals, as dollars have them.
        return from_minor_units(part_of_minor_units(100_00, *units), "USD")

    def _extremes(self, changes: Mapping[str, _Change]) -> Extremes:
        less = [each for each in changes.items() if each[1].difference < 0]
        more = [each for each in changes.items() if each[1].difference > 0]
        return Extremes(less=self._most(less), more=self._most(more))

    def _most(self, changes: Iterable[tuple[str, _Change]]) -> tuple[Change, ...]:
        ordered = sorted(changes, key=lambda each: (-abs(each[1].difference), each[0]))
        return tuple(
            Change(
                key=key,
                name=change.name,
                orders=change.orders,
                before=self._rounded(change.before),
                after=self._rounded(change.after),
            )
            for key, change in ordered[:MOST]
        )

    def _histogram(self) -> Iterable[Bucket]:
        sizes = list(zip(EDGES, [*EDGES[1:], None], strict=True))
        places: list[tuple[int | None, int | None]] = [
            *(
                (None if above is None else -above, -below)
                for below, above in reversed(sizes)
            ),
            (0, 0),
            *sizes,
        ]
        for (low, high), (number, amount) in zip(places, self._buckets, strict=True):
            yield Bucket(
                from_percent=low,
                until_percent=high,
                orders=number,
                difference=self._rounded(amount),
            )

    def _rounded(self, amount: Decimal) -> Decimal:
        return round_amount(amount, self.currency)


def _note(
    changes: dict[str, _Change],
    key: str,
    before: Decimal,
    after: Decimal,
    *,
    name: str = "",
) -> None:
    change = changes.setdefault(key, _Change(name))
    change.orders += 1
    change.before += before
    change.after += after

"""What returned units of an order are worth; nothing is refunded here."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError

from .... import port
from ....engine import BENEFITS
from ....engine.money import from_minor_units, part_of_minor_units, to_minor_units
from ....engine.pricing.refunds import (
    PaidLine,
    PricedOrder,
    suggest,
    units_behind,
    worth_less_kept,
)
from ....models import AppliedBenefit
from ....port.contract.orders import OrderedLine, OrderedLines
from ...base.refusals import Code, refuse, refuse_all
from .applied_benefits import PROMOTION
from .order_pricing import GIFTS, read_pricing

_FOR_OTHER_UNITS = {
    kind for kind, benefit in BENEFITS.items() if benefit.depends_on_other_units
}


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """Units of a line that come back, and their share of what was paid for it."""

    line_id: str
    quantity: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class RefundSuggestion:
    """What the units that come back are worth, in two readings.

    Amounts are in ``currency``, taxes included, without shipping. ``shared_amount``
    gives every unit its share of what was paid for its line. ``kept_amount`` is what
    was paid less what the units that are kept would have cost; ``promotions`` are the
    names of those that make the two differ. ``refunded_amount`` was refunded before,
    and limits both readings.
    """

    currency: str
    lines: tuple[ReturnedLine, ...]
    shared_amount: Decimal
    kept_amount: Decimal
    promotions: tuple[str, ...]
    refunded_amount: Decimal


def suggest_refund(
    order_id: str, returned: Sequence[tuple[str, int]]
) -> RefundSuggestion:
    """Return what returned units of an order are worth.

    What came back or was refunded before counts, so that any parts add up to what was
    paid. docs/pricing.md, section 7.

    :param order_id: the primary key of the order as text.
    :param returned: the primary keys of lines as text, with the units of each.
    :raises django.core.exceptions.ValidationError: there is no such order, or a line
        has fewer units.
    """
    order = port.ordered_lines(order_id)
    if order is None:
        raise refuse("order_id", Code.NOT_FOUND, "There is no such order.")
    refuse_all(_mistakes(returned, {line.line_id: line for line in order.lines}))
    quantities = dict(returned)
    currency = order.currency

    def amount(units: int) -> Decimal:
        return from_minor_units(units, currency)

    paid = {
        line.line_id: PaidLine(
            line.quantity, to_minor_units(line.paid_amount, currency), line.tax_ratio
        )
        for line in order.lines
    }
    before = _returned_before(order, paid, quantities)
    worth = _Worth(order_id, paid)
    suggestion = suggest(
        paid,
        quantities,
        before=before,
        refunded=to_minor_units(order.refunded_amount, currency),
        less_kept=worth.less_kept,
    )
    return RefundSuggestion(
        currency=currency,
        lines=tuple(
            ReturnedLine(line_id, quantity, amount(suggestion.by_line[line_id]))
            for line_id, quantity in returned
        ),
        shared_amount=amount(suggestion.shared),
        kept_amount=amount(suggestion.kept),
        promotions=(
            worth.names_of_lost(Counter(before) + Counter(quantities))
            if suggestion.kept != suggestion.shared
            else ()
        ),
        refunded_amount=order.refunded_amount,
    )


def _returned_before(
    order: OrderedLines, paid: Mapping[str, PaidLine], quantities: Mapping[str, int]
) -> dict[str, int]:
    """Return the units that came back before, as far as that is known or likely."""
    likely = {line_id: paid[line_id] for line_id in quantities} | dict(paid)
    refunds = [
        to_minor_units(amount, order.currency) for amount in order.unknown_refunds
    ]
    guessed = units_behind(refunds, likely)
    units_by_line = {}
    for line in order.lines:
        units = line.returned_units or guessed.get(line.line_id, 0)
        units = min(units, line.quantity - quantities.get(line.line_id, 0))
        if units:
            units_by_line[line.line_id] = units
    return units_by_line


class _Worth:
    """What was paid for an order less what a part of it would have cost."""

    def __init__(self, order_id: str, paid: Mapping[str, PaidLine]) -> None:
        self._paid = paid
        self._units = {line_id: line.quantity for line_id, line in paid.items()}
        self._benefits = list(
            AppliedBenefit.objects.filter(order_id=order_id, kind=PROMOTION).exclude(
                order_line_id=""
            )
        )
        self._order: PricedOrder | None = None
        if self._benefits:
            order = read_pricing(order_id)
            if order is not None and order.is_as_placed(self._units):
                self._order = order

    def less_kept(self, returned: Mapping[str, int]) -> int:
        """Return this value in minor units, given the returned units."""
        if self._order is not None:
            return worth_less_kept(self._order, self._paid, self._kept(returned))
        shares = sum(self._paid[key].worth(units) for key, units in returned.items())
        return shares - sum(self._lost(returned).values())

    def names_of_lost(self, returned: Mapping[str, int]) -> tuple[str, ...]:
        """Return the promotions that give less, or more, on what is kept."""
        if self._order is None:
            return tuple(self._lost(returned))
        kept = self._kept(returned)
        whole = self._order.cost_of(self._units).taken_off
        part = self._order.cost_of(kept).taken_off
        codes = {
            code
            for code, line_id in {**whole, **part}
            if part.get((code, line_id), 0)
            != part_of_minor_units(
                whole.get((code, line_id), 0), kept[line_id], self._units[line_id]
            )
        }
        return tuple(
            dict.fromkeys(each.name for each in self._benefits if each.code in codes)
        )

    def _kept(self, returned: Mapping[str, int]) -> dict[str, int]:
        return {
            line_id: units - returned.get(line_id, 0)
            for line_id, units in self._units.items()
        }

    def _lost(self, returned: Mapping[str, int]) -> dict[str, int]:
        """Return what kept units have from promotions that need returned ones, by name.

        For orders without a stored pricing: such a promotion is lost if any unit that
        it was given for has come back.
        """
        lines: dict[str, list[AppliedBenefit]] = defaultdict(list)
        for benefit in self._benefits:
            if (
                benefit.benefit_kind in _FOR_OTHER_UNITS
                and benefit.order_line_id in self._paid
            ):
                lines[benefit.name].append(benefit)
        lost = {}
        for name, benefits in lines.items():
            touched = {each.order_line_id for each in benefits}
            if any(each.benefit_kind in GIFTS for each in benefits):
                # Of a gift it is not known for which units it was given.
                touched = set(self._paid) - touched
            if touched.isdisjoint(returned):
                continue
            amount = sum(self._part_kept(each, returned) for each in benefits)
            if amount:
                lost[name] = amount
        return lost

    def _part_kept(self, benefit: AppliedBenefit, returned: Mapping[str, int]) -> int:
        line = self._paid[benefit.order_line_id]
        discount = to_minor_units(-benefit.amount * line.tax_ratio, benefit.currency)
        kept = line.quantity - returned.get(benefit.order_line_id, 0)
        return part_of_minor_units(discount, kept, line.quantity)


def _mistakes(
    returned: Sequence[tuple[str, int]], ordered: Mapping[str, OrderedLine]
) -> Iterator[ValidationError]:
    if not returned:
        yield refuse("lines", Code.REQUIRED, "Name the units that come back.")
    places: dict[str, int] = {}
    for place, (line_id, quantity) in enumerate(returned):
        line = ordered.get(line_id)
        if line is None:
            yield refuse(
                f"lines.{place}.line_id", Code.NOT_FOUND, "The order has no such line."
            )
        elif mistake := _mistake_in_quantity(line, quantity):
            yield refuse(f"lines.{place}.quantity", Code.INVALID, mistake)
        if places.setdefault(line_id, place) != place:
            yield refuse(
                f"lines.{place}.line_id",
                Code.UNIQUE,
                f"The same line is given twice, first as number {places[line_id] + 1}.",
            )


def _mistake_in_quantity(line: OrderedLine, quantity: int) -> str:
    gone = min(line.refunded_units + line.replaced_units, line.quantity)
    left = line.quantity - gone
    if 1 <= quantity <= left:
        return ""
    if not gone:
        if line.quantity == 1:
            return "The line has 1 unit: give 1."
        return f"The line has {line.quantity} units; give 1 to {line.quantity}."
    if not left:
        return "All units of the line were refunded or replaced."
    were = "was" if gone == 1 else "were"
    fate = (
        f"Of the {line.quantity} units of the line {gone} {were} refunded or replaced"
    )
    return f"{fate}; give {left}." if left == 1 else f"{fate}; give 1 to {left}."

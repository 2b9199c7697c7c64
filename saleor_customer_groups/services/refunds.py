"""What giving back some units of an order is worth; nothing is refunded here."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError

from .. import port
from ..engine.money import round_amount
from ..models import AppliedBenefit
from ..port.contract import OrderedLine
from .applied import PROMOTION
from .refusals import Code, refuse, refuse_all

# Benefits that ask for other units to be bought. What they gave may no longer be due
# when some of these come back.
_FOR_OTHER_UNITS = ("bundle", "buy_x_get_y", "gift")


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """Units of a line that come back, and the share of its price that they bear."""

    line_id: str
    quantity: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class RefundSuggestion:
    """What the units that come back are worth, in two readings.

    Amounts are in ``currency``, taxes included, without shipping. ``shared_amount``
    has every unit bear its share of what was paid for its line. ``kept_amount`` takes
    off what the promotions in ``promotions`` gave on units that are kept, as if these
    were now paid for at their price; without such promotions the two are the same.
    """

    currency: str
    lines: tuple[ReturnedLine, ...]
    shared_amount: Decimal
    kept_amount: Decimal
    promotions: tuple[str, ...]


def suggest_refund(
    order_id: str, returned: Sequence[tuple[str, int]]
) -> RefundSuggestion:
    """Return what giving back units of an order is worth.

    What was refunded before is not known here.

    :param order_id: the primary key of the order as text.
    :param returned: the primary keys of lines as text, with the units of each.
    :raises django.core.exceptions.ValidationError: there is no such order, or not so
        much of a line.
    """
    ordered = port.ordered_lines(order_id)
    if ordered is None:
        raise refuse("order_id", Code.NOT_FOUND, "There is no such order.")
    by_id = {line.line_id: line for line in ordered}
    refuse_all(_mistakes(returned, by_id))
    quantities = dict(returned)
    lines = tuple(
        ReturnedLine(line_id, quantity, _share(by_id[line_id], quantity))
        for line_id, quantity in returned
    )
    shared = sum((line.amount for line in lines), Decimal(0))
    kept = {
        line.line_id: line.quantity - quantities.get(line.line_id, 0)
        for line in ordered
    }
    given: dict[str, Decimal] = defaultdict(Decimal)
    benefits = AppliedBenefit.objects.filter(
        order_id=order_id, kind=PROMOTION, benefit_kind__in=_FOR_OTHER_UNITS
    )
    for benefit in benefits:
        line = by_id.get(benefit.order_line_id)
        if line is not None and kept[line.line_id]:
            given[benefit.name] += (
                -benefit.amount * line.gross_ratio * kept[line.line_id] / line.quantity
            )
    currency = ordered[0].currency if ordered else ""
    off = round_amount(sum(given.values(), Decimal(0)), currency)
    return RefundSuggestion(
        currency=currency,
        lines=lines,
        shared_amount=shared,
        kept_amount=max(shared - off, Decimal(0)),
        promotions=tuple(name for name, amount in given.items() if amount),
    )


def _share(line: OrderedLine, quantity: int) -> Decimal:
    return round_amount(line.paid_amount * quantity / line.quantity, line.currency)


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
        elif not 1 <= quantity <= line.quantity:
            yield refuse(
                f"lines.{place}.quantity",
                Code.INVALID,
                f"The line has {line.quantity} units; give 1 to {line.quantity}.",
            )
        if places.setdefault(line_id, place) != place:
            yield refuse(
                f"lines.{place}.line_id",
                Code.UNIQUE,
                f"The same line stands at place {places[line_id]} too.",
            )

"""Checkouts that become orders, and what was paid in an order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from ... import engine
from .quotes import LineQuote


class Completion(NamedTuple):
    """A checkout that is about to become an order, at what it was quoted.

    ``email`` is that of the order; ``promotions`` are the codes of all that give
    anything to it. Where it ``is_paid`` already it counts, whatever the limits.
    """

    checkout_key: str
    customer_id: int | None
    email: str
    promotions: tuple[str, ...]
    is_paid: bool = False


@dataclass(frozen=True, slots=True)
class SoldLine:
    """A line of an order whose price a group made.

    ``cost_amount`` is what one unit costs the shop, none where that is not known. What
    a group made of shipping is a line without an id and without a variant.
    """

    line_id: str
    variant_id: int | None
    sku: str
    quantity: int
    currency: str
    cost_amount: Decimal | None
    quote: LineQuote


class PlacedOrder(NamedTuple):
    """A placed order of which something of ours may be missing.

    ``checkout_key`` is empty for a draft order, ``customer_id`` None for a guest;
    ``is_undone`` says that it was cancelled or has expired. ``read_lines`` gives the
    lines whose price a group made; ``stamp`` notes the customer's groups on it where
    that is not done, by a function that takes ``customer_id`` and ``at``.
    """

    id: str
    checkout_key: str
    customer_id: int | None
    email: str
    placed_at: datetime
    is_undone: bool
    read_lines: Callable[[], Sequence[SoldLine]]
    stamp: Callable[[Callable[..., str]], None]


class OrderedLine(NamedTuple):
    """What was paid for a line of an order, vouchers and taxes included.

    ``tax_ratio`` is what an amount on the footing of the channel's prices has to be
    multiplied by to be one with taxes. ``refunded_units`` are known to be paid back or
    to have been replaced, ``returned_units`` to have come back in any way.
    """

    line_id: str
    quantity: int
    paid_amount: Decimal
    tax_ratio: Decimal
    refunded_units: int = 0
    replaced_units: int = 0
    returned_units: int = 0


class OrderedLines(NamedTuple):
    """The lines of an order, and what was refunded of it.

    ``refunded_amount`` is without what is known to be for shipping.
    ``unknown_refunds`` are the amounts of refunds of which it is not known for which
    units they were, the earliest first: on 2.10 all of them.
    """

    currency: str
    lines: tuple[OrderedLine, ...]
    refunded_amount: Decimal
    unknown_refunds: tuple[Decimal, ...] = ()


class OrderedGoods(NamedTuple):
    """What was bought in a line of an order, as the engine takes it.

    The price is that of one unit before vouchers, on the footing of the channel.
    """

    line_id: str
    goods: engine.Line


# A statement and its parameters.
Sql = tuple[str, tuple[Any, ...]]

"""Checkouts that become orders, and what was paid in an order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from ... import engine
from .quotes import LineQuote


class Completion(NamedTuple):
    """A checkout that is about to become an order at its quoted prices.

    :param checkout_key: its primary key as text.
    :param customer_id: None for a guest.
    :param email: that of the order.
    :param promotions: the codes of all promotions that give anything to it.
    :param is_paid: tells whether money was captured already: its uses then count,
        whatever the limits.
    """

    checkout_key: str
    customer_id: int | None
    email: str
    promotions: tuple[str, ...]
    is_paid: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class SoldLine:
    """A line of an order whose price a group made.

    A discount on shipping is a line without an id and without a variant.

    :param line_id: its primary key as text, empty for shipping.
    :param variant_id: None for shipping, or if the variant was deleted.
    :param sku: empty for shipping, or if the variant has none.
    :param quantity: how many units were sold.
    :param currency: that of all amounts.
    :param cost_amount: what one unit costs the shop, None if that is not known.
    :param quote: the price with what made it.
    """

    line_id: str
    variant_id: int | None
    sku: str
    quantity: int
    currency: str
    cost_amount: Decimal | None
    quote: LineQuote


class SoldLines(NamedTuple):
    """The lines of an order whose price a group made.

    :param lines: gift lines are among them; shipping is the last, without an id.
    :param read_goods: reads what was bought in all lines of the order, in the order of
        the checkout's lines.
    """

    lines: Sequence[SoldLine]
    read_goods: Callable[[], Sequence["OrderedGoods"]]


def sold_shipping(quote: LineQuote, *, currency: str) -> SoldLine:
    """Return the line for what promotions took off the shipping price of an order.

    :param quote: what shipping costs.
    :param currency: that of the order.
    """
    return SoldLine(
        line_id="",
        variant_id=None,
        sku="",
        quantity=1,
        currency=currency,
        cost_amount=None,
        quote=quote,
    )


class PlacedOrder(NamedTuple):
    """A placed order whose record may be missing.

    :param id: its primary key as text.
    :param checkout_key: the primary key of its checkout as text, empty for a draft
        order.
    :param customer_id: None for a guest.
    :param email: that of the order.
    :param placed_at: when it was placed.
    :param is_undone: whether it was cancelled or has expired.
    :param read_lines: reads the lines whose price a group made.
    :param stamp: stores the customer's groups on it unless they are there; takes a
        function of ``customer_id`` and ``at`` that returns their codes.
    """

    id: str
    checkout_key: str
    customer_id: int | None
    email: str
    placed_at: datetime
    is_undone: bool
    read_lines: Callable[[], SoldLines]
    stamp: Callable[[Callable[..., str]], None]


class BasketLine(NamedTuple):
    """Goods that somebody has bought, or is about to.

    :param line_id: the primary key of the order's line as text.
    :param variant_id: the primary key of the variant.
    :param quantity: how many units.
    """

    line_id: str
    variant_id: int
    quantity: int


class OrderBasket(NamedTuple):
    """What an order was priced from, so that its prices can be asked for again.

    :param order_id: its primary key as text.
    :param customer_id: None for a guest, and if the account was erased.
    :param is_draft: whether it is a draft, which is priced as of now.
    :param placed_at: when it was placed, or the draft created.
    :param group_codes: the groups that were stored on it, as ``codes.listed`` writes
        them; empty where none are.
    :param channel: the slug of its channel.
    :param currency: that of all amounts.
    :param lines: what was bought, in the order of the checkout's lines: without gifts,
        and without deleted variants.
    :param has_voucher: whether a voucher of Saleor counts in it.
    :param shipping_amount: what shipping cost before promotions of groups, on the
        footing on which the channel enters its prices.
    """

    order_id: str
    customer_id: int | None
    is_draft: bool
    placed_at: datetime
    group_codes: str
    channel: str
    currency: str
    lines: tuple[BasketLine, ...]
    has_voucher: bool
    shipping_amount: Decimal


class OrderedLine(NamedTuple):
    """What was paid for a line of an order.

    :param line_id: its primary key as text.
    :param quantity: how many units were ordered.
    :param paid_amount: vouchers and taxes included, in the currency of the order.
    :param tax_ratio: the factor that turns an amount on the footing of the channel's
        prices into one with taxes.
    :param refunded_units: how many are known to be refunded.
    :param replaced_units: how many were replaced.
    :param returned_units: how many have come back in any way.
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

    :param currency: that of all amounts.
    :param lines: in the order of the checkout's lines.
    :param refunded_amount: without what is known to be for shipping.
    :param unknown_refunds: the amounts of refunds for unknown units, the earliest
        first; on 2.10 these are all refunds.
    """

    currency: str
    lines: tuple[OrderedLine, ...]
    refunded_amount: Decimal
    unknown_refunds: tuple[Decimal, ...] = ()


class OrderedGoods(NamedTuple):
    """What was bought in a line of an order.

    :param line_id: its primary key as text.
    :param goods: as the engine takes it; the price is that of one unit before vouchers,
        on the footing on which the channel enters its prices.
    """

    line_id: str
    goods: engine.Line


# A statement and its parameters.
Sql = tuple[str, tuple[Any, ...]]


def together(parts: Sequence[Sql]) -> Sql:
    """Return statements as one, whose parts PostgreSQL can work on at once."""
    return (
        " UNION ALL ".join(f"({sql})" for sql, _ in parts),
        tuple(each for _, parameters in parts for each in parameters),
    )

"""Orders that were placed, as they were sold, to be priced again."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from ... import engine


class Span(NamedTuple):
    """Which past orders are meant, of those that count (docs/dry-run.md).

    :param since: placed then or later.
    :param until: placed before.
    :param currency: that of the orders, None for any.
    :param channel: the slug of the channel, None for all.
    """

    since: datetime
    until: datetime
    currency: str | None = None
    channel: str | None = None


class TaxRatios(NamedTuple):
    """The factors that turn an amount on the footing of the channel's prices.

    :param gross: into one with taxes.
    :param net: into one without.
    """

    gross: Decimal = Decimal(1)
    net: Decimal = Decimal(1)


class PastLine(NamedTuple):
    """A line of an order as it was sold; gifts of ours are none.

    :param line_id: its primary key as text.
    :param product_name: what the order calls it.
    :param goods: as the engine takes it. Listing price, promotion of Saleor and
        quantity are those of then, everything else is as it is now, the cost included.
    :param charged_amount: what was charged for the whole line before vouchers, on the
        footing on which the channel enters its prices.
    :param taxes: those of the line.
    """

    line_id: str
    product_name: str
    goods: engine.Line
    charged_amount: Decimal
    taxes: TaxRatios


class PastOrder(NamedTuple):
    """A placed order as it was sold.

    :param order_id: its primary key as text.
    :param customer_id: None for a guest, and if the account was erased.
    :param email: that of the order.
    :param placed_at: when its prices were found.
    :param group_codes: the groups that were stored on it, as ``codes.listed`` writes
        them; empty where none are.
    :param channel: the slug of its channel.
    :param currency: that of all amounts.
    :param lines: what was bought, in the order of the checkout's lines.
    :param has_voucher: whether a voucher of Saleor counted in it.
    :param is_by_staff: whether staff wrote it, so that no promotion of a group counts.
    :param is_whole: whether all that was bought still exists.
    :param shipping_amount: what shipping cost before promotions of groups, on the
        footing on which the channel enters its prices.
    :param shipping_charged_amount: the same after them.
    :param shipping_taxes: those of shipping.
    """

    order_id: str
    customer_id: int | None
    email: str
    placed_at: datetime
    group_codes: str
    channel: str
    currency: str
    lines: tuple[PastLine, ...]
    has_voucher: bool
    is_by_staff: bool
    is_whole: bool
    shipping_amount: Decimal
    shipping_charged_amount: Decimal
    shipping_taxes: TaxRatios = TaxRatios()


class PastOrders(NamedTuple):
    """Some past orders, and where the next ones begin.

    :param orders: the earliest first.
    :param next_from: tells ``past_orders`` where to go on, None after the last one.
    """

    orders: tuple[PastOrder, ...]
    next_from: str | None


def ratios(
    *, gross: Decimal, net: Decimal, tax_rate: Decimal | None, with_taxes: bool
) -> TaxRatios:
    """Return the factors for what was sold at a price.

    :param gross: the price with taxes.
    :param net: the price without.
    :param tax_rate: between 0 and 1, for what was free.
    :param with_taxes: whether the channel enters its prices with taxes.
    """
    if not (gross and net):
        gross, net = 1 + (tax_rate or Decimal(0)), Decimal(1)
    if with_taxes:
        return TaxRatios(net=net / gross)
    return TaxRatios(gross=gross / net)


def usual_ratios(lines: Iterable[TaxRatios]) -> TaxRatios:
    """Return the factors of most of the goods, for what has none of its own."""
    found = list(lines)
    return max(found, key=found.count, default=TaxRatios())

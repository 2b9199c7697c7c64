"""What reports say of groups, calculated from sums. docs/reports.md, Metrics."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from ..money import round_fraction, round_fraction_of


@dataclass(frozen=True, slots=True)
class Sums:
    """What the orders of some customers in a period come to, in one currency.

    ``revenue`` and ``orders`` include those of guests and erased accounts, where they
    are asked for; ``customer_revenue`` and ``customer_orders`` do not.
    ``lifetime_amount`` is the revenue of all their orders ever. ``earlier_buyers`` have
    bought in the period of the same length before, ``returning_buyers`` in both.
    ``margin_amount`` is None if no cost is known. ``early_payment_amount`` is what was
    written off of orders on terms that were paid early. For the other amounts see
    ``models.OrderFigures``.
    """

    customers: int
    buyers: int
    earlier_buyers: int
    returning_buyers: int
    orders: int
    customer_orders: int
    revenue: Decimal
    customer_revenue: Decimal
    lifetime_amount: Decimal
    listed_amount: Decimal
    discount_amount: Decimal
    increase_amount: Decimal
    early_payment_amount: Decimal
    goods_amount: Decimal
    costed_amount: Decimal
    margin_amount: Decimal | None
    joined: int | None = None
    left: int | None = None


def added(parts: Iterable[Sums]) -> Sums:
    """Return what the orders of parts of a shop that share no customer come to."""
    found = list(parts)
    margins = [each.margin_amount for each in found if each.margin_amount is not None]

    def total(name: str) -> Any:
        return sum((getattr(each, name) for each in found), 0)

    return Sums(
        customers=total("customers"),
        buyers=total("buyers"),
        earlier_buyers=total("earlier_buyers"),
        returning_buyers=total("returning_buyers"),
        orders=total("orders"),
        customer_orders=total("customer_orders"),
        revenue=Decimal(total("revenue")),
        customer_revenue=Decimal(total("customer_revenue")),
        lifetime_amount=Decimal(total("lifetime_amount")),
        listed_amount=Decimal(total("listed_amount")),
        discount_amount=Decimal(total("discount_amount")),
        increase_amount=Decimal(total("increase_amount")),
        early_payment_amount=Decimal(total("early_payment_amount")),
        goods_amount=Decimal(total("goods_amount")),
        costed_amount=Decimal(total("costed_amount")),
        margin_amount=sum(margins, Decimal()) if margins else None,
    )


class ReportMetric(StrEnum):
    """What a report says of a group."""

    CUSTOMERS = "customers"
    REVENUE = "revenue"
    ORDERS = "orders"
    AVERAGE_ORDER_VALUE = "average_order_value"
    ORDER_FREQUENCY = "order_frequency"
    ORDERS_PER_CUSTOMER = "orders_per_customer"
    REVENUE_PER_CUSTOMER = "revenue_per_customer"
    LIFETIME_VALUE = "lifetime_value"
    BUYERS = "buyers"
    RETENTION = "retention"
    DISCOUNT = "discount"
    DISCOUNT_RATE = "discount_rate"
    INCREASE = "increase"
    EARLY_PAYMENT_DISCOUNT = "early_payment_discount"
    MARGIN = "margin"
    NET_MARGIN = "net_margin"
    COST_COVERAGE = "cost_coverage"
    JOINED = "joined"
    LEFT = "left"


class Unit(StrEnum):
    """What a metric is measured in."""

    AMOUNT = "amount"
    NUMBER = "number"
    PERCENT = "percent"


class Beside(StrEnum):
    """What stands beside a metric."""

    SHARE = "share"
    DIFFERENCE = "difference"
    SHARE_OF_CUSTOMERS = "share_of_customers"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric of some customers, None where it does not exist.

    ``of_all`` is the same of the whole shop. ``share`` and ``difference`` are in
    percent: of it and from it, calculated before anything is rounded.
    """

    metric: ReportMetric
    unit: Unit
    value: Decimal | None
    of_all: Decimal | None
    share: Decimal | None
    difference: Decimal | None


_Formula = Callable[[Sums, Fraction], Fraction | None]

_AMOUNT, _NUMBER, _PERCENT = Unit.AMOUNT, Unit.NUMBER, Unit.PERCENT
_SHARE, _DIFFERENCE, _NOTHING = Beside.SHARE, Beside.DIFFERENCE, Beside.NOTHING


def _exact(value: Decimal | int | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _ratio(part: Decimal | int | None, whole: Decimal | int) -> Fraction | None:
    return None if part is None or not whole else Fraction(part) / Fraction(whole)


def _percent(part: Decimal | int | None, whole: Decimal | int) -> Fraction | None:
    ratio = _ratio(part, whole)
    return None if ratio is None else 100 * ratio


def _frequency(sums: Sums, years: Fraction) -> Fraction | None:
    ratio = _ratio(sums.customer_orders, sums.customers)
    return None if ratio is None else ratio / years


_M = ReportMetric
_FORMULAS: Mapping[ReportMetric, tuple[Unit, Beside, _Formula]] = {
    _M.CUSTOMERS: (_NUMBER, _SHARE, lambda s, _: _exact(s.customers)),
    _M.REVENUE: (_AMOUNT, _SHARE, lambda s, _: _exact(s.revenue)),
    _M.ORDERS: (_NUMBER, _SHARE, lambda s, _: _exact(s.orders)),
    _M.AVERAGE_ORDER_VALUE: (
        _AMOUNT,
        _DIFFERENCE,
        lambda s, _: _ratio(s.revenue, s.orders),
    ),
    _M.ORDER_FREQUENCY: (_NUMBER, _DIFFERENCE, _frequency),
    _M.ORDERS_PER_CUSTOMER: (
        _NUMBER,
        _DIFFERENCE,
        lambda s, _: _ratio(s.customer_orders, s.customers),
    ),
    _M.REVENUE_PER_CUSTOMER: (
        _AMOUNT,
        _DIFFERENCE,
        lambda s, _: _ratio(s.customer_revenue, s.customers),
    ),
    _M.LIFETIME_VALUE: (
        _AMOUNT,
        _DIFFERENCE,
        lambda s, _: _ratio(s.lifetime_amount, s.customers),
    ),
    _M.BUYERS: (_NUMBER, Beside.SHARE_OF_CUSTOMERS, lambda s, _: _exact(s.buyers)),
    _M.RETENTION: (
        _PERCENT,
        _NOTHING,
        lambda s, _: _percent(s.returning_buyers, s.earlier_buyers),
    ),
    _M.DISCOUNT: (_AMOUNT, _SHARE, lambda s, _: _exact(s.discount_amount)),
    _M.DISCOUNT_RATE: (
        _PERCENT,
        _NOTHING,
        lambda s, _: _percent(s.discount_amount, s.listed_amount),
    ),
    _M.INCREASE: (_AMOUNT, _SHARE, lambda s, _: _exact(s.increase_amount)),
    _M.EARLY_PAYMENT_DISCOUNT: (
        _AMOUNT,
        _SHARE,
        lambda s, _: _exact(s.early_payment_amount),
    ),
    _M.MARGIN: (_AMOUNT, _SHARE, lambda s, _: _exact(s.margin_amount)),
    _M.NET_MARGIN: (
        _PERCENT,
        _NOTHING,
        lambda s, _: _percent(s.margin_amount, s.costed_amount),
    ),
    _M.COST_COVERAGE: (
        _PERCENT,
        _NOTHING,
        lambda s, _: _percent(s.costed_amount, s.goods_amount),
    ),
    _M.JOINED: (_NUMBER, _NOTHING, lambda s, _: _exact(s.joined)),
    _M.LEFT: (_NUMBER, _NOTHING, lambda s, _: _exact(s.left)),
}


def measure(
    sums: Sums, *, of_all: Sums, years: Fraction, currency: str
) -> list[Figure]:
    """Return all metrics of some customers beside those of the whole shop.

    docs/reports.md, Metrics.

    :param of_all: what all orders of the shop come to.
    :param years: how long the period is, more than 0.
    :param currency: a known currency code, that of all amounts.
    """
    return [_figure(metric, sums, of_all, years, currency) for metric in _FORMULAS]


def _figure(
    metric: ReportMetric, sums: Sums, of_all: Sums, years: Fraction, currency: str
) -> Figure:
    unit, beside, formula = _FORMULAS[metric]
    value, whole = formula(sums, years), formula(of_all, years)
    share = difference = None
    if value is not None:
        if beside is Beside.SHARE_OF_CUSTOMERS:
            whole_of_it: Fraction | None = Fraction(sums.customers)
        else:
            whole_of_it = whole
        if whole_of_it:
            percent = 100 * value / whole_of_it
            if beside is _DIFFERENCE:
                difference = percent - 100
            elif beside is not _NOTHING:
                share = percent

    def rounded(exact: Fraction | None) -> Decimal | None:
        if exact is None:
            return None
        if unit is _AMOUNT:
            return round_fraction_of(exact, currency)
        return round_fraction(exact)

    return Figure(
        metric=metric,
        unit=unit,
        value=rounded(value),
        of_all=rounded(whole),
        share=None if share is None else round_fraction(share),
        difference=None if difference is None else round_fraction(difference),
    )

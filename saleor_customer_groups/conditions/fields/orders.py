"""Fields about what a customer's orders come to."""

from datetime import datetime

from django.db.models import Q, Sum

from ...engine.base.values import Fact
from .. import operators, values
from .base import Column, Field, InCurrency, Leaf, OverPeriod, Rows, Sources


def totals(sources: Sources) -> Rows:
    """Return what all orders of a customer come to."""
    return Rows("totals", sources.totals, at="last_order_at")


class OrderField(Field):
    """A field that is calculated from the figures of orders."""

    operators = operators.NUMBER

    def rows(self, leaf: Leaf, sources: Sources, now: datetime) -> Rows:
        """Return the orders that are summed up, as totals where all of them count."""
        if leaf.arguments.period.begins_at(now) is None:
            return totals(sources)
        return Rows("orders", sources.orders)

    def counted(self, arguments: Fact, now: datetime) -> Q | None:
        """Return which orders count, None for all.

        :param arguments: of a field that has a period, or also a currency.
        """
        condition = Q()
        if isinstance(arguments, OverPeriod):
            condition &= arguments.period.within(now)
        if isinstance(arguments, InCurrency):
            condition &= Q(currency=arguments.currency)
        return condition or None


class RevenueField(OrderField):
    """An amount of the orders in a currency, summed up."""

    kind = values.AMOUNT
    arguments = InCurrency

    def __init__(self, name: str, title: str, description: str, *, of: str) -> None:
        super().__init__(name, title, description)
        self.amount = of

    def column(self, leaf: Leaf, sources: Sources, now: datetime) -> Column:
        """Return the sum, 0 without orders."""
        counted = self.counted(leaf.arguments, now)
        return Column(
            self.rows(leaf, sources, now),
            parts={"amount": Sum(self.amount, filter=counted)},
            value="{amount}",
            or_zero=True,
            begins_at=leaf.arguments.period.begins_at(now),
        )


class OrderCountField(OrderField):
    """How many orders there are, whatever their currency."""

    kind = values.COUNT
    arguments = OverPeriod

    def column(self, leaf: Leaf, sources: Sources, now: datetime) -> Column:
        """Return the number, 0 without orders."""
        counted = self.counted(leaf.arguments, now)
        return Column(
            self.rows(leaf, sources, now),
            parts={"orders": Sum("orders", filter=counted)},
            value="{orders}",
            or_zero=True,
            begins_at=leaf.arguments.period.begins_at(now),
        )


class AverageOrderField(OrderField):
    """The net revenue divided by the number of orders, in a currency."""

    kind = values.AMOUNT
    operators = (*operators.NUMBER, *operators.PRESENCE)
    arguments = InCurrency

    def column(self, leaf: Leaf, sources: Sources, now: datetime) -> Column:
        """Return the fraction, which does not exist without orders."""
        counted = self.counted(leaf.arguments, now)
        return Column(
            self.rows(leaf, sources, now),
            parts={
                "amount": Sum("net_amount", filter=counted),
                "orders": Sum("orders", filter=counted),
            },
            value="{amount}",
            per="NULLIF({orders}, 0)",
            begins_at=leaf.arguments.period.begins_at(now),
        )


class HasOrderedField(OrderField):
    """Whether there is any order."""

    kind = values.YES_OR_NO
    operators = operators.EQUALITY

    def column(self, leaf: Leaf, sources: Sources, now: datetime) -> Column:
        """Return whether there is one."""
        return Column(
            totals(sources),
            parts={"orders": Sum("orders")},
            value="({orders} IS NOT NULL)",
        )


FIELDS: tuple[Field, ...] = (
    RevenueField(
        "net_revenue",
        "Net revenue",
        "The totals of the orders, taxes included, less what was refunded.",
        of="net_amount",
    ),
    OrderCountField(
        "order_count", "Number of orders", "How many orders the customer has placed."
    ),
    AverageOrderField(
        "average_order_value",
        "Average order value",
        "The net revenue divided by the number of orders.",
    ),
    RevenueField(
        "gross_margin",
        "Gross margin",
        "What the lines with a known cost brought above it, without taxes.",
        of="margin_amount",
    ),
    HasOrderedField("has_ordered", "Has ordered", "Whether there is any order."),
)

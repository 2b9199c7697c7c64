"""Fields about how a customer pays, and what they are refunded."""

from datetime import datetime
from enum import StrEnum

from django.db.models import Sum

from .. import operators
from ..values import PERCENT, ValueKind
from .base import Column, Field, InCurrency, Leaf, OverPeriod, Sources
from .orders import OrderField


class PaymentHistory(StrEnum):
    """How the orders of a period were paid."""

    EXCELLENT = "excellent"
    GOOD = "good"
    POOR = "poor"
    NONE = "none"


_HISTORY = f"""(CASE
  WHEN COALESCE({{orders}}, 0) = 0 THEN '{PaymentHistory.NONE}'
  WHEN {{paid}} = {{orders}} AND {{refunded}} = 0 THEN '{PaymentHistory.EXCELLENT}'
  WHEN {{paid}} * 10 >= {{orders}} * 9 THEN '{PaymentHistory.GOOD}'
  ELSE '{PaymentHistory.POOR}' END)"""


class PaymentHistoryField(OrderField):
    """How the orders of a period were paid."""

    kind = ValueKind("payment_history", PaymentHistory)
    operators = operators.CHOICE
    arguments = OverPeriod

    def column(self, leaf: Leaf, sources: Sources, now: datetime) -> Column:
        """Return one of ``PaymentHistory``."""
        counted = self.counted(leaf.arguments, now)
        return Column(
            self.rows(leaf, sources, now),
            parts={
                "orders": Sum("orders", filter=counted),
                "paid": Sum("paid_orders", filter=counted),
                "refunded": Sum("refunded_orders", filter=counted),
            },
            value=_HISTORY,
            begins_at=leaf.arguments.period.begins_at(now),
        )


class RefundRateField(OrderField):
    """How much of the revenue was refunded, in percent."""

    kind = PERCENT
    operators = (*operators.NUMBER, *operators.PRESENCE)
    arguments = InCurrency

    def column(self, leaf: Leaf, sources: Sources, now: datetime) -> Column:
        """Return the fraction, which does not exist without revenue."""
        counted = self.counted(leaf.arguments, now)
        return Column(
            self.rows(leaf, sources, now),
            parts={
                "refunded": Sum("refunded_amount", filter=counted),
                "revenue": Sum("gross_amount", filter=counted),
            },
            value="{refunded} * 100",
            per="NULLIF({revenue}, 0)",
            begins_at=leaf.arguments.period.begins_at(now),
        )


FIELDS: tuple[Field, ...] = (
    PaymentHistoryField(
        "payment_history",
        "Payment history",
        "Excellent: every order fully paid, none refunded in full. Good: at least 90 %"
        " of the orders fully paid. Poor: fewer. None: no order.",
    ),
    RefundRateField(
        "refund_rate",
        "Refund rate",
        "How much of the revenue was refunded, in percent.",
    ),
)

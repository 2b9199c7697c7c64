"""Make an order of a quote, as Saleor does where staff complete a draft.

Saleor's own function does it: instead of its mutation it is given the draft, which the
customer was found to own.
"""

from types import SimpleNamespace
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from saleor.core.exceptions import InsufficientStock
from saleor.graphql.order.mutations.draft_orders import DraftOrderComplete
from saleor.order.models import Order, OrderLine
from saleor.payment.models import Payment

from ...contract.quoted_orders import (
    Frozen,
    QuoteProblem,
    QuoteRefused,
    restore_columns,
)
from ...contract.terms import Chosen
from ...pricing.frozen_quotes import refuse_other_lines, released_metadata
from ..pricing.orders.kept_prices import KEPT_KEY
from ..terms.lending import lend_to_order
from .sent import LINE_COLUMNS, ORDER_COLUMNS, lock_draft, problem_in


class _Completion:
    """What stands for Saleor's mutation while it completes a draft."""

    def __init__(self, order: Order) -> None:
        self._order = order

    def __getattr__(self, name: str) -> Any:
        return getattr(DraftOrderComplete, name)

    def get_node_or_error(self, *_: Any, **__: Any) -> Order:
        """Return the draft."""
        return self._order


def is_draft_paid(order_id: str) -> bool:
    """Tell whether any money was taken for a draft order."""
    if not order_id.isdecimal():
        return False
    return Payment.objects.filter(order=int(order_id), captured_amount__gt=0).exists()


def place_quote_draft(
    order_id: str,
    frozen: Frozen,
    *,
    customer_id: int,
    chosen: Chosen | None = None,
) -> None:
    """Make an order of a draft, at the frozen prices.

    :raises QuoteRefused: the draft has other lines, or Saleor would not place it.
    """
    order = lock_draft(order_id)
    if order.user_id != customer_id:
        raise QuoteRefused(QuoteProblem.CHANGED)
    order = _restored(order, frozen)
    if chosen is not None:
        if order.billing_address is None:
            raise QuoteRefused(QuoteProblem.NO_BILLING_ADDRESS)
        lend_to_order(order)
    customer = get_user_model().objects.get(pk=customer_id)
    complete: Any = DraftOrderComplete.perform_mutation
    info = SimpleNamespace(context=SimpleNamespace(user=customer))
    try:
        complete.__func__(_Completion(order), None, info, id=order_id)
    except ValidationError as error:
        raise QuoteRefused(problem_in(error)) from None
    except InsufficientStock:
        raise QuoteRefused(QuoteProblem.OUT_OF_STOCK) from None
    Order.objects.filter(pk=order.pk).update(
        private_metadata=released_metadata(KEPT_KEY)
    )


def _restored(order: Order, frozen: Frozen) -> Order:
    """Return the draft at the frozen prices, whoever has changed them since."""
    lines = list(order.lines.all())
    refuse_other_lines(lines, frozen)
    for line in lines:
        restore_columns(line, frozen["lines"][str(line.pk)], LINE_COLUMNS)
    OrderLine.objects.bulk_update(lines, LINE_COLUMNS)
    restore_columns(order, frozen["order"], ORDER_COLUMNS)
    return order

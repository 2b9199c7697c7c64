"""Make an order of a quote, as Saleor does where staff complete a draft.

Saleor's own function does it, of whichever version: instead of its mutation it is given
the draft, which the customer was found to own, and no staff who have to be in the
channel.
"""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from saleor.core.exceptions import InsufficientStock
from saleor.graphql.order.mutations.draft_order_complete import DraftOrderComplete
from saleor.graphql.webhook.subscription_payload import initialize_request
from saleor.order.models import Order, OrderLine

from ...contract.quoted_orders import (
    Frozen,
    QuoteProblem,
    QuoteRefused,
    restore_columns,
)
from ...contract.terms import Chosen
from ...pricing.frozen_quotes import refuse_other_lines, released_metadata
from ..pricing.checkouts.checkouts import has_captured
from ..terms.lending import lend_to_order
from .native_calls import call_native
from .sent import LINE_COLUMNS, ORDER_COLUMNS, lock_draft, problems_in


class _Completion:
    """What stands for Saleor's mutation while it completes a draft."""

    def __init__(self, order: Order) -> None:
        self._order = order

    def __getattr__(self, name: str) -> Any:
        return getattr(DraftOrderComplete, name)

    def get_node_or_error(self, *_: Any, **__: Any) -> Order:
        """Return the draft."""
        return self._order

    def check_channel_permissions(self, *_: Any) -> None:
        """Let it be in any channel."""


def is_draft_paid(order_id: str) -> bool:
    """Tell whether any money was taken for a draft order."""
    try:
        draft = Order.objects.filter(pk=UUID(order_id)).first()
    except ValueError:
        return False
    return draft is not None and has_captured(draft)


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
        lend_to_order(order, chosen)
        if chosen.waits:
            # Saleor asks the channel, also once the transaction is over: only this copy
            # of it is changed.
            order.channel.automatically_confirm_all_new_orders = False
    customer = get_user_model().objects.get(pk=customer_id)
    context = call_native(initialize_request, app=None, requestor=customer)
    context.user, context.app = customer, None
    complete: Any = DraftOrderComplete.perform_mutation
    try:
        complete.__func__(
            _Completion(order), None, SimpleNamespace(context=context), id=order_id
        )
    except ValidationError as error:
        raise QuoteRefused(problems_in(error)[0]) from None
    except InsufficientStock:
        raise QuoteRefused(QuoteProblem.OUT_OF_STOCK) from None
    Order.objects.filter(pk=order.pk).update(private_metadata=released_metadata())


def _restored(order: Order, frozen: Frozen) -> Order:
    """Return the draft at the frozen prices, whoever has changed them since."""
    lines = list(order.lines.all())
    refuse_other_lines(lines, frozen)
    for line in lines:
        restore_columns(line, frozen["lines"][str(line.pk)], LINE_COLUMNS)
        line.draft_base_price_expire_at = None
    OrderLine.objects.bulk_update(lines, [*LINE_COLUMNS, "draft_base_price_expire_at"])
    restore_columns(order, frozen["order"], ORDER_COLUMNS)
    order.should_refresh_prices = False
    order.tax_error = None
    order.save(update_fields=[*ORDER_COLUMNS, "should_refresh_prices", "tax_error"])
    return Order.objects.prefetch_related("lines__variant").get(pk=order.pk)

"""Price an order that staff are writing for the groups of its customer.

See docs/pricing.md, Draft orders.

Saleor 2.10 asks for the price of a line once, when it is added; what then changes with
a quantity, another line or another customer is found when Saleor calculates the order.
"""

import logging
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from prices import TaxedMoney
from saleor.order import OrderStatus
from saleor.order.models import Order, OrderLine
from saleor.order.utils import recalculate_order
from saleor.plugins.manager import get_plugins_manager

from ....contract.quotes import LineQuote, Quoting
from ....pricing.frozen_quotes import is_frozen
from ....pricing.retries import is_retry_due, needs_retry, store_retry
from ...base.active_plugin import active_plugin
from ..checkouts.carts import DraftOrderCart
from .kept_prices import is_outgrown_gift, keeps_price
from .orders import is_charged, store_quotes, stored_quotes

logger = logging.getLogger(__name__)

# On a loaded line: the price of one unit that replaces Saleor's.
UNIT_AMOUNT_ATTRIBUTE = "_customer_groups_unit"
_LINES = "_customer_groups_lines"
_IS_PRICED = "_customer_groups_is_priced"
_CALCULATED_FIELD = "total_gross_amount"


def keep_in_hand(*, instance: OrderLine, **_: Any) -> None:
    """Keep a line that was saved with its order: the answer may be read from it."""
    order = instance._state.fields_cache.get("order")
    if order is not None and order.status == OrderStatus.DRAFT:
        order.__dict__.setdefault(_LINES, {})[instance.pk] = instance


def is_just_calculated(order: Order, update_fields: frozenset[str] | None) -> bool:
    """Tell whether Saleor has just calculated a draft order, and not because of us."""
    return (
        order.status == OrderStatus.DRAFT
        and _CALCULATED_FIELD in (update_fields or ())
        and _IS_PRICED not in order.__dict__
        and not is_frozen(order)
    )


def price_draft_order(order: Order, quoting: Quoting) -> None:
    """Put the prices of the customer's groups on the lines of a draft order.

    A fault is logged, and Saleor's own prices hold until somebody looks at it a few
    seconds later.

    :param quoting: answers with the prices of a cart.
    """
    order.__dict__[_IS_PRICED] = True
    is_known = False
    try:
        with transaction.atomic():
            is_known = _price(order, quoting)
    except Exception:
        logger.exception(
            "Draft order %s has Saleor's own prices: it could not be priced for the"
            " customer's groups",
            order.pk,
        )
    finally:
        del order.__dict__[_IS_PRICED]
    store_retry(order, is_known=is_known)


def price_again(order: Order) -> None:
    """Price a draft order whose prices could not be found a few seconds ago."""
    if (
        order.status == OrderStatus.DRAFT
        and is_retry_due(order)
        and not is_frozen(order)
    ):
        _price_now(order)


def price_before_completing(order: Order) -> None:
    """Price a draft order whose prices could not be found; it is about to be placed."""
    if order.status == OrderStatus.DRAFT and needs_retry(order):
        _price_now(order)


def _price_now(order: Order) -> None:
    if (plugin := active_plugin()) is not None:
        price_draft_order(order, plugin.quote_units)
        # Lines may have been read before.
        getattr(order, "_prefetched_objects_cache", {}).pop("lines", None)


def _price(order: Order, quoting: Quoting) -> bool:
    """Price a draft order.

    :returns: whether its prices could be found.
    """
    cart = DraftOrderCart(order)
    quote = quoting(cart)
    stored = stored_quotes(order)
    line_quotes: Sequence[LineQuote | None] = quote.lines if quote is not None else ()
    if not line_quotes and not stored:
        return quote is not None
    lines = cart.lines
    changed = []
    wanted = []
    for line, found in zip(lines, line_quotes or [None] * len(lines), strict=True):
        before = stored.get(line.variant_id)
        if keeps_price(order, line):
            continue
        if found is not None and found.is_ours:
            wanted.append((line.variant_id, found))
            if not is_charged(line, found):
                changed.append(_priced(order, line, cart, found))
        elif (before is not None and is_charged(line, before)) or (
            is_outgrown_gift(order, line)
        ):
            changed.append(_priced(order, line, cart, None))
    if store_quotes(order, wanted):
        Order.objects.filter(pk=order.pk).update(
            private_metadata=order.private_metadata
        )
    if changed:
        OrderLine.objects.bulk_update(
            changed,
            [
                "currency",
                "unit_price_net_amount",
                "unit_price_gross_amount",
                "tax_rate",
            ],
        )
        recalculate_order(order)
    return quote is not None


def _priced(
    order: Order, line: OrderLine, cart: DraftOrderCart, quote: LineQuote | None
) -> OrderLine:
    """Return a loaded line with another price: the group's, or else Saleor's own."""
    in_hand = order.__dict__.get(_LINES, {}).get(line.pk, line)
    own = line.variant.get_price(cart.discounts_of(line.pk) or None)
    in_hand.unit_price = TaxedMoney(net=own, gross=own)
    if quote is not None:
        setattr(in_hand, UNIT_AMOUNT_ATTRIBUTE, quote.unit_amount)
    price = get_plugins_manager().calculate_order_line_unit(in_hand)
    in_hand.__dict__.pop(UNIT_AMOUNT_ATTRIBUTE, None)
    in_hand.unit_price = price
    if price.net.amount:
        in_hand.tax_rate = price.tax / price.net
    return in_hand

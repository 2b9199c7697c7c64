"""What lists, rules and promotions made of an order's prices, recorded for good."""

import logging
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from .... import port
from ....models import AppliedBenefit
from ....port.contract.orders import PlacedOrder, SoldLine, SoldLines
from ....port.contract.quotes import Applied, Promoted
from ...base.bulk_sql import insert_new
from ...base.evaluation_queue import enqueue_recorded
from ...base.transactions.isolation import FaultsLogged, isolated
from ...base.transactions.statement_limits import is_wait
from ...membership.history import groups_at
from ..promotions import promotion_uses, reservations
from .order_pricing import GIFTS, keep_pricing

logger = logging.getLogger(__name__)

# The kind of what a promotion gave, beside those of lists and rules.
PROMOTION = "promotion"
# How far back orders without a record are looked for, and how far in the night.
OF_LATE = timedelta(hours=1)
OF_THE_NIGHT = timedelta(days=3)
_NO_BENEFITS = "What customer groups made of the prices of order %s was not recorded"
_NO_USES = "Order %s does not count as a use of its promotions"
_NO_PRICING = (
    "What order %s would have cost in part was not recorded; suggestions for refunds of"
    " it go by shares"
)
__all__ = ["GIFTS", "PROMOTION", "benefits_of", "record", "record_missing"]


def record(
    *,
    order_id: str,
    read_lines: Callable[[], SoldLines],
    now: datetime,
    edited: Collection[str] = (),
    checkout_key: str = "",
    customer_id: int | None = None,
    email: str = "",
) -> bool:
    """Record what was applied to lines of an order that was placed.

    Promotions count as used by it. A fault never reaches the sale, which is paid: it is
    logged, and what can be recorded without it is. Where others hold our tables nothing
    is recorded, and ``record_missing`` does it later.

    :param read_lines: gives the lines whose price a group made.
    :param checkout_key: of the checkout that became the order, empty for a draft.
    :param customer_id: who has bought, None for a guest, and where it changes nothing.
    :param email: that of the order.
    :param edited: ids of lines whose earlier record no longer holds.
    :returns: whether it is recorded.
    """
    order = _Order(order_id, checkout_key, customer_id, email, edited, now)
    with FaultsLogged(logger, _NO_BENEFITS, order_id):
        try:
            with isolated():
                _record(order, read_lines(), part=_with_the_rest)
        except Exception as error:
            if is_wait(error):
                raise
            with isolated():
                _record(order, read_lines(), part=_alone)
        return True
    return False


class _Order(NamedTuple):
    """What is recorded of an order besides its lines, see ``record``."""

    id: str
    checkout_key: str
    customer_id: int | None
    email: str
    edited: Collection[str]
    now: datetime


def _record(
    order: _Order,
    sold: SoldLines,
    *,
    part: Callable[[str, str], AbstractContextManager[Any]],
) -> None:
    lines = sold.lines
    promotions = {each.code for line in lines for each in line.quote.promotions}
    if promotions and not order.edited:
        with part(_NO_PRICING, order.id):
            keep_pricing(order.id, sold, now=order.now)
    if order.checkout_key and promotions:
        with part(_NO_USES, order.id):
            reservations.keep(
                promotions,
                checkout_key=order.checkout_key,
                order_id=order.id,
                used_by=promotion_uses.used_by(order.customer_id, order.email),
                now=order.now,
            )
    with part(_NO_BENEFITS, order.id):
        if order.edited:
            AppliedBenefit.objects.filter(order_line_id__in=order.edited).delete()
        # Another process may have recorded it at the same time.
        insert_new(
            AppliedBenefit,
            [
                benefit
                for line in lines
                for benefit in _values_of(line, order_id=order.id, now=order.now)
            ],
        )
        if lines or order.edited:
            enqueue_recorded(order.id, customer_id=order.customer_id)


def _with_the_rest(_message: str, _order_id: str) -> AbstractContextManager[Any]:
    """Let a part fail with all others: one savepoint costs less than four."""
    return nullcontext()


@contextmanager
def _alone(message: str, order_id: str) -> Iterator[None]:
    """Let a part fail alone; but if others hold our tables, everything fails."""
    with FaultsLogged(logger, message, order_id, unless=is_wait), isolated():
        yield


def record_missing(*, since: datetime) -> int:
    """Record what a fault, or the end of a process, has kept from being recorded.

    Everything that is needed is stored on the orders themselves.

    :param since: orders that were placed earlier are not looked at.
    :returns: how many orders were recorded; it stops at the first new fault.
    """
    done = 0
    for order in port.unrecorded_orders(AppliedBenefit.objects.all(), since=since):
        if not _record_later(order):
            break
        done += 1
    return done


def _record_later(order: PlacedOrder) -> bool:
    is_stamped = False
    logged = FaultsLogged(
        logger, "Order %s does not show its customer's groups", order.id
    )
    with logged, isolated():
        order.stamp(groups_at.codes_at)
        is_stamped = True
    return is_stamped and record(
        order_id=order.id,
        read_lines=order.read_lines,
        # Uses are given back when an order is cancelled.
        checkout_key="" if order.is_undone else order.checkout_key,
        customer_id=order.customer_id,
        email=order.email,
        now=order.placed_at,
    )


def benefits_of(
    line: SoldLine, *, order_id: str, now: datetime | None
) -> list[AppliedBenefit]:
    """Return what was applied to a line, as it is recorded, without recording it.

    :param now: when the order was placed, None while it is a draft.
    """
    values = _values_of(line, order_id=order_id, now=now)
    return [AppliedBenefit(**each) for each in values]


def _values_of(
    line: SoldLine, *, order_id: str, now: datetime | None
) -> list[dict[str, Any]]:
    """Return the same as values of the columns: models take many times as long."""
    quote = line.quote
    of_line = {
        "order_id": order_id,
        "order_line_id": line.line_id,
        "variant_id": line.variant_id,
        "sku": line.sku,
        "benefit_kind": "",
        "quantity": line.quantity,
        "currency": line.currency,
        "list_price_amount": quote.base_amount,
        "public_price_amount": quote.public_amount,
        "unit_price_amount": quote.unit_amount,
        "cost_amount": line.cost_amount,
        "created_at": now,
    }

    def benefit(applied: Applied | Promoted, **more: Any) -> dict[str, Any]:
        return {
            **of_line,
            "code": applied.code,
            "name": applied.name,
            "group_code": applied.group_code,
            "group_name": applied.group_name,
            **more,
        }

    return [
        *(
            benefit(each, kind=each.kind, amount=each.amount * line.quantity)
            for each in quote.applied
        ),
        *(
            benefit(each, kind=PROMOTION, benefit_kind=each.kind, amount=each.amount)
            for each in quote.promotions
        ),
    ]

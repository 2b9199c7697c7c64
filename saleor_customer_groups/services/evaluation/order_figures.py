"""Figures of orders: kept by events, made again each night (models/evaluation.py)."""

from collections.abc import Collection, Sequence
from functools import cache, partial
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Q, Sum

from ... import port
from ...models import AppliedBenefit, OrderFigures
from ...port.contract.orders import Sql, together
from ..base.bulk_sql import as_array, expect_many_rows
from ..base.side_by_side import side_by_side
from ..base.transactions.locks import lock_membership_changes
from ..membership.lists.by_revenue import forget_revenue, record_all_revenue
from .figure_statements import (
    CHANGED,
    FILL,
    FILL_TOTALS,
    LOCK_CUSTOMERS,
    LOCK_ORDERS,
    REFRESH,
    REFRESH_GUESTS,
    REFRESH_TOTALS,
    TABLES,
)

# The first half of the key of a lock; the customer's primary key is the other.
_LOCK = 0x6367_6F66

# The same for an order of a guest; the hash of its primary key is the other half.
_LOCK_OF_GUESTS = 0x6367_6F67

# How many customers are refreshed at once, each with a lock of their own.
_BATCH = 1000

# If not even one in so many orders has figures, most are from before the plugin.
_HAVE_NONE = 4

# If more customers than this have other figures, most have none yet: no night has
# passed since the first events.
_MAX_REFRESHED = 50_000


@transaction.atomic(savepoint=False)
def refresh_figures(customer_ids: Collection[int]) -> list[int]:
    """Bring the figures of some customers' orders up to date.

    What is unchanged is not written. Two refreshes of a customer run one after the
    other, so that the last one sees all changes.

    :param customer_ids: some thousand at most.
    :returns: other customers, whose orders have been given to these. Their figures are
        brought up to date, too.
    """
    customers = as_array(customer_ids)
    orders, parameters = _orders_of_some()
    with connection.cursor() as cursor:
        cursor.execute(LOCK_CUSTOMERS, [_LOCK, customers])
        cursor.execute(
            REFRESH.format(orders=orders), [customers, *parameters, customers]
        )
        others = [pk for (pk,) in cursor.fetchall()]
        sum_up(customer_ids)
    return [*others, *refresh_figures(others)] if others else []


@transaction.atomic(savepoint=False)
def refresh_orders(order_keys: Collection[str]) -> None:
    """Bring the figures of some orders of guests up to date.

    What is unchanged is not written. If a customer has one of them, or had it until
    now, the figures of all their orders are brought up to date.

    :param order_keys: some thousand primary keys of orders at most, as text.
    """
    keys = list(order_keys)
    had = OrderFigures.objects.filter(order_key__in=keys, customer_id__isnull=False)
    if owners := sorted(set(had.values_list("customer_id", flat=True))):
        lock_membership_changes(alone=False)
        refresh_figures(owners)
    orders, parameters = _orders_of_guests()
    with connection.cursor() as cursor:
        cursor.execute(LOCK_ORDERS, [_LOCK_OF_GUESTS, keys])
        cursor.execute(REFRESH_GUESTS.format(orders=orders), [keys, *parameters, keys])


def sum_up(customer_ids: Collection[int]) -> None:
    """Bring the totals of some customers up to date with the figures of their orders.

    Their memberships follow. What is unchanged is not written.
    """
    customers = as_array(customer_ids)
    with connection.cursor() as cursor:
        cursor.execute(REFRESH_TOTALS, [customers] * 3)


def rebuild_figures() -> int:
    """Bring the figures of all orders up to date.

    It compares all of them in one statement and refreshes only the customers whose
    figures differ, and such orders of guests, so that what events do meanwhile is not
    undone. Each batch commits: where it is killed, the next night does the rest.

    :returns: how many customers and orders of guests were refreshed.
    """
    # Comparing so many that are not there takes half as long as making them.
    if OrderFigures.objects.count() * _HAVE_NONE < port.number_of_orders():
        _fill()
    customers, guest_orders = _changed()
    if max(len(customers), len(guest_orders)) > _MAX_REFRESHED:
        _fill()
        customers, guest_orders = _changed()
    for start in range(0, len(customers), _BATCH):
        with transaction.atomic():
            lock_membership_changes(alone=False)
            refresh_figures(customers[start : start + _BATCH])
    refreshed = len(customers)
    while guest_orders:
        for start in range(0, len(guest_orders), _BATCH):
            refresh_orders(guest_orders[start : start + _BATCH])
        refreshed += len(guest_orders)
        if len(guest_orders) <= _MAX_REFRESHED:
            break
        _, guest_orders = _changed()
    record_all_revenue()
    return refreshed


def _fill() -> None:
    """Make the figures of orders that have none; others are left as they are."""
    parts = port.all_counted_orders(_frozen_lines())
    half = (len(parts) + 1) // 2
    halves = [each for each in (parts[:half], parts[half:]) if each]
    filled = sum(side_by_side([partial(_fill_some, each) for each in halves]))
    with transaction.atomic(), connection.cursor() as cursor:
        expect_many_rows(of_all=True)
        cursor.execute(FILL_TOTALS)
        if not filled and not cursor.rowcount:
            return
        forget_revenue()
        # Statements planned without statistics about so many rows take for ever.
        cursor.execute(f"ANALYZE {TABLES}")


@transaction.atomic
def _fill_some(parts: Sequence[Sql]) -> int:
    orders, parameters = together(parts)
    expect_many_rows(in_parts=True, of_all=True)
    with connection.cursor() as cursor:
        cursor.execute(FILL.format(orders=orders), parameters)
        return cursor.rowcount


@transaction.atomic
def _changed() -> tuple[list[int], list[str]]:
    """Return whose stored figures or totals differ from the orders.

    :returns: customers, and orders of guests: one more than is refreshed at a time
        stands for any number.
    """
    orders, parameters = together(port.all_counted_orders(_frozen_lines()))
    expect_many_rows(in_parts=True, of_all=True)
    with connection.cursor() as cursor:
        cursor.execute(CHANGED.format(orders=orders), [*parameters, _MAX_REFRESHED + 1])
        customers, guest_orders = cursor.fetchone()
        return customers or [], guest_orders or []


@cache
def _orders_of_some() -> tuple[str, tuple[Any, ...]]:
    """Return SQL for the orders of the ``wanted``, built once: that takes a while."""
    return port.counted_orders(
        _frozen_lines(), customer_ids="SELECT customer_id FROM wanted"
    )


@cache
def _orders_of_guests() -> tuple[str, tuple[Any, ...]]:
    """Return SQL for those orders among the ``wanted`` that belong to no customer."""
    return port.counted_orders(
        _frozen_lines(), guest_orders="SELECT order_key FROM wanted"
    )


def _frozen_lines() -> Any:
    """Return what was recorded of lines of orders when they were sold, each once.

    What promotions took off shipping is about no line.
    """
    return (
        AppliedBenefit.objects.exclude(order_line_id="")
        .order_by()
        .values("order_line_id")
        .annotate(
            cost_amount=Max("cost_amount"),
            list_price_amount=Max("list_price_amount"),
            discount_amount=-Sum("amount", filter=Q(amount__lt=0)),
            increase_amount=Sum("amount", filter=Q(amount__gt=0)),
        )
    )

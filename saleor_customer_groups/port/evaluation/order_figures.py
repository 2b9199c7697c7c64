"""Orders that count, in one shape for both generations of Saleor."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, DecimalField, F, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from saleor.payment import TransactionKind
from saleor.payment.models import Payment, Transaction

from ..base.arrays import IsAnyOf
from ..contract.orders import Sql, together
from ..membership.customer_metadata import GROUPS_KEY

# The type in which amounts are stored.
AMOUNT: Any = DecimalField(max_digits=20, decimal_places=3)
NO_AMOUNT = Value(0, output_field=AMOUNT)

# What was paid is what is there now and what was given back. What is taken off an order
# is shared over its lines, and what is given back takes its share of the margin along.
# What lines were listed at, and what was taken off that, is as the order was placed.
# Most orders have neither: dividing would take a quarter of the time.
_COUNTED = """
SELECT
  orders.order_key,
  orders.customer_id,
  orders.currency,
  orders.placed_at,
  orders.channel_slug AS channel,
  orders.stamp,
  orders.gross_amount,
  orders.tax_amount,
  CAST(orders.gift_card_amount AS numeric(20, 3))
    + COALESCE(money.gift_card_amount, 0) AS gift_card_amount,
  given_back.amount AS refunded_amount,
  CAST(
    CASE
      WHEN given_back.amount = 0 THEN margin.amount
      ELSE COALESCE(
        margin.amount * GREATEST(orders.gross_amount - given_back.amount, 0)
          / NULLIF(orders.gross_amount, 0),
        margin.amount
      )
    END AS numeric(20, 3)
  ) AS margin_amount,
  CAST(kept.share * sold.goods_amount AS numeric(20, 3)) AS goods_amount,
  CAST(kept.share * sold.costed_amount AS numeric(20, 3)) AS costed_amount,
  CAST(COALESCE(goods.listed_amount, 0) AS numeric(20, 3)) AS listed_amount,
  COALESCE(goods.discount_amount, 0) AS discount_amount,
  COALESCE(goods.increase_amount, 0) AS increase_amount,
  goods.line_variants,
  goods.line_units,
  goods.line_amounts,
  goods.line_costs,
  goods.line_keys,
  CAST(
    kept.share * CASE
      WHEN orders.off_amount = 0 THEN 1
      ELSE COALESCE(sold.goods_amount / NULLIF(goods.net_amount, 0), 1)
    END AS numeric(13, 12)
  ) AS line_share,
  COALESCE(money.paid_amount, 0) >= orders.gross_amount AS is_paid,
  given_back.amount > 0 AND given_back.amount >= orders.gross_amount AS is_refunded
FROM ({orders}) orders
LEFT JOIN (
  SELECT
    order_id,
    SUM(paid_amount) AS paid_amount,
    SUM(refunded_amount) AS refunded_amount,
    SUM(gift_card_amount) AS gift_card_amount
  FROM ({money}) payments
  GROUP BY order_id
) money ON money.order_id = orders.order_id
LEFT JOIN (
  SELECT
    order_id,
    SUM(net_amount) AS net_amount,
    SUM(net_amount) FILTER (WHERE cost_amount IS NOT NULL) AS known_amount,
    SUM(cost_amount * quantity) AS cost_amount,
    SUM(list_price_amount * quantity) AS listed_amount,
    SUM(discount_amount) AS discount_amount,
    SUM(increase_amount) AS increase_amount,
    array_agg(variant_id) AS line_variants,
    array_agg(quantity) AS line_units,
    array_agg(CAST(net_amount AS numeric(20, 3))) AS line_amounts,
    array_agg(CAST(cost_amount * quantity AS numeric(20, 3))) AS line_costs,
    CASE WHEN COUNT(recorded_key) > 0 THEN array_agg(recorded_key) END AS line_keys
  FROM (
    SELECT
      lines.order_id,
      lines.line_key,
      lines.variant_id,
      frozen.order_line_id AS recorded_key,
      lines.quantity,
      lines.net_amount,
      COALESCE(frozen.list_price_amount, lines.list_price_amount) AS list_price_amount,
      frozen.discount_amount,
      frozen.increase_amount,
      COALESCE(frozen.cost_amount, costs.cost_amount) AS cost_amount
    FROM ({lines}) lines
    LEFT JOIN ({frozen}) frozen ON frozen.order_line_id = lines.line_key
    LEFT JOIN ({costs}) costs
      ON costs.variant_id = lines.variant_id AND costs.channel_id = lines.channel_id
    ORDER BY lines.order_id, lines.line_key
  ) sold
  GROUP BY order_id
) goods ON goods.order_id = orders.order_id
CROSS JOIN LATERAL (
  SELECT COALESCE(money.refunded_amount, 0) AS amount
) given_back
CROSS JOIN LATERAL (
  SELECT
    COALESCE(
      CASE
        WHEN orders.off_amount = 0 THEN goods.known_amount
        ELSE goods.known_amount * GREATEST(goods.net_amount - orders.off_amount, 0)
          / NULLIF(goods.net_amount, 0)
      END,
      0
    ) AS costed_amount,
    GREATEST(goods.net_amount - orders.off_amount, 0) AS goods_amount
) sold
CROSS JOIN LATERAL (
  SELECT sold.costed_amount - goods.cost_amount AS amount
) margin
CROSS JOIN LATERAL (
  SELECT
    CASE
      WHEN given_back.amount = 0 THEN 1
      ELSE COALESCE(
        GREATEST(orders.gross_amount - given_back.amount, 0)
          / NULLIF(orders.gross_amount, 0),
        1
      )
    END AS share
) kept
"""


@dataclass(frozen=True, slots=True)
class OrderTables:
    """Where a generation of Saleor keeps its orders, under common names.

    ``orders`` are those that count: ``order_id``, ``order_key``, ``customer_id``,
    ``currency``, ``placed_at``, ``channel_slug``, ``stamp``, ``gross_amount``,
    ``tax_amount``, ``gift_card_amount`` (0 where ``money`` tells it, None where Saleor
    does not keep it) and ``off_amount``, a discount that is not yet taken off their
    lines. ``money`` are querysets of ``order_id``, ``paid_amount``,
    ``refunded_amount`` and ``gift_card_amount``. ``lines`` have ``order_id``,
    ``line_key``, ``variant_id``, ``channel_id``, ``quantity``, ``net_amount``, and
    ``list_price_amount`` for one unit; ``costs`` are those of variants now:
    ``variant_id``, ``channel_id``, ``cost_amount``.
    """

    orders: QuerySet
    money: tuple[QuerySet, ...]
    lines: QuerySet
    costs: QuerySet

    def select(self, frozen_lines: QuerySet) -> Sql:
        """Return the orders that count as a statement; each table is read once.

        :param frozen_lines: what was recorded of lines of these orders; see
            ``counted_orders`` in the contract.
        """
        tables = {
            "orders": _sql(self.orders),
            "money": _all_of(self.money),
            "lines": _sql(self.lines),
            "frozen": _sql(frozen_lines),
            "costs": _sql(self.costs),
        }
        sql = _COUNTED.format(**{name: sql for name, (sql, _) in tables.items()})
        return sql, tuple(
            each for _, parameters in tables.values() for each in parameters
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which orders are asked for: of some customers, some of guests, or all.

    ``customer_ids`` is SQL that selects customers, ``guest_orders`` SQL that selects
    the primary keys of orders. ``first`` is the first of the primary keys, ``end`` the
    first that is beyond them; None where there is no such limit.
    """

    customer_ids: str | None = None
    guest_orders: str | None = None
    first: Any = None
    end: Any = None

    def of(self, rows: QuerySet, order: str = "") -> QuerySet:
        """Return those rows that belong to the orders.

        :param order: the path to the order, with what comes after it.
        """
        if self.customer_ids is not None:
            rows = rows.filter(is_of_any(f"{order}user", self.customer_ids))
        if self.guest_orders is not None:
            rows = rows.filter(is_of_any(f"{order}pk", self.guest_orders))
        if self.first is not None:
            rows = rows.filter(**{f"{order}pk__gte": self.first})
        if self.end is not None:
            rows = rows.filter(**{f"{order}pk__lt": self.end})
        return rows

    @property
    def are_all(self) -> bool:
        """Whether all orders are asked for."""
        return self == Wanted()


def parts_of_all(bounds: Sequence[Any]) -> list[Wanted]:
    """Return all orders in parts, between which lie these primary keys.

    PostgreSQL then has several processes read them, each some parts from end to end.
    Where rows are summed up in one statement, a single one does nearly all the work.
    """
    return [
        Wanted(first=first, end=end)
        for first, end in zip([None, *bounds], [*bounds, None], strict=True)
    ]


def stamp_column() -> KeyTextTransform:
    """Return the codes of groups that were stored on an order when it was placed."""
    return KeyTextTransform(GROUPS_KEY, "private_metadata")


def payments_and_refunds(wanted: Wanted) -> tuple[QuerySet, QuerySet]:
    """Return what payments captured and refunded, with the columns of ``money``."""
    payments = Payment.objects.filter(order__isnull=False)
    refunds = Transaction.objects.filter(
        kind=TransactionKind.REFUND, is_success=True, payment__order__isnull=False
    )
    return (
        wanted.of(payments, "order__").values(
            "order_id",
            paid_amount=F("captured_amount"),
            refunded_amount=NO_AMOUNT,
            gift_card_amount=NO_AMOUNT,
        ),
        wanted.of(refunds, "payment__order__").values(
            order_id=F("payment__order_id"),
            paid_amount=F("amount"),
            refunded_amount=F("amount"),
            gift_card_amount=NO_AMOUNT,
        ),
    )


def is_of_any(path: str, keys: str) -> IsAnyOf:
    """Return whether rows belong to some customers, or to some orders.

    An array is used because PostgreSQL plans another join for each ``IN (SELECT ...)``:
    for one customer that takes longer than reading the rows.

    :param path: to the customer or the order.
    :param keys: SQL that selects their primary keys.
    """
    return IsAnyOf(F(path), RawSQL(f"ARRAY({keys})", ()))  # noqa: S611


def of_orders(rows: QuerySet, orders: QuerySet) -> QuerySet:
    """Return those rows whose ``order_id`` is the key of one of some orders.

    :param orders: of Saleor.
    """
    keys = orders.order_by().annotate(key=Cast(F("pk"), CharField())).values("key")
    return rows.filter(order_id__in=keys)


def _sql(queryset: QuerySet) -> Sql:
    return queryset.order_by().query.sql_with_params()


def _all_of(querysets: tuple[QuerySet, ...]) -> Sql:
    return together([_sql(queryset) for queryset in querysets])

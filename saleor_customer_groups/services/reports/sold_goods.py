"""What the customers of a report buy. docs/reports.md, Top products and what they buy.

The lines of orders are read where the figures of orders keep them, so that nothing of
Saleor's orders is read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from django.db import connections, router, transaction

from ... import port
from ...engine.money import round_amount, round_fraction
from ...models import OrderFigures
from ..base.bulk_sql import allow_memory
from .audiences import Audience
from .scopes import ReportScope, in_period
from .sum_statements import FIGURES

MAX_ITEMS = 100
# Of a word cloud: more cannot be read.
MAX_WORDS = 60

# What is left of the cost of a line after refunds, as in ``margin_amount``.
KEPT = """COALESCE(
      GREATEST(figures.net_amount, 0) / NULLIF(figures.gross_amount, 0), 1
    )"""

# The last rows are what is not among the first, what belongs to nothing, and all.
_GOODS = f"""
WITH goods AS MATERIALIZED (
  SELECT
    lines.variant_id,
    SUM(lines.units) AS units,
    SUM(lines.amount * figures.line_share) AS amount,
    SUM(lines.amount * figures.line_share - lines.cost * {KEPT}) AS margin
  FROM {FIGURES} figures
  CROSS JOIN LATERAL unnest(
    figures.line_variants, figures.line_units, figures.line_amounts, figures.line_costs
  ) AS lines (variant_id, units, amount, cost)
  WHERE {{theirs}}
  GROUP BY lines.variant_id
),
names (variant_id, item_id, name) AS MATERIALIZED ({{names}}),
items AS (
  SELECT
    names.item_id,
    MIN(names.name) AS name,
    SUM(goods.units) AS units,
    SUM(goods.amount) AS amount,
    SUM(goods.margin) AS margin
  FROM goods JOIN names USING (variant_id)
  GROUP BY names.item_id
),
ranked AS (
  SELECT *, row_number() OVER (ORDER BY amount DESC, item_id) AS place FROM items
)
SELECT 'item', item_id, name, 1, units, amount, margin, place
FROM ranked WHERE place <= %s
UNION ALL
SELECT 'others', NULL, NULL, COUNT(*), SUM(units), SUM(amount), SUM(margin), NULL
FROM ranked WHERE place > %s
UNION ALL
SELECT 'none', NULL, NULL, COUNT(*), SUM(units), SUM(amount), SUM(margin), NULL
FROM goods
WHERE NOT EXISTS (SELECT FROM names WHERE names.variant_id = goods.variant_id)
UNION ALL
SELECT 'all', NULL, NULL, COUNT(*), SUM(units), SUM(amount), SUM(margin), NULL
FROM goods
ORDER BY 8
"""  # noqa: S608 name of a table


class GoodsKind(StrEnum):
    """By what goods are summed up."""

    PRODUCT = "Product"
    CATEGORY = "Category"
    COLLECTION = "Collection"
    PRODUCT_TYPE = "ProductType"
    ATTRIBUTE = "Attribute"


@dataclass(frozen=True, slots=True)
class SoldItem:
    """What was sold of a product, or of all that is in a category or the like.

    ``revenue`` is without taxes, after vouchers and refunds, ``share`` that of all
    goods in percent, None if these brought nothing. ``margin`` is None if no cost is
    known.
    """

    item_id: int
    name: str
    units: int
    revenue: Decimal
    share: Decimal | None
    margin: Decimal | None


@dataclass(frozen=True, slots=True)
class SoldGoods:
    """What was bought, the most money first.

    ``others_count`` are further items and ``others`` what they brought, ``nowhere``
    what goods brought that are in none, ``total`` all goods. A product that is in two
    counts in both, so that the items may come to more than the total.
    """

    kind: GoodsKind
    items: Sequence[SoldItem]
    others_count: int
    others: Decimal
    nowhere: Decimal
    total: Decimal


def sold_goods(
    audience: Audience,
    *,
    scope: ReportScope,
    kind: GoodsKind,
    first: int,
    attribute_id: int | None = None,
) -> SoldGoods:
    """Return what was bought in the period; one query.

    :param first: how many items: 100 products at most, 60 of all else.
    :param attribute_id: the attribute whose values count.
    """
    period, of_period = in_period(scope)
    theirs, of_theirs = audience.orders(scope)
    names, of_names = port.goods_names(kind.value, attribute_id=attribute_id or 0)
    most = MAX_ITEMS if kind is GoodsKind.PRODUCT else MAX_WORDS
    number = min(max(first, 0), most)
    sql = _GOODS.format(theirs=f"{period} AND {theirs}", names=names)
    parameters = [*of_period, *of_theirs, *of_names, number, number]
    alias = router.db_for_read(OrderFigures)
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        allow_memory(alias)
        cursor.execute(sql, parameters)
        rows = cursor.fetchall()
    totals = {row[0]: row for row in rows if row[0] != "item"}
    total = totals["all"][5] or Decimal(0)
    return SoldGoods(
        kind=kind,
        items=[_item(row, total, scope) for row in rows if row[0] == "item"],
        others_count=totals["others"][3],
        others=_amount(totals["others"][5], scope),
        nowhere=_amount(totals["none"][5], scope),
        total=_amount(total, scope),
    )


def _item(row: Sequence[Any], total: Decimal, scope: ReportScope) -> SoldItem:
    _, item_id, name, _, units, amount, margin, _ = row
    return SoldItem(
        item_id=item_id,
        name=name,
        units=int(units),
        revenue=_amount(amount, scope),
        share=share_of(amount, total),
        margin=None if margin is None else _amount(margin, scope),
    )


def share_of(amount: Decimal, total: Decimal) -> Decimal | None:
    """Return how many percent of a total an amount is; None if there is none."""
    return round_fraction(100 * Fraction(amount) / Fraction(total)) if total else None


def _amount(amount: Decimal | None, scope: ReportScope) -> Decimal:
    return round_amount(amount or Decimal(0), scope.currency)

"""What each list, rule and promotion did to the orders of a report.

docs/reports.md, By rule.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import connections, router, transaction

from ...engine.money import round_amount
from ...models import AppliedBenefit, OrderFigures, PriceList, PriceRule, Promotion
from ..base.bulk_sql import allow_memory
from ..pricing.orders.applied_benefits import PROMOTION
from .audiences import Audience
from .scopes import ReportScope, in_period
from .sold_goods import KEPT
from .sum_statements import FIGURES

MAX_RULES = 500

# By the kind with which they are recorded.
_MODELS = {"price_list": PriceList, "price_rule": PriceRule, PROMOTION: Promotion}

# A line of an order has a row for each list, rule and promotion that counts on it. What
# it was sold for is its price after those of lists and rules, less what promotions took
# off it. What it brought is read where the figures of its order keep it.
_RULES = f"""
SELECT
  benefits.kind,
  benefits.code,
  (array_agg(benefits.name ORDER BY benefits.id DESC))[1],
  COUNT(DISTINCT benefits.order_id),
  COALESCE(SUM(quantity) FILTER (WHERE order_line_id <> ''), 0),
  COALESCE(-SUM(benefits.amount) FILTER (WHERE benefits.amount < 0), 0) AS discount,
  COALESCE(SUM(benefits.amount) FILTER (WHERE benefits.amount > 0), 0),
  COALESCE(SUM(unit_price_amount * quantity + taken_off.amount), 0),
  COALESCE(SUM(sold.amount), 0),
  SUM(sold.margin),
  COUNT(*) FILTER (WHERE sold.margin < 0),
  COALESCE(-SUM(sold.margin) FILTER (WHERE sold.margin < 0), 0)
FROM {AppliedBenefit._meta.db_table} benefits
JOIN {FIGURES} figures ON figures.order_key = benefits.order_id
CROSS JOIN LATERAL (
  SELECT COALESCE(SUM(promotions.amount), 0) AS amount
  FROM {AppliedBenefit._meta.db_table} promotions
  WHERE promotions.order_line_id = benefits.order_line_id
    AND promotions.order_id = benefits.order_id
    AND promotions.kind = '{PROMOTION}'
) taken_off
LEFT JOIN LATERAL (
  SELECT
    lines.amount * figures.line_share AS amount,
    lines.amount * figures.line_share - lines.cost * {KEPT} AS margin
  FROM unnest(figures.line_keys, figures.line_amounts, figures.line_costs)
    AS lines (key, amount, cost)
  WHERE lines.key = benefits.order_line_id
) sold ON TRUE
WHERE {{theirs}}
GROUP BY benefits.kind, benefits.code
ORDER BY discount DESC, benefits.kind, benefits.code
LIMIT {MAX_RULES}
"""  # noqa: S608 names of tables


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What a list, rule or promotion did to the orders of the report.

    ``discount`` is what it took off, ``increase`` what it put on, ``sold_amount`` what
    the lines that it touched were sold for, all on the footing of the channel and as
    the orders were placed. ``revenue`` is what these lines brought without taxes, after
    vouchers and refunds, ``margin`` what was above their cost, None if none is known.
    ``loss_amount`` is by how much ``lines_below_cost`` of them fell short of it.
    ``rule_id`` is its primary key, None if it is gone.
    """

    kind: str
    code: str
    name: str
    rule_id: int | None
    orders: int
    units: int
    discount: Decimal
    increase: Decimal
    sold_amount: Decimal
    revenue: Decimal
    margin: Decimal | None
    lines_below_cost: int
    loss_amount: Decimal


def by_rule(audience: Audience, *, scope: ReportScope) -> list[RuleResult]:
    """Return what each list, rule and promotion did, the largest discount first.

    Four queries at most.
    """
    period, of_period = in_period(scope)
    theirs, of_theirs = audience.orders(scope)
    sql = _RULES.format(theirs=f"{period} AND {theirs}")
    alias = router.db_for_read(OrderFigures)
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        allow_memory(alias)
        cursor.execute(sql, [*of_period, *of_theirs])
        rows = cursor.fetchall()
    rule_ids = _rule_ids((kind, code) for kind, code, *_ in rows)

    def amount(value: Decimal | int) -> Decimal:
        return round_amount(Decimal(value), scope.currency)

    return [
        RuleResult(
            *(kind, code, name, rule_ids.get((kind, code)), orders, int(units)),
            discount=amount(discount),
            increase=amount(increase),
            sold_amount=amount(sold),
            revenue=amount(revenue),
            margin=None if margin is None else amount(margin),
            lines_below_cost=below,
            loss_amount=amount(loss),
        )
        for kind, code, name, orders, units, *sums in rows
        for discount, increase, sold, revenue, margin, below, loss in [sums]
    ]


def _rule_ids(rules: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Return the primary keys of those rules that are still there."""
    codes: dict[str, list[str]] = {}
    for kind, code in rules:
        codes.setdefault(kind, []).append(code)
    return {
        (kind, code): pk
        for kind, model in _MODELS.items()
        if kind in codes
        for code, pk in model._default_manager.filter(code__in=codes[kind]).values_list(
            "code", "pk"
        )
    }

"""What an order keeps so that a part of it can be priced again."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection
from pydantic import ValidationError

from .... import engine
from ....engine.pricing.refunds import PricedLine, PricedOrder
from ....models import OrderPricing
from ....port.contract.orders import OrderedGoods, SoldLines
from ....port.contract.quotes import LineQuote
from ...rules.rule_snapshot import (
    kept_rule_snapshot,
    read_rule_snapshot,
    read_token,
)

GIFTS = {kind for kind, benefit in engine.BENEFITS.items() if benefit.gives_goods}


def keep_pricing(order_id: str, sold: SoldLines, *, now: datetime) -> None:
    """Keep goods, prices and promotions of an order that was placed.

    If no promotion gave anything to a line, nothing is kept: each unit is then worth
    what it cost.

    :param order_id: the primary key of the order as text.
    """
    quotes = {line.line_id: line.quote for line in sold.lines if line.line_id}
    codes = {each.code for quote in quotes.values() for each in quote.promotions}
    if not codes:
        return
    # Without these, others would find units free that were not free then.
    codes.update(*(quote.used_without_giving for quote in quotes.values()))
    goods = sold.read_goods()
    currency = sold.lines[0].currency

    def keep(book: engine.RuleBook, *, token: UUID | None) -> bool:
        given = [each for each in book.promotions if each.code in codes]
        pricing = _priced_order(goods, quotes, given, currency=currency)
        values = {
            "order": order_id,
            "pricing": pricing.model_dump_json(),
            "now": now,
            "token": token,
        }
        with connection.cursor() as cursor:
            cursor.execute(_KEEP, values)
            return cursor.rowcount > 0

    # As a rule this request has priced something by them already.
    kept = kept_rule_snapshot()
    if kept is None or not keep(kept[1].book, token=kept[0]):
        keep(read_rule_snapshot(read_token()).book, token=None)


def _priced_order(
    ordered: Iterable[OrderedGoods],
    quotes: Mapping[str, LineQuote],
    promotions: Iterable[engine.Promotion],
    *,
    currency: str,
) -> PricedOrder:
    lines = []
    variant_of_gift: dict[str, str] = {}
    for line_id, goods in ordered:
        quote = quotes.get(line_id)
        priced, gift_of = goods, None
        total = goods.unit_price * goods.quantity
        if quote is not None:
            total = quote.total_amount(goods.quantity)
            priced = goods.model_copy(
                update={
                    "unit_price": quote.unit_amount,
                    "public_price": quote.public_amount,
                    "locked": False,
                }
            )
            gift_of = next(
                (each.code for each in quote.promotions if each.kind in GIFTS), None
            )
        if gift_of is not None:
            variant_of_gift[gift_of] = goods.variant
        lines.append(
            PricedLine(line_id=line_id, goods=priced, total=total, gift_of=gift_of)
        )
    return PricedOrder(
        currency=currency,
        lines=tuple(lines),
        promotions=tuple(_as_given(each, variant_of_gift) for each in promotions),
    )


# Only if the rules are those of the token, if there is one.
_KEEP = """
INSERT INTO saleor_customer_groups_orderpricing (order_id, pricing, created_at)
SELECT %(order)s, %(pricing)s::jsonb, %(now)s
WHERE %(token)s::uuid IS NULL OR EXISTS (
  SELECT FROM saleor_customer_groups_rulesetversion WHERE token = %(token)s::uuid
)
ON CONFLICT (order_id)
  DO UPDATE SET pricing = EXCLUDED.pricing, created_at = EXCLUDED.created_at
"""


def read_pricing(order_id: str) -> PricedOrder | None:
    """Return what an order has kept, None if it has nothing or it cannot be read.

    :param order_id: the primary key of the order as text.
    """
    rows = OrderPricing.objects.filter(order_id=order_id)
    kept = rows.values_list("pricing", flat=True).first()
    try:
        return None if kept is None else PricedOrder.model_validate(kept)
    except ValidationError:
        return None


def _as_given(
    promotion: engine.Promotion, variant_of_gift: dict[str, str]
) -> engine.Promotion:
    """Return a promotion that gives the gift that it gave, and no other."""
    variant = variant_of_gift.get(promotion.code)
    if variant is None:
        return promotion
    benefit = promotion.benefit.model_copy(update={"variants": (variant,)})
    return promotion.model_copy(update={"benefit": benefit})

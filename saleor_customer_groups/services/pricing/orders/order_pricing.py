"""What an order keeps so that a part of it can be priced again."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from pydantic import ValidationError

from .... import engine, port
from ....engine.pricing.refunds import PricedLine, PricedOrder
from ....models import OrderPricing, RuleSetVersion
from ....port.contract.orders import SoldLine
from ...rules.rule_snapshot import read_rule_snapshot

GIFTS = {kind for kind, benefit in engine.BENEFITS.items() if benefit.gives_goods}


def keep_pricing(order_id: str, sold: Sequence[SoldLine], *, now: datetime) -> None:
    """Keep goods, prices and promotions of an order that was placed.

    If no promotion gave anything to a line, nothing is kept: each unit is then worth
    what it cost.

    :param order_id: the primary key of the order as text.
    :param sold: the lines whose price a group made.
    """
    quotes = {line.line_id: line.quote for line in sold if line.line_id}
    codes = {each.code for quote in quotes.values() for each in quote.promotions}
    if not codes:
        return
    # Without these, others would find units free that were not free then.
    codes.update(*(quote.used_without_giving for quote in quotes.values()))
    token = RuleSetVersion.objects.values_list("token", flat=True).first()
    book = read_rule_snapshot(token).book
    promotions = [each for each in book.promotions if each.code in codes]
    lines = []
    variant_of_gift: dict[str, str] = {}
    for line_id, ordered in port.ordered_goods(order_id):
        goods = ordered
        quote = quotes.get(line_id)
        gift_of = None
        total = goods.unit_price * goods.quantity
        if quote is not None:
            total = quote.total_amount(goods.quantity)
            goods = goods.model_copy(
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
            PricedLine(line_id=line_id, goods=goods, total=total, gift_of=gift_of)
        )
    pricing = PricedOrder(
        currency=sold[0].currency,
        lines=tuple(lines),
        promotions=tuple(_as_given(each, variant_of_gift) for each in promotions),
    )
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [order_id, pricing.model_dump_json(), now])


_KEEP = """
INSERT INTO saleor_customer_groups_orderpricing (order_id, pricing, created_at)
VALUES (%s, %s::jsonb, %s)
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

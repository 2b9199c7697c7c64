"""The lines of an order of Saleor 2.10 that was placed just now, read in one query."""

from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import F, IntegerField, QuerySet
from saleor.core.taxes import include_taxes_in_prices
from saleor.order.models import OrderLine

from ....base.kept_queries import KeptQuery, Parameter
from ....contract.orders import OrderedGoods
from ....pricing.goods import goods_facts, goods_line
from ...base.request_cache import get_cached, set_cached


class PlacedLine(NamedTuple):
    """What is read of a line of an order that was placed just now."""

    pk: int
    variant_id: int
    product_sku: str
    quantity: int
    currency: str
    unit_price_net_amount: Decimal
    unit_price_gross_amount: Decimal
    cost_amount: Decimal | None


def read_placed_lines(order_pk: int, *, with_goods: bool) -> list[PlacedLine]:
    """Return the lines of an order whose variant is there, the newest first.

    :param with_goods: read what ``ordered_goods`` will be asked for, too.
    """
    if with_goods:
        rows = _GOODS.rows(order=order_pk)
        set_cached(_key(order_pk), rows)
    else:
        rows = _LINES.rows(order=order_pk)
    return [PlacedLine(*(row[name] for name in PlacedLine._fields)) for row in rows]


def ordered_goods(order_pk: int) -> list[OrderedGoods]:
    """Return what was bought in them, the oldest first, in one query or none."""
    is_known, rows = get_cached(_key(order_pk))
    if not is_known:
        rows = _GOODS.rows(order=order_pk)
    side = "gross" if include_taxes_in_prices() else "net"
    price = f"unit_price_{side}_amount"
    return [
        OrderedGoods(
            str(row["pk"]),
            goods_line(row, quantity=row["quantity"], unit_price=row[price]),
        )
        for row in reversed(rows)
    ]


def _key(order_pk: int) -> tuple[str, int]:
    return "goods of order", order_pk


def _lines(**more: Any) -> QuerySet:
    return (
        OrderLine.objects.filter(
            order=Parameter("order", IntegerField()), variant__isnull=False
        )
        .annotate(cost_amount=F("variant__cost_price_amount"))
        .order_by("-pk")
        .values(*PlacedLine._fields, **more)
    )


_LINES = KeptQuery(_lines)
_GOODS = KeptQuery(lambda: _lines(**goods_facts("variant__", None)))

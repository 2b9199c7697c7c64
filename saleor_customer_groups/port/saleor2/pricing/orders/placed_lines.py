"""The lines of an order of Saleor 2.10 that was placed just now, read in one query."""

from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import F, IntegerField, QuerySet
from saleor.order.models import OrderLine

from ....base.kept_queries import KeptQuery, Parameter
from ....pricing.goods import goods_facts
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

    :param with_goods: read what ``read_goods_of_lines`` will be asked for, too.
    """
    if with_goods:
        rows = _GOODS.rows(order=order_pk)
        set_cached(_key(order_pk), rows)
    else:
        rows = _LINES.rows(order=order_pk)
    return [PlacedLine(*(row[name] for name in PlacedLine._fields)) for row in rows]


def read_goods_of_lines(order_pk: int) -> list[dict[str, Any]]:
    """Return the same lines with their goods, as rows, the oldest first."""
    is_known, rows = get_cached(_key(order_pk))
    return (rows if is_known else _GOODS.rows(order=order_pk))[::-1]


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

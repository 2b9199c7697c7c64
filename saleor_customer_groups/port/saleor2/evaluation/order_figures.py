"""Orders of Saleor 2.10 that count, for conditions of groups."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Least, NullIf
from saleor.discount import VoucherType
from saleor.order import OrderStatus
from saleor.order.models import Order, OrderLine
from saleor.product.models import ProductVariant
from saleor.site.models import SiteSettings

from ....engine.facts.scopes import Scope
from ...base.scopes import lines_in
from ...contract.orders import Sql
from ...evaluation.order_figures import (
    AMOUNT,
    NO_AMOUNT,
    OrderTables,
    Wanted,
    of_orders,
    parts_of_all,
    payments_and_refunds,
    stamp_column,
)

_NOT_PLACED = [OrderStatus.DRAFT, OrderStatus.CANCELED]

# How many orders make a part at least, and into how many parts they are divided at
# most: refunds are looked for among all transactions of payments in each.
_PART = 100_000
_MAX_PARTS = 8

# What one unit of a line is listed at without taxes or with them, as it is for the
# whole shop.
_WITHOUT, _INCLUDED = F("unit_price_net_amount"), F("unit_price_gross_amount")


def counted_orders(
    frozen_lines: QuerySet,
    *,
    customer_ids: str | None = None,
    guest_orders: str | None = None,
) -> Sql:
    """Return some of the orders that count as a statement; see ``port``."""
    if guest_orders is not None:
        guest_orders = f"SELECT order_key::integer FROM ({guest_orders}) wanted_orders"  # noqa: S608
    listed = Case(
        When(Exists(_with_taxes()), then=_INCLUDED),
        default=_WITHOUT,
        output_field=AMOUNT,
    )
    return _select(frozen_lines, Wanted(customer_ids, guest_orders), listed)


def all_counted_orders(frozen_lines: QuerySet) -> Sequence[Sql]:
    """Return all orders that count, in parts; see ``port``."""
    # Asked within the statement, it would keep the parts in a single process.
    listed = _INCLUDED if _with_taxes().exists() else _WITHOUT
    parts = parts_of_all(_bounds())
    return [_select(frozen_lines, part, listed) for part in parts]


def _with_taxes() -> QuerySet:
    return SiteSettings.objects.filter(
        site=settings.SITE_ID, include_taxes_in_prices=True
    )


def number_of_orders() -> int:
    """Return how many orders there are; see ``port``."""
    return Order.objects.count()


def _bounds() -> range:
    """Return the primary keys at which parts of all orders begin, but for the first."""
    keys = Order.objects.aggregate(first=Min("pk"), last=Max("pk"))
    first, last = keys["first"] or 0, keys["last"] or 0
    size = max(_PART, (last - first) // _MAX_PARTS + 1)
    return range(first + size, last + 1, size)


def _select(frozen_lines: QuerySet, wanted: Wanted, listed: Any) -> Sql:
    """Return some orders as a statement.

    :param listed: what one unit of a line was listed at.
    """
    orders = wanted.of(Order.objects.all())
    lines = wanted.of(OrderLine.objects.all(), "order__")
    if not wanted.are_all:
        frozen_lines = of_orders(frozen_lines, orders)
    if wanted.guest_orders is not None:
        orders = orders.filter(user__isnull=True)
    # There are no channels, so all costs and lines are in the same one.
    channel = Value(0, output_field=IntegerField())
    tables = OrderTables(
        orders=orders.exclude(status__in=_NOT_PLACED).values(
            "currency",
            order_id=F("pk"),
            order_key=Cast("pk", CharField(max_length=36)),
            customer_id=F("user_id"),
            placed_at=F("created"),
            channel_slug=Value("", output_field=CharField()),
            stamp=stamp_column(),
            gross_amount=F("total_gross_amount"),
            tax_amount=F("total_gross_amount") - F("total_net_amount"),
            # 2.10 does not keep how much was paid with which card.
            gift_card_amount=Value(None, output_field=AMOUNT),
            off_amount=Case(
                When(voucher__type=VoucherType.SHIPPING, then=NO_AMOUNT),
                default=F("discount_amount"),
                output_field=AMOUNT,
            ),
        ),
        money=payments_and_refunds(wanted),
        lines=lines.values(
            "order_id",
            "variant_id",
            "quantity",
            line_key=Cast("pk", CharField(max_length=36)),
            channel_id=channel,
            net_amount=F("unit_price_net_amount") * F("quantity"),
            list_price_amount=listed,
        ),
        costs=ProductVariant.objects.filter(cost_price_amount__isnull=False).values(
            variant_id=F("pk"), channel_id=channel, cost_amount=F("cost_price_amount")
        ),
    )
    return tables.select(frozen_lines)


def order_lines(scope: Scope) -> QuerySet:
    """Return the lines in a scope of the orders that count; see ``port``.

    What a voucher took off the order is shared over its lines.
    """
    total = F("unit_price_gross_amount") * F("quantity")
    subtotal = Subquery(
        OrderLine.objects.filter(order=OuterRef("order"))
        .order_by()
        .values("order")
        .annotate(subtotal=Sum(total, output_field=AMOUNT))
        .values("subtotal"),
        output_field=AMOUNT,
    )
    off = Least(F("order__discount_amount"), subtotal, output_field=AMOUNT)
    share = Coalesce(off * total / NullIf(subtotal, NO_AMOUNT), NO_AMOUNT)
    lines = OrderLine.objects.filter(
        Q(order__user__isnull=False) & ~Q(order__status__in=_NOT_PLACED)
    ).annotate(
        customer_id=F("order__user_id"),
        placed_at=F("order__created"),
        amount=Case(
            When(
                Q(order__discount_amount__gt=0)
                & ~Q(order__voucher__type=VoucherType.SHIPPING),
                then=total - share,
            ),
            default=total,
            output_field=AMOUNT,
        ),
    )
    return lines_in(lines, scope)

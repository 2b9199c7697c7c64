"""Orders of Saleor 2.10 that count, for conditions of groups."""

from django.conf import settings
from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    IntegerField,
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
    payments_and_refunds,
    stamp_column,
)

_NOT_PLACED = [OrderStatus.DRAFT, OrderStatus.CANCELED]


def counted_orders(
    frozen_lines: QuerySet,
    *,
    customer_ids: str | None = None,
    guest_orders: str | None = None,
) -> Sql:
    """Return the orders that count as a statement; see ``port``."""
    if guest_orders is not None:
        guest_orders = f"SELECT order_key::integer FROM ({guest_orders}) wanted_orders"  # noqa: S608
    wanted = Wanted(customer_ids, guest_orders)
    orders = wanted.of(Order.objects.all())
    lines = wanted.of(OrderLine.objects.all(), "order__")
    if not wanted.are_all:
        frozen_lines = of_orders(frozen_lines, orders)
    if guest_orders is not None:
        orders = orders.filter(user__isnull=True)
    # Without taxes or with them, as it is for the whole shop.
    with_taxes = SiteSettings.objects.filter(site=settings.SITE_ID)
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
            list_price_amount=Case(
                When(
                    Exists(with_taxes.filter(include_taxes_in_prices=True)),
                    then=F("unit_price_gross_amount"),
                ),
                default=F("unit_price_net_amount"),
                output_field=AMOUNT,
            ),
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

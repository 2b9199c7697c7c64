"""Orders of Saleor 3 that count, for conditions of groups."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import (
    CharField,
    F,
    Func,
    Q,
    QuerySet,
    Value,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, NullIf
from saleor.giftcard import GiftCardEvents
from saleor.giftcard.models import GiftCardEvent
from saleor.order import OrderStatus
from saleor.order.models import Order, OrderLine
from saleor.payment.models import TransactionItem
from saleor.product.models import ProductVariantChannelListing

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

NOT_PLACED = [
    OrderStatus.DRAFT,
    OrderStatus.UNCONFIRMED,
    OrderStatus.CANCELED,
    OrderStatus.EXPIRED,
]

# How many orders make a part at least, and into how many parts they are divided at
# most: their keys are drawn by lot, so that each part is looked for in whole tables.
_PART = 100_000
_MAX_PARTS = 4


def counted_orders(
    frozen_lines: QuerySet,
    *,
    customer_ids: str | None = None,
    guest_orders: str | None = None,
) -> Sql:
    """Return some of the orders that count as a statement; see ``port``.

    The lines have shares of what was taken off the order already.
    """
    if guest_orders is not None:
        guest_orders = f"SELECT order_key::uuid FROM ({guest_orders}) wanted_orders"  # noqa: S608
    return _select(frozen_lines, Wanted(customer_ids, guest_orders))


def all_counted_orders(frozen_lines: QuerySet) -> Sequence[Sql]:
    """Return all orders that count, in parts; see ``port``."""
    return [_select(frozen_lines, part) for part in parts_of_all(_bounds())]


def number_of_orders() -> int:
    """Return how many orders there are; see ``port``."""
    return Order.objects.count()


def _bounds() -> list[UUID]:
    """Return the primary keys at which parts of all orders begin, but for the first."""
    number = min(Order.objects.count() // _PART, _MAX_PARTS)
    return [UUID(int=(part << 128) // number) for part in range(1, number)]


def _select(frozen_lines: QuerySet, wanted: Wanted) -> Sql:
    """Return some orders as a statement."""
    orders = wanted.of(Order.objects.all())
    items = wanted.of(TransactionItem.objects.filter(order__isnull=False), "order__")
    lines = wanted.of(OrderLine.objects.all(), "order__")
    if not wanted.are_all:
        frozen_lines = of_orders(frozen_lines, orders)
    if wanted.guest_orders is not None:
        orders = orders.filter(user__isnull=True)
    listings = ProductVariantChannelListing.objects.filter(
        cost_price_amount__isnull=False
    )
    tables = OrderTables(
        orders=orders.exclude(status__in=NOT_PLACED).values(
            "currency",
            order_id=F("pk"),
            order_key=Cast("pk", CharField(max_length=36)),
            customer_id=F("user_id"),
            placed_at=F("created_at"),
            channel_slug=F("channel__slug"),
            stamp=stamp_column(),
            gross_amount=F("total_gross_amount"),
            tax_amount=F("total_gross_amount") - F("total_net_amount"),
            gift_card_amount=NO_AMOUNT,
            off_amount=NO_AMOUNT,
        ),
        money=(
            *payments_and_refunds(wanted),
            items.values(
                "order_id",
                paid_amount=F("charged_value") + F("refunded_value"),
                refunded_amount=F("refunded_value"),
                gift_card_amount=NO_AMOUNT,
            ),
            _paid_by_gift_cards(wanted),
        ),
        lines=lines.values(
            "order_id",
            "variant_id",
            "quantity",
            line_key=Cast("pk", CharField(max_length=36)),
            channel_id=F("order__channel_id"),
            net_amount=F("total_price_net_amount"),
            # Orders from elsewhere may lack it.
            list_price_amount=Coalesce(
                NullIf(F("undiscounted_base_unit_price_amount"), NO_AMOUNT),
                F("unit_price_gross_amount"),
                output_field=AMOUNT,
            ),
        ),
        costs=listings.values(
            "variant_id", "channel_id", cost_amount=F("cost_price_amount")
        ),
    )
    return tables.select(frozen_lines)


def _paid_by_gift_cards(wanted: Wanted) -> QuerySet:
    """Return what gift cards paid for orders, beyond their totals.

    An amount that cannot be read counts as none: apps may write such events.
    """
    used = GiftCardEvent.objects.filter(
        order__isnull=False, type=GiftCardEvents.USED_IN_ORDER
    )
    before, after = (
        Cast(
            Func(
                KeyTextTransform(name, KeyTextTransform("balance", "parameters")),
                Value(r"^\d{1,12}(?:\.\d+)?$"),
                function="substring",
                template="%(function)s(%(expressions)s)",
                output_field=CharField(),
            ),
            AMOUNT,
        )
        for name in ("old_current_balance", "current_balance")
    )
    return wanted.of(used, "order__").values(
        "order_id",
        paid_amount=NO_AMOUNT,
        refunded_amount=NO_AMOUNT,
        gift_card_amount=before - after,
    )


def order_lines(scope: Scope) -> QuerySet:
    """Return the lines in a scope of the orders that count; see ``port``."""
    lines = OrderLine.objects.filter(
        Q(order__user__isnull=False) & ~Q(order__status__in=NOT_PLACED)
    ).annotate(
        customer_id=F("order__user_id"),
        placed_at=F("order__created_at"),
        amount=F("total_price_gross_amount"),
    )
    return lines_in(lines, scope)

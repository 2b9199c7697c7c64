"""Orders that were placed some time ago, made on the models of Saleor 3."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from saleor.channel.models import Channel
from saleor.giftcard import GiftCardEvents
from saleor.giftcard.models import GiftCard, GiftCardEvent
from saleor.order.models import Order, OrderLine
from saleor.payment.models import TransactionItem
from saleor.product.models import ProductVariantChannelListing

# Orders in these do not count.
NOT_PLACED = ("draft", "canceled", "expired", "unconfirmed")

# Accounts have a language of their own.
HAS_LANGUAGES = True
CONFIRMED = "is_confirmed"

# The channels in which orders may be.
CHANNELS = ("default-channel", "other")

# Columns, for orders that are made by SQL.
PLACED_AT = "created_at"
UNIT_PRICES = ("unit_price_net_amount", "unit_price_gross_amount")
LINE_TOTALS = ("total_price_net_amount", "total_price_gross_amount")


def place(
    customer_id: int | None,
    *,
    at: datetime,
    lines: Sequence[tuple[Any, int, str]] = (),
    total: str | None = None,
    currency: str = "USD",
    status: str = "unfulfilled",
    language: str = "en",
    off: str = "0",
) -> Order:
    """Make an order.

    :param lines: (variant, quantity, price of one unit).
    :param total: what it comes to, where that is not what its lines do less what is
        taken off.
    """
    amount = sum((Decimal(price) * count for _, count, price in lines), Decimal(0))
    left = amount - Decimal(off)
    whole = Decimal(total) if total is not None else left
    order = Order.objects.create(
        channel=Channel.objects.get(slug="default-channel"),
        user_id=customer_id,
        created_at=at,
        currency=currency,
        status=status,
        language_code=language,
        total_net_amount=whole,
        total_gross_amount=whole,
        lines_count=len(lines),
    )
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order,
            variant=variant,
            product_name="Goods",
            is_shipping_required=True,
            is_gift_card=False,
            quantity=count,
            currency=currency,
            unit_price_net_amount=Decimal(price) * left / amount,
            unit_price_gross_amount=Decimal(price) * left / amount,
            total_price_net_amount=Decimal(price) * count * left / amount,
            total_price_gross_amount=Decimal(price) * count * left / amount,
        )
        for variant, count, price in lines
    )
    return order


def sell_in(channel: str, *orders: Order) -> None:
    """Let orders be of a channel, which is made if it is not there."""
    made, _ = Channel.objects.get_or_create(
        slug=channel, defaults={"pk": 3, "name": channel, "currency_code": "USD"}
    )
    for order in orders:
        order.channel = made
        order.save()


def pay(order: Order, amount: str, *, refunded: str = "0") -> None:
    """Pay an amount for an order, of which some may be given back."""
    TransactionItem.objects.create(
        order=order,
        currency=order.currency,
        charged_value=Decimal(amount) - Decimal(refunded),
        refunded_value=Decimal(refunded),
    )


def give_taxes(order: Order, rate: str) -> None:
    """Let the prices of an order include taxes of this rate."""
    order.total_net_amount = order.total_gross_amount / (1 + Decimal(rate))
    order.save()
    for line in order.lines.all():
        for net, gross in (UNIT_PRICES, LINE_TOTALS):
            setattr(line, net, getattr(line, gross) / (1 + Decimal(rate)))
        line.save()


def use_gift_card(order: Order, amount: str) -> tuple[Decimal | None, str]:
    """Pay a part of an order by gift cards, before its total.

    :returns: what can be known of it, and of the channel of the order.
    """
    card = GiftCard.objects.create(
        code="card",
        currency=order.currency,
        initial_balance_amount=100,
        current_balance_amount=50,
    )
    for before, after in ((Decimal(50), 50 - Decimal(amount)), (None, "much")):
        balance = {"old_current_balance": before, "current_balance": after}
        GiftCardEvent.objects.create(
            gift_card=card,
            order=order,
            type=GiftCardEvents.USED_IN_ORDER,
            parameters={"balance": balance},
        )
    return Decimal(amount), "default-channel"


def set_cost(variant: Any, cost: str | None) -> None:
    """Change what a variant costs the shop now."""
    ProductVariantChannelListing.objects.filter(variant=variant).update(
        cost_price_amount=None if cost is None else Decimal(cost)
    )


def payments_like(
    order: Order, *, key: Callable[[Any], str], total: str, refunded: str
) -> Iterator[tuple[Any, str, dict[str, str]]]:
    """Yield rows of a paid order to be copied: which of the copies, and their values.

    :param key: gives the primary key of a copy.
    :param refunded: how much is given back of a copy, 0 for nothing; all is SQL.
    """
    values = {"charged_value": f"{total} - {refunded}", "refunded_value": refunded}
    yield order.payment_transactions.get(), "TRUE", {"order_id": key(order), **values}

"""Orders that were placed some time ago, made on the models of Saleor 2.10."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from saleor.order.models import Order, OrderLine
from saleor.payment import ChargeStatus, TransactionKind
from saleor.payment.models import Payment, Transaction

# Orders in these do not count.
NOT_PLACED = ("draft", "canceled")

# Accounts have no language of their own.
HAS_LANGUAGES = False
CONFIRMED = "is_active"

# The channels in which orders may be.
CHANNELS = ("",)

# Columns, for orders that are made by SQL.
PLACED_AT = "created"
UNIT_PRICES = ("unit_price_net_amount", "unit_price_gross_amount")
LINE_TOTALS = ()


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
    whole = Decimal(total) if total is not None else amount - Decimal(off)
    order = Order.objects.create(
        user_id=customer_id,
        created=at,
        currency=currency,
        status=status,
        language_code=language,
        total_net_amount=whole,
        total_gross_amount=whole,
        discount_amount=Decimal(off),
    )
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order,
            variant=variant,
            product_name="Goods",
            product_sku="",
            is_shipping_required=True,
            quantity=count,
            currency=currency,
            unit_price_net_amount=Decimal(price),
            unit_price_gross_amount=Decimal(price),
        )
        for variant, count, price in lines
    )
    return order


def sell_in(channel: str, *orders: Order) -> None:
    """Let orders be of a channel: there is only one."""


def pay(order: Order, amount: str, *, refunded: str = "0") -> None:
    """Pay an amount for an order, of which some may be given back."""
    left = Decimal(amount) - Decimal(refunded)
    payment = Payment.objects.create(
        order=order,
        gateway="dummy",
        currency=order.currency,
        total=Decimal(amount),
        captured_amount=left,
        charge_status=ChargeStatus.FULLY_CHARGED,
        is_active=left > 0,
    )
    kinds = ((TransactionKind.CAPTURE, amount), (TransactionKind.REFUND, refunded))
    Transaction.objects.bulk_create(
        Transaction(
            payment=payment,
            kind=kind,
            is_success=True,
            amount=Decimal(each),
            currency=order.currency,
            gateway_response={},
        )
        for kind, each in kinds
        if Decimal(each)
    )


def give_taxes(order: Order, rate: str) -> None:
    """Let the prices of an order include taxes of this rate."""
    order.total_net_amount = order.total_gross_amount / (1 + Decimal(rate))
    order.save()
    for line in order.lines.all():
        for net, gross in (UNIT_PRICES,):
            setattr(line, net, getattr(line, gross) / (1 + Decimal(rate)))
        line.save()


def use_gift_card(order: Order, amount: str) -> tuple[Decimal | None, str]:
    """Pay a part of an order by a gift card, before its total.

    :returns: what can be known of it, and of the channel of the order.
    """
    return None, ""


def set_cost(variant: Any, cost: str | None) -> None:
    """Change what a variant costs the shop now."""
    variant.cost_price_amount = None if cost is None else Decimal(cost)
    variant.save()


def payments_like(
    order: Order, *, key: Callable[[Any], str], total: str, refunded: str
) -> Iterator[tuple[Any, str, dict[str, str]]]:
    """Yield rows of a paid order to be copied: which of the copies, and their values.

    :param key: gives the primary key of a copy.
    :param refunded: how much is given back of a copy, 0 for nothing; all is SQL.
    """
    payment = order.payments.get()
    left = f"{total} - {refunded}"
    yield (
        payment,
        "TRUE",
        {"order_id": key(order), "total": total, "captured_amount": left},
    )
    capture = payment.transactions.get()
    of_payment = {"payment_id": key(payment)}
    yield capture, "TRUE", {**of_payment, "amount": total}
    refund = f"'{TransactionKind.REFUND}'"
    yield capture, f"{refunded} > 0", {**of_payment, "kind": refund, "amount": refunded}

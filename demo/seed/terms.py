"""How Wholesale pays: its terms, what its members owe, and the quotes they want."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from saleor.account.models import User
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.order import OrderEvents
from saleor.order.models import Order, OrderEvent
from saleor.payment import ChargeStatus
from saleor.payment.models import Payment, Transaction
from saleor.product.models import ProductVariant
from saleor.shipping.models import ShippingMethod

from demo import accounts
from saleor_customer_groups.engine.terms.facts import PaymentOption
from saleor_customer_groups.engine.terms.open_items import Age, age_of
from saleor_customer_groups.models import CustomerGroup, CustomerQuote, PaymentChoice
from saleor_customer_groups.port.saleor2.terms.lending import lend_to_order
from saleor_customer_groups.services.base.actors import Actor
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.quotes.offers import send_quote
from saleor_customer_groups.services.quotes.requests import request_quote
from saleor_customer_groups.services.terms.group_terms import set_terms
from saleor_customer_groups.services.terms.placed_orders import record_agreed
from saleor_customer_groups.services.terms.recorded_payments import (
    Received,
    record_payments,
)

from . import Seeding
from .groups import WHOLESALE

NET_DAYS = 30
EARLY_PERCENT, EARLY_DAYS = Decimal(2), 10
# So much that no number of walk-throughs ever reaches it.
CREDIT_LIMIT = Decimal(100_000)
APPROVE_FROM = Decimal(500)
# Since when orders of Wholesale are on terms.
BEGAN_DAYS_AGO = 150
_INSTRUCTIONS = "Bean and Leaf, account 12345678 at Dock Bank. Name the order's number."


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks to be quoted."""

    email: str
    goods: Mapping[str, int]
    note: str


REQUESTED = Wish(
    accounts.WHOLESALE.email,
    {"HAND-GRINDER-LUNE": 6, "FRENCH-PRESS": 4},
    "For our second cafe, from next month on.",
)
SENT = Wish(
    accounts.WHOLESALE.email,
    {"ESPRESSO-ROMA-1-KG": 40},
    "We would take this every month.",
)
SENT_PRICE = Decimal("19.50")


def create_terms(seeding: Seeding, groups: Mapping[str, CustomerGroup]) -> None:
    """Set the terms of Wholesale, and have its last orders be on them."""
    began_at = seeding.days_ago(BEGAN_DAYS_AGO, hour=0)
    owner = Actor(user_id=User.objects.get(email=accounts.OWNER.email).pk)
    set_terms(
        group=groups[WHOLESALE],
        values={
            "options": [PaymentOption.ONLINE, PaymentOption.NET_TERMS],
            "net_days": NET_DAYS,
            "credit_limit": str(CREDIT_LIMIT),
            "credit_currency": "USD",
            "auto_approve_below": str(APPROVE_FROM),
            "early_payment_percent": str(EARLY_PERCENT),
            "early_payment_days": EARLY_DAYS,
            "instructions": {PaymentOption.NET_TERMS: _INSTRUCTIONS},
        },
        occasion=Occasion.manual(now=began_at, actor=owner),
    )
    _put_orders_on_terms(seeding, groups[WHOLESALE], owner, began_at)


def create_quotes(seeding: Seeding, *, now: datetime) -> None:
    """Have a quote be asked for, and another one sent."""
    owner = Actor(user_id=User.objects.get(email=accounts.OWNER.email).pk)
    sent = _request(seeding, SENT, at=seeding.days_ago(2, hour=10))
    (line,) = Order.objects.get(pk=sent.order_id).lines.all()
    send_quote(
        order_id=sent.order_id,
        valid_until=now + timedelta(days=60),
        message="The price holds for a standing order of this size.",
        actor=owner,
        now=seeding.days_ago(1, hour=9),
        prices={str(line.pk): SENT_PRICE},
    )
    _request(seeding, REQUESTED, at=seeding.days_ago(1, hour=15))


def _put_orders_on_terms(
    seeding: Seeding, group: CustomerGroup, owner: Actor, began_at: datetime
) -> None:
    """Of each column of the aging list one order is open; others were paid in time."""
    open_ages: set[Age] = set()
    paid = Order.objects.filter(
        user__customer_group_memberships__group=group,
        created__gte=began_at,
        payments__charge_status=ChargeStatus.FULLY_CHARGED,
    )
    for place, order in enumerate(paid.order_by("-created", "pk")):
        days = (seeding.days_ago(0).date() - order.created.date()).days
        _put_on_terms(order, group)
        age = age_of(max(days - NET_DAYS, 0))
        if age not in open_ages:
            open_ages.add(age)
            continue
        total = order.total_gross_amount
        is_early = place % 2 == 0
        received_at = order.created + timedelta(days=EARLY_DAYS - 2)
        if is_early:
            total -= (total * EARLY_PERCENT / 100).quantize(Decimal("0.01"))
        else:
            received_at += timedelta(days=EARLY_DAYS)
        record_payments(
            [
                Received(
                    str(order.pk), total, received_at.date(), f"Transfer {order.pk}"
                )
            ],
            occasion=Occasion.manual(now=received_at, actor=owner),
        )


def _put_on_terms(order: Order, group: CustomerGroup) -> None:
    # By its key: PostgreSQL has not yet counted rows, and would look at each payment
    # for each transaction.
    for payment in Payment.objects.filter(order=order):
        Transaction.objects.filter(payment=payment).delete()
        payment.delete()
    OrderEvent.objects.filter(order=order, type=OrderEvents.ORDER_FULLY_PAID).delete()
    lend_to_order(order)
    Payment.objects.filter(order=order).update(created=order.created)
    record_agreed(
        str(order.pk),
        PaymentChoice(
            customer_id=order.user_id,
            option=PaymentOption.NET_TERMS.value,
            purchase_order_number=f"PO-{1000 + order.pk}",
            chosen_at=order.created,
            currency=order.currency,
            agreed={
                "group_code": group.code,
                "group_id": group.pk,
                "instructions": _INSTRUCTIONS,
                "waits": False,
                "net_days": NET_DAYS,
                "early_percent": str(EARLY_PERCENT),
                "early_days": EARLY_DAYS,
            },
        ),
        now=order.created,
    )


def _request(seeding: Seeding, wish: Wish, *, at: datetime) -> CustomerQuote:
    customer = User.objects.get(email=wish.email)
    checkout = Checkout.objects.create(
        user=customer,
        email=customer.email,
        currency="USD",
        billing_address=customer.default_billing_address.get_copy(),
        shipping_address=customer.default_shipping_address.get_copy(),
        shipping_method=ShippingMethod.objects.order_by("price_amount").first(),
    )
    for sku, quantity in wish.goods.items():
        CheckoutLine.objects.create(
            checkout=checkout,
            variant=ProductVariant.objects.get(sku=sku),
            quantity=quantity,
        )
    quote = request_quote(
        checkout_key=str(checkout.pk),
        customer_id=customer.pk,
        note=wish.note,
        now=at,
    )
    token = UUID(int=seeding.chance.getrandbits(128), version=4)
    Order.objects.filter(pk=quote.order_id).update(created=at, token=str(token))
    # It was a cart of two days ago.
    checkout.delete()
    return quote

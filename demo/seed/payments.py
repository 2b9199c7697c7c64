"""How the orders of the demo shop were paid, and what was paid back."""

from collections.abc import Sequence
from decimal import Decimal

from django.db.models import F, OuterRef, Subquery
from saleor.order.models import Order
from saleor.payment import ChargeStatus, TransactionKind
from saleor.payment.models import Payment, Transaction

from .histories import Fate, Purchase

GATEWAY = "mirumee.payments.dummy"

CHARGE_STATUS = {
    Fate.PAID: ChargeStatus.FULLY_CHARGED,
    Fate.UNPAID: ChargeStatus.NOT_CHARGED,
    Fate.CANCELLED: ChargeStatus.NOT_CHARGED,
    Fate.REFUNDED: ChargeStatus.FULLY_REFUNDED,
    Fate.PARTLY_REFUNDED: ChargeStatus.PARTIALLY_REFUNDED,
}


def create_payments(pairs: Sequence[tuple[Order, Purchase]]) -> None:
    """Create a payment for each order, with what the gateway did."""
    payments = Payment.objects.bulk_create(
        _draft_payment(order, purchase) for order, purchase in pairs
    )
    Transaction.objects.bulk_create(
        Transaction(
            payment=payment,
            token=payment.token,
            kind=kind,
            is_success=True,
            currency=payment.currency,
            amount=amount,
            gateway_response={},
        )
        for payment, (_, purchase) in zip(payments, pairs, strict=True)
        for kind, amount in _steps(purchase)
    )
    # Saleor writes the time of saving into the rows.
    placed = Order.objects.filter(pk=OuterRef("order_id")).values("created")
    Payment.objects.update(created=Subquery(placed))
    Payment.objects.update(modified=F("created"))
    paid = Payment.objects.filter(pk=OuterRef("payment_id")).values("created")
    Transaction.objects.update(created=Subquery(paid))


def refunded_amount(purchase: Purchase) -> Decimal:
    """Return what the customer got back: everything, one unit, or nothing."""
    if purchase.fate is Fate.REFUNDED:
        return purchase.total
    if purchase.fate is Fate.PARTLY_REFUNDED:
        return min(purchase.lines[0].unit_amount, purchase.total / 2).quantize(
            Decimal("0.01")
        )
    return Decimal(0)


def _draft_payment(order: Order, purchase: Purchase) -> Payment:
    is_charged = purchase.fate not in (Fate.UNPAID, Fate.CANCELLED)
    address = order.billing_address
    return Payment(
        gateway=GATEWAY,
        is_active=purchase.fate not in (Fate.CANCELLED, Fate.REFUNDED),
        charge_status=CHARGE_STATUS[purchase.fate],
        token=f"demo-{order.pk}",
        total=purchase.total,
        captured_amount=purchase.total - refunded_amount(purchase) if is_charged else 0,
        currency=order.currency,
        order=order,
        billing_email=order.user_email,
        billing_first_name=address.first_name,
        billing_last_name=address.last_name,
        billing_address_1=address.street_address_1,
        billing_city=address.city,
        billing_postal_code=address.postal_code,
        billing_country_code=address.country.code,
        billing_country_area=address.country_area,
    )


def _steps(purchase: Purchase) -> list[tuple[str, Decimal]]:
    """Return what the gateway did: (kind of transaction, amount)."""
    match purchase.fate:
        case Fate.UNPAID:
            return [(TransactionKind.AUTH, purchase.total)]
        case Fate.CANCELLED:
            return [
                (TransactionKind.AUTH, purchase.total),
                (TransactionKind.VOID, purchase.total),
            ]
        case Fate.REFUNDED | Fate.PARTLY_REFUNDED:
            return [
                (TransactionKind.CAPTURE, purchase.total),
                (TransactionKind.REFUND, refunded_amount(purchase)),
            ]
        case _:
            return [(TransactionKind.CAPTURE, purchase.total)]

"""What Saleor 2.10 knows about customers, for conditions of groups."""

from django.db.models import F, QuerySet
from saleor.order import OrderStatus
from saleor.order.models import Order

from ...evaluation.accounts import accounts


def customers() -> QuerySet:
    """Return the accounts; see the contract. Active ones have a confirmed address."""
    return accounts().annotate(is_confirmed=F("is_active"))


def languages() -> QuerySet:
    """Return the language of each customer's last order: accounts have none."""
    orders = Order.objects.filter(user__isnull=False).exclude(
        status__in=[OrderStatus.DRAFT, OrderStatus.CANCELED]
    )
    last = orders.order_by("user_id", "-created", "-pk").distinct("user_id")
    return last.annotate(customer_id=F("user_id"), language=F("language_code"))

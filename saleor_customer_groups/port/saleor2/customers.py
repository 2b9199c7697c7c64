"""What Saleor 2.10 knows about customers, for conditions of groups."""

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from saleor.account.models import Address, User
from saleor.order import OrderStatus
from saleor.order.models import Order


def customers() -> QuerySet:
    """Return the accounts; see ``port``. Who is active has confirmed their address."""
    # Looked up for those of whom it is asked, where joins would read all addresses.
    address = Address.objects.filter(
        pk=Coalesce(
            OuterRef("default_shipping_address"), OuterRef("default_billing_address")
        )
    )
    return User.objects.order_by().annotate(
        customer_id=F("pk"),
        created_at=F("date_joined"),
        is_confirmed=F("is_active"),
        country=Subquery(address.values("country")),
        city=Subquery(address.values("city")),
    )


def languages() -> QuerySet:
    """Return the language of each customer's last order: accounts have none."""
    orders = Order.objects.filter(user__isnull=False).exclude(
        status__in=[OrderStatus.DRAFT, OrderStatus.CANCELED]
    )
    last = orders.order_by("user_id", "-created", "-pk").distinct("user_id")
    return last.annotate(customer_id=F("user_id"), language=F("language_code"))

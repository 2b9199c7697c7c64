"""What Saleor 3 knows about customers, for conditions of groups."""

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from saleor.account.models import User


def customers() -> QuerySet:
    """Return the accounts; see ``port``."""
    return User.objects.order_by().annotate(
        customer_id=F("pk"),
        created_at=F("date_joined"),
        country=Coalesce(
            "default_shipping_address__country", "default_billing_address__country"
        ),
        city=Coalesce(
            "default_shipping_address__city", "default_billing_address__city"
        ),
    )


def languages() -> QuerySet:
    """Return the language of each customer."""
    return User.objects.order_by().annotate(
        customer_id=F("pk"), language=F("language_code")
    )

"""What Saleor 3 knows about customers, for conditions of groups."""

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from saleor.account.models import Address, User


def customers() -> QuerySet:
    """Return the accounts; see ``port``."""
    # Looked up for those of whom it is asked, where joins would read all addresses.
    address = Address.objects.filter(
        pk=Coalesce(
            OuterRef("default_shipping_address"), OuterRef("default_billing_address")
        )
    )
    return User.objects.order_by().annotate(
        customer_id=F("pk"),
        created_at=F("date_joined"),
        country=Subquery(address.values("country")),
        city=Subquery(address.values("city")),
    )


def languages() -> QuerySet:
    """Return the language of each customer."""
    return User.objects.order_by().annotate(
        customer_id=F("pk"), language=F("language_code")
    )

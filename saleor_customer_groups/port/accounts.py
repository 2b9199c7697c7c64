"""What both Saleors know about customers, for conditions of groups."""

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from saleor.account.models import Address, User


def accounts() -> QuerySet:
    """Return the accounts, each with what ``port`` says of ``customers``."""
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

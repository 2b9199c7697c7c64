"""What both Saleors know about customers, for conditions of groups."""

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from saleor.account.models import Address, User


def accounts() -> QuerySet:
    """Return the accounts; see ``customers`` in the contract."""
    address = Coalesce("default_shipping_address_id", "default_billing_address_id")
    return User.objects.order_by().annotate(
        customer_id=F("pk"), created_at=F("date_joined"), address_id=address
    )


def addresses() -> QuerySet:
    """Return the addresses; see ``addresses`` in the contract."""
    return Address.objects.order_by().annotate(address_id=F("pk"))

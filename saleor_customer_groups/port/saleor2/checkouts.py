"""Open checkouts of Saleor 2.10.

Prices are found at every look and nothing of ours is stored with a checkout, so there
is nothing to expire and there are no marks to remove.
"""

from django.db.models import F, QuerySet
from saleor.checkout.models import Checkout

from .memory import forget


def open_checkouts() -> QuerySet:
    """Return the open checkouts, with ``customer_id``."""
    return Checkout.objects.annotate(customer_id=F("user_id"))


def expire_prices(checkouts: QuerySet) -> None:
    """Have prices found anew: those of this request, all others are anyway."""
    forget()


def remove_marks(checkouts: QuerySet) -> int:
    """Return 0: nothing of ours stands in a checkout."""
    forget()
    return 0

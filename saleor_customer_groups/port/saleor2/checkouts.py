"""Open checkouts of Saleor 2.10.

Prices are found at every look, so there is nothing to expire; of ours only the gifts
stand in a checkout.
"""

from django.db import transaction
from django.db.models import F, QuerySet
from saleor.checkout.models import Checkout, CheckoutLine

from ..metadata import without_notes
from .given import GIFT, MARK
from .memory import forget
from .paid import NOTE as PAID


def open_checkouts() -> QuerySet:
    """Return the open checkouts, with ``customer_id``."""
    return Checkout.objects.annotate(customer_id=F("user_id"))


def expire_prices(checkouts: QuerySet) -> None:
    """Have prices found anew: those of this request, all others are anyway."""
    forget()


def remove_marks(checkouts: QuerySet) -> int:
    """Take the gifts out of checkouts, but not out of those that were paid for.

    :returns: how many had any.
    """
    forget()
    marked = checkouts.filter(private_metadata__has_key=MARK).exclude(
        private_metadata__has_key=PAID
    )
    gifts = CheckoutLine.objects.filter(
        checkout__in=marked.values("pk"), data__has_key=GIFT
    )
    with transaction.atomic():
        gifts.delete()
        return marked.update(private_metadata=without_notes("private_metadata", MARK))

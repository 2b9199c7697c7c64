"""Open checkouts of Saleor 2.10.

Prices are found at every look, so there is nothing to expire; of ours only the gifts
stand in a checkout.
"""

from django.db import transaction
from django.db.models import F, QuerySet
from saleor.checkout.models import Checkout, CheckoutLine

from ....base.metadata import with_notes, without_notes
from ....pricing.refused_gifts import REFUSED
from ...base.request_cache import clear_cached
from ..gifts.promotion_effects import GIFT, MARK
from ..vouchers.vouchers import NOTE as VOUCHER
from ..vouchers.vouchers import REMOVED
from .paid_prices import NOTE as PAID


def open_checkouts() -> QuerySet:
    """Return the open checkouts, with ``customer_id``."""
    return Checkout.objects.annotate(customer_id=F("user_id"))


def expire_prices(checkouts: QuerySet) -> None:
    """Have prices found anew: those of this request, all others are anyway."""
    clear_cached()


def remove_marks(checkouts: QuerySet) -> int:
    """Take the gifts out of checkouts, but not out of those that were paid for.

    Where there is a voucher a note stays behind, upon which it is calculated again when
    the checkout is next looked at: Saleor by itself would leave its amount as it was.

    :returns: how many had any.
    """
    clear_cached()
    unpaid = checkouts.exclude(private_metadata__has_key=PAID)
    marked = unpaid.filter(private_metadata__has_key=MARK)
    gifts = CheckoutLine.objects.filter(
        checkout__in=marked.values("pk"), data__has_key=GIFT
    )
    with transaction.atomic():
        unpaid.filter(voucher_code__isnull=False).update(
            private_metadata=with_notes("private_metadata", {VOUCHER: REMOVED})
        )
        gifts.delete()
        checkouts.filter(private_metadata__has_key=REFUSED).update(
            private_metadata=without_notes("private_metadata", REFUSED)
        )
        return marked.update(private_metadata=without_notes("private_metadata", MARK))

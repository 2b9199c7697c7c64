"""Open checkouts of Saleor 2.10.

Prices are found at every look, so there is nothing to expire; of ours only the gifts
are stored in a checkout.
"""

from django.db import transaction
from django.db.models import F, QuerySet
from saleor.checkout.models import Checkout, CheckoutLine

from ....base.metadata import with_metadata, without_metadata
from ....pricing.refused_gifts import REFUSED_GIFTS_KEY
from ...base.request_cache import clear_cached
from ..gifts.promotion_effects import GIFT_KEY, HAS_GIFTS_KEY
from ..vouchers.vouchers import PRICES_REMOVED, VOUCHER_KEY
from .paid_prices import PAID_KEY


def open_checkouts() -> QuerySet:
    """Return the open checkouts, with ``customer_id``."""
    return Checkout.objects.annotate(customer_id=F("user_id"))


def expire_prices(checkouts: QuerySet) -> None:
    """Have prices found again: those of this request, all others are anyway."""
    clear_cached()


def remove_group_prices(checkouts: QuerySet) -> int:
    """Take the gifts out of checkouts, but not out of those that were paid for.

    Where there is a voucher a key stays in the metadata, because of which it is
    calculated again when the checkout is next looked at: Saleor by itself would leave
    its amount as it was.

    :returns: how many had any.
    """
    clear_cached()
    unpaid = checkouts.exclude(private_metadata__has_key=PAID_KEY)
    with_gifts = unpaid.filter(private_metadata__has_key=HAS_GIFTS_KEY)
    gifts = CheckoutLine.objects.filter(
        checkout__in=with_gifts.values("pk"), data__has_key=GIFT_KEY
    )
    with transaction.atomic():
        unpaid.filter(voucher_code__isnull=False).update(
            private_metadata=with_metadata(
                "private_metadata", {VOUCHER_KEY: PRICES_REMOVED}
            )
        )
        gifts.delete()
        checkouts.filter(private_metadata__has_key=REFUSED_GIFTS_KEY).update(
            private_metadata=without_metadata("private_metadata", REFUSED_GIFTS_KEY)
        )
        return with_gifts.update(
            private_metadata=without_metadata("private_metadata", HAS_GIFTS_KEY)
        )

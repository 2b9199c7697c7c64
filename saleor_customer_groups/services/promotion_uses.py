"""How often promotions with a limit were used: counted, reserved, kept, given back.

A use is reserved when a checkout is about to be paid, under a lock on the promotion, so
that of many who come at once no more are let through than the limit allows. The order
keeps it.
"""

import logging
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from django.db.models import Count, Q

from .. import engine
from ..models import Promotion, PromotionUse
from ..port.contract import Completion
from .guard import guarded

logger = logging.getLogger(__name__)

RESERVED_FOR = timedelta(minutes=15)
# Who completes a checkout waits so long for others who use the same promotion.
PATIENCE = timedelta(seconds=10)
# An order that comes later than that after its payment does not find its use again.
FORGOTTEN_AFTER = timedelta(days=1)


def used_by(customer_id: int | None, email: str) -> str:
    """Return what tells a customer, or a guest with an e-mail, from all others.

    :param customer_id: none for a guest.
    :param email: in whatever letter case; empty while it is not known.
    """
    if customer_id is not None:
        return f"customer:{customer_id}"
    if not email:
        return ""
    return f"guest:{sha256(email.strip().lower().encode()).hexdigest()}"


def read_usage(
    codes: Collection[str], *, used_by: str, checkout_key: str, now: datetime
) -> dict[str, engine.Usage]:
    """Return how often promotions were used, in one query.

    What is reserved for the checkout that asks does not count: it is its own.

    :param codes: of the promotions.
    :param used_by: whose uses are counted beside all; nobody has an empty one.
    """
    counted = (
        PromotionUse.objects.filter(_counts(now), promotion__code__in=codes)
        .exclude(checkout_key=checkout_key, order_id="")
        .order_by()
        .values_list("promotion__code")
        .annotate(
            total=Count("pk"),
            customer=Count("pk", filter=Q(used_by=used_by) & ~Q(used_by="")),
        )
    )
    return {
        code: engine.Usage(total=total, customer=customer)
        for code, total, customer in counted
    }


def reserve(completion: Completion, *, now: datetime) -> str:
    """Reserve the promotions of a checkout that is about to become an order.

    A fault never stops the sale: it is logged, and the order is placed.

    :returns: why the checkout cannot be sold as it was quoted, or an empty text.
    """
    if not completion.promotions:
        return ""
    try:
        with guarded(lock_timeout=PATIENCE):
            return _reserve(completion, now)
    except Exception:
        logger.exception(
            "The limits of the promotions of checkout %s could not be looked at",
            completion.checkout_key,
        )
        return ""


def keep(*, checkout_key: str, order_id: str) -> None:
    """Let an order keep what was reserved for its checkout; a fault is logged."""
    try:
        with guarded():
            PromotionUse.objects.filter(checkout_key=checkout_key, order_id="").update(
                order_id=order_id
            )
    except Exception:
        logger.exception("Order %s does not count as a use of its promotions", order_id)


def give_back(uses: Q) -> None:
    """Give uses back, of a cancelled order or a checkout; a fault is logged."""
    try:
        with guarded():
            PromotionUse.objects.filter(uses).delete()
    except Exception:
        logger.exception("Uses of promotions could not be given back: %s", uses)


def of_order(order_id: str) -> Q:
    """Return the uses by an order."""
    return Q(order_id=order_id)


def of_checkout(checkout_key: str) -> Q:
    """Return the uses that are reserved for a checkout that has no order."""
    return Q(checkout_key=checkout_key, order_id="")


def _counts(now: datetime) -> Q:
    return ~Q(order_id="") | Q(reserved_at__gt=now - RESERVED_FOR)


def _reserve(completion: Completion, now: datetime) -> str:
    limited = (
        Promotion.objects.filter(code__in=completion.promotions)
        .exclude(limit_total=None, limit_per_customer=None)
        # All lock in one order, so that no two wait for each other.
        .order_by("pk")
    )
    promotions = list(limited.select_for_update())
    if not promotions:
        return ""
    who = used_by(completion.customer_id, completion.email)
    usage = read_usage(
        [each.code for each in promotions],
        used_by=who,
        checkout_key=completion.checkout_key,
        now=now,
    )
    gone = [each for each in promotions if _is_used_up(each, usage.get(each.code))]
    if gone:
        return _refusal(gone)
    PromotionUse.objects.filter(
        promotion__in=promotions, order_id="", reserved_at__lt=now - FORGOTTEN_AFTER
    ).delete()
    PromotionUse.objects.filter(of_checkout(completion.checkout_key)).delete()
    PromotionUse.objects.bulk_create(
        [
            PromotionUse(
                promotion=promotion,
                used_by=who,
                checkout_key=completion.checkout_key,
                reserved_at=now,
            )
            for promotion in promotions
        ],
        ignore_conflicts=True,
    )
    return ""


def _is_used_up(promotion: Promotion, usage: engine.Usage | None) -> bool:
    if usage is None:
        return False
    return (
        promotion.limit_total is not None and usage.total >= promotion.limit_total
    ) or (
        promotion.limit_per_customer is not None
        and usage.customer >= promotion.limit_per_customer
    )


def _refusal(promotions: Iterable[Promotion]) -> str:
    names = ", ".join(each.name for each in promotions)
    return (
        f"{names}: used up in the meantime. The prices have been found anew; look at"
        " the checkout, then complete it again."
    )

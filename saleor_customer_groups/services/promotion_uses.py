"""How often promotions were used: counted, reserved, kept by orders, given back.

A use is reserved when a checkout is about to be paid, under a lock on a promotion that
has a limit, so that of many who come at once no more are let through than it allows.
The order keeps it.
"""

import logging
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from django.db.models import Count, Q

from .. import engine
from ..models import Promotion, PromotionUse
from ..port.contract import Completion
from .guard import guarded, log_fault, waiting_for

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
        PromotionUse.objects.filter(counted_uses(now), promotion__code__in=codes)
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
        with guarded():
            return _reserve(completion, now)
    except Exception:
        log_fault(
            logger,
            "The limits of the promotions of checkout %s could not be looked at",
            completion.checkout_key,
        )
        return ""


def keep(
    codes: Collection[str],
    *,
    checkout_key: str,
    order_id: str,
    used_by: str,
    now: datetime,
) -> None:
    """Let an order keep what was reserved for its checkout; a fault is logged.

    What it got without a reservation, as after a fault in making one, counts as well.

    :param codes: of the promotions that it got.
    """
    try:
        with guarded():
            reserved = PromotionUse.objects.filter(of_checkout(checkout_key))
            if reserved.update(order_id=order_id) < len(codes):
                _count(codes, checkout_key, order_id, used_by, now)
    except Exception:
        log_fault(
            logger, "Order %s does not count as a use of its promotions", order_id
        )


def give_back(uses: Q) -> None:
    """Give uses back, of a cancelled order or a checkout; a fault is logged."""
    try:
        with guarded():
            PromotionUse.objects.filter(uses).delete()
    except Exception:
        log_fault(logger, "Uses of promotions could not be given back: %s", uses)


def warnings_about(promotion: Promotion, *, now: datetime) -> list[str]:
    """Return what the shop should know of a promotion's limits: they stand already.

    Limits below the uses made so far are allowed: the promotion is used up.
    """
    if not promotion.is_limited:
        return []
    uses = PromotionUse.objects.filter(
        counted_uses(now), promotion=promotion
    ).order_by()
    found = []
    total = uses.count()
    if promotion.limit_total is not None and total > promotion.limit_total:
        found.append(
            f"It was used {total} times already, more often than the limit of"
            f" {promotion.limit_total}: nobody can use it any more."
        )
    if promotion.limit_per_customer is not None:
        above = (
            uses.exclude(used_by="")
            .order_by()
            .values("used_by")
            .annotate(number=Count("pk"))
            .filter(number__gt=promotion.limit_per_customer)
            .count()
        )
        if above:
            found.append(
                f"{above} {'customer has' if above == 1 else 'customers have'} used it"
                f" more often than the limit of {promotion.limit_per_customer}."
            )
    return found


def of_order(order_id: str) -> Q:
    """Return the uses by an order."""
    return Q(order_id=order_id)


def of_checkout(checkout_key: str) -> Q:
    """Return the uses that are reserved for a checkout that has no order."""
    return Q(checkout_key=checkout_key, order_id="")


def counted_uses(now: datetime) -> Q:
    """Return which uses count: those by orders, and those reserved not long ago."""
    return ~Q(order_id="") | Q(reserved_at__gt=now - RESERVED_FOR)


def _reserve(completion: Completion, now: datetime) -> str:
    promotions = list(Promotion.objects.filter(code__in=completion.promotions))
    who = used_by(completion.customer_id, completion.email)
    if limited := [each.pk for each in promotions if each.is_limited]:
        # All lock in one order, so that no two wait for each other.
        rows = Promotion.objects.filter(pk__in=limited).order_by("pk")
        with waiting_for(PATIENCE):
            locked = list(rows.select_for_update())
        gone = _used_up(locked, who, completion, now)
        if gone and not completion.is_paid:
            return _refusal(gone)
    PromotionUse.objects.filter(
        Q(checkout_key=completion.checkout_key)
        | Q(promotion__in=promotions, reserved_at__lt=now - FORGOTTEN_AFTER),
        order_id="",
    ).delete()
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


def _count(
    codes: Collection[str], checkout_key: str, order_id: str, who: str, now: datetime
) -> None:
    """Count the promotions that an order got and that are not counted for it yet."""
    kept = PromotionUse.objects.filter(order_id=order_id).values("promotion")
    PromotionUse.objects.bulk_create(
        [
            PromotionUse(
                promotion=promotion,
                used_by=who,
                checkout_key=checkout_key,
                order_id=order_id,
                reserved_at=now,
            )
            for promotion in Promotion.objects.filter(code__in=codes).exclude(
                pk__in=kept
            )
        ],
        ignore_conflicts=True,
    )


def _used_up(
    promotions: Sequence[Promotion], who: str, completion: Completion, now: datetime
) -> list[Promotion]:
    usage = read_usage(
        [each.code for each in promotions],
        used_by=who,
        checkout_key=completion.checkout_key,
        now=now,
    )
    return [each for each in promotions if _is_used_up(each, usage.get(each.code))]


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

"""How often promotions were used: counted, reserved, kept by orders, given back.

A use is reserved when a checkout is about to be paid, under a lock on a promotion that
has a limit, so that of many who come at once no more are let through than it allows.
The order keeps it.
"""

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery

from .... import engine
from ....models import Promotion, PromotionUse
from ....port.contract.orders import Completion
from ...base import open_checkouts
from ...base.isolation import FaultsLogged, isolated
from ...base.statement_limits import is_wait, waiting_for

logger = logging.getLogger(__name__)

RESERVED_FOR = timedelta(minutes=15)
# Who completes a checkout waits so long for others who use the same promotion.
MAX_WAIT = timedelta(seconds=10)
# An order that comes later than that after its payment does not find its use again.
FORGOTTEN_AFTER = timedelta(days=1)
# What a known customer's uses begin with.
CUSTOMER = "customer"


def used_by(customer_id: int | None, email: str) -> str:
    """Return what tells a customer, or a guest with an e-mail, from all others.

    :param customer_id: none for a guest.
    :param email: in whatever letter case; empty while it is not known.
    """
    if customer_id is not None:
        return f"{CUSTOMER}:{customer_id}"
    if not email:
        return ""
    return f"guest:{sha256(email.strip().lower().encode()).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Uses:
    """How often promotions were used, by their codes.

    ``reserved_since`` is the moment of the oldest reservation that counts.
    """

    usage: Mapping[str, engine.Usage]
    reserved_since: Mapping[str, datetime]

    def valid_until(self, promotions: Iterable[engine.Promotion]) -> datetime | None:
        """Return when one that is used up may be free again, None if never.

        A reservation that does not become an order counts for a while only.
        """
        return min(
            (
                self.reserved_since[each.code] + RESERVED_FOR
                for each in promotions
                if each.code in self.reserved_since and self._is_used_up(each)
            ),
            default=None,
        )

    def _is_used_up(self, promotion: engine.Promotion) -> bool:
        return is_used_up(promotion, self.usage.get(promotion.code))


def is_used_up(
    promotion: Promotion | engine.Promotion, usage: engine.Usage | None
) -> bool:
    """Tell whether a limit of a promotion is reached."""
    return usage is not None and usage.uses_up(promotion)


def read_uses(
    codes: Collection[str], *, used_by: str, checkout_key: str, now: datetime
) -> Uses:
    """Return how often promotions were used, in one query.

    What is reserved for the checkout that asks does not count: it is its own.

    :param codes: of the promotions.
    :param used_by: whose uses are counted beside all; nobody has an empty one.
    """
    counted = list(
        PromotionUse.objects.filter(counted_uses(now), promotion__code__in=codes)
        .exclude(checkout_key=checkout_key, order_id="")
        .order_by()
        .values_list("promotion__code")
        .annotate(
            total=Count("pk"),
            customer=Count("pk", filter=Q(used_by=used_by) & ~Q(used_by="")),
            reserved_since=Min("reserved_at", filter=Q(order_id="")),
        )
    )
    return Uses(
        usage={
            code: engine.Usage(total=total, customer=customer)
            for code, total, customer, _ in counted
        },
        reserved_since={code: since for code, _, _, since in counted if since},
    )


def reserve(completion: Completion, *, now: datetime) -> str:
    """Reserve the promotions of a checkout that is about to become an order.

    A fault never stops the sale: it is logged, and the order is placed.

    :returns: why the checkout cannot be sold as it was quoted, or an empty text.
    """
    if not completion.promotions:
        return ""
    logged = FaultsLogged(
        logger,
        "The limits of the promotions of checkout %s could not be looked at",
        completion.checkout_key,
    )
    with logged, isolated():
        return _reserve(completion, now)
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
    To keep it once more changes nothing.

    :param codes: of the promotions that it got.
    :raises django.db.DatabaseError: others hold our tables.
    """
    logged = FaultsLogged(
        logger,
        "Order %s does not count as a use of its promotions",
        order_id,
        unless=is_wait,
    )
    with logged, isolated():
        reserved = PromotionUse.objects.filter(of_checkout(checkout_key))
        if reserved.update(order_id=order_id) < len(codes):
            _count(codes, checkout_key, order_id, used_by, now)


def give_back(uses: Q, *, now: datetime) -> None:
    """Give uses back, of a cancelled order or a checkout; a fault is logged.

    Open checkouts that went without a promotion because it was used up have their
    prices found again.
    """
    logged = FaultsLogged(
        logger, "Uses of promotions could not be given back: %s", uses
    )
    with logged, isolated():
        _give_back(PromotionUse.objects.filter(uses), now)


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
        with waiting_for(MAX_WAIT):
            locked = list(rows.select_for_update())
        gone = _used_up(locked, who, completion, now)
        if gone and not completion.is_paid:
            return _refusal(gone)
    mine = PromotionUse.objects.filter(of_checkout(completion.checkout_key))
    _give_back(mine.exclude(promotion__in=promotions), now)
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


def _give_back(given: QuerySet, now: datetime) -> None:
    limits = Q(promotion__limit_total__isnull=False)
    limits |= Q(promotion__limit_per_customer__isnull=False)
    limited = given.filter(limits)
    if not limited.exists():
        given.delete()
        return
    used_up = _used_up_by_all(limited, now)
    of_customers = list(
        limited.filter(promotion__limit_per_customer__isnull=False)
        .exclude(used_by="")
        .values_list("promotion_id", "used_by")
    )
    given.delete()
    _reprice(used_up, of_customers)


def _used_up_by_all(given: QuerySet, now: datetime) -> list[int]:
    """Return the promotions that were used as often as they can be by everybody."""
    counted = PromotionUse.objects.filter(counted_uses(now)).order_by()
    promotions = Promotion.objects.filter(
        pk__in=given.values("promotion"),
        limit_total__lte=Subquery(
            counted.filter(promotion=OuterRef("pk"))
            .values("promotion")
            .annotate(number=Count("pk"))
            .values("number")
        ),
    )
    return list(promotions.values_list("pk", flat=True))


def _reprice(used_up: Collection[int], of_customers: Iterable[tuple[int, str]]) -> None:
    """Have prices found again where a promotion may count again.

    :param used_up: the promotions that may count for everybody.
    :param of_customers: a promotion, and who may have it again, as ``used_by`` says.
    """
    for_groups, customers = set(used_up), set()
    for promotion_id, who in of_customers:
        kind, _, key = who.partition(":")
        if kind == CUSTOMER:
            customers.add(int(key))
        else:
            # Nobody knows which checkouts are this guest's.
            for_groups.add(promotion_id)
    if customers:
        open_checkouts.reprice_customers(customers)
    if for_groups:
        links = Promotion.groups.through.objects.filter(promotion_id__in=for_groups)
        open_checkouts.reprice_groups(
            set(links.values_list("customergroup_id", flat=True))
        )


def _used_up(
    promotions: Sequence[Promotion], who: str, completion: Completion, now: datetime
) -> list[Promotion]:
    uses = read_uses(
        [each.code for each in promotions],
        used_by=who,
        checkout_key=completion.checkout_key,
        now=now,
    )
    return [each for each in promotions if is_used_up(each, uses.usage.get(each.code))]


def _refusal(promotions: Iterable[Promotion]) -> str:
    names = ", ".join(each.name for each in promotions)
    return (
        f"{names}: used up in the meantime. The prices have been found again; look at"
        " the checkout, then complete it again."
    )

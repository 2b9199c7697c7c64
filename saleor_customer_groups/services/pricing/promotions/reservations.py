"""Uses of promotions: reserved by checkouts, kept by orders, given back.

A use is reserved when a checkout is about to be paid, under a lock on a promotion that
has a limit, so that its limit holds even if many pay at once. The order keeps the use.
"""

import logging
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from .... import port
from ....models import Promotion, PromotionUse
from ....port.contract.orders import Completion
from ...base import open_checkouts
from ...base.csv.files import batches
from ...base.transactions.isolation import FaultsLogged, isolated
from ...base.transactions.statement_limits import waiting_for
from ...rules.use_counts import count_uses
from .promotion_uses import (
    CUSTOMER,
    ask_for_uses,
    counted_uses,
    of_checkout,
    read_uses,
    used_by,
)
from .use_sums import delete_uses

logger = logging.getLogger(__name__)

# How long completing a checkout waits for others who use the same promotion.
MAX_WAIT = timedelta(seconds=10)


class _Limited(NamedTuple):
    """What is read of a promotion: the rest of it takes longer."""

    pk: int
    code: str
    name: str
    limit_total: int | None
    limit_per_customer: int | None


# All lock in the same order, so that no two wait for each other. Without a limit there
# is nothing to reserve: the order's use counts when it is kept.
_LIMITED = """
WITH limited AS (
  SELECT id, code, name, limit_total, limit_per_customer
  FROM saleor_customer_groups_promotion
  WHERE code = ANY(%(codes)s)
    AND (limit_total IS NOT NULL OR limit_per_customer IS NOT NULL)
  ORDER BY id FOR UPDATE
)
SELECT reserved.promotion_ids, limited.* FROM (
  SELECT ARRAY(
    SELECT promotion_id FROM saleor_customer_groups_promotionuse
    WHERE order_id = '' AND checkout_key = %(checkout)s
  ) AS promotion_ids
) AS reserved LEFT JOIN limited ON TRUE
"""

_RESERVE = """, reserved AS (
  INSERT INTO saleor_customer_groups_promotionuse
    (promotion_id, used_by, checkout_key, order_id, reserved_at)
  SELECT id, %(used_by)s, %(checkout)s, '', %(now)s FROM promotions
  ON CONFLICT (promotion_id, checkout_key) WHERE order_id = ''
    DO UPDATE SET used_by = EXCLUDED.used_by, reserved_at = EXCLUDED.reserved_at
)
"""

# They are added up later (``use_sums``): whoever adds to the sum of a promotion waits
# for all others who do.
_KEEP = """
WITH kept AS (
  UPDATE saleor_customer_groups_promotionuse SET order_id = %(order)s
  WHERE order_id = '' AND checkout_key = %(checkout)s
  RETURNING promotion_id
)
INSERT INTO saleor_customer_groups_promotionuse
  (promotion_id, used_by, checkout_key, order_id, reserved_at)
SELECT id, %(used_by)s, %(checkout)s, %(order)s, %(now)s
FROM saleor_customer_groups_promotion
WHERE code = ANY(%(codes)s) AND id NOT IN (SELECT promotion_id FROM kept)
ON CONFLICT DO NOTHING
"""


class _UsedUpError(Exception):
    """A promotion is used up: what was reserved beside it is taken back."""


def reserve(completion: Completion, *, now: datetime) -> str:
    """Reserve promotions with a limit for a checkout that is about to become an order.

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
    with logged:
        try:
            with isolated():
                _reserve(completion, now)
        except _UsedUpError as refusal:
            return str(refusal)
    return ""


def keep(
    codes: Collection[str],
    *,
    checkout_key: str,
    order_id: str,
    used_by: str,
    now: datetime,
) -> None:
    """Let an order keep what was reserved for its checkout, in a transaction.

    What it got without a reservation, as after a fault in making one, counts as well.
    Keeping it again changes nothing.

    :param codes: of the promotions that it got.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _KEEP,
            {
                "codes": list(codes),
                "used_by": used_by,
                "checkout": checkout_key,
                "order": order_id,
                "now": now,
            },
        )


def give_back(uses: Q, *, of: str, now: datetime) -> None:
    """Give back the uses of a cancelled order or of a checkout; a fault is logged.

    Open checkouts that went without a promotion because it was used up have their
    prices found again.

    :param of: what the log calls the checkout or order.
    """
    logged = FaultsLogged(
        logger, "The uses of promotions of %s could not be given back", of
    )
    with logged, isolated():
        _give_back(PromotionUse.objects.filter(uses), now)


def give_back_undone(*, since: datetime | None, now: datetime) -> None:
    """Give back what a fault has kept from it, or that the plugin was switched off.

    :param since: orders that were cancelled earlier are not looked at; None for all.
    """
    logged = FaultsLogged(
        logger, "The uses of promotions of cancelled orders could not be given back"
    )
    with logged, isolated():
        uses = PromotionUse.objects.all()
        for order_ids in batches(port.undone_orders(uses, since=since)):
            _give_back(uses.filter(order_id__in=order_ids), now)


def _reserve(completion: Completion, now: datetime) -> None:
    key = completion.checkout_key
    with waiting_for(MAX_WAIT), connection.cursor() as cursor:
        cursor.execute(
            _LIMITED, {"codes": list(completion.promotions), "checkout": key}
        )
        rows = cursor.fetchall()
    limited = [_Limited(*row[1:]) for row in rows if row[1] is not None]
    others = set(rows[0][0]) - {each.pk for each in limited}
    if limited:
        asked = ask_for_uses(
            limited,
            customer_id=completion.customer_id,
            email=completion.email,
            checkout_key=key,
        )
        uses = read_uses(
            [each.code for each in limited],
            asked,
            now=now,
            also=_RESERVE,
            parameters={
                "used_by": used_by(completion.customer_id, completion.email),
                "checkout": key,
                "now": now,
            },
        )
        gone = [each for each in limited if uses.is_used_up(each)]
        if gone and not completion.is_paid():
            raise _UsedUpError(_refusal(gone))
    if others:
        reserved = PromotionUse.objects.filter(of_checkout(key))
        _give_back(reserved.filter(promotion__in=others), now)


def _give_back(uses: QuerySet, now: datetime) -> None:
    limits = Q(promotion__limit_total__isnull=False)
    limits |= Q(promotion__limit_per_customer__isnull=False)
    limited = uses.filter(limits)
    if not limited.exists():
        delete_uses(uses)
        return
    used_up = _used_up_by_all(limited, now)
    of_customers = list(
        limited.filter(promotion__limit_per_customer__isnull=False)
        .exclude(used_by="")
        .values_list("promotion_id", "used_by")
    )
    delete_uses(uses)
    _reprice(used_up, of_customers)


def _used_up_by_all(uses: QuerySet, now: datetime) -> list[int]:
    """Return the promotions whose limit for all customers together is reached."""
    limits = dict(
        Promotion.objects.filter(
            pk__in=uses.values("promotion"), limit_total__isnull=False
        ).values_list("pk", "limit_total")
    )
    numbers = count_uses(counted_uses(now), list(limits))
    return [pk for pk, limit in limits.items() if numbers.get(pk, 0) >= limit]


def _reprice(used_up: Collection[int], of_customers: Iterable[tuple[int, str]]) -> None:
    """Have prices found again where a promotion may count again.

    :param used_up: promotions that may count again for everybody.
    :param of_customers: pairs of a promotion and the key (``used_by``) of whoever may
        have it again.
    """
    for_groups, customers = set(used_up), set()
    for promotion_id, who in of_customers:
        kind, _, key = who.partition(":")
        if kind == CUSTOMER:
            customers.add(int(key))
        else:
            # It is not known which checkouts are this guest's.
            for_groups.add(promotion_id)
    if customers:
        open_checkouts.reprice_customers(customers)
    if for_groups:
        links = Promotion.groups.through.objects.filter(promotion_id__in=for_groups)
        open_checkouts.reprice_groups(
            set(links.values_list("customergroup_id", flat=True))
        )


def _refusal(promotions: Iterable[_Limited]) -> str:
    names = ", ".join(each.name for each in promotions)
    return (
        f"{names}: used up in the meantime. The prices have been found again; look at"
        " the checkout, then complete it again."
    )

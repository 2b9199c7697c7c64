"""Sums of the uses of promotions, so that a look at a checkout does not count them all.

A use by an order is marked and added to the sum of its promotion; whoever asks counts
the others. So a promotion may have been used a million times.
"""

import logging
from collections.abc import Collection

from django.db import connection, transaction
from django.db.models import QuerySet

from ....models import PromotionUse, PromotionUseSum
from ...base.transactions.isolation import FaultsLogged, isolated

logger = logging.getLogger(__name__)

# A promotion has its uses added up by a reservation if so many are not.
MANY = 2_000
# How many are added up at once; a reservation waits for it.
AT_ONCE = 2_000

_SUM_UP = """
WITH waiting AS (
  SELECT id FROM saleor_customer_groups_promotionuse
  WHERE promotion_id = %s AND is_summed IS NULL AND order_id <> ''
  LIMIT %s FOR UPDATE SKIP LOCKED
), marked AS (
  UPDATE saleor_customer_groups_promotionuse uses SET is_summed = TRUE
  FROM waiting WHERE uses.id = waiting.id
  RETURNING uses.promotion_id
)
INSERT INTO saleor_customer_groups_promotionusesum AS sums (promotion_id, number)
SELECT promotion_id, COUNT(*) FROM marked GROUP BY promotion_id
ON CONFLICT (promotion_id) DO UPDATE SET number = sums.number + EXCLUDED.number
"""

_DELETE = """
WITH gone AS (
  DELETE FROM saleor_customer_groups_promotionuse WHERE id = ANY(%s)
  RETURNING promotion_id, is_summed
), counted AS (
  SELECT promotion_id, COUNT(*) AS number FROM gone WHERE is_summed
  GROUP BY promotion_id ORDER BY promotion_id
)
UPDATE saleor_customer_groups_promotionusesum sums
SET number = GREATEST(sums.number - counted.number, 0)
FROM counted WHERE sums.promotion_id = counted.promotion_id
"""


def sum_up_uses(promotion_ids: Collection[int]) -> None:
    """Add up some uses of promotions; a fault is logged, and they are counted."""
    logged = FaultsLogged(
        logger, "The uses of promotions %s could not be added up", list(promotion_ids)
    )
    with logged, isolated(), connection.cursor() as cursor:
        for promotion_id in sorted(promotion_ids):
            cursor.execute(_SUM_UP, [promotion_id, AT_ONCE])


def sum_up_all_uses() -> None:
    """Add up all uses, and put sums right that are not; at night."""
    waiting = PromotionUse.objects.filter(is_summed=None).exclude(order_id="")
    for promotion_id in sorted(
        waiting.order_by().values_list("promotion_id", flat=True).distinct()
    ):
        is_done = False
        while not is_done:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(_SUM_UP, [promotion_id, AT_ONCE])
                is_done = cursor.rowcount == 0
    for promotion_id in list(PromotionUseSum.objects.values_list("pk", flat=True)):
        with transaction.atomic():
            _put_right(promotion_id)


def _put_right(promotion_id: int) -> None:
    # Nobody adds or takes away until it is written.
    rows = PromotionUseSum.objects.filter(pk=promotion_id)
    for found in rows.select_for_update():
        uses = PromotionUse.objects.filter(promotion=promotion_id, is_summed=True)
        number = uses.count()
        if found.number != number:
            rows.update(number=number)


def delete_uses(uses: QuerySet[PromotionUse]) -> None:
    """Delete uses, and take them out of the sums; in a transaction."""
    keys = list(uses.order_by("pk").values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(_DELETE, [keys])

"""Sums of the uses of promotions, so that a look at a checkout does not count them all.

A use by an order is marked and added to the sum of its promotion by a task after the
order; whoever asks counts the others one by one. So a promotion may have been used a
million times, and no order waits for another to write into the same sum.
"""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import QuerySet

from ....models import PromotionUse, PromotionUseSum
from ...base.transactions.isolation import isolated

# How many are added up at once; who cancels one of these orders waits for it.
AT_ONCE = 2_000
# A reservation that is older is of no use to an order that comes after all.
FORGOTTEN_AFTER = timedelta(days=1)

# Sums are written in the same order by all, so that no two wait for each other.
_SUM_UP = """
WITH waiting AS (
  SELECT id FROM saleor_customer_groups_promotionuse
  WHERE is_summed IS NULL AND order_id <> ''
  LIMIT %s FOR UPDATE SKIP LOCKED
), marked AS (
  UPDATE saleor_customer_groups_promotionuse uses SET is_summed = TRUE
  FROM waiting WHERE uses.id = waiting.id
  RETURNING uses.promotion_id
)
INSERT INTO saleor_customer_groups_promotionusesum AS sums (promotion_id, number)
SELECT promotion_id, COUNT(*) FROM marked GROUP BY promotion_id ORDER BY promotion_id
ON CONFLICT (promotion_id) DO UPDATE SET number = sums.number + EXCLUDED.number
"""

_DELETE = """
WITH gone AS (
  DELETE FROM saleor_customer_groups_promotionuse WHERE id = ANY(%s)
  RETURNING promotion_id, is_summed
), counted AS (
  SELECT promotion_id, COUNT(*) AS number FROM gone WHERE is_summed
  GROUP BY promotion_id
), locked AS (
  -- In the same order as where uses are added up.
  SELECT promotion_id, counted.number FROM saleor_customer_groups_promotionusesum sums
  JOIN counted USING (promotion_id)
  ORDER BY promotion_id FOR UPDATE OF sums
)
UPDATE saleor_customer_groups_promotionusesum sums
SET number = GREATEST(sums.number - locked.number, 0)
FROM locked WHERE sums.promotion_id = locked.promotion_id
"""


def sum_up_uses(*, max_wait: timedelta | None = timedelta(minutes=1)) -> None:
    """Add up the uses by orders that are in no sum; in no transaction of a sale.

    :param max_wait: how long to wait for whoever cancels an order, see ``isolated``.
    """
    is_done = False
    while not is_done:
        with isolated(max_wait=max_wait), connection.cursor() as cursor:
            cursor.execute(_SUM_UP, [AT_ONCE])
            is_done = cursor.rowcount == 0


def tidy_up_uses(*, now: datetime) -> None:
    """Add up uses, put sums right, and forget old reservations; at night."""
    old = PromotionUse.objects.filter(reserved_at__lt=now - FORGOTTEN_AFTER)
    old.filter(order_id="", is_summed=None).delete()
    sum_up_uses()
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

"""How often promotions were used, without counting those uses that are added up."""

from collections.abc import Collection

from django.db.models import Count, Q

from ...models import PromotionUse, PromotionUseSum


def count_uses(counted: Q, promotion_ids: Collection[int]) -> dict[int, int]:
    """Return how often promotions were used, by primary key, in one query.

    Those that were not are left out.

    :param counted: which uses count beside those that are summed.
    """
    waiting = PromotionUse.objects.filter(
        counted, is_summed=None, promotion__in=promotion_ids
    ).order_by()
    sums = PromotionUseSum.objects.filter(pk__in=promotion_ids).order_by()
    rows = (
        waiting.values("promotion_id")
        .annotate(number=Count("pk"))
        .values_list("promotion_id", "number")
        .union(sums.values_list("promotion_id", "number"), all=True)
    )
    found: dict[int, int] = {}
    for promotion_id, number in rows:
        if number:
            found[promotion_id] = found.get(promotion_id, 0) + number
    return found

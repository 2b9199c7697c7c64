"""Uses and applied benefits, found for many objects in one query each."""

from collections.abc import Sequence

from django.utils import timezone

from .....models import AppliedBenefit
from .....services.pricing.orders.order_baskets import PricedFrom, read_priced_from
from .....services.pricing.promotions.promotion_uses import counted_uses
from .....services.rules.use_counts import count_uses
from ..gathering import gathered


def uses_of_promotions(keys: Sequence[int]) -> list[int]:
    """Return how often each promotion was used, current reservations included."""
    numbers = count_uses(counted_uses(timezone.now()), keys)
    return [numbers.get(key, 0) for key in keys]


def benefits_of_lines(keys: Sequence[str]) -> list[list[AppliedBenefit]]:
    """Return what was applied to each line of an order, in the order of applying."""
    rows = AppliedBenefit.objects.filter(order_line_id__in=keys)
    return gathered(((row.order_line_id, row) for row in rows), keys)


def benefits_of_orders(keys: Sequence[str]) -> list[list[AppliedBenefit]]:
    """Return what was applied to each order, in the order of applying."""
    rows = AppliedBenefit.objects.filter(order_id__in=keys)
    return gathered(((row.order_id, row) for row in rows), keys)


def baskets_of_orders(keys: Sequence[str]) -> list[PricedFrom | None]:
    """Return what each order was priced from."""
    found = read_priced_from(keys, now=timezone.now())
    return [found.get(key) for key in keys]

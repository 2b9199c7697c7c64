"""Promotions: benefits of their own, on top of group prices."""

from enum import StrEnum

from django.db import models

from .terms import Terms


class WithGroupPrices(StrEnum):
    """What happens where a group price is on the same line."""

    STACK = "stack"
    BEST = "best"


class Promotion(Terms):
    """A benefit for the members of some groups (pricing.md, section 3).

    ``benefit`` holds the parameters of the kind (``engine.benefits``) with the kind
    itself, ``conditions`` a list of the same for ``engine.conditions``. The ids of
    products and so on in them are primary keys as text.
    """

    groups = models.ManyToManyField(
        "saleor_customer_groups.CustomerGroup", related_name="promotions"
    )
    exclusive = models.BooleanField(default=False)
    with_group_prices = models.CharField(
        max_length=16,
        choices=[(each.value, each.value) for each in WithGroupPrices],
        default=WithGroupPrices.STACK.value,
    )
    conditions = models.JSONField(default=list, blank=True)
    benefit = models.JSONField()
    limit_total = models.PositiveIntegerField(null=True, blank=True)
    limit_per_customer = models.PositiveIntegerField(null=True, blank=True)

"""Price rules."""

import uuid
from enum import StrEnum

from django.contrib.postgres.fields import ArrayField
from django.db import models


class WithPromotions(StrEnum):
    """What happens where Saleor's own promotion is on the same line."""

    BEST = "best"
    STACK = "stack"
    REPLACE = "replace"


class WithVouchers(StrEnum):
    """What happens where the cart has a voucher."""

    ALLOW = "allow"
    REFUSE = "refuse"


class PriceRule(models.Model):
    """A change of prices for the members of some groups (pricing.md, section 2).

    ``adjustment`` holds the parameters of the kind (``engine.adjustments``) with the
    kind itself, ``scope`` an ``engine.Scope`` whose ids are primary keys as text.
    ``min_subtotal_amount`` is in ``min_subtotal_currency``, or in the currency of the
    cart where that is empty.
    """

    name = models.CharField(max_length=250)
    code = models.CharField(max_length=250, unique=True)
    groups = models.ManyToManyField(
        "saleor_customer_groups.CustomerGroup", related_name="price_rules"
    )
    is_active = models.BooleanField(default=True)
    priority = models.IntegerField(default=0)
    scope = models.JSONField(default=dict, blank=True)
    adjustment = models.JSONField()
    exclusive = models.BooleanField(default=False)
    with_promotions = models.CharField(
        max_length=16,
        choices=[(each.value, each.value) for each in WithPromotions],
        default=WithPromotions.BEST.value,
    )
    with_vouchers = models.CharField(
        max_length=16,
        choices=[(each.value, each.value) for each in WithVouchers],
        default=WithVouchers.ALLOW.value,
    )
    min_subtotal_amount = models.DecimalField(
        max_digits=20, decimal_places=3, null=True, blank=True
    )
    min_subtotal_currency = models.CharField(max_length=3, blank=True, default="")
    min_quantity = models.PositiveIntegerField(null=True, blank=True)
    valid_from = models.DateTimeField(null=True, blank=True)
    valid_until = models.DateTimeField(null=True, blank=True)
    channels = ArrayField(models.CharField(max_length=250), blank=True, default=list)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ("-priority", "code")

    def __str__(self) -> str:
        return self.name


class RuleSetVersion(models.Model):
    """One row whose token changes whenever groups or price rules change.

    Triggers in the database change it, so that the rules a process keeps in memory
    are never older than the tables, whoever changed them and however.
    """

    token = models.UUIDField(default=uuid.uuid4)

    def __str__(self) -> str:
        return str(self.token)

"""Price rules and price lists."""

import uuid
from enum import StrEnum

from django.db import models
from django.db.models import Q

from .rule_base import RuleBase
from .stored import StoredJSONField


class WithPromotions(StrEnum):
    """What happens where Saleor's own promotion is on the same line."""

    BEST = "best"
    STACK = "stack"
    REPLACE = "replace"


class TiersCount(StrEnum):
    """Which units count together towards the quantity of a tier or an entry."""

    VARIANT = "variant"
    PRODUCT = "product"
    SCOPE = "scope"


class PriceRuleBase(RuleBase):
    """The terms of what makes a price, beside Saleor's own promotion too."""

    tiers_count = models.CharField(
        max_length=16,
        choices=[(each.value, each.value) for each in TiersCount],
        default=TiersCount.VARIANT.value,
    )
    with_promotions = models.CharField(
        max_length=16,
        choices=[(each.value, each.value) for each in WithPromotions],
        default=WithPromotions.BEST.value,
    )

    class Meta(RuleBase.Meta):
        abstract = True


class PriceRule(PriceRuleBase):
    """A change of prices for the members of some groups.

    ``adjustment`` holds the parameters of the kind (``engine.adjustments``) with the
    kind itself, ``scope`` an ``engine.Scope`` whose ids are primary keys as text.
    ``min_subtotal_amount`` is in ``min_subtotal_currency``, or in the currency of the
    cart where that is empty.
    """

    groups = models.ManyToManyField(
        "saleor_customer_groups.CustomerGroup", related_name="price_rules"
    )
    scope = StoredJSONField(default=dict, blank=True)
    adjustment = StoredJSONField()
    exclusive = models.BooleanField(default=False)
    min_subtotal_amount = models.DecimalField(
        max_digits=20, decimal_places=3, null=True, blank=True
    )
    min_subtotal_currency = models.CharField(max_length=3, blank=True, default="")
    min_quantity = models.PositiveIntegerField(null=True, blank=True)


class PriceList(PriceRuleBase):
    """Prices of their own for single variants, for the members of some groups."""

    groups = models.ManyToManyField(
        "saleor_customer_groups.CustomerGroup", related_name="price_lists"
    )


class PriceListEntry(models.Model):
    """What a variant costs from a quantity on, in one currency."""

    price_list = models.ForeignKey(
        PriceList, on_delete=models.CASCADE, related_name="entries"
    )
    variant = models.ForeignKey(
        "product.ProductVariant", on_delete=models.CASCADE, related_name="+"
    )
    currency = models.CharField(max_length=3)
    min_quantity = models.PositiveIntegerField(default=1)
    unit_price_amount = models.DecimalField(max_digits=20, decimal_places=3)

    class Meta:
        ordering = ("variant", "price_list", "currency", "min_quantity")
        constraints = [
            # Carts ask by variant, so it comes first in the index.
            models.UniqueConstraint(
                fields=["variant", "price_list", "currency", "min_quantity"],
                name="customer_groups_one_entry",
            ),
            models.CheckConstraint(
                check=Q(min_quantity__gte=1), name="customer_groups_entry_quantity"
            ),
            models.CheckConstraint(
                check=Q(unit_price_amount__gte=0), name="customer_groups_entry_price"
            ),
        ]
        verbose_name_plural = "price list entries"

    def __str__(self) -> str:
        return f"variant {self.variant_id}: {self.unit_price_amount} {self.currency}"


class RuleSetVersion(models.Model):
    """One row whose token changes with groups, price rules, price lists and promotions.

    Triggers in the database change it, so that the rules a process keeps in memory
    are never older than the tables, whoever changed them and however.
    """

    token = models.UUIDField(default=uuid.uuid4)

    def __str__(self) -> str:
        return str(self.token)

"""Promotions: benefits of their own, on top of group prices."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from .moments import MomentField, in_calendar
from .rule_base import RuleBase
from .stored import StoredJSONField


class WithGroupPrices(StrEnum):
    """What happens where a group price is on the same line."""

    STACK = "stack"
    BEST = "best"


class Promotion(RuleBase):
    """A benefit for the members of some groups (docs/pricing.md, section 3).

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
    conditions = StoredJSONField(default=list, blank=True)
    benefit = StoredJSONField()
    limit_total = models.PositiveIntegerField(null=True, blank=True)
    limit_per_customer = models.PositiveIntegerField(null=True, blank=True)

    @property
    def is_limited(self) -> bool:
        """Tell whether there is a limit on how often it is used."""
        return self.limit_total is not None or self.limit_per_customer is not None


class PromotionUse(models.Model):
    """One use of a promotion: by an order, or reserved for one.

    ``used_by`` identifies customers by their key, and guests by a digest of their
    e-mail. Until ``order_id`` is known the use is reserved for the checkout for a
    while. Ids of checkouts and orders are text: their type depends on the generation of
    Saleor. One that is in a ``PromotionUseSum`` says so in ``is_summed``.
    """

    promotion = models.ForeignKey(
        Promotion, on_delete=models.CASCADE, related_name="uses"
    )
    used_by = models.CharField(max_length=80)
    checkout_key = models.CharField(max_length=36)
    order_id = models.CharField(max_length=36, blank=True, default="")
    reserved_at = MomentField()
    is_summed = models.BooleanField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["promotion", "checkout_key"],
                condition=Q(order_id=""),
                name="customer_groups_one_reservation",
            ),
            # An app can make several orders of a checkout.
            models.UniqueConstraint(
                fields=["promotion", "order_id"],
                condition=~Q(order_id=""),
                name="customer_groups_one_use",
            ),
            in_calendar("reserved_at"),
        ]
        indexes = [
            # Of one customer there are few, of one promotion there may be a million.
            models.Index(
                fields=["used_by", "promotion"], name="customer_groups_uses_of"
            ),
            models.Index(
                fields=["promotion"],
                condition=Q(is_summed__isnull=True),
                name="customer_groups_use_not_summed",
            ),
            models.Index(fields=["checkout_key"], name="customer_groups_used_in"),
            models.Index(fields=["order_id"], name="customer_groups_use_order"),
        ]

    def __str__(self) -> str:
        return f"{self.promotion_id} in checkout {self.checkout_key}"


class PromotionUseSum(models.Model):
    """How many uses of a promotion are marked ``is_summed``, so that none counts them.

    Each look at a checkout asks how often promotions were used.
    """

    promotion = models.OneToOneField(
        Promotion, on_delete=models.CASCADE, primary_key=True, related_name="use_sum"
    )
    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.promotion_id} was used {self.number} times"

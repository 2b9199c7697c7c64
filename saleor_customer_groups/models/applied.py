"""What groups made of the prices of placed orders, for good."""

from django.db import models

from .moments import MomentField, in_calendar
from .stored import StoredJSONField


class AppliedBenefit(models.Model):
    """What counted on a line of an order when it was placed: a list, rule or promotion.

    No foreign keys, so that it outlives rule, group and variant; ids are text, because
    the generations of Saleor have different types of them. ``kind`` and ``code`` are
    those of the engine's ``AppliedPrice``, or "promotion" and its code: then
    ``benefit_kind`` is the kind of its benefit. The prices are those of one unit,
    before promotions of groups and vouchers, on the footing on which the channel enters
    its prices; ``amount`` is what the benefit alone changed the whole line by, below 0
    where the customer paid less. ``cost_amount`` is that of one unit, None if it is not
    known. The row for shipping has no line.
    """

    order_id = models.CharField(max_length=36)
    order_line_id = models.CharField(max_length=36, blank=True)
    variant_id = models.IntegerField(null=True, blank=True)
    sku = models.CharField(max_length=255, blank=True, default="")
    kind = models.CharField(max_length=16)
    benefit_kind = models.CharField(max_length=32, blank=True, default="")
    code = models.CharField(max_length=250)
    name = models.CharField(max_length=250)
    group_code = models.CharField(max_length=250)
    group_name = models.CharField(max_length=250)
    quantity = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    list_price_amount = models.DecimalField(max_digits=20, decimal_places=3)
    public_price_amount = models.DecimalField(max_digits=20, decimal_places=3)
    unit_price_amount = models.DecimalField(max_digits=20, decimal_places=3)
    amount = models.DecimalField(max_digits=20, decimal_places=3)
    cost_amount = models.DecimalField(
        max_digits=20, decimal_places=3, null=True, blank=True
    )
    created_at = MomentField()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["order_line_id", "order_id", "kind", "code"],
                name="customer_groups_one_benefit",
            ),
            in_calendar("created_at"),
        ]
        indexes = [
            models.Index(fields=["order_id"], name="customer_groups_order"),
            models.Index(fields=["created_at"], name="customer_groups_applied_at"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.amount} {self.currency}"


class OrderPricing(models.Model):
    """What an order keeps so that a part of it can be priced again.

    There is one if a promotion gave anything to a line. ``pricing`` is the engine's
    ``PricedOrder``: the goods with their prices, and the promotions as they were when
    the order was placed. There are no foreign keys.
    """

    order_id = models.CharField(max_length=36, unique=True)
    pricing = StoredJSONField()
    created_at = MomentField()

    class Meta:
        ordering = ("pk",)
        constraints = [in_calendar("created_at")]

    def __str__(self) -> str:
        return f"Order {self.order_id}"

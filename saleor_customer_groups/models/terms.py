"""What price rules, price lists and promotions have in common."""

from enum import StrEnum

from django.contrib.postgres.fields import ArrayField
from django.db import models


class WithVouchers(StrEnum):
    """What happens where the cart has a voucher."""

    ALLOW = "allow"
    REFUSE = "refuse"


class Terms(models.Model):
    """For whom, when and where something counts (pricing.md, section 2).

    Those it counts for are its ``groups``.
    """

    name = models.CharField(max_length=250)
    code = models.CharField(max_length=250, unique=True)
    is_active = models.BooleanField(default=True)
    priority = models.IntegerField(default=0)
    with_vouchers = models.CharField(
        max_length=16,
        choices=[(each.value, each.value) for each in WithVouchers],
        default=WithVouchers.ALLOW.value,
    )
    valid_from = models.DateTimeField(null=True, blank=True)
    valid_until = models.DateTimeField(null=True, blank=True)
    channels = ArrayField(models.CharField(max_length=250), blank=True, default=list)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ("-priority", "code")

    def __str__(self) -> str:
        return self.name

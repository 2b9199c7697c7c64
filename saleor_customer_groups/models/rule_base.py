"""What price rules, price lists and promotions have in common."""

from enum import StrEnum

from django.contrib.postgres.fields import ArrayField
from django.db import models

from .moments import MomentField, in_calendar


class WithVouchers(StrEnum):
    """What happens where the cart has a voucher."""

    ALLOW = "allow"
    REFUSE = "refuse"


class RuleBase(models.Model):
    """For whom, when and where something counts (docs/pricing.md, section 2).

    It counts for its ``groups``. ``channels`` are slugs, which follow the channels when
    they are renamed (``port.follow_channels``).
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
    valid_from = MomentField(null=True, blank=True)
    valid_until = MomentField(null=True, blank=True)
    channels = ArrayField(models.CharField(max_length=250), blank=True, default=list)
    created_at = MomentField()
    updated_at = MomentField()

    class Meta:
        abstract = True
        ordering = ("-priority", "code")
        constraints = [
            in_calendar("valid_from", "valid_until", "created_at", "updated_at")
        ]

    def __str__(self) -> str:
        return self.name

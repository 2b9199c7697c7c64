"""What price rules, price lists and promotions have in common."""

from datetime import UTC, datetime
from enum import StrEnum

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

# PostgreSQL has other moments too, and infinity. Who reads one cannot read the rest.
CALENDAR = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


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
        constraints = [
            models.CheckConstraint(
                check=Q((f"valid_{end}__range", CALENDAR)) | Q((f"valid_{end}", None)),
                name=f"customer_groups_%(class)s_{end}",
            )
            for end in ("from", "until")
        ]

    def __str__(self) -> str:
        return self.name

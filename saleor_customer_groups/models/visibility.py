"""Sets of products that only some groups see, or that are all that some groups see."""

from enum import StrEnum

from django.db import models

from .moments import MomentField, in_calendar
from .stored import StoredJSONField


class ProductAccess(StrEnum):
    """Which products the members of a group see (docs/visibility.md, section 1)."""

    INHERIT = "inherit"
    ALL = "all"
    SETS = "sets"
    CUSTOM = "custom"


class VisibilitySet(models.Model):
    """Some products, and the groups that they are assigned to.

    An exclusive one hides them from everybody else. ``scope`` is an ``engine.Scope``
    without variants whose ids are primary keys as text.
    """

    name = models.CharField(max_length=250)
    code = models.CharField(max_length=250, unique=True)
    groups = models.ManyToManyField(
        "saleor_customer_groups.CustomerGroup",
        related_name="visibility_sets",
        blank=True,
    )
    scope = StoredJSONField(default=dict, blank=True)
    is_exclusive = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    valid_from = MomentField(null=True, blank=True)
    valid_until = MomentField(null=True, blank=True)
    created_at = MomentField()
    updated_at = MomentField()

    class Meta:
        ordering = ("name", "pk")
        constraints = [
            in_calendar("valid_from", "valid_until", "created_at", "updated_at")
        ]

    def __str__(self) -> str:
        return self.name

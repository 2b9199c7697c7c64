"""Customer groups."""

from enum import StrEnum

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q

from ..engine.base.messages import Message
from .moments import MomentField, in_calendar
from .portal import PortalSetting, PortalSettings
from .stored import MessageField, StoredJSONField, TextsField, one_of
from .visibility import ProductAccess

MAX_GRACE_DAYS = 3650


class GroupKind(StrEnum):
    """How customers come into a group: manually, by rules, or by both."""

    MANUAL = "manual"
    AUTOMATIC = "automatic"
    HYBRID = "hybrid"


class CustomerGroup(PortalSettings):
    """A group of customers, with the prices and promotions that belong to it.

    Exactly one row has ``is_default``: the index refuses two, the check and
    the lock in ``services.groups`` refuse none (docs/membership.md, Groups).
    """

    name = models.CharField(max_length=250)
    # Django 3.2 has no functional unique constraints.
    name_lower = models.CharField(max_length=250, unique=True, editable=False)
    code = models.CharField(max_length=250, unique=True)
    description = models.TextField(blank=True, default="")
    colour = models.CharField(
        max_length=7,
        blank=True,
        default="",
        validators=[
            RegexValidator(
                r"\A#[0-9A-Fa-f]{6}\Z",
                Message("Write the colour as #RRGGBB, as in #1A7F37."),
            )
        ],
    )
    kind = models.CharField(
        max_length=16,
        choices=[(kind.value, kind.value) for kind in GroupKind],
        default=GroupKind.MANUAL.value,
    )
    is_active = models.BooleanField(default=True)
    is_default = models.BooleanField(default=False)
    for_guests = models.BooleanField(default=False)
    is_vip = models.BooleanField(default=False)
    highlight = models.BooleanField(default=False)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    inherits_pricing = models.BooleanField(default=True)
    inherits_visibility = models.BooleanField(default=True)
    inherits_terms = models.BooleanField(default=True)
    product_access = models.CharField(
        max_length=16,
        choices=[(each.value, each.value) for each in ProductAccess],
        default=ProductAccess.INHERIT.value,
    )
    # An ``engine.Scope`` without variants where the access is custom, else None.
    product_scope = StoredJSONField(null=True, blank=True)
    # An ``engine.terms.facts.GroupTerms``, None if it says nothing of how it pays.
    terms = StoredJSONField(null=True, blank=True)
    priority = models.IntegerField(default=0)
    capacity = models.PositiveIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1)]
    )
    tags = TextsField(models.CharField(max_length=64), blank=True, default=list)
    # A tree of conditions as ``conditions`` takes it, None for a group filled manually.
    # The codes that it had before, oldest first, each with the time at which it ended.
    former_codes = StoredJSONField(default=list, blank=True)
    conditions = StoredJSONField(null=True, blank=True)
    conditions_version = models.PositiveIntegerField(default=0)
    # Why the conditions cannot be asked, such as a deleted product.
    conditions_problem = MessageField(blank=True, default="")
    grace_days = models.PositiveIntegerField(
        default=0, validators=[MaxValueValidator(MAX_GRACE_DAYS)]
    )
    created_at = MomentField()
    updated_at = MomentField()
    members = models.ManyToManyField(
        "account.User",
        through="saleor_customer_groups.Membership",
        related_name="customer_groups",
    )

    class Meta:
        ordering = ("name_lower", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=Q(is_default=True),
                name="customer_groups_one_default",
            ),
            models.UniqueConstraint(
                fields=["for_guests"],
                condition=Q(for_guests=True),
                name="customer_groups_one_for_guests",
            ),
            models.CheckConstraint(
                check=Q(is_default=False) | Q(is_active=True),
                name="customer_groups_default_is_active",
            ),
            models.CheckConstraint(
                check=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="customer_groups_not_its_own_parent",
            ),
            in_calendar("created_at", "updated_at"),
            one_of(
                product_access=ProductAccess,
                can_log_in=PortalSetting,
                can_see_prices=PortalSetting,
                can_order=PortalSetting,
                can_request_quotes=PortalSetting,
                can_see_invoices=PortalSetting,
            ),
        ]

    def __str__(self) -> str:
        return self.name

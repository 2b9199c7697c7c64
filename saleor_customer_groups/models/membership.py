"""Who is in which group, and how it came to be so."""

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import Q

from .moments import MomentField, in_calendar
from .stored import ShortMessageField, one_of


class Membership(models.Model):
    """One customer in one group, with every source that keeps them there.

    The row lives while one of ``by_hand``, ``by_rule`` and ``by_default`` is set
    (docs/membership.md, Memberships).

    ``net_revenue`` is the net amount of the customer's totals, by which members are
    indexed; ``revenue_currency`` is empty without totals. Both are null if totals are
    in several currencies, or not known yet.
    """

    # Both begin an index of several columns; one of their own would only cost time.
    customer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="customer_group_memberships",
        db_index=False,
    )
    group = models.ForeignKey(
        "saleor_customer_groups.CustomerGroup",
        on_delete=models.CASCADE,
        related_name="memberships",
        db_index=False,
    )
    by_hand = models.BooleanField(default=False)
    by_rule = models.BooleanField(default=False)
    by_default = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True, default="")
    since = MomentField()
    until = MomentField(null=True, blank=True)
    # Since when the customer no longer meets the conditions and stays by grace.
    unqualified_since = MomentField(null=True, blank=True)
    is_primary = models.BooleanField(default=False)
    revenue_currency = models.CharField(  # noqa: DJ001 not the same as empty
        max_length=3, null=True, blank=True
    )
    net_revenue = models.DecimalField(
        max_digits=20, decimal_places=3, null=True, blank=True
    )

    class Meta:
        ordering = ("since", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "group"], name="customer_groups_one_membership"
            ),
            models.UniqueConstraint(
                fields=["customer"],
                condition=Q(is_primary=True),
                name="customer_groups_one_primary",
            ),
            models.CheckConstraint(
                check=Q(by_hand=True) | Q(by_rule=True) | Q(by_default=True),
                name="customer_groups_membership_has_source",
            ),
            in_calendar("since", "until", "unqualified_since"),
        ]
        indexes = [
            models.Index(fields=["group", "since"], name="customer_groups_by_group"),
            models.Index(
                fields=["group", "revenue_currency", "net_revenue", "-customer"],
                name="customer_groups_member_revenue",
            ),
            models.Index(
                fields=["until"],
                condition=Q(until__isnull=False),
                name="customer_groups_by_end",
            ),
        ]

    def __str__(self) -> str:
        return f"customer {self.customer_id} in group {self.group_id}"


class Exclusion(models.Model):
    """A customer who is kept out of a group, whatever rules and staff say.

    It is made by staff and holds until it is lifted (docs/membership.md, Memberships).
    """

    customer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    group = models.ForeignKey(
        "saleor_customer_groups.CustomerGroup",
        on_delete=models.CASCADE,
        related_name="exclusions",
    )
    reason = models.CharField(max_length=500, blank=True, default="")
    at = MomentField()

    class Meta:
        ordering = ("at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "group"], name="customer_groups_one_exclusion"
            ),
            in_calendar("at"),
        ]

    def __str__(self) -> str:
        return f"customer {self.customer_id} kept out of group {self.group_id}"


class Change(StrEnum):
    """What happened to a membership."""

    JOINED = "joined"
    LEFT = "left"
    SOURCE_CHANGED = "source_changed"
    MADE_PRIMARY = "made_primary"
    NO_LONGER_PRIMARY = "no_longer_primary"
    EXCLUDED = "excluded"
    EXCLUSION_LIFTED = "exclusion_lifted"


class Cause(StrEnum):
    """Why it happened."""

    REGISTERED = "registered"
    STAFF = "staff"
    APP = "app"
    RULE = "rule"
    IMPORT = "import"
    EXPIRED = "expired"
    GROUP_DELETED = "group_deleted"
    ERASED = "erased"


class LedgerEntry(models.Model):
    """One line of the append-only record of memberships.

    Code and name are the group's as they were; erasing the customer or the member of
    staff keeps the line without the person (docs/membership.md, Memberships).
    """

    customer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,  # it begins an index below
        # No constraint: the membership saved in the same transaction has been checked
        # already.
        db_constraint=False,
    )
    group_code = models.CharField(max_length=250)
    group_name = models.CharField(max_length=250)
    change = models.CharField(
        max_length=32, choices=[(each.value, each.value) for each in Change]
    )
    cause = models.CharField(
        max_length=32, choices=[(each.value, each.value) for each in Cause]
    )
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,  # nobody but a rule has made most lines
    )
    by_app = models.CharField(max_length=250, blank=True, default="")
    reason = ShortMessageField(max_length=500, blank=True, default="")
    # The version of the group's conditions, where a rule is the cause.
    rule_version = models.PositiveIntegerField(null=True, blank=True)
    at = MomentField()

    class Meta:
        ordering = ("at", "pk")
        verbose_name_plural = "ledger entries"
        constraints = [in_calendar("at"), one_of(change=Change, cause=Cause)]
        indexes = [
            models.Index(
                fields=["customer", "at"], name="customer_groups_led_customer"
            ),
            models.Index(fields=["group_code", "at"], name="customer_groups_led_group"),
            models.Index(
                fields=["by_user"],
                condition=Q(by_user__isnull=False),
                name="customer_groups_led_by_user",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at}: {self.change} {self.group_code}"

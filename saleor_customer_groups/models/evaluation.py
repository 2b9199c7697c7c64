"""What groups that fill themselves work with: figures, runs, levels."""

from enum import StrEnum

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from .moments import MomentField, in_calendar
from .stored import MessageField, TextsField, one_of


class OrderFigures(models.Model):
    """What conditions and reports ask of one order that counts.

    A copy of data that Saleor keeps in several tables, different in each generation;
    updated by events and compared each night (docs/membership.md, Conditions).
    ``customer_id`` is None for an order of a guest: it is in the totals of the shop
    alone. Amounts are in ``currency``, taxes included; ``net_amount`` is the total less
    what was refunded. ``margin_amount`` is what the lines with a known cost brought
    above it, None if no line has one.

    For reports (docs/reports.md) ``group_codes`` are the codes of the customer's groups
    when the order was placed, as they were then. ``channel`` is a slug, empty on Saleor
    2.10. ``tax_amount`` is that of the order as placed; ``gift_card_amount`` was paid
    by gift cards beyond the total, None where Saleor does not keep it.
    ``goods_amount`` is what the lines brought without taxes, less their share of what
    was refunded, ``costed_amount`` those with a known cost. ``listed_amount`` is what
    the units were listed at, and ``discount_amount`` and ``increase_amount`` what
    groups took off and put on, all three on the footing of the channel and as the order
    was placed. They are None until they are filled in, the night after the upgrade.

    The ``line_...`` are arrays with one element a line, in one order: the variant, None
    if it was deleted; the units; what the line brought without taxes, before what was
    taken off the order and refunded; its cost, None if not known; its key, where
    something was recorded of it. ``line_share`` is the part of that amount that is left
    of each line, ``goods_amount`` the sum of what is left.
    """

    order_key = models.CharField(max_length=36, primary_key=True)
    customer_id = models.IntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3)
    # A copy of what Saleor has is never refused, even if its date is far away.
    placed_at = MomentField()
    gross_amount = models.DecimalField(max_digits=20, decimal_places=3)
    refunded_amount = models.DecimalField(max_digits=20, decimal_places=3)
    net_amount = models.DecimalField(max_digits=20, decimal_places=3)
    margin_amount = models.DecimalField(
        max_digits=20, decimal_places=3, null=True, blank=True
    )
    is_paid = models.BooleanField()
    is_refunded = models.BooleanField()
    channel = models.CharField(  # noqa: DJ001 not the same as empty
        max_length=255, null=True, blank=True
    )
    group_codes = TextsField(models.CharField(max_length=250), null=True, blank=True)
    tax_amount = models.DecimalField(
        max_digits=20, decimal_places=3, null=True, blank=True
    )
    gift_card_amount = models.DecimalField(
        max_digits=20, decimal_places=3, null=True, blank=True
    )
    goods_amount = models.DecimalField(
        max_digits=20, decimal_places=3, null=True, blank=True
    )
    costed_amount = models.DecimalField(
        max_digits=20, decimal_places=3, null=True, blank=True
    )
    listed_amount = models.DecimalField(
        max_digits=20, decimal_places=3, null=True, blank=True
    )
    discount_amount = models.DecimalField(
        max_digits=20, decimal_places=3, null=True, blank=True
    )
    increase_amount = models.DecimalField(
        max_digits=20, decimal_places=3, null=True, blank=True
    )
    line_variants = ArrayField(models.IntegerField(null=True), null=True, blank=True)
    line_units = ArrayField(models.IntegerField(), null=True, blank=True)
    line_amounts = ArrayField(
        models.DecimalField(max_digits=20, decimal_places=3), null=True, blank=True
    )
    line_costs = ArrayField(
        models.DecimalField(max_digits=20, decimal_places=3, null=True),
        null=True,
        blank=True,
    )
    line_keys = ArrayField(
        models.CharField(max_length=36, null=True), null=True, blank=True
    )
    line_share = models.DecimalField(
        max_digits=13, decimal_places=12, null=True, blank=True
    )

    class Meta:
        ordering = ("placed_at", "pk")
        verbose_name_plural = "order figures"
        indexes = [
            # Reports ask of all customers in which period they bought, and read no rows
            # for that, which are long.
            models.Index(
                fields=["customer_id", "placed_at"],
                include=["currency", "channel"],
                name="customer_groups_figures_by",
            ),
            models.Index(fields=["placed_at"], name="customer_groups_figures_at"),
            GinIndex(fields=["group_codes"], name="customer_groups_figures_of"),
        ]

    def __str__(self) -> str:
        return f"order {self.order_key}: {self.net_amount} {self.currency}"


class CustomerTotals(models.Model):
    """What the orders of a customer in one currency come to.

    ``OrderFigures`` summed up and updated with them, so that conditions about all
    orders need not read each; customers without such orders have no row.
    """

    customer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        db_constraint=False,
        db_index=False,
        related_name="customer_group_totals",
    )
    currency = models.CharField(max_length=3)
    orders = models.IntegerField()
    paid_orders = models.IntegerField()
    refunded_orders = models.IntegerField()
    gross_amount = models.DecimalField(max_digits=20, decimal_places=3)
    refunded_amount = models.DecimalField(max_digits=20, decimal_places=3)
    net_amount = models.DecimalField(max_digits=20, decimal_places=3)
    margin_amount = models.DecimalField(
        max_digits=20, decimal_places=3, null=True, blank=True
    )
    first_order_at = MomentField()
    last_order_at = MomentField()

    class Meta:
        verbose_name_plural = "customer totals"
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "currency"],
                include=["net_amount"],
                name="customer_groups_one_total",
            ),
        ]

    def __str__(self) -> str:
        return f"customer {self.customer_id}: {self.net_amount} {self.currency}"


class RunCause(StrEnum):
    """Why a run was started."""

    BY_HAND = "by_hand"
    RULE_SAVED = "rule_saved"
    NIGHTLY = "nightly"
    DEFAULT_GROUP = "default_group"


class RunState(StrEnum):
    """How far a run has come."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class MembershipRun(models.Model):
    """One run, which finds out who belongs in a group, and what it did.

    It works through customers by primary key and stores in ``done_up_to`` how far it
    has come, so that a run whose worker died can be continued. Everything is as of
    ``evaluated_at``. ``examined`` counts customers, ``without_place`` those of them who
    qualify and find no free place.
    """

    group = models.ForeignKey(
        "saleor_customer_groups.CustomerGroup",
        on_delete=models.CASCADE,
        related_name="runs",
    )
    cause = models.CharField(
        max_length=16, choices=[(each.value, each.value) for each in RunCause]
    )
    state = models.CharField(
        max_length=16,
        choices=[(each.value, each.value) for each in RunState],
        default=RunState.RUNNING.value,
    )
    fires_webhooks = models.BooleanField(default=True)
    conditions_version = models.PositiveIntegerField()
    evaluated_at = MomentField()
    started_at = MomentField()
    # The columns keep their first names: workers of the previous release use them
    # during an upgrade.
    heartbeat_at = MomentField(db_column="beat_at")
    finished_at = MomentField(null=True, blank=True)
    done_up_to = models.BigIntegerField(default=0)
    examined = models.PositiveIntegerField(default=0)
    joined = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)
    kept_by_grace = models.PositiveIntegerField(default=0)
    without_place = models.PositiveIntegerField(default=0, db_column="in_vain")
    problem = MessageField(blank=True, default="")

    class Meta:
        ordering = ("-started_at", "-pk")
        constraints = [
            in_calendar("evaluated_at", "started_at", "heartbeat_at", "finished_at"),
            one_of(state=RunState, cause=RunCause),
        ]
        indexes = [
            models.Index(fields=["group", "started_at"], name="customer_groups_runs"),
        ]

    def __str__(self) -> str:
        return f"group {self.group_id} as of {self.evaluated_at}: {self.state}"


class SettledCustomer(models.Model):
    """A customer whom an event has evaluated while a run was going on.

    What the run had found out about them before is out of date.
    """

    run = models.ForeignKey(
        MembershipRun, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    customer_id = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "customer_id"], name="customer_groups_settled_once"
            ),
        ]

    def __str__(self) -> str:
        return f"customer {self.customer_id} in run {self.run_id}"


class PendingMetadata(models.Model):
    """A customer whose groups are to be written into their metadata.

    The row is written with the change, and goes when the metadata have been written.
    """

    customer = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        # No constraint: the membership saved in the same transaction has been checked
        # already.
        db_constraint=False,
    )
    fires_webhook = models.BooleanField(default=True)

    class Meta:
        # Its first name: workers of the previous release use it during an upgrade.
        db_table = "saleor_customer_groups_pendingmirror"

    def __str__(self) -> str:
        return f"customer {self.customer_id}"


class Metric(StrEnum):
    """What levels are measured by."""

    NET_REVENUE = "net_revenue"
    ORDER_COUNT = "order_count"
    GROSS_MARGIN = "gross_margin"


class Reset(StrEnum):
    """Which orders count for a level."""

    ROLLING_12_MONTHS = "rolling_12_months"
    NEVER = "never"


class LevelProgramme(models.Model):
    """A loyalty programme: levels that customers reach (docs/membership.md, Levels).

    ``currency`` is empty where the metric has none.
    """

    group = models.OneToOneField(
        "saleor_customer_groups.CustomerGroup",
        on_delete=models.CASCADE,
        related_name="programme",
    )
    metric = models.CharField(
        max_length=16, choices=[(each.value, each.value) for each in Metric]
    )
    currency = models.CharField(max_length=3, blank=True, default="")
    active_from = MomentField()
    reset = models.CharField(
        max_length=32, choices=[(each.value, each.value) for each in Reset]
    )
    created_at = MomentField()
    updated_at = MomentField()

    class Meta:
        constraints = [
            in_calendar("active_from", "created_at", "updated_at"),
            one_of(metric=Metric, reset=Reset),
        ]

    def __str__(self) -> str:
        return f"levels by {self.metric}"


class Level(models.Model):
    """One level: a group below the programme's, from a minimum up to a maximum.

    The minimum is included, the maximum is not; the highest level may have none.
    """

    programme = models.ForeignKey(
        LevelProgramme, on_delete=models.CASCADE, related_name="levels"
    )
    group = models.OneToOneField(
        "saleor_customer_groups.CustomerGroup",
        on_delete=models.CASCADE,
        related_name="level",
    )
    minimum = models.DecimalField(max_digits=20, decimal_places=3)
    maximum = models.DecimalField(
        max_digits=20, decimal_places=3, null=True, blank=True
    )

    class Meta:
        ordering = ("minimum", "pk")
        constraints = [
            models.CheckConstraint(
                check=Q(maximum__isnull=True) | Q(maximum__gt=F("minimum")),
                name="customer_groups_level_grows",
            ),
        ]

    def __str__(self) -> str:
        return f"from {self.minimum}"

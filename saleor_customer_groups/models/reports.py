"""Reports that take a while, which run as tasks."""

from enum import StrEnum

from django.conf import settings
from django.db import models

from .moments import MomentField, in_calendar
from .stored import ShortMessageField, StoredJSONField, one_of


class DryRunState(StrEnum):
    """How far a dry run has come."""

    PENDING = "pending"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Basis(StrEnum):
    """Which groups count: those of now, or of when each order was placed."""

    MEMBERS_NOW = "members_now"
    AT_ORDER = "at_order"


class DryRun(models.Model):
    """What a draft of a rule would have made of past orders (docs/dry-run.md).

    ``draft`` is the draft as ``services.reports.dry_runs`` stores it. The orders
    are those from ``since`` to before ``until`` in a currency, and in a channel unless
    that is empty. ``orders_done`` of ``orders`` have been priced so far. A run whose
    worker died begins again: ``attempt`` tells the workers apart. ``report`` is an
    engine's ``DryRunReport``, None until it is done.
    """

    draft = StoredJSONField()
    basis = models.CharField(
        max_length=16, choices=[(each.value, each.value) for each in Basis]
    )
    since = MomentField()
    until = MomentField()
    currency = models.CharField(max_length=3)
    channel = models.CharField(max_length=250, blank=True, default="")
    state = models.CharField(
        max_length=16,
        choices=[(each.value, each.value) for each in DryRunState],
        default=DryRunState.PENDING.value,
    )
    attempt = models.PositiveIntegerField(default=0)
    orders = models.PositiveIntegerField()
    orders_done = models.PositiveIntegerField(default=0)
    report = StoredJSONField(null=True, blank=True)
    problem = ShortMessageField(max_length=500, blank=True, default="")
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    by_app = models.CharField(max_length=250, blank=True, default="")
    created_at = MomentField()
    started_at = MomentField(null=True, blank=True)
    heartbeat_at = MomentField()
    finished_at = MomentField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = [
            in_calendar(
                "since",
                "until",
                "created_at",
                "started_at",
                "heartbeat_at",
                "finished_at",
            ),
            one_of(state=DryRunState, basis=Basis),
        ]

    def __str__(self) -> str:
        return f"dry run {self.pk}: {self.state}"

"""Imports of large price lists, which run as tasks."""

from enum import StrEnum

from django.conf import settings
from django.db import models

from .moments import MomentField, in_calendar
from .pricing import PriceList
from .stored import ShortMessageField, StoredJSONField, one_of


class ImportState(StrEnum):
    """How far an import has come."""

    PENDING = "pending"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class PriceListImport(models.Model):
    """A file that a task imports into a price list, and the outcome.

    ``content`` is the file, until the import is done or has failed. ``rows_done`` of
    ``rows`` have been checked so far; when all have been, they are written in one go.
    ``bad_rows`` holds the first of ``bad_rows_count`` invalid rows.
    """

    price_list = models.ForeignKey(
        PriceList, on_delete=models.CASCADE, related_name="imports"
    )
    content = models.BinaryField()
    replace_all = models.BooleanField(default=False)
    dry_run = models.BooleanField(default=False)
    state = models.CharField(
        max_length=16,
        choices=[(each.value, each.value) for each in ImportState],
        default=ImportState.PENDING.value,
    )
    rows = models.PositiveIntegerField()
    rows_done = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)
    bad_rows = StoredJSONField(default=list, blank=True)
    bad_rows_count = models.PositiveIntegerField(default=0)
    warnings = StoredJSONField(default=list, blank=True)
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
    finished_at = MomentField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = [
            in_calendar("created_at", "started_at", "finished_at"),
            one_of(state=ImportState),
        ]

    def __str__(self) -> str:
        return f"import {self.pk} into list {self.price_list_id}: {self.state}"

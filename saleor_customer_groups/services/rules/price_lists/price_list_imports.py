"""Imports that are too large for a request: enqueued, and carried out by a task."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from ....engine.base.messages import Message
from ....engine.base.stored_messages import write_text
from ....models import ImportState, PriceList, PriceListImport
from ...base.actors import Actor
from ...base.csv.files import BadRow
from ..rule_snapshot import lock_rule_set
from .price_list_file_rows import check_rows, read_rows
from .price_list_files import import_entries, preview_import

logger = logging.getLogger(__name__)

IMMEDIATE_ROWS = 20_000
BAD_ROWS_KEPT = 100
_UNFINISHED = (ImportState.PENDING, ImportState.RUNNING)

# The largest files take minutes. A slow worker that comes back later finds the import
# done.
_LOST_AFTER = timedelta(hours=1)


def enqueue_import(
    *,
    price_list: PriceList,
    content: bytes,
    rows: int,
    replace_all: bool,
    dry_run: bool,
    actor: Actor,
    now: datetime,
) -> PriceListImport:
    """Store an import that a task is to run.

    :param content: the file, which ``read_rows`` has accepted.
    :param rows: how many it has.
    """
    return PriceListImport.objects.create(
        price_list=price_list,
        content=content,
        rows=rows,
        replace_all=replace_all,
        dry_run=dry_run,
        by_user_id=actor.user_id,
        by_app=actor.app_name,
        created_at=now,
    )


def run_import(*, import_id: int, clock: Callable[[], datetime]) -> None:
    """Carry an import out; nothing happens where it is finished or its list is gone.

    A worker that is killed leaves the list as it was, and the import to be run again.
    If two run it at the same moment, only one does it.

    :param clock: tells the time, asked at the start and at the end.
    """
    unfinished = PriceListImport.objects.filter(pk=import_id, state__in=_UNFINISHED)
    job = unfinished.select_related("price_list").first()
    if job is None:
        return
    unfinished.update(state=ImportState.RUNNING, started_at=clock(), rows_done=0)
    try:
        _run(job, unfinished, clock)
    except Exception:
        logger.exception(
            "Import %s into price list %s has failed", import_id, job.price_list.code
        )
        _finish(
            unfinished,
            ImportState.FAILED,
            clock,
            problem=Message(
                "An unexpected error stopped it, which the log names; nothing was"
                " changed. Try again."
            ),
        )


def lost_imports(*, now: datetime) -> list[int]:
    """Return the imports that have lost their worker, the oldest first."""
    unfinished = PriceListImport.objects.filter(state__in=_UNFINISHED)
    touched = unfinished.annotate(touched_at=Coalesce("started_at", "created_at"))
    lost = touched.filter(touched_at__lt=now - _LOST_AFTER)
    return list(lost.order_by("pk").values_list("pk", flat=True))


def _run(
    job: PriceListImport,
    unfinished: QuerySet[PriceListImport],
    clock: Callable[[], datetime],
) -> None:
    checked = 0

    def progress(rows: int) -> None:
        # Outside of any transaction, so that it is visible at once.
        nonlocal checked
        checked += rows
        unfinished.update(rows_done=checked)

    rows = read_rows(bytes(job.content), field="content")
    entries, bad_rows = check_rows(rows, progress=progress)
    if bad_rows:
        _finish(unfinished, ImportState.FAILED, clock, **_stored_bad_rows(bad_rows))
        return
    with transaction.atomic():
        lock_rule_set()
        if not unfinished.select_for_update().values_list("pk"):
            return
        if job.dry_run:
            done = preview_import(job.price_list, entries, replace_all=job.replace_all)
        else:
            done = import_entries(
                price_list=job.price_list,
                entries=entries,
                replace_all=job.replace_all,
                now=clock(),
            )
        _finish(
            unfinished,
            ImportState.DONE,
            clock,
            added=done.added,
            changed=done.changed,
            unchanged=done.unchanged,
            removed=done.removed,
            warnings=list(map(write_text, done.warnings)),
        )


def _stored_bad_rows(bad_rows: Sequence[BadRow]) -> dict[str, Any]:
    return {
        "bad_rows": [
            {"line": bad.line, "message": write_text(bad.message)}
            for bad in bad_rows[:BAD_ROWS_KEPT]
        ],
        "bad_rows_count": len(bad_rows),
    }


def _finish(
    unfinished: QuerySet[PriceListImport],
    state: ImportState,
    clock: Callable[[], datetime],
    **what: Any,
) -> None:
    unfinished.update(state=state, finished_at=clock(), content=b"", **what)

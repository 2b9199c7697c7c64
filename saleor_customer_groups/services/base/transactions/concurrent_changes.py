"""Refuse changes of rows that somebody else has changed since they were read."""

from datetime import UTC, datetime
from typing import Any

from ....engine.base.messages import Message, Moment
from ..refusals import Code, refuse


def refuse_changed_meanwhile(row: Any, if_updated_at: datetime | None) -> None:
    """Refuse to change a row that is no longer as it was when it was read.

    :param row: has ``updated_at``; read under the lock under which it is changed, so
        that of two changes at once the second one is refused.
    :param if_updated_at: ``updated_at`` as it was read; None to change it in any case.
    :raises django.core.exceptions.ValidationError: it has been changed since.
    """
    if if_updated_at is None or row.updated_at == if_updated_at:
        return
    changed_at = row.updated_at.astimezone(UTC)
    written = f"{changed_at:%Y-%m-%d %H:%M:%S} UTC"
    raise refuse(
        "if_updated_at",
        Code.CHANGED_MEANWHILE,
        Message(
            "This was changed at {changed_at}, after you opened it. "
            "Nothing was saved: open it again and see what it is now.",
            changed_at=Moment(changed_at, written),
        ),
    )

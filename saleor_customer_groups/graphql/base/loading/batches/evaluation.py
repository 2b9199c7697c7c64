"""Runs of groups that fill themselves, found for many groups in one query."""

from collections.abc import Sequence

from .....models import MembershipRun


def latest_runs(keys: Sequence[int]) -> list[MembershipRun | None]:
    """Return the latest run of each group."""
    rows = (
        MembershipRun.objects.filter(group__in=keys)
        .order_by("group_id", "-started_at", "-pk")
        .distinct("group_id")
    )
    runs = {row.group_id: row for row in rows}
    return [runs.get(key) for key in keys]

"""What is done each night: figures anew, then every group that fills itself."""

from collections.abc import Callable

from ..models import MembershipRun, RunCause
from .figures import rebuild_figures
from .runs import Clock, carry_out, filling_themselves, in_order, start_run


def run_all(
    *,
    cause: RunCause,
    clock: Clock,
    leave_default: bool,
    progress: Callable[[int], None] | None = None,
) -> list[MembershipRun]:
    """Run all groups that fill themselves, those first that others ask for.

    :param clock: what the time is; each group is reckoned as of when its run begins.
    :param progress: is told how many customers each batch has looked at.
    :returns: the runs, with what they did.
    """
    rebuild_figures()
    done = []
    for group in in_order(filling_themselves(now=clock())):
        run = start_run(group=group, cause=cause, now=clock())
        carry_out(run.pk, clock=clock, leave_default=leave_default, progress=progress)
        run.refresh_from_db()
        done.append(run)
    return done

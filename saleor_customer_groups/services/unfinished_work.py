"""Unfinished background work, taken up where no schedule does it."""

from collections.abc import Iterator

from .. import port
from ..models import MembershipRun, PriceListImport
from .base.configuration import configuration_of
from .evaluation.runs import Clock, lost_runs
from .membership.metadata.sync import write_metadata
from .nightly import run_some
from .pricing.orders.applied_benefits import OF_THE_NIGHT, record_missing
from .pricing.promotions.reservations import give_back_undone
from .pricing.promotions.use_sums import sum_up_uses
from .reports.dry_runs.dry_runs import lost_dry_runs, run_dry_run
from .rules.price_lists.price_list_imports import lost_imports, run_import
from .terms import credit


def take_up(*, clock: Clock, leave_default: bool | None) -> Iterator[str]:
    """Carry out what a killed worker has left, and say what that was.

    Safe beside workers, and beside another process that does the same.

    :param leave_default: joining a group ends the default membership; None while the
        plugin is switched off, when runs are left as they are.
    """
    for import_id in lost_imports(now=clock()):
        run_import(import_id=import_id, clock=clock)
        names = PriceListImport.objects.values_list("price_list__name", flat=True)
        yield f"An import into {names.get(pk=import_id)} was taken up again."
    for dry_run_id in lost_dry_runs(now=clock()):
        run_dry_run(
            dry_run_id=dry_run_id,
            configuration=configuration_of(port.any_plugin()),
            clock=clock,
        )
        yield f"Dry run {dry_run_id} was begun again."
    if leave_default is not None:
        if number := record_missing(since=clock() - OF_THE_NIGHT):
            yield f"{number} {'order was' if number == 1 else 'orders were'} recorded."
        give_back_undone(since=clock() - OF_THE_NIGHT, now=clock())
        sum_up_uses()
        credit.tidy_up(now=clock())
        for together in lost_runs(now=clock()):
            run_some(together, clock=clock, leave_default=leave_default)
            names = MembershipRun.objects.filter(pk__in=together).values_list(
                "group__name", flat=True
            )
            yield f"A run of {', '.join(names.order_by('pk'))} was taken up again."
    while write_metadata(now=clock()):
        pass

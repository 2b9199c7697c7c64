"""Calculate now who belongs in the groups that fill themselves."""

from argparse import ArgumentParser
from collections.abc import Collection, Iterable
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from tqdm import tqdm

from ... import compatibility
from ...models import CustomerGroup, MembershipRun, RunCause, RunState
from ..named_rows import row_with_code
from ..shop_command import ShopCommand

with compatibility.staying_out():
    from ... import port
    from ...services import nightly, unfinished_work
    from ...services.base.configuration import configuration_of
    from ...services.evaluation.runs import filling_themselves


_HEADINGS = ("group", "examined", "joined", "left", "grace", "no place", "seconds")
_NONE = "No customer group fills itself."


class Command(ShopCommand):
    """Run groups in the foreground, with what each run did."""

    help = (
        "Calculates who belongs in the customer groups that fill themselves: in those"
        " named, or in all of them, and takes up imports, runs and metadata that a"
        " killed worker has left. Celery's beat does it each night; without one, run it"
        " from cron."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be given."""
        parser.add_argument(
            "code", nargs="*", help="the codes of groups; all where none is given"
        )
        parser.add_argument(
            "--no-webhooks",
            action="store_true",
            help="do not tell Saleor's apps of the customers whose groups change",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the groups, and print a line for each."""
        codes = options["code"]
        groups = filling_themselves(now=timezone.now())
        if codes:
            groups = groups.filter(code__in=codes)
            self._check(codes, {group.code for group in groups})
        plugin = port.active_plugin()
        if plugin is None:
            raise CommandError(
                "Customer groups are switched off. Switch the plugin on to run them."
            )
        leave_default = configuration_of(plugin).leave_default_group
        if not codes:
            nightly.fill_default_group(clock=timezone.now)
        with tqdm(
            desc="Customers", unit="", disable=options["verbosity"] == 0
        ) as progress:
            done = nightly.run_all(
                groups=groups,
                cause=RunCause.BY_HAND,
                clock=timezone.now,
                leave_default=leave_default,
                progress=progress.update,
                fires_webhooks=not options["no_webhooks"],
            )
        self.stdout.write("\n".join(_table(done) if done else [_NONE]))
        for sentence in unfinished_work.take_up(
            clock=timezone.now, leave_default=leave_default
        ):
            self.stdout.write(sentence)
        if failed := [run for run in done if run.state != RunState.DONE]:
            raise CommandError(
                " ".join(
                    f"{run.group.name} was not run: {run.problem.rstrip('.')}."
                    for run in failed
                )
            )

    def _check(self, codes: Iterable[str], running: Collection[str]) -> None:
        for code in codes:
            group = row_with_code(CustomerGroup, code)
            if code not in running:
                raise CommandError(
                    f"{group.name} does not fill itself now: it has no conditions, is"
                    " switched off, or is a level of a programme that has not begun."
                )


def _table(runs: Iterable[MembershipRun]) -> Iterable[str]:
    rows = [_HEADINGS, *map(_cells, runs)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *numbers in rows:
        cells = [name.ljust(widths[0])]
        cells += [
            cell.rjust(width) for cell, width in zip(numbers, widths[1:], strict=True)
        ]
        yield "  ".join(cells)


def _cells(run: MembershipRun) -> tuple[str, ...]:
    took = (run.finished_at or run.heartbeat_at) - run.started_at
    counts = (run.examined, run.joined, run.left, run.kept_by_grace, run.without_place)
    return (run.group.code, *map(str, counts), f"{took.total_seconds():.1f}")

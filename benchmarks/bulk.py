"""What is done with ten thousand customers in one call, and a file of all members."""

import resource
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from io import TextIOBase
from time import perf_counter
from typing import Any, TextIO, cast

from benchmarks.figures import Figure

CALL, FILE = 10_000, 100_000
# The most seconds that each may take, and megabytes that a file may add.
CHANGE, DRY_RUN, EXPORT = 2.0, 1.0, 5.0
MORE_MEMORY = 20

_SECTION = f"{CALL:,} customers in one call"


class BulkBench:
    """A shop with many customers, of whom many join and leave groups at once."""

    def __init__(self, customers: int) -> None:
        from django.utils import timezone

        from benchmarks.many_orders import ManyOrders
        from saleor_customer_groups.services.base.occasions import Occasion
        from saleor_customer_groups.services.evaluation.order_figures import (
            rebuild_figures,
        )
        from tests.owner import Shop

        shop = Shop()
        self.now = timezone.now()
        self.occasion = Occasion.manual(now=self.now)
        self.data = ManyOrders(
            shop, customers=customers, orders=customers // 2, now=self.now
        )
        self.data.make()
        rebuild_figures()
        self.gold, self.silver = shop.group("Gold"), shop.group("Silver")
        self.customers = [self.data.customer(n) for n in range(1, customers + 1)]

    def calls(self) -> Iterator[Figure]:
        """Yield how long each change of many memberships takes."""
        from saleor_customer_groups.services.membership import (
            exclusions,
            joining,
            leaving,
        )
        from saleor_customer_groups.services.membership.files import member_files

        some, occasion = self.customers, self.occasion
        gold, silver = self.gold, self.silver
        changes: list[tuple[str, Callable[[], Any]]] = [
            (
                "added",
                lambda: joining.add_members(
                    group=gold, customer_ids=some, occasion=occasion
                ),
            ),
            (
                "moved",
                lambda: joining.add_members(
                    group=silver,
                    customer_ids=some,
                    occasion=occasion,
                    joining=joining.Joining.MOVE,
                    move_from=gold,
                ),
            ),
            (
                "removed",
                lambda: leaving.remove_members(
                    group=silver, customer_ids=some, occasion=occasion
                ),
            ),
            (
                "imported",
                lambda: member_files.import_members(
                    group=gold, rows=self.rows(), occasion=occasion
                ),
            ),
            (
                "excluded",
                lambda: exclusions.exclude_customers(
                    group=gold, customer_ids=some, occasion=occasion
                ),
            ),
        ]
        for what, change in changes:
            yield _took(what, change, CHANGE)
        unknown = self.rows("unknown{}@example.com")
        yield _took(
            "unknown addresses, imported as a dry run",
            lambda: member_files.import_members(
                group=silver, rows=unknown, occasion=occasion, dry_run=True
            ),
            DRY_RUN,
        )

    def rows(self, address: str = "customer{}@example.com") -> list[Any]:
        """Return the rows of a file that names as many as there are."""
        from saleor_customer_groups.services.membership.files import member_file_rows

        lines = "\n".join(address.format(n) for n in range(1, len(self.customers) + 1))
        return member_file_rows.read_members(f"email\n{lines}\n".encode(), field="file")

    def levels(self) -> Iterator[Figure]:
        """Yield how long a changed level programme takes, until everybody is placed."""
        from saleor_customer_groups.models import Metric, Reset
        from saleor_customer_groups.services.groups import levels
        from saleor_customer_groups.services.groups.level_values import (
            LevelValues,
            ProgrammeValues,
        )

        def placed(*minima: int) -> list[LevelValues]:
            return [LevelValues(f"Level {n}", Decimal(n)) for n in minima]

        programme = levels.create_programme(
            values=ProgrammeValues(
                name="Loyalty",
                metric=Metric.NET_REVENUE,
                currency="USD",
                active_from=self.now - timedelta(days=3650),
                reset=Reset.NEVER,
                levels=placed(0, 100, 1_000),
            ),
            now=self.now,
        )
        self._run(levels.start_level_runs(programme=programme, now=self.now))
        groups = [level.group_id for level in programme.levels.order_by("minimum")]

        def change() -> None:
            changed = levels.update_programme(
                programme=programme,
                values={
                    "levels": [
                        LevelValues(f"Level {n}", Decimal(n), group_id=group)
                        for n, group in zip((0, 200, 500), groups, strict=True)
                    ]
                },
                occasion=self.occasion,
            )
            self._run(
                levels.start_level_runs(programme=changed.programme, now=self.now)
            )

        yield _took("placed in a level programme that was changed", change, CHANGE)

    def _run(self, runs: Any) -> None:
        from saleor_customer_groups.services.evaluation.run_batches import carry_out

        carry_out([run.pk for run in runs], clock=lambda: self.now, leave_default=True)
        for run in runs:
            run.refresh_from_db()
            assert run.state == "done", run.problem

    def export(self) -> Iterator[Figure]:
        """Yield how long a file of all members takes, and how much memory."""
        from saleor_customer_groups.services.membership import joining
        from saleor_customer_groups.services.membership.files import member_files

        for start in range(0, len(self.customers), CALL):
            joining.add_members(
                group=self.gold,
                customer_ids=self.customers[start : start + CALL],
                occasion=self.occasion,
            )
        before, written = _megabytes(), _Counted()
        what = f"a file of {len(self.customers):,} members"
        yield _took(
            what,
            lambda: member_files.export_members(
                group=self.gold, file=cast(TextIO, written), now=self.now
            ),
            EXPORT,
        )
        assert written.lines == len(self.customers) + 1
        more = _megabytes() - before
        yield Figure(
            _SECTION,
            f"{what}: more memory",
            more,
            "MB",
            MORE_MEMORY,
            is_binding=True,
        )


class _Counted(TextIOBase):
    """A file that keeps no more than how many lines were written."""

    lines = 0

    def write(self, text: str) -> int:
        self.lines += text.count("\n")
        return len(text)


def measure_calls(call: int = CALL) -> Iterator[Figure]:
    """Yield what changes of so many customers take, who are all that the shop has."""
    with _tasks_left_to_workers():
        bench = BulkBench(call)
        yield from bench.calls()
        yield from bench.levels()


def measure_file(members: int = FILE) -> Iterator[Figure]:
    """Yield what a file of all members takes."""
    with _tasks_left_to_workers():
        yield from BulkBench(members).export()


def _tasks_left_to_workers() -> Any:
    """Have metadata written, and who has joined evaluated, by workers, as in a shop."""
    from django.test import override_settings

    return override_settings(CELERY_TASK_ALWAYS_EAGER=False)


def _took(what: str, work: Callable[[], Any], promised: float) -> Figure:
    started = perf_counter()
    work()
    return Figure(_SECTION, what, perf_counter() - started, "s", promised)


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

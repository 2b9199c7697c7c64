"""Try a draft of a rule on past orders."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils import timezone
from tqdm import tqdm

from ... import compatibility
from ...engine.money import write_amount
from ...engine.reports.dry_run_reports import Bucket, DryRunReport
from ...models import Basis, DryRun
from ..shop_command import ShopCommand

with compatibility.staying_out():
    from ... import port
    from ...services.base.actors import SHOP
    from ...services.base.configuration import configuration_of
    from ...services.reports.dry_runs import dry_run_files, dry_runs


class Command(ShopCommand):
    """Carry a dry run out in the foreground, and print its report."""

    help = (
        "Says what a draft of a price rule, price list or promotion, or the deletion of"
        " one, would have made of the orders of the last days. Nothing is written but"
        " the report."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be given."""
        what = parser.add_mutually_exclusive_group()
        what.add_argument(
            "--with",
            dest="draft",
            metavar="FILE",
            help="a JSON file with the draft in the format of the simulation, such as"
            ' {"promotion": {...}}; it takes the place of what has its code',
        )
        what.add_argument(
            "--without", metavar="CODE", help="the rule, list or promotion to delete"
        )
        parser.add_argument("--days", type=int, default=30, help="of how many days")
        parser.add_argument(
            "--at-order",
            action="store_true",
            help="price orders for the groups of then, not for those of now",
        )
        parser.add_argument(
            "--currency", help="of the orders; that of most of them if not given"
        )
        parser.add_argument(
            "--channel", help="the channel of the orders; all if not given"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Try the draft, and print the report."""
        if options["draft"] is None and options["without"] is None:
            raise CommandError("Say what to try: --with FILE or --without CODE.")
        now = timezone.now()
        try:
            dry_run = dry_runs.start_dry_run(
                draft=(
                    dry_run_files.deletion_of(options["without"])
                    if options["draft"] is None
                    else dry_run_files.draft_in(_read(options["draft"]))
                ),
                request=dry_runs.DryRunRequest(
                    basis=(
                        Basis.AT_ORDER if options["at_order"] else Basis.MEMBERS_NOW
                    ),
                    since=now - timedelta(days=options["days"]),
                    until=now,
                    currency=options["currency"],
                    channel=options["channel"],
                ),
                actor=SHOP,
                now=now,
            )
        except (OverflowError, ValidationError) as error:
            raise CommandError("\n".join(_sentences(error))) from None
        with tqdm(
            desc="Orders",
            total=dry_run.orders,
            unit="",
            disable=options["verbosity"] == 0,
        ) as progress:
            dry_runs.run_dry_run(
                dry_run_id=dry_run.pk,
                configuration=configuration_of(port.any_plugin()),
                clock=timezone.now,
                progress=progress.update,
            )
        dry_run.refresh_from_db()
        report = dry_runs.read_report(dry_run)
        if report is None:
            raise CommandError(dry_run.problem or "It was cancelled.")
        self.stdout.write("\n".join(_lines(dry_run, report)))


def _read(path: str) -> Any:
    try:
        return json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(f"{path} cannot be read: {error}.") from None


def _sentences(error: Exception) -> Iterator[str]:
    if not isinstance(error, ValidationError):
        yield "That is too many days."
        return
    for field, messages in error.message_dict.items():
        yield from (f"{field}: {message}" for message in messages)


def _lines(dry_run: DryRun, report: DryRunReport) -> Iterator[str]:
    def money(amount: Any) -> str:
        return "-" if amount is None else write_amount(amount, report.currency)

    def number(count: int | None) -> str:
        return "-" if count is None else str(count)

    yield (
        f"{report.orders} orders from {dry_run.since:%Y-%m-%d} to"
        f" {dry_run.until:%Y-%m-%d} in {report.currency}; {report.left_out} were left"
        " out, because something that was bought no longer exists."
    )
    yield (
        f"{report.touched_orders} of them would change, of {report.touched_customers}"
        " customers. Quantities are as they were."
    )
    yield (
        f"They were charged {money(report.charged_revenue)};"
        f" {report.differing_orders} cost something else by the rules of now."
    )
    before, after = report.before, report.after
    rows = [("", "before", "after", "difference")]
    for name, was, is_now in (
        ("revenue", before.revenue, after.revenue),
        ("discount", before.discount, after.discount),
        ("increase", before.increase, after.increase),
        ("margin", before.margin, after.margin),
    ):
        difference = None if was is None or is_now is None else money(is_now - was)
        rows.append((name, money(was), money(is_now), difference or "-"))
    for name, count, count_now in (
        ("lines below cost", before.lines_below_cost, after.lines_below_cost),
        ("lines below floor", before.lines_below_floor, after.lines_below_floor),
        ("units given away", before.gift_units, after.gift_units),
    ):
        changed = None if count is None or count_now is None else count_now - count
        rows.append((name, number(count), number(count_now), number(changed)))
    yield from _table(rows)
    yield from _table([(_words(each), str(each.orders)) for each in report.histogram])
    emails = get_user_model()._default_manager.in_bulk(
        [
            int(each.key)
            for changes in (report.customers.less, report.customers.more)
            for each in changes
        ]
    )
    for what, extremes in (
        ("group", report.groups),
        ("product", report.products),
        ("customer", report.customers),
    ):
        for each in (*extremes.less, *extremes.more):
            user = emails.get(int(each.key)) if what == "customer" else None
            name = getattr(user, "email", "") or each.name or each.key
            yield f"{what} {name}: {money(each.difference)} in {each.orders} orders"
    for losing in report.losing:
        yield f"{losing.code} no longer counts in {losing.orders} orders"


def _words(bucket: Bucket) -> str:
    low, high = bucket.from_percent, bucket.until_percent
    if low == high:
        return "orders that stay"
    if low is None:
        return f"more than {-(high or 0)} % less"
    if high is None:
        return f"more than {low} % more"
    return f"{-high} to {-low} % less" if high <= 0 else f"{low} to {high} % more"


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = [first.ljust(widths[0])]
        cells += [
            cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)
        ]
        yield "  ".join(cells)

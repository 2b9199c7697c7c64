"""Export a report on a group, or a comparison of several, as a CSV file."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils import timezone

from ... import compatibility
from ...models import CustomerGroup
from ..named_rows import row_with_code
from ..shop_command import ShopCommand

with compatibility.staying_out():
    from ...services.reports.group_report import compare_groups, group_report
    from ...services.reports.report_files import (
        ReportTable,
        export_comparison,
        export_report,
    )
    from ...services.reports.scopes import Basis, read_scope
    from ...services.reports.sold_goods import GoodsKind

_TABLES = ("metrics", "months", "customers", "rules", "goods")
_GOODS = ("product", "category", "collection", "product_type")
_BASES = ("members_now", "at_order")


class Command(ShopCommand):
    """Write a table of a report, or a comparison, to standard output."""

    help = (
        "Writes as CSV what a customer group brings in, beside the whole shop; with"
        " several groups their figures side by side."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be given."""
        parser.add_argument("code", nargs="+", help="codes of customer groups")
        parser.add_argument(
            "--table",
            choices=_TABLES,
            default=_TABLES[0],
            help="of one group: which table; the figures if not given",
        )
        parser.add_argument(
            "--goods",
            choices=_GOODS,
            default=_GOODS[0],
            help="with --table goods: by what they are summed up",
        )
        parser.add_argument(
            "--start", metavar="DAY", help="the first day; a year before the end"
        )
        parser.add_argument(
            "--end", metavar="DAY", help="the day after the last one; today"
        )
        parser.add_argument(
            "--currency", help="that of most orders in the period if not given"
        )
        parser.add_argument("--channel", help="all if not given")
        parser.add_argument(
            "--basis",
            choices=_BASES,
            default=_BASES[0],
            help="orders of those who are members now, or were at the order",
        )
        parser.add_argument(
            "--descendants",
            action="store_true",
            help="with everybody in the groups below",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the table."""
        groups = [row_with_code(CustomerGroup, code) for code in options["code"]]
        below = options["descendants"]
        try:
            scope = read_scope(
                start=options["start"],
                end=options["end"],
                currency=options["currency"],
                channel=options["channel"],
                basis=Basis(options["basis"]),
                now=timezone.now(),
            )
            if len(groups) > 1:
                compared = compare_groups(groups, scope=scope, descendants=below)
                export_comparison(compared, file=self.stdout)
                return
            export_report(
                group_report(groups[0], scope=scope, descendants=below),
                ReportTable(options["table"]),
                file=self.stdout,
                with_emails=True,
                goods=GoodsKind[options["goods"].upper()],
            )
        except ValidationError as error:
            problems = [
                f"{field}: {message}"
                for field, messages in error.message_dict.items()
                for message in messages
            ]
            raise CommandError(" ".join(problems)) from None

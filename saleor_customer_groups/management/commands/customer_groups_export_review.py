"""Export whom a review tells to look at as a CSV file."""

from argparse import ArgumentParser, ArgumentTypeError
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils import timezone

from ... import compatibility
from ...models import CustomerGroup, LevelProgramme
from ...services.reports.reviews.review_kinds import ReviewKind
from ..named_rows import row_with_code
from ..shop_command import ShopCommand

with compatibility.staying_out():
    from ...services.reports.reviews.review_files import export_review
    from ...services.reports.reviews.reviews import ReviewRequest


class Command(ShopCommand):
    """Write a list of a review to standard output."""

    help = (
        "Writes as CSV which customers to look at: inactive members, those who will no"
        " longer qualify, those close to the next level, in grace or without a place,"
        " or groups that overlap."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be given."""
        parser.add_argument(
            "review", choices=[each.value for each in ReviewKind], help="which list"
        )
        parser.add_argument(
            "--group",
            metavar="CODE",
            help="the customer group; inactive and lapsing need one, in_grace and"
            " waiting look at all without it",
        )
        parser.add_argument(
            "--programme",
            metavar="CODE",
            help="near_level: the code of the programme's group; all if not given",
        )
        parser.add_argument(
            "--days",
            type=int,
            help="inactive: without an order for so many days; lapsing: in so many"
            " days; 365 if not given",
        )
        parser.add_argument(
            "--percent",
            type=_number,
            help="near_level: how many percent are missing at most; 20 if not given",
        )
        parser.add_argument(
            "--amount",
            type=_number,
            help="near_level: what is missing at most, instead of --percent",
        )
        parser.add_argument(
            "--currency",
            help="inactive and lapsing: that of revenue; that of most orders if not"
            " given",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the list."""
        code, programme = options["group"], options["programme"]
        request = ReviewRequest(
            group=None if code is None else row_with_code(CustomerGroup, code),
            programme=None if programme is None else _programme(programme),
            days=options["days"],
            percent=options["percent"],
            amount=options["amount"],
            currency=options["currency"],
        )
        try:
            export_review(
                ReviewKind(options["review"]),
                request,
                file=self.stdout,
                with_emails=True,
                now=timezone.now(),
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None


def _programme(code: str) -> LevelProgramme:
    group = row_with_code(CustomerGroup, code)
    programme = LevelProgramme.objects.filter(group=group).first()
    if programme is None:
        raise CommandError(f'The customer group "{code}" is no level programme.')
    return programme


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ArgumentTypeError(f"{text} is not a number") from None

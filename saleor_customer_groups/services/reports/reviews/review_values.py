"""What the lists of reviews are asked with. docs/reports.md, Reviews."""

from collections.abc import Iterable
from decimal import Decimal

from django.db import connections, router

from .... import port
from ....engine.base.messages import Message, Number
from ....engine.base.values import MAX_COUNT, read_currency
from ....models import CustomerTotals
from ...base.refusals import Code, as_sentence, refuse

DEFAULT_DAYS = 365
MAX_DAYS = 3650
# Each day until then is asked about, to find the one on which somebody leaves.
MAX_DAYS_AHEAD = 366
DEFAULT_PERCENT = Decimal(20)

_MOST_SOLD = f"""
SELECT currency FROM {CustomerTotals._meta.db_table}
GROUP BY currency ORDER BY SUM(orders) DESC, currency LIMIT 1
"""  # noqa: S608 name of a table


def read_days(days: int | None, *, maximum: int = MAX_DAYS) -> int:
    """Return a number of days, that which is usual where none is given.

    :raises django.core.exceptions.ValidationError: it is too small or too large.
    """
    if days is None:
        return DEFAULT_DAYS
    if not 1 <= days <= maximum:
        raise refuse(
            "days",
            Code.INVALID,
            Message("Give a number of days from 1 to {maximum}.", maximum=maximum),
        )
    return days


def read_percent(percent: Decimal | None) -> Decimal:
    """Return how many percent may be missing, as many as usual where none are given.

    :raises django.core.exceptions.ValidationError: they are not from 0 to 100.
    """
    if percent is None:
        return DEFAULT_PERCENT
    if not percent.is_finite() or not 0 < percent <= 100:
        raise refuse(
            "percent",
            Code.INVALID,
            Message("Give a number of percent above 0, up to 100."),
        )
    return percent


def read_amount(amount: Decimal | None) -> Decimal | None:
    """Return what may be missing, None where that is said in percent.

    :raises django.core.exceptions.ValidationError: it is not above 0, or too much.
    """
    if amount is None:
        return None
    if not amount.is_finite() or not 0 < amount <= MAX_COUNT:
        raise refuse(
            "amount",
            Code.INVALID,
            Message(
                "Give an amount above 0, up to {maximum}.",
                maximum=Number(f"{MAX_COUNT:,}"),
            ),
        )
    return amount


def read_review_currency(currency: str | None) -> str:
    """Return the currency of revenue: left out, that in which most orders are.

    :raises django.core.exceptions.ValidationError: it is not a currency.
    """
    if currency is not None:
        try:
            return read_currency(currency)
        except ValueError as error:
            raise refuse("currency", Code.INVALID, as_sentence(str(error))) from None
    return usual_currency(port.channel_currencies().values())


def usual_currency(known: Iterable[str]) -> str:
    """Return the currency in which most orders are, of several that channels have.

    :param known: those of the channels.
    """
    several = sorted(set(known))
    if len(several) != 1:
        with connections[router.db_for_read(CustomerTotals)].cursor() as cursor:
            cursor.execute(_MOST_SOLD)
            row = cursor.fetchone()
        if row:
            return row[0]
    return several[0] if several else "USD"

"""What is open of an order on terms, until when, and how long it is overdue.

docs/terms.md, section 2. Days are calendar days in the shop's time zone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from ..money import ZERO, percent_of, round_amount
from .facts import GroupTerms


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed on when an order was placed, and holds for it for good.

    :param due_on: the last day on which it is not overdue; None if it has no such day.
    :param early_amount: what settles it through ``early_until``; None without such an
        offer.
    """

    due_on: date | None
    early_until: date | None = None
    early_amount: Decimal | None = None

    def is_settled_early(self, received: Iterable[tuple[date, Decimal]]) -> bool:
        """Tell whether what was received in time settles the order.

        docs/terms.md, Early payment.

        :param received: days with amounts, in the currency of the order; less than 0
            for what was given back.
        """
        if self.early_until is None or self.early_amount is None:
            return False
        in_time = sum(
            (amount for day, amount in received if day <= self.early_until), ZERO
        )
        return in_time > 0 and in_time >= self.early_amount


def early_amount(
    percent: Decimal, *, total: Decimal, refunded: Decimal = ZERO, currency: str
) -> Decimal:
    """Return what settles an order early: what is kept of it, less the percentage.

    docs/terms.md, Early payment.

    :param percent: what is taken off.
    :param total: of the order, taxes included.
    :param refunded: what of it was given back, granted to be, or has come back.
    """
    kept = max(total - refunded, ZERO)
    return round_amount(kept - percent_of(kept, percent), currency)


def agree(
    terms: GroupTerms, *, total: Decimal, currency: str, placed_on: date
) -> Agreed:
    """Return what is agreed on for an order on net terms.

    docs/terms.md, Due and Early payment.

    :param terms: those of its customer.
    :param total: of the order, taxes included.
    :param placed_on: the day of the order.
    """
    due_on = (
        None if terms.net_days is None else placed_on + timedelta(days=terms.net_days)
    )
    percent, days = terms.early_payment_percent, terms.early_payment_days
    if percent is None or days is None:
        return Agreed(due_on)
    return Agreed(
        due_on,
        early_until=placed_on + timedelta(days=days),
        early_amount=early_amount(percent, total=total, currency=currency),
    )


@dataclass(frozen=True, slots=True)
class Money:
    """The money of an order, as Saleor and we know it, in its currency.

    :param total: what was ordered, taxes included.
    :param captured: what was received and not given back.
    :param refunded: what was given back, or granted to be.
    :param credited: what we have written off, such as an early-payment discount.
    :param is_undone: whether the order was cancelled or has expired.
    """

    total: Decimal
    captured: Decimal = ZERO
    refunded: Decimal = ZERO
    credited: Decimal = ZERO
    is_undone: bool = False

    @property
    def open_amount(self) -> Decimal:
        """What is still to be paid, at least 0.

        docs/terms.md, Credit.
        """
        if self.is_undone:
            return ZERO
        return max(self.total - self.captured - self.refunded - self.credited, ZERO)


class Age(StrEnum):
    """How long open amounts are overdue, in days."""

    NOT_DUE = "0"
    DAYS_1_TO_30 = "1-30"
    DAYS_31_TO_60 = "31-60"
    DAYS_61_TO_90 = "61-90"
    OVER_90 = "over 90"


_UP_TO = (
    (0, Age.NOT_DUE),
    (30, Age.DAYS_1_TO_30),
    (60, Age.DAYS_31_TO_60),
    (90, Age.DAYS_61_TO_90),
)


def days_overdue(due_on: date | None, *, today: date) -> int:
    """Return for how many days an open order is overdue, 0 if it is not.

    :param due_on: None if it has no such day.
    """
    return 0 if due_on is None else max((today - due_on).days, 0)


def age_of(days: int) -> Age:
    """Return the column of the aging list to which an open order belongs.

    :param days: for how many it is overdue.
    """
    return next((age for most, age in _UP_TO if days <= most), Age.OVER_90)


def aging(items: Iterable[tuple[int, Decimal]]) -> Mapping[Age, Decimal]:
    """Return the open amount in each column of the aging list.

    :param items: days overdue and open amounts, all in one currency.
    """
    found = dict.fromkeys(Age, ZERO)
    for days, amount in items:
        found[age_of(days)] += amount
    return found

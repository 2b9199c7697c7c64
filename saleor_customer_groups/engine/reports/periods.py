"""Periods of reports, in days of the shop's calendar. docs/reports.md."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """The days from ``start`` up to ``end``, which is no longer part of it."""

    start: date
    end: date

    @property
    def years(self) -> Fraction:
        """How many years it has: twelve months are one, however many days they have.

        What is left of a month counts by its days.
        """
        months = self._full_months()
        begun = months_later(self.start, months)
        if begun == self.end:
            return Fraction(months, MONTHS_OF_A_YEAR)
        days = (months_later(self.start, months + 1) - begun).days
        part = Fraction((self.end - begun).days, days)
        return (months + part) / MONTHS_OF_A_YEAR

    @property
    def earlier(self) -> "ReportPeriod":
        """The period of the same length before it: as many months, else days."""
        months = self._full_months()
        if months_later(self.start, months) == self.end:
            return ReportPeriod(months_later(self.start, -months), self.start)
        return ReportPeriod(self.start - (self.end - self.start), self.start)

    def months(self) -> Iterator[date]:
        """Yield the first days of its months, also of those of which it has a part."""
        first = self.start.replace(day=1)
        while first < self.end:
            yield first
            first = months_later(first, 1)

    def _full_months(self) -> int:
        months = (self.end.year - self.start.year) * MONTHS_OF_A_YEAR
        months += self.end.month - self.start.month
        return months - (months_later(self.start, months) > self.end)


def twelve_months_to(end: date) -> ReportPeriod:
    """Return the period of a report for which nobody names one.

    :param end: today.
    """
    return ReportPeriod(months_later(end, -MONTHS_OF_A_YEAR), end)


def months_later(day: date, months: int) -> date:
    """Return the same day of a later month, or its last day where it has fewer.

    :param months: below 0 for an earlier one.
    """
    year, month = divmod(day.year * MONTHS_OF_A_YEAR + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))

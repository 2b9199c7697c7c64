"""Moments and days as people write them, for every door: files, JSON, commands.

A moment is stored in UTC, between ``EARLIEST`` and ``LATEST``: so PostgreSQL and Python
can represent it in any time zone, and a day earlier or later.
"""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo

from pydantic_core import PydanticCustomError

from .invalid import invalid

EARLIEST = datetime(2, 1, 1, tzinfo=UTC)
LATEST = datetime(9998, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)

# No time zone is further from UTC, not even on a day that it skipped or repeated.
_FARTHEST = timedelta(hours=36)
_TICK = timedelta(microseconds=1)

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COMPACT_DAY = re.compile(r"\A([0-9]{4})([0-9]{2})([0-9]{2})\Z")
_RANGE = "moment_range"


def parse_moment(value: object) -> datetime:
    """Return a moment as somebody wrote it, in their zone, however far away.

    :param value: text in ISO 8601 with its zone, or a ``datetime``.
    :raises pydantic_core.PydanticCustomError: it is not a moment; this is a
        ``ValueError`` that says what is wrong: "has no time zone, ...".
    """
    if isinstance(value, datetime):
        moment = value
    elif isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            raise invalid(
                "instant", "is not a time such as 2026-03-15T12:00:00+00:00"
            ) from None
    else:
        raise invalid(
            "instant", 'must be written as text, such as "2026-03-15T12:00:00+00:00"'
        )
    if moment.utcoffset() is None:
        raise invalid("instant_zone", "has no time zone, such as +00:00 at its end")
    return moment


def read_moment(value: object) -> datetime:
    """Return a moment that can be stored, in UTC.

    :param value: as for ``parse_moment``.
    :raises pydantic_core.PydanticCustomError: it is not a moment, or too far away.
    """
    try:
        moment = parse_moment(value).astimezone(UTC)
    except OverflowError:
        raise _out_of_range() from None
    if not EARLIEST <= moment <= LATEST:
        raise _out_of_range()
    return moment


def read_day(value: object) -> date:
    """Return a day that somebody names.

    :param value: text such as "2026-12-31".
    :raises pydantic_core.PydanticCustomError: it is not a day, see ``read_moment``.
    """
    try:
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            raise ValueError
        day = date.fromisoformat(value)
    except ValueError:
        raise invalid("day", "is not a day such as 2026-01-01") from None
    if not EARLIEST.date() <= day <= LATEST.date():
        raise _out_of_range()
    return day


def read_end(value: str, *, zone: tzinfo) -> datetime:
    """Return when something ends, in UTC: a day counts to its end in the shop's zone.

    :param value: a day such as "2026-12-31" or "20261231", or a time with its zone.
    :raises pydantic_core.PydanticCustomError: it is neither, see ``read_moment``.
    """
    try:
        day = _COMPACT_DAY.sub(r"\1-\2-\3", value)
        if _DAY.fullmatch(day):
            return day_ends(read_day(day), zone=zone)
        return read_moment(value)
    except PydanticCustomError as error:
        if error.type == _RANGE:
            raise invalid(
                _RANGE, "is too far away: leave out an end that never comes"
            ) from None
        raise invalid(
            "end",
            "is neither a day such as 2026-12-31 nor a time with its zone such as"
            " 2026-12-31T12:00:00+00:00",
        ) from None


def day_begins(day: date, *, zone: tzinfo) -> datetime:
    """Return the first moment of a day, in UTC.

    If the clock skips midnight, the day begins at the change; if midnight comes twice,
    it begins at the first one. A day that a time zone skipped begins with the day after
    it.
    """
    before, after, changes_at = _midnights(day, zone)
    return max(before if before < changes_at else max(changes_at, after), EARLIEST)


def day_ends(day: date, *, zone: tzinfo) -> datetime:
    """Return the first moment after a day, in UTC.

    If the clock goes back over midnight, this is the last time that the day ends.
    """
    before, after, changes_at = _midnights(day + timedelta(days=1), zone)
    return min(after if after > changes_at else min(before, changes_at), LATEST)


def day_of(moment: datetime, *, zone: tzinfo) -> date:
    """Return the day of a moment in a zone, within the range of ``read_day``."""
    day = moment.astimezone(zone).date()
    return min(max(day, EARLIEST.date()), LATEST.date())


def _midnights(day: date, zone: tzinfo) -> tuple[datetime, datetime, datetime]:
    """Return midnight by the clock before a change and after it, and the change.

    If the clock does not change, all three are the same.
    """
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    first, last = midnight - _FARTHEST, midnight + _FARTHEST
    before, after = _offset(first, zone), _offset(last, zone)
    if before == after:
        return midnight - before, midnight - before, midnight - before
    while last - first > _TICK:
        middle = first + (last - first) // 2
        if _offset(middle, zone) == before:
            first = middle
        else:
            last = middle
    return midnight - before, midnight - after, last


def _offset(moment: datetime, zone: tzinfo) -> timedelta:
    # Of a moment, not of a local time: libraries agree on that.
    return moment.astimezone(zone).utcoffset() or timedelta()


def _out_of_range() -> PydanticCustomError:
    return invalid(
        _RANGE,
        "is before the year 2 or after the year 9998",
    )

"""Moments and days as people write them, in every zone of the zone database."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from pydantic_core import PydanticCustomError

from saleor_customer_groups.engine.base.moments import (
    EARLIEST,
    LATEST,
    day_begins,
    day_ends,
    day_of,
    read_day,
    read_end,
    read_moment,
)

TICK = timedelta(microseconds=1)
DAY = timedelta(days=1)
TOO_FAR = "is before the year 2 or after the year 9998"
NEVER_COMES = "is too far away: leave out an end that never comes"
NO_END = (
    "is neither a day such as 2026-12-31 nor a time with its zone such as"
    " 2026-12-31T12:00:00+00:00"
)


@pytest.mark.parametrize(
    ("zone", "day", "begins", "ends"),
    [
        ("UTC", "2026-12-31", "2026-12-31T00:00Z", "2027-01-01T00:00Z"),
        ("America/Chicago", "2026-12-31", "2026-12-31T06:00Z", "2027-01-01T06:00Z"),
        # No midnight: the clock goes from 24:00 to 1:00.
        ("Africa/Cairo", "2027-04-29", "2027-04-28T22:00Z", "2027-04-29T22:00Z"),
        ("Africa/Cairo", "2027-04-30", "2027-04-29T22:00Z", "2027-04-30T21:00Z"),
        ("America/Sao_Paulo", "2018-11-03", "2018-11-03T03:00Z", "2018-11-04T03:00Z"),
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00Z", "2018-11-05T02:00Z"),
        # The last hour of a day comes twice.
        ("America/Sao_Paulo", "2019-02-16", "2019-02-16T02:00Z", "2019-02-17T03:00Z"),
        # Two midnights of the same day.
        ("America/Havana", "2027-11-06", "2027-11-06T04:00Z", "2027-11-07T04:00Z"),
        ("America/Havana", "2027-11-07", "2027-11-07T04:00Z", "2027-11-08T05:00Z"),
        # A minute after midnight it is the day before once more.
        ("America/St_Johns", "2010-11-06", "2010-11-06T02:30Z", "2010-11-07T03:30Z"),
        ("America/St_Johns", "2010-11-07", "2010-11-07T02:30Z", "2010-11-08T03:30Z"),
        # A day that the zone has left out.
        ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00Z", "2011-12-30T10:00Z"),
    ],
)
def test_a_day_begins_and_ends(zone: str, day: str, begins: str, ends: str) -> None:
    where, on = ZoneInfo(zone), read_day(day)

    assert day_begins(on, zone=where) == datetime.fromisoformat(begins)
    assert day_ends(on, zone=where) == datetime.fromisoformat(ends)
    assert read_end(day, zone=where) == datetime.fromisoformat(ends)


def test_in_every_zone_days_are_whole_where_the_clock_changes() -> None:
    noons = [datetime(2027, 1, 1, 12, tzinfo=UTC) + DAY * each for each in range(366)]
    changes = 0
    for name in sorted(available_timezones()):
        zone = ZoneInfo(name)
        offsets = [noon.astimezone(zone).utcoffset() for noon in noons]
        for at, (noon, offset) in enumerate(zip(noons, offsets, strict=True)):
            if offset == offsets[at - 1] or not at:
                continue
            changes += 1
            for day in (noon.date() + DAY * each for each in (-2, -1, 0, 1)):
                begins, ends = day_begins(day, zone=zone), day_ends(day, zone=zone)
                assert day_of(begins - TICK, zone=zone) < day, (name, day)
                assert day_of(begins, zone=zone) == day, (name, day)
                assert day_of(ends - TICK, zone=zone) == day, (name, day)
                assert day_of(ends, zone=zone) > day, (name, day)
                assert timedelta(hours=22) <= ends - begins <= timedelta(hours=26)

    assert changes > 200


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Etc/GMT+12"])
def test_what_is_read_stays_in_the_calendar_everywhere(zone: str) -> None:
    where = ZoneInfo(zone)

    for text in ("0002-01-01", "9998-12-31"):
        day = read_day(text)
        for moment in (day_begins(day, zone=where), day_ends(day, zone=where)):
            assert EARLIEST <= moment <= LATEST
            for other in ("Asia/Tokyo", "America/New_York"):
                assert (moment + DAY).astimezone(ZoneInfo(other))
                assert (moment - DAY).astimezone(ZoneInfo(other))
            assert read_day(day_of(moment, zone=where).isoformat())


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("9999-12-31T23:59:59-05:00", TOO_FAR),
        ("9999-12-31T00:00:00+00:00", TOO_FAR),
        ("0001-01-01T00:00:00+09:00", TOO_FAR),
        ("0001-06-01T00:00:00+00:00", TOO_FAR),
        ("2026-01-01T00:00:00", "has no time zone, such as +00:00 at its end"),
        ("10000-01-01T00:00:00+00:00", "is not a time such as 2026-03-15T12:00:00"),
        ("infinity", "is not a time such as 2026-03-15T12:00:00"),
    ],
)
def test_a_moment_that_cannot_be_kept_is_refused(text: str, mistake: str) -> None:
    with pytest.raises(ValueError, match=mistake.replace("+", r"\+")):
        read_moment(text)


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("9999-12-31", NEVER_COMES),
        ("0001-01-01", NEVER_COMES),
        ("9999-12-31T23:59:59-05:00", NEVER_COMES),
        ("99991231", NEVER_COMES),
        ("20260230", NO_END),
        ("31.12.2026", NO_END),
        ("2026-02-30", NO_END),
        ("\uff12026-12-31", NO_END),
        ("2026-12-31T12:00:00", NO_END),
    ],
)
def test_an_end_that_is_none_is_refused(text: str, mistake: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        read_end(text, zone=ZoneInfo("Asia/Tokyo"))

    assert refused.value.message() == mistake


def test_a_moment_is_the_same_in_utc() -> None:
    assert read_moment("2026-06-01T12:00:00+02:00").isoformat() == (
        "2026-06-01T10:00:00+00:00"
    )
    assert read_end("20261231", zone=ZoneInfo("Asia/Tokyo")) == (
        datetime(2026, 12, 31, 15, tzinfo=UTC)
    )
    assert read_end("2026-06-01T12:00:00+02:00", zone=ZoneInfo("Asia/Tokyo")) == (
        datetime(2026, 6, 1, 10, tzinfo=UTC)
    )

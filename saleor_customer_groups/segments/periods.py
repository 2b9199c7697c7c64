"""Over which time a field looks at orders."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q
from pydantic import Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from ..engine.values import Fact

# So far back that no order can be older, and every clock still knows the day.
MOST_DAYS = 36_500


def _read_day(value: object) -> date:
    if isinstance(value, str) and len(value) == len("2026-01-01"):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("day", "is not a day such as 2026-01-01")


Day = Annotated[
    date,
    PlainValidator(_read_day),
    WithJsonSchema({"type": "string", "format": "date"}),
]


class Lifetime(Fact):
    """All orders that there ever were."""

    kind: Literal["lifetime"] = "lifetime"

    def begins_at(self, now: datetime) -> datetime | None:
        """Return when the first orders count, none for all."""
        return None

    def within(self, now: datetime) -> Q:
        """Return which orders count."""
        return Q()


class RollingDays(Fact):
    """The last so many days up to now, both ends included."""

    kind: Literal["rolling_days"] = "rolling_days"
    days: Annotated[int, Field(strict=True, ge=1, le=MOST_DAYS)] = Field(title="Days")

    def begins_at(self, now: datetime) -> datetime | None:
        """Return when the first orders count."""
        return now - timedelta(days=self.days)

    def within(self, now: datetime) -> Q:
        """Return which orders count."""
        return Q(placed_at__gte=self.begins_at(now), placed_at__lte=now)


class Since(Fact):
    """From the beginning of a day, in the time zone of the shop."""

    kind: Literal["since"] = "since"
    date: Day = Field(title="Day")

    def begins_at(self, now: datetime) -> datetime | None:
        """Return when the first orders count."""
        return datetime.combine(self.date, time.min, ZoneInfo(settings.TIME_ZONE))

    def within(self, now: datetime) -> Q:
        """Return which orders count."""
        return Q(placed_at__gte=self.begins_at(now))


Period = Annotated[Lifetime | RollingDays | Since, Field(discriminator="kind")]

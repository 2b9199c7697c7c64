"""The period of orders that a field looks at."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal

from django.db.models import Q
from pydantic import ConfigDict, Field, PlainValidator, WithJsonSchema

from ..engine.base.moments import day_begins, read_day
from ..engine.base.values import Fact
from .zone import shop_zone

# Far enough back for every order, and still a date that every library can calculate
# with.
MAX_DAYS = 36_500


Day = Annotated[
    date,
    PlainValidator(read_day),
    WithJsonSchema({"type": "string", "format": "date"}),
]


def _require_kind(schema: dict[str, Any]) -> None:
    """Require ``kind``, which pydantic does not because each kind has a default."""
    schema["required"] = ["kind", *schema.get("required", ())]


class _PeriodKind(Fact):
    model_config = ConfigDict(json_schema_extra=_require_kind)


class Lifetime(_PeriodKind):
    """All orders ever."""

    kind: Literal["lifetime"] = "lifetime"

    def begins_at(self, now: datetime) -> datetime | None:
        """Return when the first orders count, None for all."""
        return None

    def within(self, now: datetime) -> Q:
        """Return which orders count."""
        return Q()


class RollingDays(_PeriodKind):
    """The last so many days up to now, both ends included."""

    kind: Literal["rolling_days"] = "rolling_days"
    days: Annotated[int, Field(strict=True, ge=1, le=MAX_DAYS)] = Field(title="Days")

    def begins_at(self, now: datetime) -> datetime | None:
        """Return when the first orders count."""
        return now - timedelta(days=self.days)

    def within(self, now: datetime) -> Q:
        """Return which orders count."""
        return Q(placed_at__gte=self.begins_at(now), placed_at__lte=now)


class Since(_PeriodKind):
    """From the beginning of a day, in the time zone of the shop."""

    kind: Literal["since"] = "since"
    date: Day = Field(title="Day")

    def begins_at(self, now: datetime) -> datetime | None:
        """Return when the first orders count."""
        return day_begins(self.date, zone=shop_zone())

    def within(self, now: datetime) -> Q:
        """Return which orders count."""
        return Q(placed_at__gte=self.begins_at(now))


Period = Annotated[Lifetime | RollingDays | Since, Field(discriminator="kind")]

"""The demo shop's contents: a coffee and tea shop with two years of orders.

Everything is drawn with a fixed seed and dated from the day on which the shop is seeded
(or from the day given), so that two shops seeded on the same day are the same, and the
last orders of every demo are a few days old.
"""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class Seeding:
    """The day from which all dates are counted, and the source of all chance."""

    today: date
    chance: random.Random

    @classmethod
    def on(cls, today: date) -> "Seeding":
        """Return a seeding that is always the same for the same day."""
        return cls(today, random.Random("coffee and tea"))

    def days_ago(self, days: int, *, hour: int = 9, minute: int = 0) -> datetime:
        """Return a moment of a day before today, in UTC."""
        moment = datetime.combine(self.today, time(hour, minute), UTC)
        return moment - timedelta(days=days)

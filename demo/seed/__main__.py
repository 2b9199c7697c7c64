"""Migrate the database and seed the demo shop: python -m demo.seed [YYYY-MM-DD]."""

import gc
import logging
import os
import sys
from datetime import UTC, date, datetime

import django
from django.core.management import call_command
from django.db import Error


def main(arguments: list[str]) -> int:
    """Seed the shop as of the day given, or of today."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo.settings")
    try:
        today = (
            date.fromisoformat(arguments[0]) if arguments else datetime.now(UTC).date()
        )
        django.setup()
        # Migrating makes millions of objects and little garbage: a sixth of its time.
        gc.set_threshold(200_000, 20, 100)
        say("making the tables (half a minute, the first time only)")
        call_command("migrate", verbosity=0, interactive=False)
        say("filling the shop with two years of orders")
        say(seed(today))
    except (Error, ValueError) as error:
        say(str(error).partition("\n")[0])
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def seed(today: date) -> str:
    """Seed the shop, now that Django is there."""
    logging.getLogger("kombu").setLevel(logging.ERROR)  # there is no message broker
    # Saleor 2.10 has a circular import that this one, coming first, avoids.
    import saleor.graphql.api  # noqa: F401
    from django.contrib.sites.models import Site

    from .shop import seed

    # Migrations have left the site in memory as it was on the way.
    Site.objects.clear_cache()

    return seed(today)


def say(message: str) -> None:
    """Tell the user in one line."""
    print(f"demo: {message}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

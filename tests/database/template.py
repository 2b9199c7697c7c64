"""Make the template of test databases, while the first run makes the pages."""

import gc
import os
import sys

import django


def main() -> None:
    """Make it where it is missing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    # Saleor 2.10 has a circular import that this one, coming first, avoids.
    import saleor.product.utils  # noqa: F401

    from tests.database.clones import TestDatabase

    # Migrations make many classes: to look for garbage took a fifth of the time.
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    said = "tests: making the template database (half a minute, once)"
    TestDatabase().find_template(announce=lambda: print(said, file=sys.stderr))


if __name__ == "__main__":
    main()

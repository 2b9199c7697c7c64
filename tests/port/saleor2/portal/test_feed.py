"""The file with all prices that everybody can read on Saleor 2.10. portal.md."""

from io import StringIO

import pytest
from django.core.checks import run_checks
from saleor.data_feeds.google_merchant import write_feed

from tests.journeys.portal.world import World
from tests.owner import Shop
from tests.port.plugin import configure


@pytest.fixture
def world(shop: Shop) -> World:
    return World(shop)


def feed() -> list[str]:
    """Return the lines of the feed behind the first."""
    file = StringIO()
    write_feed(file)
    return file.getvalue().splitlines()[1:]


def test_it_is_empty_if_guests_see_no_prices(world: World) -> None:
    # As the command that writes the feed does first.
    run_checks()
    world.refuse("can_see_prices")
    assert len(feed()) == 3

    world.refuse_guests("can_see_prices")

    assert feed() == []
    configure(active=False)
    assert len(feed()) == 3

"""Removed, nothing is hidden any more. visibility.md; docs/operations.md, Remove."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from graphql_relay import to_global_id

from tests.database.address import database_url
from tests.database.clones import close_connections
from tests.journeys.visibility.hiding import hide
from tests.journeys.visibility.paths import CHANNEL
from tests.owner import Shop
from tests.removal.guest import find

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def other_database() -> Iterator[str]:
    """Return the name for a database that is dropped after the test."""
    name = f"{connection.settings_dict['NAME']}_removal"
    yield name
    with maintenance() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def maintenance() -> Any:
    """Return a cursor of no database in which a shop is."""
    server = connection.copy()
    server.settings_dict["NAME"] = "postgres"
    return server.cursor()


def look(step: str, settings: str, database: str, *named: str) -> Any:
    """Return what a guest finds in another process."""
    url, _, _ = database_url().rpartition("/")
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.removal.guest", step, *named],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": settings,
            "DATABASE_URL": f"{url}/{database}",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-3000:]
    return json.loads(run.stdout.splitlines()[-1])


def test_removed_as_documented_the_shop_shows_and_sells_all_that_was_hidden(
    shop: Shop, other_database: str
) -> None:
    variant = to_global_id("ProductVariant", shop.latte.pk)
    named = shop.latte.product.slug, variant, CHANNEL
    all_of_it = find(*named)
    hide(shop.latte.product)
    hidden = find(*named)
    # A copy, because what has created the tables does not create them again.
    clone = connection.settings_dict["NAME"]
    close_connections()
    with maintenance() as cursor:
        cursor.execute(f"CREATE DATABASE {other_database} TEMPLATE {clone}")

    # Still switched on, as the server is until it is started without the package.
    left = look("remove", "tests.settings", other_database, *named)
    gone = look("removed", "tests.removal.settings", other_database, *named)

    assert all_of_it == {
        "list": {"products": {"totalCount": 3}},
        "product": {"product": {"slug": "latte"}},
        "checkout": {
            "checkout": {"lines": [{"variant": {"id": variant}}]},
            "errors": [],
        },
    }
    assert hidden["list"] == {"products": {"totalCount": 2}}
    assert hidden["product"] == {"product": None}
    assert hidden["checkout"]["checkout"] is None
    assert left == all_of_it
    assert gone == all_of_it

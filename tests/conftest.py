"""What all tests share: the database, and no memory of the test before."""

import gc
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

# Nothing of Django out here: the process that shares tests out among others starts
# without it, four seconds sooner.
if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

    from tests.owner import Shop

TESTS = Path(__file__).parent
# Only one process opens a browser: two would leave none of the machine to the pages.
IN_BROWSER = TESTS / "dashboard" / "pages"
# What is marked as long: pages in a browser, every field, random shops and journeys,
# what is killed or broken, and what many ask for at once. Of other tests those examples
# are marked that say more of the same.
LONG = tuple(
    TESTS / each
    for each in (
        "dashboard/pages",
        "demo",
        "graphql/base/hostile/test_hostile_arguments.py",
        "graphql/base/test_query_counts_of_fields.py",
        "graphql/pricing/test_lists_of_checkouts.py",
        "journeys/base/test_faults_after_payment.py",
        "journeys/base/test_recovery.py",
        "journeys/base/test_voucher_recovery.py",
        "journeys/portal/test_price_leaks.py",
        "journeys/pricing/test_twins.py",
        "journeys/pricing/vouchers/test_voucher_sequences.py",
        "journeys/reports/test_random_shops.py",
        "journeys/terms/test_at_once.py",
        "journeys/terms/test_killed.py",
        "journeys/terms/test_money_sequences.py",
        "journeys/visibility/test_leaks.py",
        "journeys/visibility/test_oracles.py",
        "removal",
        "services/base/test_broken_columns.py",
        "services/pricing/test_use_sums.py",
        "services/reports/reviews/test_reviews_property.py",
        "services/reports/test_reports_property.py",
        "services/rules/check/test_random_shops.py",
        "test_benchmarks.py",
        "test_unknown_saleor.py",
    )
)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not even read what takes long where nothing of it is wanted."""
    is_wanted = config.option.markexpr != "not long" or collection_path not in LONG
    return None if is_wanted else True


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Mark what takes long, and let several processes begin with it.

    So they end together: each is given a part of the tests in their order, and later
    what others have left.
    """
    files = {item.path for item in items}  # far fewer than there are tests
    long_files = {file for file in files if not {file, *file.parents}.isdisjoint(LONG)}
    for item in items:
        if item.path in long_files:
            item.add_marker("long")
    long = [item for item in items if item.get_closest_marker("long")]
    if not hasattr(config, "workerinput"):
        return
    count = config.workerinput["workercount"]
    in_browser = [item for item in long if item.path.parent == IN_BROWSER]
    longest = [item for item in long if item.path.parent != IN_BROWSER]
    others = [item for item in items if item.get_closest_marker("long") is None]
    ordered: list[pytest.Item] = []
    for number in range(count):
        ordered += longest[number::count]
        if number == count - 1:
            ordered += in_browser
        room = len(items) * (number + 1) // count - len(ordered)
        ordered += others[:room]
        del others[:room]
    items[:] = ordered + others


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over all of Saleor, and look less often."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[
    None, pytest.TestReport, pytest.TestReport
]:
    """Write halves of characters in what was logged so that they can be sent.

    Tests send them on purpose, and a process cannot tell another of them.
    """
    report = yield
    report.sections = [
        (name, text.encode(errors="backslashreplace").decode())
        for name, text in report.sections
    ]
    return report


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: "DjangoDbBlocker",
) -> Iterator[None]:
    """Clone a migrated template, instead of migrating a database for each run."""
    # Saleor 2.10 has a circular import that this one, coming first, avoids.
    import saleor.product.utils  # noqa: F401
    from django.db import Error as DatabaseError
    from django.db import connections
    from django.test import TransactionTestCase

    from saleor_customer_groups import port
    from tests.database.clones import TestDatabase

    if port.GENERATION == 2:
        from tests.port.saleor2.columns import keep_columns

        keep_columns()

    def announce() -> None:
        capture = request.config.pluginmanager.getplugin("capturemanager")
        with capture.global_and_fixture_disabled():
            print(
                "\ntests: making the template database (half a minute, once)",
                file=sys.stderr,  # which is also seen from one of several processes
            )

    with django_db_blocker.unblock():
        try:
            database = TestDatabase()
            database.create(announce=announce)
        except DatabaseError as error:
            if hasattr(request.config, "workerinput"):
                raise  # only the process that started the others may end them all
            reason = str(error).partition("\n")[0]
            pytest.exit(f"tests: no test database: {reason}", returncode=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "databases", frozenset(connections))
        # After a test that commits: Django would empty all tables.
        patch.setattr(
            TransactionTestCase, "_fixture_teardown", lambda _: database.restore()
        )
        # PostgreSQL would have to plan the reading of all tables again.
        patch.setattr(
            TransactionTestCase, "_should_reload_connections", lambda _: False
        )
        yield
    with django_db_blocker.unblock():
        database.destroy()


@pytest.fixture(autouse=True)
def _no_caches() -> None:
    """Forget what Saleor and Django keep in memory between requests."""
    from django.contrib.sites.models import Site
    from django.core.cache import cache

    from saleor_customer_groups.services.rules.kept_state import EVERY

    cache.clear()
    Site.objects.clear_cache()
    # How many statements there are must not depend on how long a test takes.
    for kept in EVERY:
        kept.max_age = 3600
        kept.forget()


@pytest.fixture
def shop(db: None) -> "Shop":
    """A small shop with customer groups switched on."""
    from tests.owner import Shop

    return Shop()

"""The benchmarks of large shops still run, in a small one."""

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks import bulk, dry_runs, imports, load, shop, visibility
from benchmarks.figures import Figure, ratio, show, write
from benchmarks.requests import send
from benchmarks.scale import __main__ as scale
from benchmarks.scale import runs
from saleor_customer_groups.models import (
    MembershipRun,
    PriceListEntry,
    RunCause,
    VisibilitySet,
)
from tests.owner import Shop


@pytest.mark.django_db(transaction=True)
def test_measures_groups_that_fill_themselves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(runs, "EVENTS", 2)

    measured = list(scale.measure(Console(file=StringIO()), customers=200, orders=500))

    found = {each.what: each for each in measured}
    assert len({each.key for each in measured}) == len(measured)
    assert found["tables changed by it"].is_kept
    assert found["an event of one customer, queries"].is_kept
    done = MembershipRun.objects.filter(cause=RunCause.NIGHTLY)
    assert [run.examined for run in done] == [201] * 20
    assert sum(run.joined for run in done) > 100


@pytest.mark.django_db
def test_measures_the_import_of_a_price_list(shop: Shop) -> None:
    assert imports.rows_per_second(shop, shop.group("VIP"), rows=3) > 0
    assert PriceListEntry.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_measures_dry_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, small in (("ORDERS", 300), ("CUSTOMERS", 30), ("GROUPS", 2)):
        monkeypatch.setattr(dry_runs, name, small)

    figures = {each.what: each for each in dry_runs.measure()}

    assert len(figures) == 3
    assert figures["orders of 365 days, a draft for everybody"].measured > 0


@pytest.mark.django_db(transaction=True)
def test_measures_visibility(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, small in (("PRODUCTS", 100), ("SETS", 20), ("CATEGORIES", 4)):
        monkeypatch.setattr(visibility, name, small)

    figures = list(visibility.measure(rounds=2))

    assert len(figures) == 6
    assert all(each.unit == "x" and each.measured > 0 for each in figures)
    assert VisibilitySet.objects.filter(is_exclusive=True).count() == 10


@pytest.mark.django_db
def test_measures_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shop, "LINES", (1,))
    for name in ("RULES", "PROMOTIONS", "COUNTING", "GROUPS", "TIERS"):
        small = (1, 2) if name == "RULES" else 1
        monkeypatch.setattr(shop, name, small)
    monkeypatch.setattr(imports, "ROWS", 3)

    figures = list(shop.ShopBench(send, rounds=2).measure())

    assert len({each.key for each in figures}) == len(figures) == 3 * 7 * 3 + 3
    more_queries = [each for each in figures if not each.unit]
    assert [each.what for each in more_queries if not each.is_kept] == []


@pytest.mark.django_db(transaction=True)
def test_measures_many_customers_in_one_call() -> None:
    found = list(bulk.measure_calls(200))

    assert len({each.key for each in found}) == len(found) == 7


@pytest.mark.django_db(transaction=True)
def test_measures_a_file_of_all_members() -> None:
    found = list(bulk.measure_file(200))

    assert [each.unit for each in found] == ["s", "MB"]


@pytest.mark.django_db(transaction=True)
def test_many_buy_at_once_what_one_alone_would_pay() -> None:
    figures = {
        each.what: each.measured
        for each in load.measure(shoppers=2, seconds=2, turns=1)
    }

    assert figures["orders, on"] > 0
    assert {what: figures[what] for what in figures if "orders" not in what} == {
        f"{problem}, {when}": 0
        for problem in ("errors", "wrong totals")
        for when in (load.OFF, load.ON, load.SAVING)
    } | {"deadlocks": 0, "rules saved meanwhile": figures["rules saved meanwhile"]}


def test_shows_what_is_promised_beside_another_run(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    before = [Figure("Engine", "50 lines", 9.5, "ms", 10, is_binding=True)]
    slow = Figure("Engine", "50 lines", 10.5, "ms", 10, is_binding=True)
    ratios = ratio("Checkouts", "looked at", [1.0, 1.1, 1.2, 1.3], 1.1)
    rows = Figure("Files", "rows", 6_000, "rows/s", 5_000, is_least=True)
    output = StringIO()
    console = Console(file=output, width=100)
    write(before, file)

    assert show(console, before)
    assert not show(console, [slow, ratios, rows], file)

    lines = [" ".join(each.split()) for each in output.getvalue().splitlines()]
    assert [each.strip("│ ") for each in lines if "│" in each] == [
        "Engine",
        "50 lines │ 9.50 ms │ │ <= 10 │ kept",
        "Engine",
        "50 lines │ 10.50 ms │ │ <= 10 │ NOT KEPT │ 9.50 ms",
        "Checkouts",
        "looked at │ 1.15 x │ 1.02 - 1.28 │ <= 1.1 │ missed",
        "Files",
        "rows │ 6,000 rows/s │ │ >= 5,000 │ kept",
    ]

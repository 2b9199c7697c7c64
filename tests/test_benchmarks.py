"""The benchmarks of large shops still run, in a small one."""

from io import StringIO

import pytest
from rich.console import Console

from benchmarks import imports
from benchmarks.scale import ScaleBench, metadata_left_to_others
from saleor_customer_groups.models import PriceListEntry
from tests.owner import Shop


@pytest.mark.django_db(transaction=True)
def test_measures_groups_that_fill_themselves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("benchmarks.scale.EVENTS", 2)
    output = StringIO()

    with metadata_left_to_others():
        bench = ScaleBench(Console(file=output), customers=200, orders=500)
        found = {each.what: each for each in bench.measure()}

    assert all(run.examined == 201 for _, run, _ in bench.runs)
    assert sum(run.joined for _, run, _ in bench.first_runs) > 100
    assert found["tables changed by it"].is_kept
    assert found["its queries"].is_kept


@pytest.mark.django_db
def test_measures_the_import_of_a_price_list(shop: Shop) -> None:
    assert imports.rows_per_second(shop, shop.group("VIP"), rows=3) > 0
    assert PriceListEntry.objects.count() == 3

"""Imports that a task carries out."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from saleor_customer_groups import tasks
from saleor_customer_groups.engine.base.stored_messages import read_text
from saleor_customer_groups.models import (
    CustomerGroup,
    ImportState,
    PriceList,
    PriceListImport,
)
from saleor_customer_groups.services.base.actors import Actor
from saleor_customer_groups.services.rules.price_lists import (
    price_list_entries,
    price_list_imports,
    price_lists,
)
from tests.database.at_once import at_once
from tests.port import Catalogue

from ..conftest import NOW

HEADER = "sku,currency,min_quantity,unit_price\n"


@pytest.fixture
def contract(make_group: Callable[..., CustomerGroup]) -> PriceList:
    """A price list without entries, in a shop with one variant."""
    catalogue = Catalogue()
    catalogue.variant("A", "10.00", category=catalogue.category("Things"))
    return price_lists.create_price_list(
        values={"name": "Contract"}, groups=[make_group("Trade")], now=NOW
    )


def enqueue(price_list: PriceList, rows: str, **how: Any) -> PriceListImport:
    return price_list_imports.enqueue_import(
        price_list=price_list,
        content=(HEADER + rows).encode(),
        rows=rows.count("\n"),
        actor=Actor(app_name="ERP"),
        now=NOW,
        **{"replace_all": False, "dry_run": False, **how},
    )


def run(enqueued: PriceListImport, clock: Callable[[], datetime] = lambda: NOW) -> Any:
    price_list_imports.run_import(import_id=enqueued.pk, clock=clock)
    return PriceListImport.objects.filter(pk=enqueued.pk).first()


def quantities(price_list: PriceList) -> list[int]:
    return sorted(price_list.entries.values_list("min_quantity", flat=True))


def killed_while_writing() -> Callable[[], datetime]:
    """Return a clock that is asked at the start, and then stops everything."""
    times = iter([NOW])

    def clock() -> datetime:
        for now in times:
            return now
        raise KeyboardInterrupt

    return clock


def test_an_import_that_was_killed_leaves_the_list_and_can_be_run_again(
    contract: PriceList,
) -> None:
    run(enqueue(contract, "A,USD,5,9\n"))
    enqueued = enqueue(contract, "A,USD,1,9\nA,USD,2,9\n", replace_all=True)

    with pytest.raises(KeyboardInterrupt):
        run(enqueued, killed_while_writing())
    left = quantities(contract)
    enqueued.refresh_from_db()
    state, rows_done = enqueued.state, enqueued.rows_done
    again = run(enqueued)
    once_more = run(enqueued)

    assert (left, state, rows_done) == ([5], ImportState.RUNNING, 2)
    assert (again.state, again.added, again.removed) == (ImportState.DONE, 2, 1)
    assert (once_more.added, bytes(once_more.content)) == (2, b"")
    assert quantities(contract) == [1, 2]


def test_an_import_that_nobody_carries_out_any_more_is_taken_up(
    contract: PriceList,
) -> None:
    never_begun = enqueue(contract, "A,USD,1,9\n")
    killed = enqueue(contract, "A,USD,2,9\n")
    done = run(enqueue(contract, "A,USD,3,9\n"))
    with pytest.raises(KeyboardInterrupt):
        run(killed, killed_while_writing())

    in_time = price_list_imports.lost_imports(now=NOW + timedelta(minutes=59))
    lost = price_list_imports.lost_imports(now=NOW + timedelta(minutes=61))
    tasks.take_up_lost_imports()  # NOW is long ago

    assert (in_time, lost) == ([], [never_begun.pk, killed.pk])
    assert quantities(contract) == [1, 2, 3]
    assert set(PriceListImport.objects.values_list("state", flat=True)) == {done.state}


def test_a_dry_run_says_what_would_change(contract: PriceList) -> None:
    run(enqueue(contract, "A,USD,1,9\nA,USD,2,9\nA,USD,3,9\n"))
    rows = "A,USD,1,9\nA,USD,2,8\nA,USD,9,9\n"

    done = run(enqueue(contract, rows, replace_all=True, dry_run=True))

    assert (done.added, done.changed, done.unchanged, done.removed) == (1, 1, 1, 1)
    assert quantities(contract) == [1, 2, 3]


def test_of_many_bad_rows_the_first_hundred_are_kept(contract: PriceList) -> None:
    failed = run(enqueue(contract, "A,USD,1,9\n" + "X,USD,1,9\n" * 101))

    assert (failed.state, failed.bad_rows_count) == (ImportState.FAILED, 101)
    assert len(failed.bad_rows) == 100
    first = failed.bad_rows[0]
    assert (first["line"], read_text(first["message"])) == (
        3,
        "There is no variant with the SKU X.",
    )
    assert quantities(contract) == []


def test_a_fault_of_ours_is_said_and_changes_nothing(contract: PriceList) -> None:
    enqueued = enqueue(contract, "A,USD,1,9\n")
    PriceListImport.objects.filter(pk=enqueued.pk).update(content=b"\xff")

    failed = run(enqueued)

    assert failed.state == ImportState.FAILED
    assert failed.problem == (
        "An unexpected error stopped it, which the log names; nothing was changed. Try"
        " again."
    )


def test_an_import_goes_with_its_list(contract: PriceList) -> None:
    enqueued = enqueue(contract, "A,USD,1,9\n")

    price_lists.delete_price_list(price_list=contract)

    assert run(enqueued) is None


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_meanwhile_and_two_imports_come_one_after_the_other(
    contract: PriceList,
) -> None:
    seen: list[Any] = []

    def clock() -> datetime:
        def look() -> Any:
            row = PriceListImport.objects.get(pk=enqueued.pk)
            return row.state, row.rows_done, quantities(contract)

        seen.extend(at_once(look))
        return NOW

    enqueued = enqueue(contract, "A,USD,1,9\nA,USD,2,9\n")
    run(enqueued, clock)

    assert seen[:2] == [("pending", 0, []), ("running", 2, [])]
    for number in range(3):
        imports = [
            enqueue(contract, f"A,USD,{quantity},{number}\n", replace_all=True)
            for quantity in (7, 8)
        ]

        at_once(
            *(lambda each=each: run(each) for each in imports),
            lambda: price_lists.update_price_list(
                price_list=contract, values={"priority": 1}, now=NOW
            ),
            lambda: price_list_entries.remove_entries(
                price_list=contract, entry_ids=[0], now=NOW
            ),
        )

        for each in imports:
            each.refresh_from_db()
            assert each.state == ImportState.DONE
        assert quantities(contract) in ([7], [8])

"""How far customers have come in level programmes."""

from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from saleor_customer_groups.models import Metric
from saleor_customer_groups.services.groups.level_progress import progress_of
from tests.queries import counted

from ..conftest import NOW
from ..evaluation.running import DAY, bought
from .programmes import YEAR, level, programme

D = Decimal


def progress(customer: int, *, now: datetime = NOW) -> list[tuple[Any, ...]]:
    return [
        (
            each.level and each.level.group.name,
            each.next and each.next.group.name,
            each.value,
            each.missing,
            each.message,
        )
        for each in progress_of([customer], now=now)[customer]
    ]


def test_progress_names_the_next_level_and_what_is_missing(
    make_customer: Callable[..., int],
) -> None:
    ann, top = make_customer("ann"), make_customer("top")
    bought(ann, "4880.00")
    bought(top, "5000.00")
    programme()
    programme(
        name="Regulars",
        metric=Metric.ORDER_COUNT,
        currency="",
        levels=[level("Friend", "2")],
    )

    assert progress(ann) == [
        ("Silver", "Gold", D("4880.00"), D("120.00"), "120.00 USD more to Gold"),
        (None, "Friend", 1, 1, "1 more to Friend"),
    ]
    assert progress(top)[0] == ("Gold", None, D("5000.00"), None, "")


def test_the_next_level_lies_above_the_value_and_above_the_level(
    make_customer: Callable[..., int],
) -> None:
    fell, rose = make_customer("fell"), make_customer("rose")
    bought(fell, "1200.00")
    programme()
    bought(rose, "5000.00")
    later = NOW + YEAR + DAY

    # Nothing was evaluated since: one has more than their level, one has less.
    assert progress(rose) == [("Bronze", None, D("5000.00"), None, "")]
    assert progress(fell, now=later) == [
        ("Silver", "Gold", 0, D("5000.00"), "5000.00 USD more to Gold")
    ]


def test_the_progress_of_many_costs_as_much_as_of_one(
    make_customer: Callable[..., int],
) -> None:
    customers = [make_customer(f"c{number}") for number in range(9)]
    programme()

    def cost(ids: Iterable[int]) -> int:
        with counted() as queries:
            found = progress_of([*ids], now=NOW)
        assert all(each.level for (each,) in found.values())
        return queries.count

    assert cost(customers[:1]) == cost(customers) == 4

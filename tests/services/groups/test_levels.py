"""Level programmes: who reaches which level."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from saleor_customer_groups.models import CustomerGroup, Metric, Reset
from saleor_customer_groups.services.evaluation.condition_previews import (
    preview_conditions,
)
from saleor_customer_groups.services.evaluation.runs import filling_themselves
from saleor_customer_groups.services.groups.level_progress import progress_of

from ..conftest import NOW
from ..evaluation.running import DAY
from .programmes import (
    YEAR,
    change,
    conditions,
    evaluate_levels,
    level,
    levels_of,
    programme,
)

D = Decimal


def test_a_level_begins_at_its_minimum_and_ends_before_its_maximum(
    buyer: Callable[..., int],
) -> None:
    customers = [
        buyer("none"),
        buyer("low", "999.99"),
        buyer("second", "4000.00", "999.99"),
        buyer("third", "4000.00", "1000.00"),
    ]

    made = programme()

    assert levels_of(*customers) == [["Bronze"], ["Bronze"], ["Silver"], ["Gold"]]
    assert made.group.name == "Loyalty"
    children = CustomerGroup.objects.filter(parent=made.group).order_by("pk")
    assert [(each.name, each.kind) for each in children] == [
        ("Bronze", "automatic"),
        ("Silver", "automatic"),
        ("Gold", "automatic"),
    ]


def test_a_level_may_be_counted_in_orders(buyer: Callable[..., int]) -> None:
    ann, bob = buyer("ann", "1.00", "1.00"), buyer("bob", "1.00", "1.00", "1.00")

    programme(
        metric=Metric.ORDER_COUNT,
        currency="",
        levels=[level("New", "0"), level("Regular", "3")],
    )

    assert levels_of(ann, bob) == [["New"], ["Regular"]]
    assert conditions()["New"][0] == {
        "all": [
            {
                "field": "order_count",
                "period": {"kind": "rolling_days", "days": 365},
                "operator": operator,
                "value": value,
            }
            for operator, value in (("gte", 0), ("lt", 3))
        ]
    }


def test_of_a_rolling_programme_the_last_365_days_count(
    buyer: Callable[..., int],
) -> None:
    ann = buyer("ann", "1000.00", at=NOW)
    made = programme()

    evaluate_levels(made, now=NOW + YEAR)
    on_the_last_day = levels_of(ann)
    evaluate_levels(made, now=NOW + YEAR + timedelta(seconds=1))

    assert (on_the_last_day, levels_of(ann)) == ([["Silver"]], [["Bronze"]])


def test_of_a_programme_without_reset_all_since_its_first_day_counts(
    buyer: Callable[..., int], settings: Any
) -> None:
    settings.TIME_ZONE = "America/New_York"
    first_day = datetime(2024, 3, 1, tzinfo=UTC)  # on which it is February there
    midnight = datetime(2024, 2, 29, 5, tzinfo=UTC)
    before = buyer("before", "1000.00", at=midnight - timedelta(seconds=1))
    since = buyer("since", "1000.00", at=midnight)

    programme(active_from=first_day, reset=Reset.NEVER)

    assert levels_of(before, since) == [["Bronze"], ["Silver"]]


def test_nobody_reaches_a_level_before_the_programme_begins(
    buyer: Callable[..., int],
) -> None:
    ann = buyer("ann", "1000.00")
    made = programme(active_from=NOW + DAY)

    assert not filling_themselves(now=NOW).exists()
    assert (levels_of(ann), progress_of([ann], now=NOW)) == ([[]], {ann: []})
    silver = CustomerGroup.objects.get(name="Silver")
    previews = [
        preview_conditions(silver.conditions, group=silver, now=day)
        for day in (NOW, NOW + DAY)
    ]
    assert [(each.count, each.joining) for each in previews] == [(0, 0), (1, 1)]
    evaluate_levels(made, now=NOW + DAY)
    assert levels_of(ann) == [["Silver"]]

    # Put off, it is empty again.
    change(made, active_from=NOW + 9 * DAY, now=NOW + DAY)
    evaluate_levels(made, now=NOW + DAY)
    assert levels_of(ann) == [[]]

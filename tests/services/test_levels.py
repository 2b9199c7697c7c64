"""Level programmes: who reaches which level, and what is missing to the next one."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from saleor_customer_groups.models import (
    Change,
    CustomerGroup,
    LedgerEntry,
    Level,
    LevelProgramme,
    Membership,
    Metric,
    Reset,
    RunState,
)
from saleor_customer_groups.services import groups, levels
from saleor_customer_groups.services.actors import SHOP
from saleor_customer_groups.services.condition_previews import preview_conditions
from saleor_customer_groups.services.evaluations import evaluate_customers
from saleor_customer_groups.services.figures import rebuild_figures
from saleor_customer_groups.services.group_deletion import delete_groups
from saleor_customer_groups.services.level_progress import progress_of
from saleor_customer_groups.services.level_values import LevelValues, ProgrammeValues
from saleor_customer_groups.services.run_batches import carry_out
from saleor_customer_groups.services.runs import filling_themselves
from tests.port.past import place

from .conftest import NOW
from .running import DAY, bought
from .test_groups import refusals

D = Decimal
YEAR = 365 * DAY


def level(name: str, minimum: str, **more: Any) -> LevelValues:
    return LevelValues(name, D(minimum), **more)


def three_levels() -> list[LevelValues]:
    return [level("Bronze", "0"), level("Silver", "1000"), level("Gold", "5000")]


def programme(**values: Any) -> LevelProgramme:
    """Make a programme, and reckon everybody."""
    given = {
        "name": "Loyalty",
        "metric": Metric.NET_REVENUE,
        "currency": "USD",
        "active_from": NOW - YEAR,
        "reset": Reset.ROLLING_12_MONTHS,
        "levels": three_levels(),
        **values,
    }
    made = levels.create_programme(values=ProgrammeValues(**given), now=NOW)
    reckon(made)
    return made


def change(made: LevelProgramme, *, now: datetime = NOW, **values: Any) -> None:
    levels.update_programme(programme=made, values=values, actor=SHOP, now=now)


def reckon(made: LevelProgramme, *, now: datetime = NOW) -> None:
    runs = levels.start_level_runs(programme=made, now=now)
    carry_out([run.pk for run in runs], clock=lambda: now, leave_default=True)
    for run in runs:
        run.refresh_from_db()
        assert run.state == RunState.DONE, run.problem


def codes(refused: ValidationError) -> dict[str, str]:
    return {field: code for field, (code, _) in refusals(refused).items()}


def levels_of(*customers: int) -> list[list[str]]:
    rows = Membership.objects.filter(group__level__isnull=False).order_by("group_id")
    return [
        list(rows.filter(customer=pk).values_list("group__name", flat=True))
        for pk in customers
    ]


def conditions() -> dict[str, tuple[Any, int]]:
    rows = CustomerGroup.objects.filter(level__isnull=False)
    return {
        each.name: (each.conditions, each.conditions_version)
        for each in rows.order_by("pk")
    }


@pytest.fixture
def buyer(make_customer: Callable[..., int]) -> Callable[..., int]:
    """Make a customer who has bought for so much, as several orders."""

    def make(name: str, *amounts: str, at: datetime = NOW) -> int:
        pk = make_customer(name)
        for amount in amounts:
            bought(pk, amount, at=at)
        return pk

    return make


# Who is in which level ------------------------------------------------------------


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

    reckon(made, now=NOW + YEAR)
    on_the_last_day = levels_of(ann)
    reckon(made, now=NOW + YEAR + timedelta(seconds=1))

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
    reckon(made, now=NOW + DAY)
    assert levels_of(ann) == [["Silver"]]

    # Put off, it is empty again.
    change(made, active_from=NOW + 9 * DAY, now=NOW + DAY)
    reckon(made, now=NOW + DAY)
    assert levels_of(ann) == [[]]


# Changes --------------------------------------------------------------------------


def test_a_changed_threshold_moves_customers(buyer: Callable[..., int]) -> None:
    ann = buyer("ann", "4500.00")
    made = programme()
    bronze, silver, gold = made.levels.values_list("group_id", flat=True)
    before = conditions()

    change(
        made,
        levels=[
            level("Bronze", "0", group_id=bronze),
            level("Silver", "1000", group_id=silver),
            level("Gold", "4000", group_id=gold),
        ],
    )
    reckon(made)

    assert levels_of(ann) == [["Gold"]]
    after = conditions()
    assert after["Bronze"] == before["Bronze"]
    assert [after[name][1] for name in ("Silver", "Gold")] == [2, 2]
    assert list(Level.objects.values_list("group_id", "minimum", "maximum")) == [
        (bronze, 0, 1000),
        (silver, 1000, 4000),
        (gold, 4000, None),
    ]


def test_who_changes_level_does_not_pass_through_the_default_group(
    make_customer: Callable[..., int],
) -> None:
    up, down, out = (make_customer(name) for name in ("up", "down", "out"))
    place(up, at=NOW, total="4500.00")
    place(down, at=NOW, total="1500.00")
    rebuild_figures()
    made = programme(levels=[level("Silver", "1000"), level("Gold", "5000")])
    silver, gold = made.levels.values_list("group_id", flat=True)
    LedgerEntry.objects.all().delete()

    change(
        made,
        levels=[
            level("Bronze", "100"),
            level("Silver", "2000", group_id=silver),
            level("Gold", "4000", group_id=gold),
        ],
    )
    reckon(made)

    assert levels_of(up, down, out) == [["Gold"], ["Bronze"], []]
    for amount in ("500.00", "2000.00"):
        place(down, at=NOW, total=amount)
        evaluate_customers([up, down, out], now=NOW, leave_default=True)

    assert levels_of(up, down, out) == [["Gold"], ["Gold"], []]
    moves = LedgerEntry.objects.order_by("pk")
    assert list(moves.values_list("customer_id", "group_code", "change")) == [
        (down, "bronze", Change.JOINED),
        (up, "gold", Change.JOINED),
        (up, "silver", Change.LEFT),
        (down, "silver", Change.LEFT),
        (down, "silver", Change.JOINED),
        (down, "bronze", Change.LEFT),
        (down, "gold", Change.JOINED),
        (down, "silver", Change.LEFT),
    ]


def test_saving_the_same_again_changes_no_conditions(db: None) -> None:
    made = programme()
    before = conditions()

    change(made, name="Club")

    assert conditions() == before
    made.group.refresh_from_db()
    assert made.group.name == "Club"


def test_a_level_that_is_left_out_goes_with_its_group(
    buyer: Callable[..., int],
) -> None:
    ann = buyer("ann", "1000.00")
    made = programme()
    bronze, _, gold = made.levels.values_list("group_id", flat=True)

    change(
        made,
        levels=[
            level("Bronze", "0", group_id=bronze),
            level("Gold", "5000", group_id=gold, is_vip=True),
            level("Platinum", "9000", colour="#E5E4E2"),
        ],
    )
    reckon(made)

    assert levels_of(ann) == [["Bronze"]]
    rows = CustomerGroup.objects.filter(level__isnull=False).order_by("pk")
    assert list(rows.values_list("name", "is_vip", "colour")) == [
        ("Bronze", False, ""),
        ("Gold", True, ""),
        ("Platinum", False, "#E5E4E2"),
    ]


def test_a_level_follows_its_programme_alone(db: None) -> None:
    made = programme()
    silver = CustomerGroup.objects.get(name="Silver")
    other = {"field": "has_ordered", "operator": "eq", "value": True}

    def refused(**values: Any) -> dict[str, Any]:
        with pytest.raises(ValidationError) as error:
            groups.update_group(group=silver, values=values, now=NOW)
        return codes(error.value)

    assert refused(conditions={"all": [other]}) == {"conditions": "invalid"}
    assert refused(conditions=None) == {"conditions": "invalid"}
    assert refused(kind="manual") == {"kind": "invalid"}
    assert refused(parent=None) == {"parent": "invalid"}
    for force in (False, True):
        with pytest.raises(ValidationError) as error:
            delete_groups(groups={"id": silver}, actor=SHOP, now=NOW, force=force)
        assert error.value.message_dict == {
            "id": [
                "Silver is a level of Loyalty. Leave it out of that programme instead."
            ]
        }
    groups.update_group(
        group=silver, values={"grace_days": 30, "kind": "hybrid"}, now=NOW
    )
    change(made, name="Club")
    silver.refresh_from_db()
    assert (silver.grace_days, silver.kind) == (30, "hybrid")


def test_a_programme_goes_with_all_its_groups(
    standard: CustomerGroup, buyer: Callable[..., int]
) -> None:
    ann = buyer("ann", "1000.00")
    made = programme()

    dry = levels.delete_programme(programme=made, actor=SHOP, now=NOW, dry_run=True)
    done = levels.delete_programme(programme=made, actor=SHOP, now=NOW)

    assert dry == done
    assert (done.members, done.to_default) == (1, 1)
    assert list(CustomerGroup.objects.all()) == [standard]
    assert not LevelProgramme.objects.exists()
    assert not Level.objects.exists()
    assert Membership.objects.get(customer=ann).group == standard

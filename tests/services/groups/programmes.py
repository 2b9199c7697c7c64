"""What tests of level programmes share."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from saleor_customer_groups.models import (
    CustomerGroup,
    LevelProgramme,
    Membership,
    Metric,
    Reset,
    RunState,
)
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.evaluation.run_batches import carry_out
from saleor_customer_groups.services.groups import levels
from saleor_customer_groups.services.groups.level_values import (
    LevelValues,
    ProgrammeValues,
)

from ..conftest import NOW
from ..evaluation.running import DAY
from .test_groups import refusals

D = Decimal
YEAR = 365 * DAY


def level(name: str, minimum: str, **more: Any) -> LevelValues:
    return LevelValues(name, D(minimum), **more)


def three_levels() -> list[LevelValues]:
    return [level("Bronze", "0"), level("Silver", "1000"), level("Gold", "5000")]


def programme(**values: Any) -> LevelProgramme:
    """Make a programme, and evaluate everybody."""
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
    evaluate_levels(made)
    return made


def change(made: LevelProgramme, *, now: datetime = NOW, **values: Any) -> None:
    levels.update_programme(
        programme=made, values=values, occasion=Occasion.manual(now=now)
    )


def evaluate_levels(made: LevelProgramme, *, now: datetime = NOW) -> None:
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

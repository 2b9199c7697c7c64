"""Reviews of groups that nobody can be at risk of leaving, or waiting for."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from saleor_customer_groups.models import (
    CustomerGroup,
    CustomerTotals,
    LevelProgramme,
    Membership,
    Metric,
    Reset,
)
from saleor_customer_groups.services.evaluation.group_conditions import (
    read_conditions,
)
from saleor_customer_groups.services.groups import levels
from saleor_customer_groups.services.groups.level_values import (
    LevelValues,
    ProgrammeValues,
)
from saleor_customer_groups.services.reports.reviews import review_values
from saleor_customer_groups.services.reports.reviews.at_risk import lapsing_members
from saleor_customer_groups.services.reports.reviews.last_days import last_days
from saleor_customer_groups.services.reports.reviews.near_level import near_levels
from saleor_customer_groups.services.reports.reviews.review_values import (
    usual_currency,
)
from saleor_customer_groups.services.reports.reviews.turning_days import asked_at
from saleor_customer_groups.services.reports.reviews.waiting import waiting_customers
from tests.services.conftest import NOW
from tests.services.evaluation.running import DAY, THOUSAND, bought

D = Decimal
ALL = {"all": [THOUSAND]}


def read(review: Any) -> list[int]:
    """Return who is in a list, read in each of the ways that there are."""
    found = [row.customer_id for row in review.page(size=9)]
    if not found:
        # As a cursor of what was there before.
        assert review.page(size=9, beyond=[NOW, 1, 1], reads_down=True) == []
    assert review.count() == len(found)
    assert [row.customer_id for rows in review.batches() for row in rows] == found
    return found


def join(customer_id: int, group: CustomerGroup) -> None:
    Membership.objects.create(
        customer_id=customer_id, group=group, by_rule=True, since=NOW
    )


@pytest.mark.parametrize(
    ("change", "count"),
    [
        ({}, 1),
        ({"kind": "manual"}, 0),
        ({"conditions": None}, 0),
        ({"conditions": {"all": []}}, 0),
        ({"conditions_problem": "There is no such product."}, 0),
    ],
)
def test_only_conditions_that_can_be_asked_stop_holding(
    big: CustomerGroup,
    make_customer: Callable[..., int],
    change: dict[str, Any],
    count: int,
) -> None:
    ann = make_customer("ann")
    bought(ann, "1000", at=NOW - 300 * DAY)
    join(ann, big)
    CustomerGroup.objects.filter(pk=big.pk).update(**change)
    big.refresh_from_db()

    lapsing = lapsing_members(big, days=90, currency="USD", now=NOW)

    assert len(read(lapsing)) == count


def test_of_nobody_there_is_no_day(big: CustomerGroup) -> None:
    assert last_days(big, [], days=30, now=NOW) == {}


def test_each_is_asked_about_only_when_something_may_change(
    big: CustomerGroup, make_customer: Callable[..., int]
) -> None:
    year = {**THOUSAND, "period": {"kind": "rolling_days", "days": 365}}
    age = {"field": "account_age_days", "operator": "between", "value": [1, 400]}
    ann, bob = make_customer("ann"), make_customer("bob")
    get_user_model().objects.update(date_joined=NOW - 390 * DAY)
    for days in (400, 365, 300, 300):
        bought(ann, "1000", at=NOW - days * DAY)
    midnight = NOW.replace(hour=0, minute=0, second=0, microsecond=0)
    moments = [NOW, *(midnight + number * DAY for number in range(1, 100))]

    # Full days come to 400 on the tenth day, and to 401 on the eleventh.
    tree = read_conditions({"all": [year, age]})
    assert asked_at(tree, [ann, bob], moments) == {
        0: {ann, bob},
        1: {ann},
        11: {ann, bob},
        12: {ann, bob},
        66: {ann},
    }
    # Memberships may end whenever they like.
    tree = read_conditions({"field": "in_group", "operator": "eq", "value": "gold"})
    assert asked_at(tree, [ann], moments) == {place: [ann] for place in range(100)}


@pytest.mark.parametrize(
    ("change", "count"),
    [
        ({}, 1),
        ({"capacity": None}, 0),
        ({"is_active": False}, 0),
        ({"kind": "manual"}, 0),
        ({"conditions": {"all": []}}, 0),
        ({"conditions_problem": "There is no such product."}, 0),
        # Free places are taken, so that nobody waits for them.
        ({"capacity": 2}, 0),
    ],
)
def test_somebody_waits_only_where_a_place_would_help(
    big: CustomerGroup,
    make_customer: Callable[..., int],
    change: dict[str, Any],
    count: int,
) -> None:
    ann, bob = make_customer("ann"), make_customer("bob")
    bought(bob, "1000")
    join(ann, big)
    CustomerGroup.objects.filter(pk=big.pk).update(**{"capacity": 1, **change})
    big.refresh_from_db()

    for groups in (None, [big]):
        assert read(waiting_customers(groups, now=NOW)) == [bob] * count


@pytest.fixture
def programme(db: None) -> LevelProgramme:
    values = ProgrammeValues(
        name="Loyalty",
        metric=Metric.NET_REVENUE,
        currency="USD",
        active_from=NOW - DAY,
        reset=Reset.ROLLING_12_MONTHS,
        levels=[LevelValues("Bronze", D(100)), LevelValues("Silver", D(1000))],
    )
    return levels.create_programme(values=values, now=NOW)


def test_only_levels_of_now_are_close(
    programme: LevelProgramme, make_customer: Callable[..., int]
) -> None:
    ann = make_customer("ann")
    bought(ann, "900")

    def near() -> list[int]:
        return read(near_levels(None, percent=D(10), now=NOW))

    assert near() == [ann]
    silver = programme.levels.last()
    assert silver is not None
    CustomerGroup.objects.filter(pk=silver.group_id).update(is_active=False)
    assert near() == []
    CustomerGroup.objects.filter(pk=silver.group_id).update(is_active=True)
    programme.active_from = NOW + DAY
    programme.save()
    assert near() == []
    LevelProgramme.objects.all().delete()
    assert near() == []


def test_the_currency_is_that_of_most_orders(
    make_customer: Callable[..., int],
) -> None:
    ann = make_customer("ann")
    several = ["USD", "EUR", "PLN"]

    assert usual_currency([]) == "USD"
    assert usual_currency(several) == "EUR"
    bought(ann, "900", currency="USD")
    for _ in range(2):
        bought(ann, "1", currency="PLN")
    assert CustomerTotals.objects.count() == 2
    assert usual_currency(several) == "PLN"
    # Nobody need look for it then.
    assert usual_currency(["USD", "USD"]) == "USD"
    assert review_values.read_review_currency("EUR") == "EUR"


@pytest.mark.parametrize(
    ("refused", "field"),
    [
        (lambda: review_values.read_days(0), "days"),
        (lambda: review_values.read_days(367, maximum=366), "days"),
        (lambda: review_values.read_percent(D("100.1")), "percent"),
        (lambda: review_values.read_percent(D("NaN")), "percent"),
        (lambda: review_values.read_amount(D("Infinity")), "amount"),
        (lambda: review_values.read_review_currency("x"), "currency"),
    ],
)
def test_what_is_out_of_range_is_refused(
    refused: Callable[[], Any], field: str
) -> None:
    with pytest.raises(ValidationError) as error:
        refused()
    assert list(error.value.error_dict) == [field]

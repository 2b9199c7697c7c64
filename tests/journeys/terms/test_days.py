"""Days are those of the shop's time zone. terms.md, Early payment and Due."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from saleor_customer_groups import port
from tests.clock import Clock
from tests.journeys.terms.paying import (
    World,
    buy_on_terms,
    capture,
    record,
    refund,
    row_of,
    set_terms,
    terms_of,
    today,
)
from tests.owner import Shop
from tests.storefront import Refused

pytestmark = pytest.mark.django_db(transaction=True)

# Three espressos for 20.00, 10.00 for shipping, and 2 % off.
TOTAL, EARLY = Decimal(70), Decimal("68.60")
# On one side of the date line, and on the other.
ZONES = ("Pacific/Kiritimati", "Pacific/Pago_Pago")


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest, settings: Any) -> ZoneInfo:
    settings.TIME_ZONE = request.param
    return ZoneInfo(request.param)


@pytest.fixture
def world(shop: Shop, zone: ZoneInfo) -> World:
    world = World(shop)
    set_terms(world.owner, world.vip, earlyPaymentPercent="2", earlyPaymentDays=10)
    return world


def to_end_of_day(clock: Clock, zone: ZoneInfo, days: int) -> None:
    """Put a clock forward to the last minute of the day after some days."""
    day = today() + timedelta(days=days + 1)
    end = datetime.combine(day, time(), tzinfo=zone) - timedelta(minutes=1)
    clock.put_forward(seconds=(end - timezone.now()).total_seconds())


def test_the_last_minute_of_the_last_day_is_in_time(
    world: World, zone: ZoneInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    captured, recorded = (
        buy_on_terms(world.member, {world.shop.espresso: 3}) for _ in range(2)
    )
    row = row_of(captured)
    assert (row.placed_on, row.early_amount) == (today(), EARLY)
    clock = Clock(monkeypatch)
    to_end_of_day(clock, zone, 10)
    assert today() == row.early_until

    capture(world.owner, captured, str(EARLY))
    found = record(world.owner, recorded, str(EARLY), on=today())

    assert found["state"] == "SETTLED"
    after = row_of(captured)
    assert (after.state, after.credited_amount) == ("settled", TOTAL - EARLY)


def test_the_first_minute_after_it_is_late(
    world: World, zone: ZoneInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    captured, late, told_later = (
        buy_on_terms(world.member, {world.shop.espresso: 3}) for _ in range(3)
    )
    until = row_of(captured).early_until
    assert until is not None
    clock = Clock(monkeypatch)
    to_end_of_day(clock, zone, 10)
    clock.put_forward(minutes=2)
    assert today() == until + timedelta(days=1)

    capture(world.owner, captured, str(EARLY))
    found = record(world.owner, late, str(EARLY), on=today())

    assert (found["state"], found["open"]) == ("OPEN", {"amount": 1.4})
    assert row_of(captured).open_amount == TOTAL - EARLY
    # What came in in time, and is recorded a day later, is enough.
    with pytest.raises(Refused):
        record(world.owner, told_later, str(EARLY), on=today() + timedelta(days=1))
    found = record(world.owner, told_later, str(EARLY), on=until)
    assert found["state"] == "SETTLED"


def test_parts_in_time_are_enough_whenever_the_last_is_recorded(
    world: World, zone: ZoneInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_time, late = (
        buy_on_terms(world.member, {world.shop.espresso: 3}) for _ in range(2)
    )
    until = row_of(in_time).early_until
    assert until is not None
    rest = str(EARLY - 30)
    capture(world.owner, in_time, "30")
    clock = Clock(monkeypatch)
    to_end_of_day(clock, zone, 11)
    capture(world.owner, late, "30")

    # It came in on the last day; staff tell it two days later.
    found = record(world.owner, in_time, rest, on=until)
    too_late = record(world.owner, late, rest, on=until)

    assert (found["state"], found["open"]) == ("SETTLED", {"amount": 0.0})
    assert row_of(in_time).credited_amount == TOTAL - EARLY
    assert (too_late["state"], too_late["open"]) == ("OPEN", {"amount": 1.4})


@pytest.mark.parametrize("is_late", [False, True])
def test_what_was_given_back_was_not_paid_in_time(
    world: World, zone: ZoneInfo, monkeypatch: pytest.MonkeyPatch, is_late: bool
) -> None:
    order = buy_on_terms(world.member, {world.shop.espresso: 3})
    record(world.owner, order, "60", on=today())
    clock = Clock(monkeypatch)
    if is_late:
        to_end_of_day(clock, zone, 11)
    refund(world.owner, order, "50")
    assert row_of(order).early_amount == Decimal("19.60")
    if not is_late:
        to_end_of_day(clock, zone, 11)

    # 10.00 were paid in time; the rest is late, however it is paid. Of a payment that
    # was given back in part, Saleor 2.10 captures no more.
    if port.GENERATION == 3:
        capture(world.owner, order, "15")
    rest = Decimal("19.60") - row_of(order).captured_amount
    found = record(world.owner, order, str(rest), on=today(), reference="R2")

    assert (found["state"], found["open"]) == ("OPEN", {"amount": 0.4})
    assert row_of(order).captured_amount == Decimal("19.60")


def test_an_order_is_overdue_from_midnight_in_the_shop(
    world: World, zone: ZoneInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = buy_on_terms(world.member, {world.shop.espresso: 3})
    clock = Clock(monkeypatch)
    to_end_of_day(clock, zone, 30)

    before = terms_of(world.owner, order) or {}
    clock.put_forward(minutes=2)
    after = terms_of(world.owner, order) or {}

    assert before["dueOn"] == (today() - timedelta(days=1)).isoformat()
    assert (before["daysOverdue"], after["daysOverdue"]) == (0, 1)

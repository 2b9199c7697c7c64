"""Uses of promotions that are added up are counted no more, and none is lost."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as for_all
from hypothesis import strategies as st

from saleor_customer_groups import engine, tasks
from saleor_customer_groups.models import (
    CustomerGroup,
    Promotion,
    PromotionUse,
    PromotionUseSum,
)
from saleor_customer_groups.services.pricing.promotions import (
    promotion_uses,
    reservations,
    use_sums,
)
from saleor_customer_groups.services.rules import promotions
from saleor_customer_groups.services.rules.use_counts import count_uses
from tests.database.at_once import at_once
from tests.port.plugin import configure
from tests.queries import counted
from tests.services.pricing.uses import checkout

from ..conftest import NOW

CUSTOMERS = (1, 2, None)


@pytest.fixture
def spring(make_group: Callable[..., CustomerGroup]) -> Promotion:
    benefit = {"kind": "percent_off", "percent": "10"}
    given = {"name": "Spring", "benefit": benefit, "limit_total": 1_000}
    return promotions.create_promotion(
        values=given, groups=[make_group("VIP")], now=NOW
    )


def use(promotion: Promotion, order_id: str, *, by: int | None = 1) -> None:
    reservations.keep(
        [promotion.code],
        checkout_key=f"of-{order_id}",
        order_id=order_id,
        used_by=promotion_uses.used_by(by, "ann@example.com"),
        now=NOW,
    )


def usage(promotion: Promotion, by: int | None = 1, now: Any = NOW) -> tuple[int, int]:
    key = promotion_uses.used_by(by, "ann@example.com")
    asked = promotion_uses.UsesAsked(key, "")
    uses = promotion_uses.read_uses([promotion.code], asked, now=now)
    found = uses.usage.get(promotion.code, engine.Usage())
    return found.total, found.customer


def plainly(promotion: Promotion, by: int | None, now: Any) -> tuple[int, int]:
    key = promotion_uses.used_by(by, "ann@example.com")
    counts = [
        each.used_by
        for each in PromotionUse.objects.filter(promotion=promotion)
        if each.order_id or each.reserved_at > now - timedelta(minutes=15)
    ]
    return len(counts), counts.count(key)


def sums() -> list[int]:
    return list(PromotionUseSum.objects.values_list("number", flat=True))


def test_uses_by_orders_are_added_up_later_and_counted_before(
    spring: Promotion,
) -> None:
    for number in range(5):
        use(spring, f"o{number}", by=1 + number % 2)
    reservations.reserve(checkout("open", spring.code, customer=1), now=NOW)
    assert (usage(spring), usage(spring, by=2), sums()) == ((6, 4), (6, 2), [])

    use_sums.sum_up_uses()

    assert sums() == [5]
    assert PromotionUse.objects.filter(is_summed=None).count() == 1
    assert (usage(spring), usage(spring, by=2)) == ((6, 4), (6, 2))
    later = NOW + timedelta(days=1)
    assert (usage(spring, now=later), usage(spring, by=2, now=later)) == (
        (5, 3),
        (5, 2),
    )


@pytest.mark.parametrize(
    "sum_up",
    [
        lambda: tasks.evaluate_customers([]),
        lambda: tasks.refresh_orders([]),
        tasks.record_orders,
        tasks.run_all_groups,
    ],
    ids=["order", "order of a guest", "every few minutes", "night"],
)
def test_tasks_add_them_up(spring: Promotion, sum_up: Callable[[], None]) -> None:
    configure(active=True)
    use(spring, "o1")

    sum_up()

    assert (sums(), usage(spring)) == ([1], (1, 1))


def test_a_cancelled_order_is_taken_out_of_the_sum(spring: Promotion) -> None:
    for number in range(3):
        use(spring, f"o{number}")
    use_sums.sum_up_uses()
    use(spring, "late")

    for order_id in ("o1", "late", "o1"):
        reservations.give_back(
            promotion_uses.of_order(order_id), of="an order", now=NOW
        )

    assert (sums(), usage(spring)) == ([2], (2, 2))


def test_a_sum_that_is_wrong_is_right_after_the_night(spring: Promotion) -> None:
    for number in range(3):
        use(spring, f"o{number}")
    use_sums.sum_up_uses()
    # As a worker of an earlier version would do it.
    PromotionUse.objects.filter(order_id="o1").delete()
    assert usage(spring) == (3, 2)

    use_sums.tidy_up_uses(now=NOW)

    assert usage(spring) == (2, 2)


def test_what_an_order_keeps_twice_is_added_once(spring: Promotion) -> None:
    reservations.reserve(checkout("of-o1", spring.code, customer=1), now=NOW)

    for _ in range(2):
        use(spring, "o1")
        use_sums.sum_up_uses()

    assert (sums(), usage(spring)) == ([1], (1, 1))


def test_a_look_takes_one_query_however_often_a_promotion_was_used(
    spring: Promotion,
) -> None:
    use(spring, "first")
    with counted() as before:
        usage(spring)
    for number in range(9):
        use(spring, f"o{number}")
    use_sums.sum_up_uses()
    with counted() as after:
        usage(spring)

    assert (before.count, after.count) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_orders_cancelled_while_uses_are_added_up_are_in_no_sum(
    spring: Promotion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(use_sums, "AT_ONCE", 2)
    for number in range(12):
        use(spring, f"o{number}")

    def cancel(*numbers: int) -> None:
        for number in numbers:
            gone = promotion_uses.of_order(f"o{number}")
            reservations.give_back(gone, of="an order", now=NOW)

    at_once(
        use_sums.sum_up_uses,
        use_sums.sum_up_uses,
        partial(cancel, 0, 1, 2, 3),
        partial(cancel, 3, 2, 11, 10),
        lambda: use(spring, "late"),
    )

    assert usage(spring) == plainly(spring, 1, NOW) == (7, 7)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=25,
    deadline=None,
)
@for_all(st.randoms(use_true_random=False))
def test_no_use_is_lost_or_counted_twice(spring: Promotion, random: Random) -> None:
    PromotionUse.objects.all().delete()
    PromotionUseSum.objects.all().delete()
    orders = 0

    def reserve() -> None:
        by = random.choice(CUSTOMERS)
        key = f"c{random.randrange(4)}"
        completion = checkout(key, spring.code, customer=by, email="ann@example.com")
        reservations.reserve(completion, now=NOW)

    def order() -> None:
        nonlocal orders
        orders += 1
        reservations.keep(
            [spring.code],
            checkout_key=f"c{random.randrange(4)}",
            order_id=f"o{orders}",
            used_by=promotion_uses.used_by(random.choice(CUSTOMERS), "ann@example.com"),
            now=NOW,
        )

    def cancel() -> None:
        gone = promotion_uses.of_order(f"o{random.randint(1, orders + 1)}")
        reservations.give_back(gone, of="an order", now=NOW)

    def tidy_up() -> None:
        use_sums.tidy_up_uses(now=NOW)

    steps = [reserve, order, order, cancel, use_sums.sum_up_uses, tidy_up]
    for _ in range(25):
        random.choice(steps)()
        for now in (NOW, NOW + timedelta(days=1)):
            for by in CUSTOMERS:
                assert usage(spring, by, now) == plainly(spring, by, now)
            numbers = count_uses(promotion_uses.counted_uses(now), [spring.pk])
            assert numbers.get(spring.pk, 0) == plainly(spring, None, now)[0]

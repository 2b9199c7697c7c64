"""Uses of promotions are given back, or forgotten, where no order keeps them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from saleor_customer_groups import engine, port
from saleor_customer_groups.models import Promotion, PromotionUse
from saleor_customer_groups.services.pricing.promotions import (
    promotion_uses,
    reservations,
    use_sums,
)
from tests.port import past
from tests.queries import counted
from tests.services.pricing.uses import checkout, keep, used

from ..conftest import NOW

QUARTER = timedelta(minutes=15)


def test_what_failed_or_was_cancelled_gives_its_use_back(
    make_promotion: Callable[..., str],
) -> None:
    spring = make_promotion("Spring", limit_total=2)
    for key in "ab":
        reservations.reserve(checkout(key, spring, customer=1), now=NOW)
    keep("b", "17", spring)

    reservations.give_back(promotion_uses.of_checkout("a"), of="checkout a", now=NOW)
    assert used(spring) == (1, 1)
    reservations.give_back(promotion_uses.of_checkout("b"), of="checkout b", now=NOW)
    assert used(spring) == (1, 1)
    reservations.give_back(promotion_uses.of_order("17"), of="order 17", now=NOW)
    assert used(spring) == (0, 0)


def test_the_night_looks_at_cancelled_orders_that_have_uses_alone(
    make_promotion: Callable[..., str],
) -> None:
    spring = make_promotion("Spring", limit_total=9)
    reservations.reserve(checkout("a", spring, customer=1), now=NOW)
    reservations.reserve(checkout("b", spring, customer=1), now=NOW)
    cancelled, kept = (
        past.place(None, at=NOW, total="10.00", status=status)
        for status in ("canceled", "unfulfilled")
    )
    keep("a", str(cancelled.pk), spring)
    keep("b", str(kept.pk), spring)

    def found() -> list[str]:
        return list(port.undone_orders(PromotionUse.objects.all(), since=None))

    assert found() == [str(cancelled.pk)]
    reservations.give_back_undone(since=None, now=NOW)
    assert used(spring) == (1, 1)
    assert found() == []
    with counted() as before:
        reservations.give_back_undone(since=None, now=NOW)
    for _ in range(3):
        past.place(None, at=NOW, total="10.00", status="canceled")
    with counted() as after:
        reservations.give_back_undone(since=None, now=NOW)
    assert len(after.statements) == len(before.statements)


def test_what_is_used_up_may_be_free_again_when_the_oldest_reservation_ends(
    make_promotion: Callable[..., str],
) -> None:
    codes = [
        make_promotion("Once", limit_total=1),
        make_promotion("Thrice", limit_total=3),
        make_promotion("Each", limit_per_customer=1),
        make_promotion("Kept", limit_total=1),
    ]
    later = NOW + timedelta(minutes=3)
    reservations.reserve(checkout("a", *codes[:3], customer=1), now=NOW)
    reservations.reserve(checkout("b", codes[3], customer=1), now=NOW)
    keep("b", "17", codes[3])

    def until(code: str, customer: int) -> Any:
        uses = promotion_uses.read_uses(
            codes, promotion_uses.UsesAsked(f"customer:{customer}", "c"), now=later
        )
        limited = engine.Promotion.model_validate(
            {
                "code": code,
                "name": code,
                "groups": ["vip"],
                "benefit": {"kind": "percent_off", "percent": "10"},
                "limit_total": Promotion.objects.get(code=code).limit_total,
                "limit_per_customer": Promotion.objects.get(
                    code=code
                ).limit_per_customer,
            }
        )
        return uses.valid_until([limited])

    assert [until(code, 1) for code in codes] == [
        NOW + QUARTER,
        None,
        NOW + QUARTER,
        None,
    ]
    assert [until(code, 2) for code in codes] == [NOW + QUARTER, None, None, None]


def test_a_checkout_that_no_longer_has_a_promotion_gives_its_use_back(
    make_promotion: Callable[..., str],
) -> None:
    spring = make_promotion("Spring", limit_total=2)
    summer = make_promotion("Summer", limit_total=2)
    reservations.reserve(checkout("a", spring, summer, customer=1), now=NOW)

    reservations.reserve(checkout("a", summer, customer=1), now=NOW)

    assert (used(spring), used(summer)) == ((0, 0), (1, 1))


def test_reservations_of_yesterday_are_forgotten_at_night(
    make_promotion: Callable[..., str],
) -> None:
    spring = make_promotion("Spring", limit_total=9)
    for key in "abc":
        reservations.reserve(checkout(key, spring, customer=1), now=NOW)
    keep("a", "17", spring)
    tomorrow = NOW + timedelta(days=1, seconds=1)
    reservations.reserve(checkout("b", spring, customer=1), now=tomorrow)

    use_sums.tidy_up_uses(now=tomorrow)

    left = PromotionUse.objects.order_by("checkout_key")
    assert list(left.values_list("checkout_key", flat=True)) == ["a", "b"]

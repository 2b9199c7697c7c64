"""How often a promotion was used: reserved, kept, given back, forgotten."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from saleor_customer_groups.models import Promotion, PromotionUse
from saleor_customer_groups.services.pricing.promotions import (
    promotion_uses,
    reservations,
)
from saleor_customer_groups.services.rules import promotions
from tests.queries import counted
from tests.services.pricing.uses import checkout, keep, used

from ..conftest import NOW

QUARTER = timedelta(minutes=15)


def test_an_order_keeps_what_was_reserved_for_its_checkout(
    make_promotion: Callable[..., str],
) -> None:
    spring = make_promotion("Spring", limit_total=2)

    assert reservations.reserve(checkout("a", spring, customer=1), now=NOW) == ""
    assert used(spring) == (1, 1)
    assert used(spring, by="customer:2") == (1, 0)
    keep("a", "17", spring)

    assert used(spring, now=NOW + timedelta(days=99)) == (1, 1)


def test_its_own_reservation_does_not_stand_in_the_way_of_a_checkout(
    make_promotion: Callable[..., str],
) -> None:
    spring = make_promotion("Spring", limit_total=1)
    mine = checkout("a", spring, customer=1)

    assert reservations.reserve(mine, now=NOW) == ""
    assert reservations.reserve(mine, now=NOW) == ""

    assert used(spring, checkout_key="a") == (0, 0)
    assert used(spring) == (1, 1)


def test_who_comes_too_late_is_told_which_promotion_is_used_up(
    make_promotion: Callable[..., str],
) -> None:
    spring = make_promotion("Spring", limit_total=1)
    summer = make_promotion("Summer", limit_total=9)
    reservations.reserve(checkout("a", spring, customer=1), now=NOW)

    refusal = reservations.reserve(checkout("b", spring, summer, customer=2), now=NOW)

    assert refusal == (
        "Spring: used up in the meantime. The prices have been found again; look at the"
        " checkout, then complete it again."
    )
    assert used(spring) == (1, 1)
    assert used(summer) == (0, 0)


def test_who_is_told_so_keeps_what_was_reserved_before(
    make_promotion: Callable[..., str],
) -> None:
    spring = make_promotion("Spring", limit_total=1)
    summer = make_promotion("Summer", limit_total=9)
    reservations.reserve(checkout("b", summer, customer=2), now=NOW)
    reservations.reserve(checkout("a", spring, customer=1), now=NOW)

    later = NOW + timedelta(minutes=1)
    refusal = reservations.reserve(checkout("b", spring, summer, customer=2), now=later)

    assert refusal.startswith("Spring: used up in the meantime.")
    rows = PromotionUse.objects.order_by("checkout_key")
    assert list(rows.values_list("checkout_key", "reserved_at")) == [
        ("a", NOW),
        ("b", NOW),
    ]


def test_whether_it_is_paid_is_asked_only_where_something_is_used_up(
    make_promotion: Callable[..., str],
) -> None:
    spring = make_promotion("Spring", limit_total=1)
    asked = []

    for key in "ab":
        reservations.reserve(
            checkout(key, spring)._replace(is_paid=lambda key=key: asked.append(key)),
            now=NOW,
        )

    assert asked == ["b"]


def test_what_has_lost_its_limit_is_given_back_and_counts_with_the_order(
    make_promotion: Callable[..., str],
) -> None:
    spring = make_promotion("Spring", limit_total=1)
    reservations.reserve(checkout("a", spring, customer=1), now=NOW)
    Promotion.objects.update(limit_total=None)

    reservations.reserve(checkout("a", spring, customer=1), now=NOW)
    assert used(spring) == (0, 0)
    keep("a", "17", spring)

    assert used(spring) == (1, 1)


def test_who_has_paid_already_is_not_refused_and_counts(
    make_promotion: Callable[..., str],
) -> None:
    spring = make_promotion("Spring", limit_total=1)
    reservations.reserve(checkout("a", spring, customer=1), now=NOW)

    paid = checkout("b", spring, customer=2)._replace(is_paid=lambda: True)
    assert reservations.reserve(paid, now=NOW) == ""

    assert used(spring) == (2, 1)


def test_a_customer_uses_up_their_own_limit_alone(
    make_promotion: Callable[..., str],
) -> None:
    spring = make_promotion("Spring", limit_per_customer=1)
    reservations.reserve(checkout("a", spring, customer=1), now=NOW)

    assert reservations.reserve(checkout("b", spring, customer=1), now=NOW) != ""
    assert reservations.reserve(checkout("c", spring, customer=2), now=NOW) == ""


def test_a_guest_is_known_by_the_email_in_whatever_letter_case(
    make_promotion: Callable[..., str],
) -> None:
    spring = make_promotion("Spring", limit_per_customer=1)
    reservations.reserve(checkout("a", spring, email="Ann@Example.com"), now=NOW)

    again = checkout("b", spring, email="ann@example.COM ")
    assert reservations.reserve(again, now=NOW) != ""
    assert reservations.reserve(checkout("c", spring, email="bo@x.y"), now=NOW) == ""
    assert not PromotionUse.objects.filter(used_by__icontains="ann").exists()


def test_guests_whose_email_is_not_known_have_used_nothing(
    make_promotion: Callable[..., str],
) -> None:
    spring = make_promotion("Spring", limit_per_customer=1)
    reservations.reserve(checkout("a", spring), now=NOW)

    assert used(spring, by=promotion_uses.used_by(None, "")) == (1, 0)


def test_a_reservation_ends_after_a_quarter_of_an_hour(
    make_promotion: Callable[..., str],
) -> None:
    spring = make_promotion("Spring", limit_total=1)
    reservations.reserve(checkout("a", spring, customer=1), now=NOW)
    other = checkout("b", spring, customer=2)

    just_before = NOW + QUARTER - timedelta(microseconds=1)
    assert reservations.reserve(other, now=just_before) != ""
    assert reservations.reserve(other, now=NOW + QUARTER) == ""

    # The order of the first came after all: it counts, although it is one too many.
    keep("a", "17", spring)
    assert used(spring, now=NOW + QUARTER) == (2, 1)


def test_what_was_not_reserved_counts_with_the_order(
    make_promotion: Callable[..., str],
) -> None:
    spring = make_promotion("Spring", limit_total=9)
    summer = make_promotion("Summer")
    reservations.reserve(checkout("a", spring, customer=1), now=NOW)

    for _ in range(2):
        keep("a", "17", spring, summer)
    keep("a", "18", spring)  # an app has made another order of the same checkout

    assert (used(spring), used(summer)) == ((2, 2), (1, 1))
    reservations.give_back(promotion_uses.of_order("17"), of="order 17", now=NOW)
    assert (used(spring), used(summer)) == ((1, 1), (0, 0))


def test_uses_from_before_there_was_a_limit_count(
    make_promotion: Callable[..., str],
) -> None:
    spring = make_promotion("Spring")
    for key in "abc":
        reservations.reserve(checkout(key, spring, customer=1), now=NOW)
        assert not PromotionUse.objects.filter(order_id="").exists()
        keep(key, f"order-{key}", spring)
    keep("d", "order-d", spring, by="customer:2")
    promotion = Promotion.objects.get(code=spring)
    assert promotion_uses.warnings_about(promotion, now=NOW) == []

    promotion = promotions.update_promotion(
        promotion=promotion,
        values={"limit_total": 2, "limit_per_customer": 2},
        now=NOW,
    )

    assert promotion_uses.warnings_about(promotion, now=NOW) == [
        "It was used 4 times already, more often than the limit of 2: nobody can use it"
        " any more.",
        "1 customer has used it more often than the limit of 2.",
    ]
    assert reservations.reserve(checkout("e", spring, customer=3), now=NOW) != ""


def test_a_fault_lets_the_sale_pass_and_is_logged(
    make_promotion: Callable[..., str], caplog: pytest.LogCaptureFixture
) -> None:
    spring = make_promotion("Spring", limit_total=1)

    # No column takes a key of this length.
    assert reservations.reserve(checkout("a" * 99, spring), now=NOW) == ""

    assert f"promotions of checkout {'a' * 99}" in caplog.text
    assert Promotion.objects.filter(code=spring).exists()


def test_many_promotions_cost_as_many_queries_as_one(
    make_promotion: Callable[..., str],
) -> None:
    codes = [make_promotion(f"Spring {number}", limit_total=9) for number in range(5)]

    without = make_promotion("Summer")

    with counted() as none:
        reservations.reserve(checkout("c", without, customer=1), now=NOW)
    with counted() as one:
        reservations.reserve(checkout("a", codes[0], customer=1), now=NOW)
    with counted() as five:
        reservations.reserve(checkout("b", *codes, customer=1), now=NOW)
    with counted() as kept:
        keep("b", "17", *codes)

    # Those with a limit are locked; then their uses are counted and they are reserved.
    assert (none.count, one.count, five.count, kept.count) == (1, 2, 2, 1)
    assert [used(code) for code in codes] == [(2, 2), *[(1, 1)] * 4]


def test_uses_of_one_customer_are_counted_where_a_limit_is_each_customers_own(
    make_promotion: Callable[..., str],
) -> None:
    total = make_promotion("Spring", limit_total=9)
    own = make_promotion("Summer", limit_per_customer=9)

    def asked(*codes: str) -> promotion_uses.UsesAsked:
        return promotion_uses.ask_for_uses(
            Promotion.objects.filter(code__in=codes),
            customer_id=1,
            email="",
            checkout_key="a",
        )

    assert [asked(total), asked(total, own)] == [("", "a"), ("customer:1", "a")]

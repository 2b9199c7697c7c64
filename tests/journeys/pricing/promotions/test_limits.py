"""Promotions that can be used so many times, in total or by one customer."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from saleor_customer_groups import tasks
from saleor_customer_groups.models import CustomerGroup, Promotion, PromotionUse
from saleor_customer_groups.port import active_plugin
from saleor_customer_groups.services.rules import promotions
from tests.database.at_once import at_once
from tests.database.locks import locked
from tests.owner import Shop
from tests.port.plugin import configure
from tests.storefront import Checkout, Refused, Storefront

# Orders are told of after their transaction, and other threads have connections.
pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal
CANCEL = "mutation($id: ID!) { orderCancel(id: $id) { order { id } } }"
EMAIL = "ann@example.com"
REFUSAL = (
    "Spring: used up in the meantime. The prices have been found again; look at the"
    " checkout, then complete it again."
)


@pytest.fixture
def vip(shop: Shop) -> CustomerGroup:
    return shop.group("VIP")


def promote(group: CustomerGroup, **values: Any) -> Promotion:
    """Take 5.00 off, as often as it is said."""
    benefit = {"kind": "amount_off", "amount": "5.00", "currency": "USD"}
    return promotions.create_promotion(
        values={"name": "Spring", "benefit": benefit, **values},
        groups=[group],
        now=timezone.now(),
    )


def customer_pk(name: str) -> int:
    return get_user_model().objects.get(email=f"{name}@example.com").pk


def used() -> int:
    return PromotionUse.objects.exclude(order_id="").count()


def reserved() -> int:
    return PromotionUse.objects.filter(order_id="").count()


def test_a_customer_gets_it_so_many_times(shop: Shop, vip: CustomerGroup) -> None:
    promote(vip, limit_per_customer=1)
    ann, bob = (shop.member(vip, f"{name}@example.com") for name in ("ann", "bob"))

    first = ann.buy(ann.open_checkout({shop.green_tea: 1}))
    second = ann.open_checkout({shop.green_tea: 1})
    others = bob.open_checkout({shop.green_tea: 1})

    assert (first.total, used(), reserved()) == (D("35.00"), 1, 0)
    assert (second.total, others.total) == (D("30.00"), D("25.00"))


def test_a_guest_is_known_by_the_e_mail_that_comes_later(shop: Shop) -> None:
    guests = shop.group("Guests", for_guests=True)
    shop.promotion(
        guests, "Half", kind="percent_off", percent="50", limit_per_customer=1
    )
    guest = Storefront()

    def open_as(email: str) -> Checkout:
        return guest.open_checkout({shop.green_tea: 2}, email=email)

    first = guest.buy(open_as("g@example.com"))
    other, same = open_as("other@example.com"), open_as("g@example.com")
    before = guest.look(other).total, guest.look(same).total
    known = guest.change_email(other, "G@example.com")
    unknown = guest.change_email(same, "new@example.com")

    assert first.total == D("40.00")
    assert before == (D("30.00"), D("60.00"))
    assert known.total == guest.look(other).total == D("60.00")
    assert unknown.total == guest.look(same).total == D("30.00")


def test_who_comes_too_late_is_told_before_paying_and_pays_the_price_of_now(
    shop: Shop, vip: CustomerGroup
) -> None:
    promote(vip, limit_total=1)
    ann, bob = (shop.member(vip, f"{name}@example.com") for name in ("ann", "bob"))
    late = bob.ship(bob.open_checkout({shop.green_tea: 1}))
    bob.pay(late)
    ann.buy(ann.open_checkout({shop.green_tea: 1}))

    with pytest.raises(Refused) as refused:
        bob.complete(late)
    now = bob.look(late)
    bob.pay(now)
    order = bob.complete(now)

    (error,) = refused.value.errors
    assert (error["message"], error["code"]) == (REFUSAL, "GRAPHQL_ERROR")
    assert (late.total, now.total) == (D("35.00"), D("40.00"))
    assert (order.total, order.captured) == (D("40.00"), D("40.00"))
    assert (used(), reserved()) == (1, 0)


def test_a_cancelled_order_gives_its_use_back(shop: Shop, vip: CustomerGroup) -> None:
    promote(vip, limit_total=1)
    ann, bob = (shop.member(vip, f"{name}@example.com") for name in ("ann", "bob"))
    order = ann.buy(ann.open_checkout({shop.green_tea: 1}))
    before = bob.open_checkout({shop.green_tea: 1})

    shop.owner().change(CANCEL, id=order.id)

    assert (before.total, used()) == (D("30.00"), 0)
    assert bob.look(before).total == D("25.00")


def test_another_limit_counts_in_open_checkouts(shop: Shop, vip: CustomerGroup) -> None:
    spring = promote(vip, limit_total=1)
    ann, bob = (shop.member(vip, f"{name}@example.com") for name in ("ann", "bob"))
    ann.buy(ann.open_checkout({shop.green_tea: 1}))
    held = bob.open_checkout({shop.green_tea: 1})

    spring = shop.change(spring, limit_total=2)
    raised = bob.look(held)
    shop.change(spring, limit_total=1)

    assert (held.total, raised.total) == (D("30.00"), D("25.00"))
    assert bob.look(held).total == D("30.00")


@pytest.mark.parametrize(
    ("is_off", "by"), [(False, tasks.record_orders), (True, tasks.run_all_groups)]
)
def test_what_was_not_given_back_at_once_is_given_back_later(
    shop: Shop, vip: CustomerGroup, is_off: bool, by: Callable[[], None]
) -> None:
    promote(vip, limit_total=1)
    ann, bob = (shop.member(vip, f"{name}@example.com") for name in ("ann", "bob"))
    order = ann.buy(ann.open_checkout({shop.green_tea: 1}))
    held = bob.open_checkout({shop.green_tea: 1})
    owner = shop.owner()

    configure(active=not is_off)
    with nullcontext() if is_off else locked(PromotionUse._meta.db_table):
        owner.change(CANCEL, id=order.id)
    configure(active=True)
    by()

    assert (held.total, used()) == (D("30.00"), 0)
    assert bob.look(held).total == D("25.00")


def test_a_reservation_that_is_given_back_is_free_for_open_checkouts(
    shop: Shop, vip: CustomerGroup
) -> None:
    total, each = promote(vip, limit_total=1), promote(vip, limit_per_customer=1)
    ann, bob = (shop.member(vip, f"{name}@example.com") for name in ("ann", "bob"))
    guests = shop.group("Guests", for_guests=True)
    guests_too = promote(guests, limit_total=1)
    for promotion, who in ((total, 0), (each, customer_pk("bob")), (guests_too, 0)):
        PromotionUse.objects.create(
            promotion=promotion,
            used_by=f"customer:{who}",
            checkout_key="failing",
            reserved_at=timezone.now(),
        )
    shoppers = ann, bob, Storefront()
    held = [each.open_checkout({shop.green_tea: 1}) for each in shoppers]

    active_plugin().order_failed("failing")

    now = [each.look(checkout) for each, checkout in zip(shoppers, held, strict=True)]
    assert [each.total for each in held] == [D("25.00"), D("30.00"), D("30.00")]
    assert [each.total for each in now] == [D("20.00"), D("20.00"), D("25.00")]


def test_a_payment_that_fails_gives_the_use_back(
    shop: Shop, vip: CustomerGroup, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        from saleor.payment.gateways import dummy
    except ImportError:  # since 3.24
        from saleor.plugins.tests.gateways import dummy

    promote(vip, limit_total=1)
    ann, bob = (shop.member(vip, f"{name}@example.com") for name in ("ann", "bob"))
    checkout = ann.pay_for(ann.open_checkout({shop.green_tea: 1}))
    monkeypatch.setattr(dummy, "dummy_success", lambda: False)

    with pytest.raises(Refused):
        ann.complete(checkout)

    assert (used(), reserved()) == (0, 0)
    monkeypatch.undo()
    assert bob.buy(bob.open_checkout({shop.green_tea: 1})).total == D("35.00")


def test_a_reservation_that_nobody_uses_does_not_count_for_good(
    shop: Shop, vip: CustomerGroup
) -> None:
    spring = promote(vip, limit_total=1)
    PromotionUse.objects.create(
        promotion=spring,
        used_by="customer:0",
        checkout_key="abandoned",
        reserved_at=timezone.now() - timedelta(minutes=14),
    )
    ann = shop.member(vip, EMAIL)
    held = ann.open_checkout({shop.green_tea: 1})

    PromotionUse.objects.update(reserved_at=timezone.now() - timedelta(minutes=16))
    shop.catalogue.let_prices_run_out()

    assert (held.total, ann.look(held).total) == (D("30.00"), D("25.00"))


def test_of_ten_at_once_just_three_get_what_there_is_three_times(
    shop: Shop, vip: CustomerGroup
) -> None:
    promote(vip, limit_total=3)
    shoppers = [shop.member(vip, f"c{number}@example.com") for number in range(10)]
    checkouts = [
        shopper.pay_for(shopper.open_checkout({shop.green_tea: 1}))
        for shopper in shoppers
    ]

    def complete(shopper: Storefront, checkout: Checkout) -> str:
        try:
            return str(shopper.complete(checkout).total)
        except Refused as refused:
            return str(refused.errors[0]["message"])

    answers = at_once(
        *(
            lambda shopper=shopper, checkout=checkout: complete(shopper, checkout)
            for shopper, checkout in zip(shoppers, checkouts, strict=True)
        )
    )

    assert sorted(answers) == ["35.00"] * 3 + [REFUSAL] * 7
    assert (used(), reserved()) == (3, 0)

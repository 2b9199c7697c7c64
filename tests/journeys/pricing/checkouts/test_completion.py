"""What somebody pays who orders just when prices change."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from saleor.giftcard.models import GiftCard
from saleor.order.models import Order
from saleor.payment.models import Payment

from saleor_customer_groups import port
from saleor_customer_groups.models import CustomerGroup, Membership
from tests.clock import Clock
from tests.owner import Shop
from tests.storefront import Refused, Storefront

D = Decimal


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def vip(shop: Shop) -> CustomerGroup:
    return shop.group("VIP")


def test_a_payment_that_no_longer_covers_the_total_is_not_taken(
    shop: Shop, vip: CustomerGroup
) -> None:
    shop.rule(vip, "percent_off", "15")
    ann = shop.member(vip, "ann@example.com")
    checkout = ann.ship(ann.open_checkout({shop.green_tea: 2}))
    ann.pay(checkout)

    shop.take_out_of(vip, "ann@example.com")
    with pytest.raises(Refused) as refused:
        ann.complete(checkout)

    assert checkout.total == D("61.00")
    assert refused.value.errors == [
        {
            "field": None,
            "message": "The total is now 70.00 USD, which is more than has been paid"
            " or authorised. Pay for it, then complete the checkout again.",
            "code": "CHECKOUT_NOT_FULLY_PAID",
        }
    ]
    assert not Order.objects.exists()
    assert set(Payment.objects.values_list("captured_amount", flat=True)) == {D(0)}

    ann.pay(ann.look(checkout))
    order = ann.complete(checkout)

    assert (order.units, order.total, order.captured) == (
        {"green-tea": D("30.00")},
        D("70.00"),
        D("70.00"),
    )


def test_what_a_gift_card_pays_is_not_asked_for(shop: Shop, vip: CustomerGroup) -> None:
    shop.catalogue.gift_card("TENNER-2026", "10.00")
    shop.rule(vip, "percent_off", "15")
    ann = shop.member(vip, "ann@example.com")
    checkout = ann.ship(ann.open_checkout({shop.green_tea: 2}))
    ann.use_voucher(checkout, "TENNER-2026")
    ann.pay(checkout, D("51.00"))

    shop.take_out_of(vip, "ann@example.com")
    with pytest.raises(Refused) as refused:
        ann.complete(checkout)

    (error,) = refused.value.errors
    assert error["message"].startswith("The total is now 60.00 USD, which is more than")

    ann.pay(checkout, D("60.00"))
    assert ann.complete(checkout).captured == D("60.00")


@pytest.mark.parametrize(
    ("kind", "percent", "goods", "left"),
    [
        ("percent_off", "50", "30.00", "60.00"),
        ("percent_increase", "10", "66.00", "24.00"),
        ("percent_off", "100", "0.00", "90.00"),
    ],
)
def test_what_a_gift_card_will_pay_follows_the_price_until_then(
    shop: Shop, vip: CustomerGroup, kind: str, percent: str, goods: str, left: str
) -> None:
    """A card that covers all of 70.00 is charged when the order is made, not before."""
    shop.catalogue.gift_card("CARD", "100")
    guest = Storefront()
    checkout = guest.ship(guest.open_checkout({shop.green_tea: 2}))
    guest.use_voucher(checkout, "CARD")
    shop.rule(vip, kind, percent)

    ann = shop.member(vip, "ann@example.com")
    looked = ann.attach(checkout)
    looked = ann.look(looked)
    if port.GENERATION == 2:
        ann.pay(looked)
    order = ann.complete(looked)

    assert (looked.subtotal, looked.total) == (D(goods), D(0))
    assert [line.total for line in order.lines] == [D(goods)]
    assert order.captured == D(0)
    assert [card.current_balance_amount for card in GiftCard.objects.all()] == [D(left)]


@pytest.mark.parametrize(
    ("kind", "percent", "captured", "left"),
    [("percent_off", "50", "0", "10.00"), ("percent_off", "10", "14.00", "0")],
)
def test_beside_a_gift_card_no_more_is_taken_than_is_left_to_pay(
    shop: Shop, vip: CustomerGroup, kind: str, percent: str, captured: str, left: str
) -> None:
    """A card pays 50.00 of 70.00, and 20.00 were prepared before the price fell."""
    shop.catalogue.gift_card("CARD", "50")
    ann = shop.member(vip, "ann@example.com")
    checkout = ann.ship(ann.open_checkout({shop.green_tea: 2}))
    ann.pay(ann.use_voucher(checkout, "CARD"))
    shop.rule(vip, kind, percent)

    order = ann.complete(checkout)

    assert (order.total, order.captured) == (D(captured), D(captured))
    assert [card.current_balance_amount for card in GiftCard.objects.all()] == [D(left)]


def test_no_more_is_taken_than_the_total_when_it_has_fallen(
    shop: Shop, vip: CustomerGroup
) -> None:
    shop.catalogue.gift_card("TENNER-2026", "10.00")
    ann, bob = (shop.member(vip, f"{name}@example.com") for name in ("ann", "bob"))
    guest = Storefront()
    mine, his = (each.open_checkout({shop.green_tea: 2}) for each in (ann, bob))
    a_guests = guest.open_checkout({shop.green_tea: 3})
    bob.use_voucher(his, "TENNER-2026")
    ann.pay_for(mine)
    bob.ship(his)
    bob.pay(his, D("60.00"))
    guest.pay_for(a_guests)

    shop.rule(vip, "percent_off", "50")
    guest.log_in("ann@example.com")
    guest.attach(a_guests)
    orders = [
        each.complete(checkout)
        for each, checkout in ((ann, mine), (bob, his), (guest, a_guests))
    ]

    # Bob's gift card pays 10.00 of 40.00.
    assert [each.captured for each in orders] == [D("40.00"), D("30.00"), D("55.00")]
    assert (orders[0].total, orders[2].total) == (D("40.00"), D("55.00"))


def test_what_a_gateway_knows_already_stays_and_the_order_says_so(
    shop: Shop, vip: CustomerGroup
) -> None:
    ann = shop.member(vip, "ann@example.com")
    checkout = ann.pay_for(ann.open_checkout({shop.green_tea: 2}))
    payment = Payment.objects.get()
    payment.transactions.create(
        kind="auth",
        token="1",
        amount=payment.total,
        is_success=True,
        currency="USD",
        gateway_response={},
    )

    shop.rule(vip, "percent_off", "50")
    order = ann.complete(checkout)

    assert (order.total, order.captured) == (D("40.00"), D("70.00"))


def unit(shopper: Storefront, checkout: object) -> Decimal:
    return shopper.look(checkout).units["green-tea"]


def test_a_rule_begins_and_ends_for_an_open_checkout_at_the_minute(
    shop: Shop, vip: CustomerGroup, clock: Clock
) -> None:
    now = timezone.now()
    shop.rule(
        vip,
        "percent_off",
        "15",
        valid_from=now + timedelta(minutes=10),
        valid_until=now + timedelta(minutes=20),
    )
    ann = shop.member(vip, "ann@example.com")
    checkout = ann.open_checkout({shop.green_tea: 1})
    units = [unit(ann, checkout)]

    for _ in range(3):
        clock.put_forward(minutes=8)
        units.append(unit(ann, checkout))

    assert units == [D("30.00"), D("30.00"), D("25.50"), D("30.00")]


def test_a_membership_ends_for_an_open_checkout_at_the_minute(
    shop: Shop, vip: CustomerGroup, clock: Clock
) -> None:
    # Only who is back in the default group pays the increase.
    shop.rule(shop.default_group(), "percent_increase", "8")
    ann = shop.member(vip, "ann@example.com")
    Membership.objects.filter(group=vip).update(
        until=timezone.now() + timedelta(minutes=10)
    )
    Membership.objects.exclude(group=vip).delete()
    checkout = ann.open_checkout({shop.green_tea: 1})
    units = [unit(ann, checkout)]

    for _ in range(2):
        clock.put_forward(minutes=8)
        units.append(unit(ann, checkout))

    assert units == [D("30.00"), D("30.00"), D("32.40")]

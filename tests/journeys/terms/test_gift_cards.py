"""An order on terms of which gift cards pay a part. docs/terms.md, section 2."""

from decimal import Decimal
from typing import Any

import pytest
from saleor.giftcard.models import GiftCard

from saleor_customer_groups import port
from saleor_customer_groups.models import PaymentChoice, TermsOrder
from tests.journeys.terms.paying import (
    World,
    cancel,
    choose,
    options_of,
    record,
    row_of,
    set_terms,
    today,
)
from tests.owner import Shop
from tests.storefront import Refused

# Saleor 3 tells of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(shop: Shop) -> World:
    return World(shop, earlyPaymentPercent="2", earlyPaymentDays=10)


def with_a_card(world: World, code: str, balance: str) -> Any:
    """Return a checkout for 30.00 with a gift card."""
    world.shop.catalogue.gift_card(code, balance)
    checkout = world.guest.open_checkout({world.shop.espresso: 1})
    world.member.attach(checkout)
    world.member.ship(checkout)
    return world.member.use_voucher(checkout, code)


def test_only_the_rest_is_owed(world: World) -> None:
    checkout = with_a_card(world, "TENNER-2026", "10.00")
    choose(world.member, checkout)

    order = world.member.complete(checkout)

    row = row_of(order)
    assert (row.total_amount, row.open_amount) == (20, 20)
    assert row.early_amount == Decimal("19.60")
    assert GiftCard.objects.get().current_balance_amount == 0
    assert record(world.owner, order, "19.60", on=today())["state"] == "SETTLED"


def test_only_the_rest_needs_credit(world: World) -> None:
    set_terms(world.owner, world.vip, creditLimit="20", creditCurrency="USD")
    checkout = with_a_card(world, "TENNER-2026", "10.00")
    choose(world.member, checkout)
    order = world.member.complete(checkout)
    assert row_of(order).open_amount == 20
    more = with_a_card(world, "OTHER-2026", "10.00")
    with pytest.raises(Refused) as error:
        choose(world.member, more)
    assert "0.00 USD" in error.value.errors[0]["message"]
    assert sorted(
        GiftCard.objects.values_list("current_balance_amount", flat=True)
    ) == [
        0,
        10,
    ]

    cancel(world.owner, order)

    assert row_of(order).open_amount == 0
    choose(world.member, more)


def test_what_a_card_pays_alone_is_not_on_terms(world: World) -> None:
    checkout = with_a_card(world, "FIFTY-2026", "50.00")

    offered = {
        each["option"]: each for each in options_of(world.member, checkout) or []
    }

    assert not offered["NET_TERMS"]["available"]
    assert offered["NET_TERMS"]["reason"] == "There is nothing to pay."
    if port.GENERATION == 2:
        world.member.pay(checkout)
    assert world.member.complete(checkout).total == 0
    assert not TermsOrder.objects.exists()
    assert not PaymentChoice.objects.exists()

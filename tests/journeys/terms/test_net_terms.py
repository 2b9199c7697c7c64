"""A group pays later: offered, chosen, ordered. terms.md, section 2."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from saleor_customer_groups import port
from saleor_customer_groups.models import PaymentChoice, TermsOrder
from tests.journeys.terms.paying import (
    World,
    buy_on_terms,
    choose,
    gateways_of,
    known_terms_of,
    money,
    options_of,
    own_terms_of,
    row_of,
    set_terms,
    terms_of,
    today,
)
from tests.owner import Shop
from tests.port.plugin import configure
from tests.storefront import Refused

DUMMY = "mirumee.payments.dummy"

# Saleor 3 tells of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(shop: Shop) -> World:
    return World(shop)


def errors_of(call: Any, *given: Any, **more: Any) -> list[tuple[str | None, str]]:
    with pytest.raises(Refused) as error:
        call(*given, **more)
    return [(each.get("field"), each["code"]) for each in error.value.errors]


def test_a_member_orders_now_and_pays_later(world: World) -> None:
    checkout = world.member.open_checkout({world.shop.espresso: 2})
    world.member.ship(checkout)
    due_on = (today() + timedelta(days=30)).isoformat()

    online, net = options_of(world.member, checkout) or []
    assert (online["option"], online["available"]) == ("ONLINE", True)
    assert net == {
        "option": "NET_TERMS",
        "label": "On payment terms",
        "instructions": "",
        "netDays": 30,
        "dueOn": due_on,
        "available": True,
        "reason": None,
        "requiresApproval": False,
        "requiresPurchaseOrder": False,
    }
    choose(world.member, checkout, po=" PO-7 ")
    order = world.member.complete(checkout)

    terms = terms_of(world.owner, order)
    assert terms is not None
    total = money(terms["total"])
    assert total > Decimal(40)
    assert terms == {
        "option": "NET_TERMS",
        "state": "OPEN",
        "purchaseOrderNumber": "PO-7",
        "placedOn": today().isoformat(),
        "dueOn": due_on,
        "earlyPaymentUntil": None,
        "earlyPaymentAmount": None,
        "instructions": "",
        "total": {"amount": float(total), "currency": "USD"},
        "paid": {"amount": 0.0},
        "credited": {"amount": 0.0},
        "open": {"amount": float(total)},
        "daysOverdue": 0,
    }
    assert not PaymentChoice.objects.exists()
    saleor = world.owner.ask(
        "query($id: ID!) { order(id: $id) { status isPaid } }", id=order.id
    )["order"]
    assert saleor == {"status": "UNFULFILLED", "isPaid": False}


def test_others_see_nothing_of_it(world: World) -> None:
    checkout = world.member.open_checkout({world.shop.espresso: 1})
    world.member.ship(checkout)

    assert options_of(world.other, checkout) is None
    assert options_of(world.guest, checkout) is None
    assert errors_of(choose, world.other, checkout) == [("checkoutId", "NOT_FOUND")]
    assert errors_of(choose, world.guest, checkout) == [("checkoutId", "NOT_FOUND")]
    assert not PaymentChoice.objects.exists()
    choose(world.member, checkout, po="SECRET-1")
    order = world.member.complete(checkout)
    assert (own_terms_of(world.member, order) or {})[
        "purchaseOrderNumber"
    ] == "SECRET-1"
    for asking in (world.other, world.guest):
        assert known_terms_of(asking, order) is None


def test_who_has_no_terms_pays_as_ever(world: World) -> None:
    checkout = world.other.open_checkout({world.shop.espresso: 1})
    world.other.ship(checkout)

    (only,) = options_of(world.other, checkout) or []
    assert (only["option"], only["available"]) == ("ONLINE", True)
    assert errors_of(choose, world.other, checkout) == [
        ("option", "PAYMENT_NOT_AVAILABLE")
    ]
    order = world.other.buy(checkout)
    assert terms_of(world.owner, order) is None
    assert not TermsOrder.objects.exists()


def test_without_a_choice_nothing_is_lent(world: World) -> None:
    checkout = world.member.open_checkout({world.shop.espresso: 1})
    world.member.ship(checkout)

    with pytest.raises(Refused):
        world.member.complete(checkout)

    assert not TermsOrder.objects.exists()


def test_an_option_of_saleor_counts_after_a_choice(world: World) -> None:
    checkout = world.member.open_checkout({world.shop.espresso: 1})
    world.member.ship(checkout)
    choose(world.member, checkout)

    order = world.member.buy(checkout)

    assert terms_of(world.owner, order) is None
    assert not PaymentChoice.objects.exists()


def test_online_takes_a_choice_back(world: World) -> None:
    checkout = world.member.open_checkout({world.shop.espresso: 1})
    world.member.ship(checkout)
    choose(world.member, checkout)

    choose(world.member, checkout, "ONLINE")

    assert not PaymentChoice.objects.exists()
    with pytest.raises(Refused):
        world.member.complete(checkout)


def test_saleors_own_ways_are_narrowed(world: World) -> None:
    checkout = world.member.open_checkout({world.shop.espresso: 1})
    world.member.ship(checkout)
    assert DUMMY in gateways_of(world.member, checkout)
    paid = world.member.pay_for(world.member.open_checkout({world.shop.latte: 1}))
    set_terms(world.owner, world.vip, options=["NET_TERMS"])

    assert DUMMY not in gateways_of(world.member, checkout)
    assert errors_of(world.member.pay, checkout, Decimal(20))[0][0] == "gateway"
    # One that was prepared before is refused when the order is to be placed.
    with pytest.raises(Refused) as error:
        world.member.complete(paid)
    assert "not offered to you" in error.value.errors[0]["message"]
    assert DUMMY in gateways_of(
        world.other, world.other.open_checkout({world.shop.espresso: 1})
    )


def test_only_named_gateways_are_offered(world: World) -> None:
    set_terms(world.owner, world.vip, options=["ONLINE"], gateways=["other.gateway"])
    checkout = world.member.open_checkout({world.shop.espresso: 1})
    assert DUMMY not in gateways_of(world.member, checkout)
    set_terms(world.owner, world.vip, gateways=[DUMMY])

    assert DUMMY in gateways_of(world.member, checkout)
    assert terms_of(world.owner, world.member.buy(checkout)) is None


def test_a_limit_is_kept(world: World) -> None:
    set_terms(world.owner, world.vip, creditLimit="100", creditCurrency="USD")
    first = buy_on_terms(world.member, {world.shop.espresso: 4})
    owed = row_of(first).open_amount
    checkout = world.member.open_checkout({world.shop.espresso: 1})
    world.member.ship(checkout)

    _, net = options_of(world.member, checkout) or []
    assert net["available"] is False
    assert net["reason"] == (
        f"The total is more than the credit that is left: {100 - owed:.2f} USD."
    )
    assert errors_of(choose, world.member, checkout) == [("option", "CREDIT_EXCEEDED")]
    assert TermsOrder.objects.count() == 1


def test_the_limit_is_looked_at_again_when_the_order_is_placed(world: World) -> None:
    checkout = world.member.open_checkout({world.shop.espresso: 1})
    world.member.ship(checkout)
    choose(world.member, checkout)
    set_terms(world.owner, world.vip, creditLimit="10", creditCurrency="USD")

    with pytest.raises(Refused) as error:
        world.member.complete(checkout)

    assert "10.00 USD" in error.value.errors[0]["message"]
    assert not TermsOrder.objects.exists()
    assert PaymentChoice.objects.get().reserved_at is None
    # Nothing is left of it: the shopper pays another way.
    assert terms_of(world.owner, world.member.buy(checkout)) is None


def test_a_number_is_asked_for_before_the_order(world: World) -> None:
    set_terms(world.owner, world.vip, requiresPurchaseOrder=True)
    checkout = world.member.open_checkout({world.shop.espresso: 1})
    world.member.ship(checkout)

    for po, code in ((None, "REQUIRED"), ("  ", "REQUIRED"), ("a" * 65, "INVALID")):
        assert errors_of(choose, world.member, checkout, po=po) == [
            ("purchaseOrderNumber", code)
        ]
    assert not PaymentChoice.objects.exists()
    choose(world.member, checkout, po="PO 1")
    assert row_of(world.member.complete(checkout)).purchase_order_number == "PO 1"


def test_other_ways_are_open_without_a_due_day(world: World) -> None:
    set_terms(
        world.owner,
        world.vip,
        options=["BANK_TRANSFER"],
        instructions=[{"option": "BANK_TRANSFER", "text": "Pay to DE89."}],
    )
    checkout = world.member.open_checkout({world.shop.espresso: 1})
    world.member.ship(checkout)
    choose(world.member, checkout, "BANK_TRANSFER")

    terms = own_terms_of(world.member, world.member.complete(checkout)) or {}

    assert terms["option"] == "BANK_TRANSFER"
    assert terms["instructions"] == "Pay to DE89."
    assert terms["dueOn"] is None


def test_the_terms_are_frozen_for_apps(world: World) -> None:
    order = buy_on_terms(world.member, {world.shop.espresso: 1}, po="PO-1")

    found = world.owner.ask(
        "query($id: ID!) { order(id: $id) { privateMetadata { key value } } }",
        id=order.id,
    )["order"]["privateMetadata"]

    stored = {each["key"]: each["value"] for each in found}["customer_groups.terms"]
    assert "PO-1" in stored
    assert "net_terms" in stored


def test_switched_off_nothing_is_lent(world: World) -> None:
    checkout = world.member.open_checkout({world.shop.espresso: 1})
    world.member.ship(checkout)
    choose(world.member, checkout)
    configure(active=False)

    with pytest.raises(Refused):
        world.member.complete(checkout)

    assert not TermsOrder.objects.exists()
    if port.GENERATION == 2:
        world.member.buy(checkout)

"""Orders on terms that wait for approval. terms.md, Approval."""

from typing import Any

import pytest

from saleor_customer_groups import port
from saleor_customer_groups.models import TermsLedgerEntry, TermsOrder
from tests.journeys.terms.paying import (
    World,
    buy_on_terms,
    cancel,
    options_of,
    row_of,
    set_terms,
    terms_of,
)
from tests.owner import Shop
from tests.storefront import Order, Refused, Storefront

APPROVE = """mutation($id: ID!) {
  customerGroupOrderApprove(orderId: $id) {
    terms { state } errors { field code message }
  }
}"""
REJECT = """mutation($id: ID!, $reason: String!) {
  customerGroupOrderReject(orderId: $id, reason: $reason) {
    terms { state open { amount } } errors { field code message }
  }
}"""

# Saleor 3 tells of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(shop: Shop) -> World:
    return World(shop, autoApproveBelow="50")


def state_of(order: Order) -> str:
    return str(row_of(order).state)


def status_of(world: World, order: Order) -> str:
    found = world.owner.ask(
        "query($id: ID!) { order(id: $id) { status } }", id=order.id
    )
    return found["order"]["status"]


def refused(owner: Storefront, document: str, **given: Any) -> list[Any]:
    with pytest.raises(Refused) as error:
        owner.change(document, **given)
    return [(each["field"], each["code"]) for each in error.value.errors]


def test_below_the_amount_an_order_goes_through(world: World) -> None:
    order = buy_on_terms(world.member, {world.shop.espresso: 1})

    assert state_of(order) == "open"
    assert status_of(world, order) == "UNFULFILLED"


def test_at_the_amount_it_waits_until_it_is_approved(world: World) -> None:
    total = row_of(buy_on_terms(world.member, {world.shop.espresso: 3})).total_amount
    TermsOrder.objects.all().delete()
    set_terms(world.owner, world.vip, autoApproveBelow=str(total))
    checkout = world.member.open_checkout({world.shop.espresso: 3})
    world.member.ship(checkout)
    assert (options_of(world.member, checkout) or [])[1]["requiresApproval"] is True

    order = buy_on_terms(world.member, {world.shop.espresso: 3})

    assert state_of(order) == "waiting"
    held = "UNCONFIRMED" if port.GENERATION == 3 else "UNFULFILLED"
    assert status_of(world, order) == held
    payload = world.owner.change(APPROVE, id=order.id)
    assert payload["terms"] == {"state": "OPEN"}
    assert status_of(world, order) == "UNFULFILLED"
    assert row_of(order).open_amount == total
    assert row_of(order).captured_amount == 0
    set_terms(world.owner, world.vip, autoApproveBelow=str(total + 1))
    assert state_of(buy_on_terms(world.member, {world.shop.espresso: 3})) == "open"


def test_one_that_waits_counts_against_the_limit(world: World) -> None:
    set_terms(world.owner, world.vip, creditLimit="120", creditCurrency="USD")
    buy_on_terms(world.member, {world.shop.espresso: 4})

    with pytest.raises(Refused):
        buy_on_terms(world.member, {world.shop.espresso: 3})


def test_rejecting_cancels_and_frees_the_credit(world: World) -> None:
    set_terms(world.owner, world.vip, creditLimit="120", creditCurrency="USD")
    order = buy_on_terms(world.member, {world.shop.espresso: 4})

    payload = world.owner.change(REJECT, id=order.id, reason="Too much")

    assert payload["terms"] == {"state": "REJECTED", "open": {"amount": 0.0}}
    assert status_of(world, order) == "CANCELED"
    assert (terms_of(world.owner, order) or {})["state"] == "REJECTED"
    entry = TermsLedgerEntry.objects.get(change="rejected")
    assert entry.reason == "Too much"
    assert entry.user is not None
    assert entry.user.email == "owner@example.com"
    assert state_of(buy_on_terms(world.member, {world.shop.espresso: 4})) == "waiting"


def test_each_is_decided_once(world: World) -> None:
    order = buy_on_terms(world.member, {world.shop.espresso: 4})
    assert refused(world.owner, REJECT, id=order.id, reason=" ") == [
        ("reason", "REQUIRED")
    ]
    assert state_of(order) == "waiting"
    world.owner.change(APPROVE, id=order.id)

    for document, more in ((APPROVE, {}), (REJECT, {"reason": "No"})):
        assert refused(world.owner, document, id=order.id, **more) == [
            ("orderId", "NOT_WAITING")
        ]
    assert state_of(order) == "open"
    assert TermsLedgerEntry.objects.filter(change="approved").count() == 1


def test_shoppers_decide_nothing(world: World) -> None:
    order = buy_on_terms(world.member, {world.shop.espresso: 4})

    for asking in (world.member, world.other, world.guest):
        with pytest.raises(Refused):
            asking.change(APPROVE, id=order.id)
        with pytest.raises(Refused):
            asking.change(REJECT, id=order.id, reason="No")

    assert state_of(order) == "waiting"


def test_staff_may_cancel_one_that_waits_in_saleor(world: World) -> None:
    order = buy_on_terms(world.member, {world.shop.espresso: 4})

    cancel(world.owner, order)

    assert state_of(order) == "cancelled"
    assert row_of(order).open_amount == 0

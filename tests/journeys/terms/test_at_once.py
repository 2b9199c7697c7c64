"""Many order on terms at once, and none too many do. terms.md, Credit."""

from functools import partial
from typing import Any

import pytest

from saleor_customer_groups.models import (
    PaymentChoice,
    TermsLedgerEntry,
    TermsOrder,
    TermsPayment,
)
from tests.database.at_once import at_once
from tests.journeys.quotes.on_terms import offered
from tests.journeys.quotes.quoting import SeenQuote, accept, mine
from tests.journeys.terms.books import APPROVE, REJECT
from tests.journeys.terms.paying import (
    World,
    buy_on_terms,
    choose,
    record,
    row_of,
    set_terms,
    today,
)
from tests.owner import Shop
from tests.storefront import Order, Refused

MANY = 20
# Of quotes and of checkouts. Who accepts a quote keeps the others waiting for longer.
OF_EACH = 3


def complete(world: World, checkout: Any) -> str:
    """Order; what is answered if that is refused."""
    try:
        world.member.complete(checkout)
    except Refused as error:
        return str(error.errors[0]["message"]) or "refused"
    return ""


@pytest.mark.django_db(transaction=True)
def test_of_twenty_at_once_three_fit_into_the_limit(shop: Shop) -> None:
    world = World(shop)
    checkouts = []
    for _ in range(MANY):
        # On Saleor 2.10 a customer has one checkout, unless others attach one.
        checkout = world.guest.open_checkout({shop.espresso: 1})
        world.member.attach(checkout)
        world.member.ship(checkout)
        choose(world.member, checkout)
        checkouts.append(checkout)
    total = world.member.look(checkouts[0]).total
    # Enough for three of them, and not for a fourth one.
    limit = total * 7 / 2
    set_terms(world.owner, world.vip, creditLimit=f"{limit:.2f}", creditCurrency="USD")

    answers = at_once(*(partial(complete, world, each) for each in checkouts))

    assert answers.count("") == 3
    assert TermsOrder.objects.count() == 3
    assert sum(row.open_amount for row in TermsOrder.objects.all()) == total * 3
    assert {answer for answer in answers if answer} == {
        f"The total is more than the credit that is left: {total / 2:.2f} USD."
    }
    assert PaymentChoice.objects.count() == MANY - 3
    assert not PaymentChoice.objects.filter(reserved_at__isnull=False).exists()


@pytest.mark.django_db(transaction=True)
def test_a_checkout_that_is_completed_often_is_ordered_once(shop: Shop) -> None:
    world = World(shop)
    checkout = world.member.open_checkout({shop.espresso: 1})
    world.member.ship(checkout)
    choose(world.member, checkout)

    at_once(*(partial(complete, world, checkout) for _ in range(4)))

    assert TermsOrder.objects.count() == 1
    assert not PaymentChoice.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_quotes_and_checkouts_at_once_three_fit_into_the_limit(shop: Shop) -> None:
    world = World(shop)
    set_terms(world.owner, world.vip, options=["NET_TERMS"])
    quotes = [offered(world, basket={shop.espresso: 1}) for _ in range(OF_EACH)]
    checkouts = []
    for _ in range(OF_EACH):
        checkout = world.guest.open_checkout({shop.espresso: 1})
        world.member.attach(checkout)
        world.member.ship(checkout)
        choose(world.member, checkout)
        checkouts.append(checkout)
    total = quotes[0].total
    limit = total * 7 / 2
    set_terms(world.owner, world.vip, creditLimit=f"{limit:.2f}", creditCurrency="USD")

    answers = at_once(
        *(partial(complete, world, each) for each in checkouts),
        *(partial(answer, world, each) for each in quotes),
    )

    assert answers.count("") == 3
    assert {each for each in answers if each} == {
        f"The total is more than the credit that is left: {total / 2:.2f} USD."
    }
    rows = list(TermsOrder.objects.all())
    assert [row.open_amount for row in rows] == [total] * 3
    accepted = sum(each.status == "ACCEPTED" for each in mine(world.member))
    assert accepted == answers[len(checkouts) :].count("")
    assert not PaymentChoice.objects.filter(reserved_at__isnull=False).exists()


@pytest.mark.django_db(transaction=True)
def test_payments_at_once_are_never_more_than_is_open(shop: Shop) -> None:
    world = World(shop)
    # Three espressos for 20.00, and 10.00 for shipping.
    order = buy_on_terms(world.member, {shop.espresso: 3})
    told = [f"R{number}" for number in (1, 1, 2, 3, 4)]

    answers = at_once(*(partial(pay, world, order, each) for each in told))

    # That with one reference came twice, and counts once.
    refused = [answer for answer in answers if answer]
    assert len(refused) == 1
    assert "is open." in refused[0]
    row = row_of(order)
    assert (row.captured_amount, row.open_amount) == (60, 10)
    assert TermsPayment.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_of_approving_and_rejecting_at_once_one_counts(shop: Shop) -> None:
    world = World(shop, autoApproveBelow="0")
    order = buy_on_terms(world.member, {shop.espresso: 1})
    documents = [APPROVE, REJECT, APPROVE, REJECT]

    answers = at_once(*(partial(decide, world, order, each) for each in documents))

    assert answers.count("") == 1
    row = row_of(order)
    was_approved = answers.index("") % 2 == 0
    assert row.state == ("open" if was_approved else "rejected")
    assert row.open_amount == (30 if was_approved else 0)
    decided = TermsLedgerEntry.objects.filter(change__in=["approved", "rejected"])
    assert [each.change for each in decided] == [
        "approved" if was_approved else "rejected"
    ]


def pay(world: World, order: Order, reference: str) -> str:
    """Record a payment of 20.00; what is answered if that is refused."""
    try:
        record(world.owner, order, "20.00", on=today(), reference=reference)
    except Refused as error:
        return str(error.errors[0]["message"]) or "refused"
    return ""


def decide(world: World, order: Order, document: str) -> str:
    """Approve or reject an order; what is answered if that is refused."""
    try:
        world.owner.change(document, id=order.id)
    except Refused as error:
        return str(error.errors[0]["message"]) or "refused"
    return ""


def answer(world: World, quote: SeenQuote) -> str:
    """Accept a quote; what is answered if that is refused."""
    try:
        accept(world.member, quote)
    except Refused as error:
        return str(error.errors[0]["message"]) or "refused"
    return ""

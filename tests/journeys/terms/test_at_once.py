"""Many order on terms at once, and none too many do. terms.md, Credit."""

from functools import partial
from typing import Any

import pytest

from saleor_customer_groups.models import PaymentChoice, TermsOrder
from tests.database.at_once import at_once
from tests.journeys.quotes.on_terms import offered
from tests.journeys.quotes.quoting import SeenQuote, accept, mine
from tests.journeys.terms.paying import World, choose, set_terms
from tests.owner import Shop
from tests.storefront import Refused

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
        f"The total is above the credit that is free: {total / 2:.2f} USD."
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
        f"The total is above the credit that is free: {total / 2:.2f} USD."
    }
    rows = list(TermsOrder.objects.all())
    assert [row.open_amount for row in rows] == [total] * 3
    accepted = sum(each.status == "ACCEPTED" for each in mine(world.member))
    assert accepted == answers[len(checkouts) :].count("")
    assert not PaymentChoice.objects.filter(reserved_at__isnull=False).exists()


def answer(world: World, quote: SeenQuote) -> str:
    """Accept a quote; what is answered if that is refused."""
    try:
        accept(world.member, quote)
    except Refused as error:
        return str(error.errors[0]["message"]) or "refused"
    return ""

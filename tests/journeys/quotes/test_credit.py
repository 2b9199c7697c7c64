"""An accepted quote is lent no more than the customer may owe. docs/terms.md."""

from datetime import timedelta
from typing import Any

import pytest

from saleor_customer_groups.models import (
    TermsLedgerEntry,
    TermsOrder,
)
from tests.database.broken_tables import broken
from tests.journeys.quotes import quoting
from tests.journeys.quotes.on_terms import (
    TOTAL,
    accepted,
    assert_open_without_terms,
    limit,
    offered,
    refused,
)
from tests.journeys.terms.paying import (
    World,
    buy_on_terms,
    row_of,
    set_terms,
    today,
)
from tests.owner import Shop

# Saleor 3 tells of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)

SET_CUSTOMER = """mutation($id: ID!, $input: CustomerGroupCustomerTermsInput!) {
  customerGroupCustomerTermsUpdate(customerId: $id, input: $input) {
    errors { field code message }
  }
}"""
WAYS = {"online too": ["ONLINE", "NET_TERMS"], "net terms alone": ["NET_TERMS"]}


@pytest.fixture
def world(shop: Shop) -> World:
    return World(shop)


@pytest.fixture(params=WAYS.values(), ids=WAYS)
def ways(request: pytest.FixtureRequest) -> list[str]:
    return request.param


def block(world: World) -> None:
    user_id = quoting.customer_id("member@example.com")
    world.owner.change(
        SET_CUSTOMER, id=user_id, input={"isBlocked": True, "note": "Owes"}
    )


def owe_too_long(world: World) -> None:
    set_terms(world.owner, world.vip, blockedAfterDaysOverdue=5)
    row = row_of(buy_on_terms(world.member, {world.shop.latte: 1}))
    TermsOrder.objects.filter(pk=row.pk).update(due_on=today() - timedelta(days=6))


def test_just_the_limit_is_lent(world: World) -> None:
    limit(world, "70")

    assert row_of(accepted(world)).open_amount == TOTAL


def test_above_the_limit_it_is_paid_online_or_refused(
    world: World, ways: list[str]
) -> None:
    set_terms(world.owner, world.vip, options=ways, requiresPurchaseOrder=True)
    limit(world, "69.99")
    quote = offered(world)

    if "ONLINE" in ways:
        assert_open_without_terms(world, accepted(world, quote), TOTAL)
        assert not TermsLedgerEntry.objects.filter(change="ordered").exists()
        return
    assert refused(world.member, quote, "PO-1") == (
        "id",
        "CREDIT_EXCEEDED",
        "The total is more than the credit that is left: 69.99 USD.",
    )
    limit(world, "70")
    assert row_of(accepted(world, quote, "PO-1")).open_amount == TOTAL


def test_what_is_open_counts(world: World) -> None:
    set_terms(world.owner, world.vip, options=["NET_TERMS"])
    limit(world, "139.99")
    quotes = [offered(world), offered(world)]
    accepted(world, quotes[0])

    assert refused(world.member, quotes[1])[2] == (
        "The total is more than the credit that is left: 69.99 USD."
    )
    assert TermsOrder.objects.count() == 1


@pytest.mark.parametrize(
    ("hinder", "message"),
    [
        (
            block,
            "Paying on terms is not possible at the moment. Please contact the shop.",
        ),
        (
            owe_too_long,
            "Paying on terms is not possible while an order is overdue for more than"
            " 5 days.",
        ),
        (
            lambda world: limit(world, "1000", "EUR"),
            "Paying on terms is possible in EUR only.",
        ),
    ],
    ids=["blocked", "overdue", "other currency"],
)
def test_without_credit_it_is_paid_online_or_refused(
    world: World, ways: list[str], hinder: Any, message: str
) -> None:
    quote = offered(world)
    hinder(world)
    set_terms(world.owner, world.vip, options=ways)

    if "ONLINE" in ways:
        assert_open_without_terms(world, accepted(world, quote), TOTAL)
    else:
        assert refused(world.member, quote) == ("id", "PAYMENT_NOT_AVAILABLE", message)


def test_another_way_that_is_not_online_is_enough(world: World) -> None:
    set_terms(world.owner, world.vip, options=["BANK_TRANSFER", "NET_TERMS"])
    limit(world, "10")

    assert_open_without_terms(world, accepted(world), TOTAL)


def test_a_fault_lends_nothing(world: World, ways: list[str]) -> None:
    set_terms(world.owner, world.vip, options=ways)
    quote = offered(world)

    with broken("saleor_customer_groups_customerterms"):
        if "ONLINE" in ways:
            order = accepted(world, quote)
        else:
            assert refused(world.member, quote) == (
                "id",
                "PAYMENT_NOT_AVAILABLE",
                "Paying on terms is not possible at the moment. Please try again"
                " later.",
            )
    if "ONLINE" in ways:
        assert_open_without_terms(world, order, TOTAL)
    else:
        assert row_of(accepted(world, quote)).open_amount == TOTAL


def test_a_fault_that_hides_the_terms_does_not_stop_the_sale(
    world: World, ways: list[str]
) -> None:
    set_terms(world.owner, world.vip, options=ways)
    quote = offered(world)

    with broken("saleor_customer_groups_membership"):
        order = accepted(world, quote)

    assert_open_without_terms(world, order, TOTAL)

"""An accepted quote is an order on terms. docs/terms.md, Accepted quotes."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from saleor.order.models import Order as SaleorOrder

from saleor_customer_groups import port
from saleor_customer_groups.models import (
    CustomerQuote,
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
    order_of,
    refused,
    saleor_of,
    stored,
)
from tests.journeys.terms.paying import (
    World,
    buy_on_terms,
    customer,
    own_terms_of,
    row_of,
    set_terms,
    terms_of,
    today,
)
from tests.owner import Shop
from tests.port.plugin import configure
from tests.storefront import Refused

# Saleor 3 tells of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(shop: Shop) -> World:
    return World(shop)


def test_an_accepted_quote_is_paid_later(world: World) -> None:
    set_terms(world.owner, world.vip, earlyPaymentPercent="2", earlyPaymentDays=10)
    quote = offered(world)
    assert quote.total == TOTAL

    order = accepted(world, quote, po=" PO-7 ")

    terms = {
        "option": "NET_TERMS",
        "state": "OPEN",
        "purchaseOrderNumber": "PO-7",
        "placedOn": today().isoformat(),
        "dueOn": (today() + timedelta(days=30)).isoformat(),
        "earlyPaymentUntil": (today() + timedelta(days=10)).isoformat(),
        "earlyPaymentAmount": {"amount": 68.6, "currency": "USD"},
        "instructions": "",
        "total": {"amount": 70.0, "currency": "USD"},
        "paid": {"amount": 0.0},
        "credited": {"amount": 0.0},
        "open": {"amount": 70.0},
        "daysOverdue": 0,
    }
    assert terms_of(world.owner, order) == terms
    assert own_terms_of(world.member, order) == terms
    row = row_of(order)
    assert (row.group, row.customer) == (world.vip, customer("member@example.com"))
    assert (row.number, row.checkout_key) == (quote.number, "")
    entry = TermsLedgerEntry.objects.get(change="ordered")
    assert (entry.order_id, entry.group_code) == (row.order_id, world.vip.code)
    metadata = SaleorOrder.objects.get().private_metadata["customer_groups.terms"]
    assert metadata["purchase_order_number"] == "PO-7"
    assert metadata["due_on"] == terms["dueOn"]
    assert quoting.orders_of(world.member) == [(quote.number, "UNFULFILLED", TOTAL)]
    found = saleor_of(world, order)
    assert (found["status"], found["isPaid"]) == ("UNFULFILLED", False)
    assert found["totalAuthorized"] == {"amount": 70.0}
    if port.GENERATION == 3:
        assert (found["chargeStatus"], found["authorizeStatus"]) == ("NONE", "FULL")
        assert found["transactions"] == [
            {
                "name": "Payment terms",
                "authorizedAmount": {"amount": 70.0},
                "chargedAmount": {"amount": 0.0},
            }
        ]
    else:
        assert found["paymentStatus"] == "NOT_CHARGED"
        (payment,) = found["payments"]
        assert (payment["isActive"], payment["total"]) == (True, {"amount": 70.0})


def test_it_looks_like_an_order_of_a_checkout(world: World) -> None:
    bought = buy_on_terms(world.member, {world.shop.espresso: 3})

    order = accepted(world)

    assert saleor_of(world, order) == saleor_of(world, bought)
    one, other = terms_of(world.owner, order), terms_of(world.owner, bought)
    assert one == other


def test_a_number_that_is_required_is_asked_for(world: World) -> None:
    set_terms(world.owner, world.vip, requiresPurchaseOrder=True)
    quote = offered(world)

    for po in (None, "  "):
        assert refused(world.member, quote, po) == (
            "purchaseOrderNumber",
            "REQUIRED",
            "Give the number of your purchase order.",
        )
    assert refused(world.member, quote, "a" * 65)[:2] == (
        "purchaseOrderNumber",
        "INVALID",
    )
    order = accepted(world, quote, "PO 1")
    assert row_of(order).purchase_order_number == "PO 1"
    # Pressed again, it is answered the same.
    assert order_of(quoting.accept(world.member, quote)) == order
    assert TermsOrder.objects.count() == 1


def test_what_cannot_be_recorded_is_not_lent(world: World) -> None:
    quote = offered(world)
    before = stored()

    ledger = broken("saleor_customer_groups_termsledgerentry")
    with ledger, pytest.raises(Refused) as error:
        quoting.accept(world.member, quote)

    assert [(each["field"], each["code"]) for each in error.value.errors] == [
        ("id", "PAYMENT_NOT_AVAILABLE")
    ]
    assert stored() == before
    assert quoting.mine(world.member)[0].status == "SENT"
    assert row_of(accepted(world, quote)).open_amount == TOTAL


@pytest.mark.parametrize("offer", [{}, [], {"total": "much"}])
def test_an_offer_that_cannot_be_read_is_sent_again(world: World, offer: Any) -> None:
    quote = offered(world)
    before = stored()
    CustomerQuote.objects.update(offer=offer)

    with pytest.raises(Refused) as error:
        quoting.accept(world.member, quote)

    assert [(each["field"], each["code"]) for each in error.value.errors] == [
        ("id", "CHANGED_MEANWHILE")
    ]
    assert stored() == before


def test_who_has_no_net_terms_accepts_as_before(world: World) -> None:
    quote = offered(world, world.other)
    found = quoting.accept(world.other, quote, "PO-1")
    assert_open_without_terms(world, order_of(found), TOTAL)
    set_terms(world.owner, world.vip, options=["ONLINE", "BANK_TRANSFER"])

    assert_open_without_terms(world, accepted(world), TOTAL)
    assert not TermsOrder.objects.exists()


def test_switched_off_nothing_is_lent(world: World) -> None:
    quote = offered(world)
    configure(active=False)

    order = accepted(world, quote)

    configure(active=True)
    assert_open_without_terms(world, order, TOTAL)


def test_a_quote_that_costs_nothing_is_not_on_terms(world: World) -> None:
    set_terms(world.owner, world.vip, requiresPurchaseOrder=True)
    world.shop.promotion(world.vip, "Carriage paid", kind="free_shipping")
    quote = offered(world)
    draft = quoting.draft_of(world.owner, quote)
    free = quoting.send(world.owner, draft, prices={"espresso": "0"})
    assert free.total == Decimal(0)

    quoting.accept(world.member, free)

    assert not TermsOrder.objects.exists()
    assert SaleorOrder.objects.get().status == "unfulfilled"


def test_what_was_paid_for_a_draft_is_not_refused(world: World) -> None:
    set_terms(world.owner, world.vip, options=["NET_TERMS"])
    quote = offered(world)
    limit(world, "10")
    draft = quoting.draft_of(world.owner, quote)
    if port.GENERATION == 3:
        world.owner.change(
            "mutation($id: ID!) { transactionCreate(id: $id, transaction: {"
            ' name: "Deposit", amountCharged: {amount: 20, currency: "USD"}}) {'
            " errors { field code message } } }",
            id=draft.id,
        )
    else:
        world.owner.change(
            "mutation($id: ID!) { orderMarkAsPaid(id: $id) {"
            " errors: orderErrors { field code message } } }",
            id=draft.id,
        )

    order = accepted(world, quote)

    assert not TermsOrder.objects.exists()
    found = saleor_of(world, order)
    assert found["status"] == "UNFULFILLED"
    assert found["totalAuthorized"] == {"amount": 0.0}

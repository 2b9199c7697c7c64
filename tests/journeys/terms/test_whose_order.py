"""An order on terms whose customer changes, or is gone. terms.md, Credit."""

from typing import Any

import pytest
from graphql_relay import to_global_id

from saleor_customer_groups import port
from saleor_customer_groups.models import CustomerInvoice
from saleor_customer_groups.services.terms.term_orders import refresh_open
from tests.api import MANAGE_ORDERS, MANAGE_USERS, log_in, make_staff
from tests.graphql.invoices.made_invoices import ISSUE, fetch, settle_down
from tests.journeys.terms.paying import (
    World,
    buy_on_terms,
    choose,
    customer,
    known_terms_of,
    own_terms_of,
    record,
    row_of,
    today,
)
from tests.owner import Shop
from tests.storefront import Order, Refused, Storefront

# Saleor 3 tells of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)

ACCOUNT = "{ me { customerGroupAccount { open { amount } items { number } } } }"
ITEMS = """{ customerGroupOpenItems(first: 9) {
  edges { node { number customerId customer { email } open { amount } } }
} }"""


@pytest.fixture
def world(shop: Shop) -> World:
    return World(shop, creditLimit="45", creditCurrency="USD")


@pytest.fixture
def second(world: World) -> Storefront:
    return world.shop.member(world.vip, "second@example.com")


def give_to(world: World, order: Order, email: str) -> None:
    """Say that an order is that of somebody else, as staff do in Saleor."""
    errors = "orderErrors" if port.GENERATION == 2 else "errors"
    world.owner.change(
        "mutation($id: ID!, $email: String) { orderUpdate(id: $id, input:"
        f" {{userEmail: $email}}) {{ {errors} {{ field code message }} }} }}",
        id=order.id,
        email=email,
    )


def owed(email: str) -> list[str]:
    """Return the numbers of the orders that somebody owes."""
    account = log_in(email).ask(ACCOUNT)["customerGroupAccount"]
    return [each["number"] for each in account["items"]]


def test_an_order_that_is_given_to_another_customer_is_owed_by_them(
    world: World, second: Storefront
) -> None:
    order = buy_on_terms(world.member, {world.shop.espresso: 1}, po="PO-1")
    number = row_of(order).number

    give_to(world, order, "second@example.com")

    assert owed("member@example.com") == []
    assert owed("second@example.com") == [number]
    assert (own_terms_of(second, order) or {})["purchaseOrderNumber"] == "PO-1"
    assert known_terms_of(world.member, order) is None
    # So is their credit: 30.00 of 45.00 is used up, and that of the first is free.
    with pytest.raises(Refused):
        choose(second, second.ship(second.open_checkout({world.shop.espresso: 1})))
    buy_on_terms(world.member, {world.shop.espresso: 1})


def test_given_to_an_address_without_account_it_is_owed_as_before(
    world: World,
) -> None:
    order = buy_on_terms(world.member, {world.shop.espresso: 1})

    give_to(world, order, "new@example.com")

    assert owed("member@example.com") == [row_of(order).number]
    with pytest.raises(Refused):
        buy_on_terms(world.member, {world.shop.espresso: 1})


def test_its_invoice_is_read_by_whose_it_is(world: World, second: Storefront) -> None:
    settle_down()
    order = buy_on_terms(world.member, {world.shop.espresso: 1})
    issued = world.owner.change(ISSUE, id=order.id)["invoice"]
    address = issued["url"].partition("?")[0]
    callers = log_in("member@example.com"), log_in("second@example.com")
    assert [fetch(address, each).status_code for each in callers] == [200, 404]

    give_to(world, order, "second@example.com")

    assert [fetch(address, each).status_code for each in callers] == [404, 200]


def test_what_an_erased_customer_owes_stays_on_the_list(world: World) -> None:
    settle_down()
    order = buy_on_terms(world.member, {world.shop.espresso: 1})
    world.owner.change(ISSUE, id=order.id)
    row = row_of(order)
    customer("member@example.com").delete()
    refresh_open(now=row.updated_at)
    clerk = make_staff(MANAGE_ORDERS, MANAGE_USERS)

    found = [each["node"] for each in clerk.ask(ITEMS)["edges"]]

    assert found == [
        {
            "number": row.number,
            "customerId": None,
            "customer": None,
            "open": {"amount": 30.0},
        }
    ]
    (line,) = clerk.ask("{ customerGroupOpenItemsExport }").splitlines()[1:]
    assert line.startswith(f"{row.number},,vip,")
    paid = record(world.owner, order, "30.00", on=today())
    assert paid["state"] == "SETTLED"
    invoice: Any = CustomerInvoice.objects.get()
    assert (invoice.customer_id, invoice.total_amount) == (None, 30)


def test_a_customer_who_has_another_address_owes_what_they_did(world: World) -> None:
    order = buy_on_terms(world.member, {world.shop.espresso: 1})
    who = customer("member@example.com")
    world.owner.change(
        "mutation($id: ID!) { customerUpdate(id: $id, input:"
        f' {{email: "other-name@example.com"}}) {{ {_ERRORS} }} }}',
        id=to_global_id("User", who.pk),
    )

    assert owed("other-name@example.com") == [row_of(order).number]


_ERRORS = (
    "accountErrors { field code }" if port.GENERATION == 2 else "errors { field code }"
)

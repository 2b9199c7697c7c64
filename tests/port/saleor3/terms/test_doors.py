"""How one pays on Saleor 3, where Saleor 2.10 has no such door. terms.md, section 2."""

from decimal import Decimal
from typing import Any

import pytest
from graphql_relay import from_global_id, to_global_id
from saleor.app.models import App
from saleor.order.models import Order as SaleorOrder
from saleor.payment.models import TransactionItem

from saleor_customer_groups.models import PaymentChoice, TermsOrder
from tests.api import make_app_caller
from tests.journeys.terms.paying import (
    World,
    buy_on_terms,
    choose,
    money,
    row_of,
    set_terms,
    terms_of,
)
from tests.owner import Shop
from tests.port.saleor3 import dialect
from tests.storefront import Order, Refused

pytestmark = pytest.mark.django_db(transaction=True)

INITIALIZE = """mutation($id: ID!, $data: JSON) {
  transactionInitialize(id: $id, paymentGateway: {id: "pay", data: $data}) {
    transaction { id } errors { field code message }
  }
}"""
PROCESS = """mutation($id: ID!) {
  transactionProcess(id: $id) { transaction { id } errors { field code message } }
}"""
NOT_AVAILABLE = "The gateway pay is not available for this checkout."


@pytest.fixture
def world(shop: Shop) -> World:
    App.objects.create(name="Pay", identifier="pay", is_active=True)
    return World(shop)


def to_buy(world: World) -> Any:
    """Return a checkout that is to be paid."""
    checkout = world.member.open_checkout({world.shop.espresso: 1})
    return world.member.ship(checkout)


def test_a_payment_app_that_is_not_allowed_begins_nothing(world: World) -> None:
    checkout = to_buy(world)
    set_terms(world.owner, world.vip, options=["NET_TERMS"])

    found = world.member.ask(INITIALIZE, id=checkout.id)["transactionInitialize"]

    assert found["transaction"] is None
    assert found["errors"] == [
        {"field": "paymentGateway", "code": "INVALID", "message": NOT_AVAILABLE}
    ]
    assert not TransactionItem.objects.exists()
    set_terms(world.owner, world.vip, options=["ONLINE"], gateways=["pay"])
    world.member.ask(INITIALIZE, id=checkout.id)
    assert TransactionItem.objects.get().app_identifier == "pay"


def test_what_was_begun_before_is_not_gone_on_with(world: World) -> None:
    checkout = to_buy(world)
    world.member.ask(INITIALIZE, id=checkout.id)
    item = TransactionItem.objects.get()
    # As with one for which the shopper has to do something.
    item.events.exclude(type__endswith="_request").delete()
    before = item.events.count()
    set_terms(world.owner, world.vip, options=["NET_TERMS"])

    found = world.member.ask(PROCESS, id=to_global_id("TransactionItem", item.token))[
        "transactionProcess"
    ]

    assert [each["message"] for each in found["errors"]] == [NOT_AVAILABLE]
    assert item.events.count() == before


def test_money_that_was_taken_is_never_refused(world: World) -> None:
    checkout = to_buy(world)
    choose(world.member, checkout)
    world.owner.change(
        "mutation($id: ID!, $paid: MoneyInput!) { transactionCreate(id: $id,"
        ' transaction: {name: "Card", amountCharged: $paid})'
        " { errors { field code message } } }",
        id=checkout.id,
        paid={"amount": "30", "currency": "USD"},
    )
    set_terms(
        world.owner,
        world.vip,
        options=["NET_TERMS"],
        creditLimit="1",
        creditCurrency="USD",
    )

    order = world.member.complete(checkout)

    assert order.total == Decimal(30)
    assert terms_of(world.owner, order) is None
    assert not TermsOrder.objects.exists()
    assert not PaymentChoice.objects.exists()


def test_an_app_makes_the_order_of_a_checkout_on_terms(world: World) -> None:
    checkout = to_buy(world)
    choose(world.member, checkout, po="PO-3")
    app = make_app_caller("checkout.handle_checkouts", name="Orders")
    document = (
        f"mutation($id: ID!) {{ orderCreateFromCheckout(id: $id)"
        f" {{ order {dialect._ORDER} errors {{ code message }} }} }}"
    )

    found = app.ask(document, id=checkout.id)

    assert found["errors"] == []
    row = row_of(dialect.read_order(found["order"]))
    assert (row.purchase_order_number, row.open_amount) == ("PO-3", Decimal(30))
    assert TransactionItem.objects.get().authorized_value == Decimal(30)
    # What is above the limit is refused to the app as well.
    set_terms(world.owner, world.vip, creditLimit="45", creditCurrency="USD")
    other = world.guest.open_checkout({world.shop.espresso: 1})
    world.member.attach(other)
    world.member.ship(other)
    PaymentChoice.objects.create(
        checkout_key=str(from_global_id(other.id)[1]),
        customer_id=row.customer_id,
        option="net_terms",
        chosen_at=row.placed_at,
        currency="USD",
    )
    refused = app.ask(document, id=other.id)
    assert refused["order"] is None
    assert "15.00 USD" in refused["errors"][0]["message"]
    assert SaleorOrder.objects.count() == 1


def test_completing_again_is_answered_with_the_same_order(world: World) -> None:
    checkout = to_buy(world)
    choose(world.member, checkout)
    first = world.member.complete(checkout)

    assert world.member.complete(checkout).id == first.id
    assert SaleorOrder.objects.count() == TermsOrder.objects.count() == 1
    assert TransactionItem.objects.get().authorized_value == Decimal(30)


def test_the_dashboard_offers_no_button_that_does_nothing(world: World) -> None:
    order = buy_on_terms(world.member, {world.shop.espresso: 1})

    found = world.owner.ask(
        "query($id: ID!) { order(id: $id) {"
        " transactions { id name actions authorizedAmount { amount } } } }",
        id=order.id,
    )["order"]["transactions"]

    assert [(each["name"], each["actions"]) for each in found] == [
        ("Payment terms", [])
    ]
    # Who asks all the same is told so, and nothing is changed.
    with pytest.raises(Refused):
        world.owner.change(
            "mutation($id: ID!) { transactionRequestAction(id: $id, actionType: CHARGE)"
            " { errors { field code message } } }",
            id=found[0]["id"],
        )
    assert row_of(order).open_amount == Decimal(30)


def confirm(world: World, order: Order) -> None:
    """Confirm an order in Saleor."""
    world.owner.change(
        "mutation($id: ID!) { orderConfirm(id: $id) { errors { field code } } }",
        id=order.id,
    )


def test_confirming_in_saleor_approves_it(world: World) -> None:
    set_terms(world.owner, world.vip, autoApproveBelow="0")
    order = buy_on_terms(world.member, {world.shop.espresso: 1})
    assert row_of(order).state == "waiting"

    confirm(world, order)

    row = row_of(order)
    assert (row.state, row.open_amount, row.captured_amount) == ("open", 30, 0)
    assert (terms_of(world.owner, order) or {})["state"] == "OPEN"


def test_what_comes_back_and_is_granted_then_is_taken_off_once(world: World) -> None:
    order = buy_on_terms(world.member, {world.shop.espresso: 3})
    line = world.owner.ask(
        "query($id: ID!) { order(id: $id) { lines { id } } }", id=order.id
    )["order"]["lines"][0]["id"]

    def take_back() -> Decimal:
        world.owner.change(
            "mutation($id: ID!, $lines: [OrderReturnLineInput!]!) {"
            " orderFulfillmentReturnProducts(order: $id, input: {orderLines: $lines})"
            " { errors { field code message } } }",
            id=order.id,
            lines=[{"orderLineId": line, "quantity": 1}],
        )
        return money((terms_of(world.owner, order) or {})["open"])

    # Three espressos for 20.00 each, and 10.00 for shipping.
    assert take_back() == Decimal(50)
    # Saleor saves nothing in the order of the second one.
    assert take_back() == Decimal(30)
    item = to_global_id("TransactionItem", TransactionItem.objects.get().token)
    world.owner.change(
        "mutation($id: ID!) { transactionUpdate(id: $id, transaction: {amountCharged:"
        ' {amount: 30, currency: "USD"}}) { errors { field code message } } }',
        id=item,
    )
    assert money((terms_of(world.owner, order) or {})["open"]) == 0
    world.owner.change(
        "mutation($id: ID!, $of: ID!) { orderGrantRefundCreate(id: $id, input:"
        " {amount: 20, transactionId: $of}) { errors { field code message } } }",
        id=order.id,
        of=item,
    )
    row = row_of(order)
    assert (row.refunded_amount, row.open_amount) == (Decimal(40), 0)

"""Other doors of Saleor 3 to orders on terms and their money. terms.md, section 2."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from graphql_relay import from_global_id, to_global_id
from saleor.app.models import App
from saleor.channel.models import Channel
from saleor.order.models import Order as SaleorOrder
from saleor.order.tasks import expire_orders_task
from saleor.payment.models import TransactionItem
from saleor.tax.models import TaxClass
from saleor.warehouse.models import Warehouse

from saleor_customer_groups.models import PaymentChoice, TermsOrder
from tests.api import MANAGE_CHECKOUTS, MANAGE_ORDERS, make_app_caller, make_staff
from tests.database.broken_tables import broken
from tests.journeys.quotes.on_terms import offered
from tests.journeys.quotes.quoting import accept, mine, shipping_method
from tests.journeys.terms.paying import (
    CHOOSE,
    World,
    buy_on_terms,
    choose,
    customer,
    money,
    record,
    row_of,
    set_terms,
    terms_of,
    today,
    transaction_of,
)
from tests.owner import Shop
from tests.storefront import Refused

pytestmark = pytest.mark.django_db(transaction=True)

BULK_CANCEL = """mutation($ids: [ID!]!) {
  orderBulkCancel(ids: $ids) { count errors { field code message } }
}"""
BULK_CREATE = """mutation($orders: [OrderBulkCreateInput!]!) {
  orderBulkCreate(orders: $orders, stockUpdatePolicy: SKIP) {
    count results { errors { message } } errors { message code }
  }
}"""
REPORT = """mutation($id: ID!, $type: TransactionEventTypeEnum!, $psp: String!) {
  transactionEventReport(id: $id, type: $type, amount: 30, pspReference: $psp) {
    errors { field code message }
  }
}"""
ATTACH = """mutation($id: ID!, $customer: ID!) {
  checkoutCustomerAttach(id: $id, customerId: $customer) {
    errors { field code message }
  }
}"""
FROM_ORDER = """mutation($id: ID!) {
  checkoutCreateFromOrder(id: $id) { checkout { id } errors { field code message } }
}"""
DECIDE = """mutation($id: ID!) {
  customerGroupOrderApprove(orderId: $id) { errors { field code message } }
}"""
INITIALIZE = """mutation($id: ID!) {
  transactionInitialize(id: $id, paymentGateway: {id: "pay"}) {
    transaction { id } errors { field code message }
  }
}"""
ADDRESS = {
    "firstName": "Ann",
    "lastName": "Bee",
    "streetAddress1": "1 Main St",
    "city": "New York",
    "countryArea": "NY",
    "postalCode": "10001",
    "country": "US",
}
THIRTY = {"gross": "30", "net": "30"}


@pytest.fixture
def world(shop: Shop) -> World:
    return World(shop, creditLimit="70", creditCurrency="USD")


def free(world: World) -> Decimal:
    """Return how much of the member's limit is free."""
    found = world.member.ask("{ me { customerGroupAccount { available { amount } } } }")
    return money(found["me"]["customerGroupAccount"]["available"])


def test_many_orders_are_cancelled_at_once(world: World) -> None:
    orders = [buy_on_terms(world.member, {world.shop.espresso: 1}) for _ in range(2)]
    assert free(world) == 10

    done = world.owner.change(BULK_CANCEL, ids=[each.id for each in orders])

    assert done["count"] == 2
    assert [(row_of(each).state, row_of(each).open_amount) for each in orders] == [
        ("cancelled", 0)
    ] * 2
    assert free(world) == 70


def test_an_order_from_elsewhere_is_not_on_terms(world: World) -> None:
    taxes = to_global_id("TaxClass", TaxClass.objects.create(name="All").pk)
    line = {
        "taxClassId": taxes,
        "variantId": to_global_id("ProductVariant", world.shop.espresso.pk),
        "createdAt": timezone.now().isoformat(),
        "isShippingRequired": True,
        "isGiftCard": False,
        "quantity": 1,
        "totalPrice": THIRTY,
        "undiscountedTotalPrice": THIRTY,
        "warehouse": to_global_id("Warehouse", Warehouse.objects.get().pk),
    }
    order = {
        "status": "UNFULFILLED",
        "createdAt": timezone.now().isoformat(),
        "channel": "default-channel",
        "user": {"email": "member@example.com"},
        "billingAddress": ADDRESS,
        "languageCode": "EN",
        "currency": "USD",
        "deliveryMethod": {
            "shippingMethodId": shipping_method(),
            "shippingPrice": THIRTY,
            "shippingTaxClassId": taxes,
        },
        "lines": [line],
    }
    app = make_app_caller(MANAGE_ORDERS, "order.manage_orders_import", name="ERP")

    found = app.ask(BULK_CREATE, orders=[order])

    assert found["count"] == 1, found
    placed = SaleorOrder.objects.get()
    assert placed.user == customer("member@example.com")
    assert not TermsOrder.objects.exists()
    assert free(world) == 70


def test_a_choice_is_not_that_of_whoever_has_the_checkout_next(world: World) -> None:
    other = world.shop.member(world.vip, "third@example.com")
    checkout = world.member.open_checkout({world.shop.espresso: 1})
    world.member.ship(checkout)
    choose(world.member, checkout, po="PO-1")
    world.member.detach(checkout)
    with pytest.raises(Refused):
        world.guest.complete(checkout)
    other.attach(checkout)

    with pytest.raises(Refused) as error:
        other.complete(checkout)

    assert "not offered to you" in error.value.errors[0]["message"]
    assert not SaleorOrder.objects.exists()
    assert not TransactionItem.objects.exists()
    choose(other, checkout)
    row = row_of(other.complete(checkout))
    assert (row.customer, row.purchase_order_number) == (
        customer("third@example.com"),
        "",
    )


def test_an_app_and_staff_order_for_a_customer(world: World) -> None:
    member = to_global_id("User", customer("member@example.com").pk)
    app = make_app_caller(MANAGE_CHECKOUTS, "account.impersonate_user", name="Till")
    clerk = make_staff(MANAGE_CHECKOUTS, name="clerk")
    for number, caller in enumerate((app, clerk)):
        checkout = world.guest.open_checkout({world.shop.espresso: 1})
        attached = app.ask(ATTACH, id=checkout.id, customer=member)
        assert attached["errors"] == []
        world.guest.ship(checkout)
        po = f"PO-{number}"
        found = caller.ask(CHOOSE, id=checkout.id, option="NET_TERMS", po=po)
        assert found["errors"] == []
        row = row_of(world.guest.complete(checkout))
        assert row.customer == customer("member@example.com")
        assert row.purchase_order_number == po
    assert free(world) == 10
    checkout = world.guest.open_checkout({world.shop.espresso: 1})
    app.ask(ATTACH, id=checkout.id, customer=member)
    world.guest.ship(checkout)

    # Their credit counts, not that of who asks.
    refused = app.ask(CHOOSE, id=checkout.id, option="NET_TERMS", po="PO-2")

    assert [each["code"] for each in refused["errors"]] == ["CREDIT_EXCEEDED"]


def test_what_is_ordered_again_is_paid_for_anew(world: World) -> None:
    order = buy_on_terms(world.member, {world.shop.espresso: 1}, po="PO-1")

    again = world.member.change(FROM_ORDER, id=order.id)["checkout"]

    assert not PaymentChoice.objects.exists()
    key = from_global_id(again["id"])[1]
    assert not TransactionItem.objects.filter(checkout=key).exists()
    assert free(world) == 40


def test_an_order_of_staff_is_not_on_terms(world: World) -> None:
    member = to_global_id("User", customer("member@example.com").pk)
    draft = world.owner.draft_order(member, {world.shop.espresso: 1})

    world.owner.complete_draft(draft, shipping_method())

    assert terms_of(world.owner, draft) is None
    assert free(world) == 70


def test_events_of_authorisations_change_nothing(world: World) -> None:
    order = buy_on_terms(world.member, {world.shop.espresso: 1})
    item = transaction_of(order)
    for number, type_ in enumerate(
        (
            *("AUTHORIZATION_ADJUSTMENT", "AUTHORIZATION_FAILURE"),
            *("CANCEL_REQUEST", "CANCEL_SUCCESS"),
            *("CHARGE_FAILURE", "REFUND_FAILURE", "INFO"),
        )
    ):
        world.owner.change(REPORT, id=item, type=type_, psp=f"P{number}")
        row = row_of(order)
        assert (type_, row.captured_amount, row.open_amount, row.state) == (
            *(type_, 0, 30),
            "open",
        )
    assert record(world.owner, order, "30.00", on=today())["state"] == "SETTLED"


def test_saleor_does_not_expire_what_waits(world: World) -> None:
    set_terms(world.owner, world.vip, autoApproveBelow="0")
    Channel.objects.update(expire_orders_after=1)
    order = buy_on_terms(world.member, {world.shop.espresso: 1})
    SaleorOrder.objects.update(created_at=timezone.now() - timedelta(days=2))

    expire_orders_task()

    assert SaleorOrder.objects.get().status == "unconfirmed"
    assert row_of(order).state == "waiting"


def test_in_a_channel_that_is_closed_what_is_owed_is_paid(world: World) -> None:
    set_terms(world.owner, world.vip, autoApproveBelow="0")
    waiting = buy_on_terms(world.member, {world.shop.espresso: 1})
    quote = offered(world, basket={world.shop.espresso: 1})
    checkout = world.member.open_checkout({world.shop.espresso: 1})
    world.member.ship(checkout)
    choose(world.member, checkout)

    world.owner.change(
        "mutation($id: ID!) { channelDeactivate(id: $id)"
        " { errors { field code message } } }",
        id=to_global_id("Channel", Channel.objects.get().pk),
    )

    with pytest.raises(Refused):
        world.member.complete(checkout)
    assert not TransactionItem.objects.exclude(checkout=None).exists()
    world.owner.change(DECIDE, id=waiting.id)
    assert record(world.owner, waiting, "30.00", on=today())["state"] == "SETTLED"
    # Saleor places no draft of a channel that is closed.
    with pytest.raises(Refused) as error:
        accept(world.member, quote)
    assert error.value.errors[0]["code"] == "INVALID"
    assert TermsOrder.objects.count() == 1
    assert [each.status for each in mine(world.member)] == ["SENT"]


def test_what_is_owed_is_paid_through_an_app(world: World) -> None:
    set_terms(world.owner, world.vip, options=["NET_TERMS"])
    order = buy_on_terms(world.member, {world.shop.espresso: 1})
    app = make_app_caller("payment.handle_payments", name="Pay")
    App.objects.filter(name="Pay").update(identifier="pay")

    # Their terms say how they order; what is owed may be paid in any way.
    begun = world.member.ask(INITIALIZE, id=order.id)["transactionInitialize"]

    assert row_of(order).open_amount == 30
    item = begun["transaction"]["id"]
    found = app.ask(REPORT, id=item, type="CHARGE_SUCCESS", psp="P1")
    assert found["errors"] == []
    row = row_of(order)
    assert (row.captured_amount, row.open_amount, row.state) == (30, 0, "settled")
    assert free(world) == 70


def test_a_part_that_is_paid_approves_nothing(world: World) -> None:
    set_terms(world.owner, world.vip, autoApproveBelow="0")
    order = buy_on_terms(world.member, {world.shop.espresso: 2})
    app = make_app_caller("payment.handle_payments", name="Pay")
    App.objects.filter(name="Pay").update(identifier="pay")

    begun = world.member.ask(INITIALIZE, id=order.id)["transactionInitialize"]

    assert SaleorOrder.objects.get().status == "unconfirmed"
    assert (row_of(order).state, row_of(order).open_amount) == ("waiting", 50)
    # 30.00 of 50.00.
    item = begun["transaction"]["id"]
    app.ask(REPORT, id=item, type="CHARGE_SUCCESS", psp="P1")
    assert SaleorOrder.objects.get().status == "unconfirmed"
    assert (row_of(order).state, row_of(order).open_amount) == ("waiting", 20)
    with broken(TermsOrder._meta.db_table):
        app.ask(REPORT, id=item, type="CHARGE_FAILURE", psp="P2")
    assert SaleorOrder.objects.get().status == "unconfirmed"
    world.owner.change(DECIDE, id=order.id)
    assert SaleorOrder.objects.get().status == "unfulfilled"
    assert (row_of(order).state, row_of(order).open_amount) == ("open", 20)


def test_what_is_paid_in_full_needs_no_approval(world: World) -> None:
    set_terms(world.owner, world.vip, autoApproveBelow="0")
    order = buy_on_terms(world.member, {world.shop.espresso: 1})
    item = transaction_of(order)

    world.owner.change(REPORT, id=item, type="CHARGE_SUCCESS", psp="P1")

    assert SaleorOrder.objects.get().status == "unfulfilled"
    assert (row_of(order).state, row_of(order).open_amount) == ("settled", 0)

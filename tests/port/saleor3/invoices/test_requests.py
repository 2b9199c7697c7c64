"""Saleor 3's own request for an invoice is answered. docs/invoices.md, section 1."""

from typing import Any

import pytest
from graphql_relay import from_global_id
from saleor.invoice.models import Invoice
from saleor.order.models import Order
from saleor.webhook.models import Webhook

from saleor_customer_groups import port
from saleor_customer_groups.models import CustomerInvoice, TermsOrder
from tests.api import (
    MANAGE_ORDERS,
    STRANGER,
    Caller,
    log_in,
    make_app_caller,
    make_customer,
)
from tests.database.broken_tables import broken
from tests.graphql.invoices.made_invoices import (
    ISSUE,
    fetch,
    order_id,
    sell,
    settle_down,
)
from tests.owner import Shop
from tests.port.accounts import make_app, make_owner, permission
from tests.port.plugin import configure
from tests.storefront import PASSWORD

REQUEST = """mutation($id: ID!, $number: String) {
  invoiceRequest(orderId: $id, number: $number) {
    invoice { id number url status } errors { field code message }
  }
}"""
OF_ORDER = "query($id: ID!) { order(id: $id) { invoices { number url status } } }"
DELETE = "mutation($id: ID!) { invoiceDelete(id: $id) { errors { code } } }"
SEND = "mutation($id: ID!) { invoiceSendNotification(id: $id) { errors { code } } }"


@pytest.fixture
def staff(shop: Shop) -> Caller:
    settle_down()
    # Saleor itself asks for access to the order's channel, too.
    make_owner("owner@example.com", PASSWORD)
    return log_in("owner@example.com")


@pytest.fixture
def ann(shop: Shop) -> Caller:
    return make_customer()


def request(caller: Caller, order: Any, **more: Any) -> dict[str, Any]:
    return caller.ask(REQUEST, id=order_id(order), **more)


def test_saleor_asks_and_gets_our_invoice(
    shop: Shop, staff: Caller, ann: Caller
) -> None:
    order = sell(shop, ann)

    asked = request(staff, order)

    ours = CustomerInvoice.objects.get()
    assert (ours.user_id, ours.number) == (staff.pk, "INV-00001")
    assert asked["errors"] == []
    assert asked["invoice"] == {
        "id": asked["invoice"]["id"],
        "number": "INV-00001",
        "url": asked["invoice"]["url"],
        "status": "SUCCESS",
    }
    # The Dashboard opens it in another window, without a token.
    address, _, link = asked["invoice"]["url"].partition("?")
    assert address == port.invoice_address(ours.pk)
    assert fetch(f"{address}?{link}").status_code == 200
    assert fetch(address).status_code == 401
    # Asked again, in either way, it is the same.
    assert request(staff, order)["invoice"]["id"] == asked["invoice"]["id"]
    assert staff.ask(ISSUE, id=order_id(order))["invoice"]["number"] == "INV-00001"
    assert Invoice.objects.count() == CustomerInvoice.objects.count() == 1


def test_what_we_issue_saleor_lists(shop: Shop, staff: Caller, ann: Caller) -> None:
    order = sell(shop, ann)

    staff.ask(ISSUE, id=order_id(order))

    (listed,) = staff.ask(OF_ORDER, id=order_id(order))["invoices"]
    assert (listed["number"], listed["status"]) == ("INV-00001", "SUCCESS")
    # Who knows the order learns the address, and nothing there.
    (known,) = STRANGER.ask(OF_ORDER, id=order_id(order))["invoices"]
    assert fetch(known["url"]).status_code == 401
    assert "?" not in known["url"]
    # Another customer has a link that opens nothing to them.
    (known,) = make_customer("bob").ask(OF_ORDER, id=order_id(order))["invoices"]
    assert fetch(known["url"]).status_code == 404


def test_an_app_asks(shop: Shop, staff: Caller, ann: Caller) -> None:
    asked = request(make_app_caller(MANAGE_ORDERS, name="Books"), sell(shop, ann))

    assert asked["invoice"]["number"] == "INV-00001"
    ours = CustomerInvoice.objects.get()
    assert (ours.user_id, ours.app_name) == (None, "Books")


def test_refused_ones_leave_nothing(shop: Shop, staff: Caller, ann: Caller) -> None:
    order = sell(shop, ann)
    numbered = request(staff, order, number="MY-1")
    TermsOrder.objects.update(state="cancelled")
    Order.objects.update(status="canceled")
    cancelled = request(staff, order)

    for asked, words in ((numbered, "give no number"), (cancelled, "was cancelled")):
        assert asked["invoice"] is None
        (error,) = asked["errors"]
        assert (error["field"], error["code"]) == ("orderId", "NOT_READY")
        assert words in error["message"]
    assert not Invoice.objects.exists()
    assert not CustomerInvoice.objects.exists()


def test_others_are_left_to_others(shop: Shop, staff: Caller, ann: Caller) -> None:
    """An order that was paid online, and every order while we are switched off."""
    paid, on_terms = sell(shop, ann), sell(shop, ann)
    TermsOrder.objects.filter(order_id=str(paid.pk)).delete()

    refused = request(staff, paid)
    configure(active=False)
    natively = request(staff, on_terms)

    for asked in (refused, natively):
        assert asked["invoice"] is None
        assert [each["code"] for each in asked["errors"]] == ["NO_INVOICE_PLUGIN"]
    assert refused == natively
    assert not Invoice.objects.exists()
    configure(active=True)
    app, _ = make_app("Books")
    app.permissions.set([permission(MANAGE_ORDERS)])
    hook = Webhook.objects.create(app=app, target_url="http://127.0.0.1:9/")
    hook.events.create(event_type="invoice_requested")

    # The app answers later.
    assert request(staff, paid) == {"invoice": None, "errors": []}
    assert Invoice.objects.count() == 1
    assert not CustomerInvoice.objects.exists()


def test_deleted_in_saleor_it_is_issued_all_the_same(
    shop: Shop, staff: Caller, ann: Caller
) -> None:
    order = sell(shop, ann)
    asked = request(staff, order)

    staff.ask(DELETE, id=asked["invoice"]["id"])
    again = request(staff, order)

    assert again["invoice"]["number"] == "INV-00001"
    assert again["invoice"]["id"] != asked["invoice"]["id"]
    assert CustomerInvoice.objects.count() == 1


def test_it_is_sent(
    shop: Shop, staff: Caller, ann: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = request(staff, sell(shop, ann))

    sent = staff.ask(SEND, id=asked["invoice"]["id"])

    assert sent["errors"] == []
    key = from_global_id(asked["invoice"]["id"])[1]
    assert (
        Invoice.objects.get(pk=key).external_url
        == (asked["invoice"]["url"].partition("?")[0])
    )


def test_a_fault_of_ours_is_said_and_leaves_saleor_alone(
    shop: Shop, staff: Caller, ann: Caller
) -> None:
    order = sell(shop, ann)

    with broken(CustomerInvoice._meta.db_table):
        assert staff.post(REQUEST, id=order_id(order)).errors
        assert staff.ask(OF_ORDER, id=order_id(order))["invoices"] is not None

    asked = request(staff, order)
    assert asked["invoice"]["number"] == "INV-00001"

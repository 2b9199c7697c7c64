"""Invoices are issued once, numbered without gaps, and stay. docs/invoices.md."""

import sys
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sites.models import Site
from django.db import DatabaseError, transaction
from django.utils import timezone

from saleor_customer_groups import port
from saleor_customer_groups.models import CustomerGroup, CustomerInvoice, TermsOrder
from saleor_customer_groups.services.invoices.issuing import read_content
from saleor_customer_groups.services.terms.accounts import today_of
from tests.api import MANAGE_ORDERS, Caller, make_customer, make_staff
from tests.database.broken_tables import broken
from tests.graphql.invoices.made_invoices import (
    ISSUE,
    fetch,
    issued,
    order_id,
    sell,
    settle_down,
)
from tests.owner import Shop
from tests.port import past
from tests.port.plugin import configure
from tests.queries import counted

D = Decimal
LIST = """query($filter: CustomerGroupInvoiceFilterInput, $first: Int) {
  customerGroupInvoices(first: $first, filter: $filter) {
    totalCount pageInfo { hasNextPage }
    edges { node {
      number orderNumber purchaseOrderNumber issuedOn dueOn total { amount } url
    } }
  }
}"""
ITEMS = """{ customerGroupOpenItems(first: 50) {
  edges { node { number invoice { number } } }
} }"""


@pytest.fixture
def staff(shop: Shop) -> Caller:
    settle_down()
    return make_staff(MANAGE_ORDERS)


@pytest.fixture
def ann(shop: Shop) -> Caller:
    return make_customer()


def refusal(staff: Caller, order: Any) -> tuple[str, str, str]:
    payload = staff.ask(ISSUE, id=order_id(order))
    assert payload["invoice"] is None
    (error,) = payload["errors"]
    return error["field"], error["code"], error["message"]


def test_an_invoice_is_issued_once(shop: Shop, staff: Caller, ann: Caller) -> None:
    order = sell(shop, ann, purchase_order_number="PO-7")

    payload = staff.ask(ISSUE, id=order_id(order))

    assert payload["errors"] == []
    found = payload["invoice"]
    today = today_of(timezone.now()).isoformat()
    number = str(getattr(order, "number", order.pk))
    assert {**found, "id": "", "url": ""} == {
        "id": "",
        "number": "INV-00001",
        "orderId": order_id(order),
        "orderNumber": number,
        "purchaseOrderNumber": "PO-7",
        "issuedOn": today,
        "dueOn": today,
        "total": {"amount": 40.0, "currency": "USD"},
        "url": "",
    }
    # Pressed twice it is the same, also after the order is over.
    TermsOrder.objects.update(purchase_order_number="PO-8")
    type(order).objects.filter(pk=order.pk).update(status="canceled")
    again = staff.ask(ISSUE, id=order_id(order))["invoice"]
    assert {**again, "url": ""} == {**found, "url": ""}
    row = CustomerInvoice.objects.get()
    assert (row.user_id, row.customer_id, row.sequence) == (staff.pk, ann.pk, 1)


def test_who_can_have_none(shop: Shop, staff: Caller, ann: Caller) -> None:
    paid = past.place(ann.pk, at=timezone.now(), lines=[(shop.espresso, 1, "20.00")])
    assert refusal(staff, paid)[:2] == ("orderId", "NOT_FOUND")

    waiting = sell(shop, ann, state="waiting")
    assert "approve it first" in refusal(staff, waiting)[2]

    cancelled = sell(shop, ann)
    type(cancelled).objects.filter(pk=cancelled.pk).update(status="canceled")
    assert "was cancelled" in refusal(staff, cancelled)[2]

    unaddressed = sell(shop, ann)
    type(unaddressed).objects.filter(pk=unaddressed.pk).update(billing_address=None)
    assert refusal(staff, unaddressed)[1] == "REQUIRED"

    Site.objects.get_current().settings.__class__.objects.update(company_address=None)
    order = sell(shop, ann)
    assert "The shop has no address" in refusal(staff, order)[2]

    assert not CustomerInvoice.objects.exists()
    settle_down()
    assert issued(order).sequence == 1


@pytest.mark.parametrize(
    "module", ["fpdf", "pymupdf_fonts", "uharfbuzz", "noto_cjk_sans_jp_regular"]
)
def test_without_the_extra_it_is_named(
    shop: Shop,
    staff: Caller,
    ann: Caller,
    module: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = issued(sell(shop, ann))
    # Python finds no such module then.
    monkeypatch.setitem(sys.modules, module, None)

    field, code, message = refusal(staff, sell(shop, ann))

    assert (field, code) == ("orderId", "INVALID")
    assert "saleor-customer-groups[invoices]" in message
    answer = fetch(port.invoice_address(before.pk), staff)
    assert answer.status_code == 503
    assert "saleor-customer-groups[invoices]" in answer.content.decode()
    assert CustomerInvoice.objects.count() == 1


def test_what_was_issued_stays(shop: Shop, staff: Caller, ann: Caller) -> None:
    row = issued(sell(shop, ann))
    before = read_content(row)
    rows = CustomerInvoice.objects.filter(pk=row.pk)
    for changed in (
        {"number": "INV-9"},
        {"sequence": 9},
        {"content": {}},
        {"customer_id": staff.pk},
        {"total_amount": D(1)},
    ):
        with pytest.raises(DatabaseError, match="was issued"), transaction.atomic():
            rows.update(**changed)
    with pytest.raises(DatabaseError, match="was issued"), transaction.atomic():
        rows.delete()

    # The group, the product, the order and the settings change, and even the account.
    CustomerGroup.objects.all().update(name="Other")
    configure(active=False, invoice_footer="New")
    settle_down(company_name="Other Ltd")
    get_user_model().objects.filter(pk=staff.pk).update(first_name="New")
    get_user_model().objects.filter(pk=ann.pk).delete()

    row = rows.get()
    assert row.customer_id is None
    assert read_content(row) == before
    assert before.seller[0] == "Rösterei Großmann GmbH"
    assert fetch(port.invoice_address(row.pk), staff).status_code == 200


def test_what_stands_on_it(shop: Shop, staff: Caller, ann: Caller) -> None:
    configure(active=True, invoice_footer="VAT DE1|Bank")
    until = today_of(timezone.now()) + timedelta(days=10)
    order = sell(
        shop,
        ann,
        units=3,
        instructions="To account 5.",
        early_percent=D(2),
        early_until=until,
        early_amount=D("58.80"),
    )

    found = read_content(issued(order))

    assert found.buyer[:2] == ("Ann Bee", "Bee Ltd")
    assert found.seller[-1] == "GERMANY"
    (line,) = found.lines
    assert (line.quantity, line.price, line.amount) == (3, D(20), D(60))
    assert (found.total, found.payable, found.net) == (D(60), D(60), D(60))
    assert found.early_payment is not None
    assert (found.early_payment.until, found.early_payment.amount) == (
        until,
        D("58.80"),
    )
    assert (found.instructions, found.footer) == ("To account 5.", "VAT DE1|Bank")


def test_they_are_listed_by_pages(shop: Shop, staff: Caller, ann: Caller) -> None:
    bob = make_customer("bob")
    for customer, po in ((ann, "PO-1"), (bob, "B-2"), (ann, "PO-3")):
        issued(sell(shop, customer, purchase_order_number=po))

    def numbers(**wanted: Any) -> list[str]:
        found = staff.ask(LIST, first=9, filter=wanted or None)
        return [each["node"]["number"] for each in found["edges"]]

    page = staff.ask(LIST, first=2)
    assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (3, True)
    assert numbers() == ["INV-00003", "INV-00002", "INV-00001"]
    assert numbers(customer=bob.id) == ["INV-00002"]
    assert numbers(search=" po-") == ["INV-00003", "INV-00001"]
    assert numbers(search="inv-00002") == ["INV-00002"]
    order = CustomerInvoice.objects.get(sequence=1).order_number
    assert "INV-00001" in numbers(search=f"#{order}")
    assert numbers(search="nothing") == []


def test_many_cost_as_many_queries_as_one(
    shop: Shop, staff: Caller, ann: Caller
) -> None:
    issued(sell(shop, ann))
    documents = (LIST.replace("$first", "50").replace(", 50: Int", ""), ITEMS)
    few = []
    for document in documents:
        staff.ask(document)
        with counted() as queries:
            staff.ask(document)
        few.append(queries.count)
    for _ in range(9):
        issued(sell(shop, ann))
    for document, before in zip(documents, few, strict=True):
        with counted() as queries:
            found = staff.ask(document)
        assert len(found["edges"]) == 10
        assert queries.count == before
    items = staff.ask(ITEMS)["edges"]
    assert all(each["node"]["invoice"] for each in items)


@pytest.mark.parametrize(
    "stored", ["null", "[]", '"text"', "5", "[" * 3000 + "]" * 3000]
)
def test_one_that_cannot_be_read_is_said_to_be(
    shop: Shop, staff: Caller, ann: Caller, stored: str
) -> None:
    from django.db import connection

    row, other = issued(sell(shop, ann)), issued(sell(shop, ann))
    table = CustomerInvoice._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(
            f"UPDATE {table} SET content = %s::jsonb WHERE id = %s", [stored, row.pk]
        )

    answer = fetch(port.invoice_address(row.pk), staff)

    assert answer.status_code == 500
    assert "cannot be read" in answer.content.decode()
    assert fetch(port.invoice_address(other.pk), staff).status_code == 200
    assert staff.ask(LIST, first=9)["totalCount"] == 2


def test_a_broken_table_of_ours_is_an_error_of_its_own(
    shop: Shop, staff: Caller, ann: Caller
) -> None:
    order = sell(shop, ann)
    terms = """query($id: ID!) { order(id: $id) {
      id customerGroupTerms { number } customerGroupInvoice { number }
    } }"""

    with broken(CustomerInvoice._meta.db_table):
        answer = staff.post(terms, id=order_id(order))
        assert staff.post(ISSUE, id=order_id(order)).errors

    found = (answer.data or {})["order"]
    assert found["id"] == order_id(order)
    assert found["customerGroupTerms"] is not None
    assert found["customerGroupInvoice"] is None
    assert issued(order).sequence == 1

"""Every operation on invoices, by everybody: what each is answered."""

from typing import Any

import pytest
from django.utils import timezone
from graphql_relay import to_global_id

from saleor_customer_groups import port
from saleor_customer_groups.models import CustomerGroup, CustomerInvoice
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.membership import joining
from tests.api import (
    MANAGE_ORDERS,
    MANAGE_USERS,
    STRANGER,
    Caller,
    make_app_caller,
    make_customer,
    make_staff,
)
from tests.clock import Clock
from tests.graphql.invoices.made_invoices import (
    ISSUE,
    fetch,
    issued,
    order_id,
    sell,
    settle_down,
)
from tests.owner import Shop

OF_ORDER = "query($id: ID!) { order(id: $id) { customerGroupInvoice { number url } } }"
OF_TOKEN = """query($token: UUID!) {
  orderByToken(token: $token) { customerGroupInvoice { number url } }
}"""
OWN = """{ me { orders(first: 9) { edges { node {
  customerGroupInvoice { number url }
} } } } }"""
LIST = "{ customerGroupInvoices(first: 9) { edges { node { number } } } }"
CUSTOMERS = "{ customerGroupInvoices(first: 9) { edges { node { customer { id } } } } }"
WHO = ("stranger", "own", "barred", "other", "clerk", "staff", "app", "app with right")
# What each of WHO gets: it, nothing, a denial, or the status of the address.
EXPECTED = {
    "issue": "denied denied denied denied denied done denied done",
    "of order": "null it null null null it null it",
    "own orders": "null it null null null null null null",
    "list": "denied denied denied denied denied it denied it",
    "customers": "denied denied denied denied denied denied denied denied",
    "file": "401 200 404 404 404 200 404 200",
    "file by HEAD": "401 200 404 404 404 200 404 200",
    "no such file": "401 404 404 404 404 404 404 404",
    "link of another": "401 404 404 404 404 200 404 200",
}


@pytest.fixture
def order(shop: Shop, asking: dict[str, Caller]) -> Any:
    settle_down()
    return sell(shop, asking["own"])


@pytest.fixture
def asking(shop: Shop) -> dict[str, Caller]:
    barred = shop.group("Barred", can_see_invoices="no")
    callers = {
        "stranger": STRANGER,
        "own": make_customer("own"),
        "barred": make_customer("barred"),
        "other": make_customer("other"),
        "clerk": make_staff(MANAGE_USERS, name="clerk"),
        "staff": make_staff(MANAGE_ORDERS),
        "app": make_app_caller(name="Nothing"),
        "app with right": make_app_caller(MANAGE_ORDERS),
    }
    assert tuple(callers) == WHO
    put_into(barred, callers["barred"])
    return callers


def put_into(group: CustomerGroup, customer: Caller) -> None:
    joining.add_members(
        group=group,
        customer_ids=[customer.pk or 0],
        occasion=Occasion.manual(now=timezone.now()),
    )


def shown(answer: Any) -> str:
    """Say what a document was answered."""
    if answer.is_denied:
        return "denied"
    data = answer.data
    return "it" if '"number": "INV-' in str(data).replace("'", '"') else "null"


def ask_for_order(caller: Caller, order: Any) -> str:
    if port.GENERATION == 2 and caller.pk is None and "Bearer" not in caller.token:
        return shown(caller.post(OF_TOKEN, token=str(order.token)))
    if port.GENERATION == 2:
        by_id = caller.post(OF_ORDER, id=order_id(order))
        by_token = caller.post(OF_TOKEN, token=str(order.token))
        # Saleor 2.10 finds orders by their id for staff alone.
        return "it" if "it" in (shown(by_id), shown(by_token)) else "null"
    return shown(caller.post(OF_ORDER, id=order_id(order)))


def test_who_issues(asking: dict[str, Caller], order: Any) -> None:
    found = []
    for caller in asking.values():
        answer = caller.post(ISSUE, id=order_id(order))
        found.append("denied" if answer.is_denied else "done")
        if found[-1] == "done":
            payload = (answer.data or {})["customerGroupInvoiceIssue"]
            assert payload["errors"] == []
            assert payload["invoice"]["number"] == "INV-00001"
        assert CustomerInvoice.objects.count() == ("done" in found)

    assert " ".join(found) == EXPECTED["issue"]


def test_who_reads_what(asking: dict[str, Caller], order: Any, shop: Shop) -> None:
    of_barred = sell(shop, asking["barred"])
    invoice, barred = issued(order), issued(of_barred)
    found: dict[str, list[str]] = {name: [] for name in EXPECTED if name != "issue"}
    for name, caller in asking.items():
        is_barred = name == "barred"
        address = port.invoice_address((barred if is_barred else invoice).pk)
        of_other = port.invoice_address((barred if name == "own" else invoice).pk)
        for operation, answer in (
            ("of order", ask_for_order(caller, of_barred if is_barred else order)),
            ("own orders", shown(caller.post(OWN))),
            ("list", shown(caller.post(LIST))),
            ("customers", "denied" if caller.post(CUSTOMERS).codes else "it"),
            ("file", status(address, caller)),
            ("file by HEAD", status(address, caller, "HEAD")),
            ("no such file", status(port.invoice_address(barred.pk + 9), caller)),
            ("link of another", status(f"{of_other}?link=made-up", caller)),
        ):
            found[operation].append(answer)

    for operation, answers in found.items():
        assert " ".join(answers) == EXPECTED[operation], operation


def status(address: str, caller: Caller, method: str = "GET") -> str:
    return str(fetch(address, caller, method).status_code)


def test_a_link_is_for_its_invoice_and_its_customer(
    asking: dict[str, Caller], order: Any, shop: Shop
) -> None:
    invoice = issued(order)
    other = issued(sell(shop, asking["other"]))
    url = link_of(asking["own"])
    address, _, link = url.partition("?")
    assert address == port.invoice_address(invoice.pk)

    # The link alone is enough, for this invoice and no other.
    answer = fetch(url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'inline; filename="{invoice.number}.pdf"'
    assert answer["Cache-Control"] == "private, no-store"
    assert bytes(answer.content).startswith(b"%PDF-")
    assert fetch(f"{port.invoice_address(other.pk)}?{link}").status_code == 401
    assert fetch(f"{url[:-1]}{'A' if url[-1] != 'A' else 'B'}").status_code == 401
    assert fetch(f"{address}?link=").status_code == 401
    # A token counts more than a link.
    assert fetch(url, asking["other"]).status_code == 404
    assert fetch(url, Caller("Bearer nobody")).status_code == 401
    assert fetch(url, Caller("JWT nobody")).status_code == 401


def link_of(caller: Caller) -> str:
    """Return the link that a customer gets to the invoice of their one order."""
    (edge,) = caller.ask(OWN)["orders"]["edges"]
    return edge["node"]["customerGroupInvoice"]["url"]


def test_a_link_ends(
    asking: dict[str, Caller], order: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued(order)
    url = link_of(asking["own"])
    clock = Clock(monkeypatch)

    clock.put_forward(minutes=9)
    assert fetch(url).status_code == 200
    clock.put_forward(minutes=2)
    assert fetch(url).status_code == 401


def test_a_link_is_worth_nothing_once_its_customer_may_not_see_invoices(
    asking: dict[str, Caller], order: Any, shop: Shop
) -> None:
    issued(order)
    url = link_of(asking["own"])
    put_into(shop.group("No invoices", can_see_invoices="no"), asking["own"])

    assert fetch(url).status_code == 404
    assert fetch(url.partition("?")[0], asking["own"]).status_code == 404


def test_other_addresses_tell_nothing(asking: dict[str, Caller], order: Any) -> None:
    invoice = issued(order)
    address = port.invoice_address(invoice.pk)
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert status(address, asking["staff"], method) == "405"
    base = port.invoice_address(1).removesuffix("1")
    for key in ("0", "x", "1/2", "9" * 18, "9" * 30, "-1", ""):
        assert status(base + key, asking["staff"]) == "404", key


def test_ids_of_something_else_are_refused(
    asking: dict[str, Caller], order: Any
) -> None:
    for given in (to_global_id("User", order.pk), "x", to_global_id("Order", "x")):
        payload = asking["staff"].ask(ISSUE, id=given)
        assert payload["invoice"] is None
        assert [each["field"] for each in payload["errors"]] == ["orderId"]
    assert not CustomerInvoice.objects.exists()

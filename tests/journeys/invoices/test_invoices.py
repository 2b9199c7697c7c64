"""A member orders on terms, and gets an invoice. docs/invoices.md."""

from decimal import Decimal
from typing import Any

import pypdfium2
import pytest

from saleor_customer_groups.models import CustomerInvoice
from saleor_customer_groups.services.invoices.issuing import read_content
from tests.api import Caller
from tests.database.broken_tables import broken
from tests.graphql.invoices.made_invoices import ISSUE, fetch, settle_down
from tests.journeys.terms.paying import World, buy_on_terms, cancel, record, today
from tests.owner import Shop

OWN = """{ me { orders(first: 9) { edges { node {
  id customerGroupInvoice { number dueOn total { amount } url }
  customerGroupTerms { invoice { number } }
} } } } }"""
ACCOUNT = "{ me { customerGroupAccount { items { number invoice { number } } } } }"

# Saleor 3 tells of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(shop: Shop) -> World:
    settle_down()
    return World(
        shop,
        earlyPaymentPercent="2",
        earlyPaymentDays=10,
        instructions=[{"option": "NET_TERMS", "text": "To account 5."}],
    )


def own(shopper: Any) -> dict[str, Any]:
    (edge,) = shopper.ask(OWN)["me"]["orders"]["edges"]
    return edge["node"]


def test_from_the_order_to_the_file(world: World) -> None:
    world.shop.rule(world.vip, "percent_off", "25")
    order = buy_on_terms(world.member, {world.shop.espresso: 4}, po="PO-7")
    assert own(world.member)["customerGroupInvoice"] is None

    issued = world.owner.change(ISSUE, id=order.id)["invoice"]

    found = own(world.member)
    shown = found["customerGroupInvoice"]
    assert (shown["number"], shown["dueOn"]) == (issued["number"], issued["dueOn"])
    assert Decimal(str(shown["total"]["amount"])) == order.total
    assert found["customerGroupTerms"]["invoice"]["number"] == "INV-00001"
    items = world.member.ask(ACCOUNT)["me"]["customerGroupAccount"]["items"]
    assert [each["invoice"]["number"] for each in items] == ["INV-00001"]

    content = read_content(CustomerInvoice.objects.get())
    (line,) = content.lines
    # 20.00 less 25 %.
    assert (line.list_price, line.price, line.amount) == (
        Decimal(20),
        Decimal(15),
        Decimal(60),
    )
    assert content.total == content.payable == order.total
    assert content.shipping == order.total - 60
    assert content.instructions == "To account 5."
    assert content.early_payment is not None

    answer = fetch(shown["url"])
    assert answer.status_code == 200
    (page,) = pypdfium2.PdfDocument(answer.content)
    text = page.get_textpage().get_text_range().replace("\u00a0", " ")
    for part in ("PO-7", "INV-00001", "20.00", "15.00", "60.00", "To account 5."):
        assert part in text
    # Nobody else, and not without a link or a token.
    address = shown["url"].partition("?")[0]
    assert fetch(address).status_code == 401
    assert fetch(address, Caller(f"JWT {world.other.token}")).status_code == 404
    assert fetch(address, Caller(f"JWT {world.member.token}")).status_code == 200
    assert fetch(address, Caller(f"JWT {world.owner.token}")).status_code == 200


def test_it_stays_when_the_order_is_paid_or_cancelled(world: World) -> None:
    paid = buy_on_terms(world.member, {world.shop.espresso: 1})
    first = world.owner.change(ISSUE, id=paid.id)["invoice"]
    before = read_content(CustomerInvoice.objects.get())
    record(world.owner, paid, f"{paid.total:.2f}", on=today())
    cancelled = buy_on_terms(world.member, {world.shop.espresso: 2})
    second = world.owner.change(ISSUE, id=cancelled.id)["invoice"]
    cancel(world.owner, cancelled)

    assert (first["number"], second["number"]) == ("INV-00001", "INV-00002")
    assert read_content(CustomerInvoice.objects.get(sequence=1)) == before
    for order, number in ((paid, "INV-00001"), (cancelled, "INV-00002")):
        again = world.owner.change(ISSUE, id=order.id)["invoice"]
        assert again["number"] == number
        assert fetch(again["url"]).status_code == 200


def test_a_broken_table_of_invoices_stops_no_sale(world: World) -> None:
    with broken(CustomerInvoice._meta.db_table):
        order = buy_on_terms(world.member, {world.shop.espresso: 1})
        record(world.owner, order, f"{order.total:.2f}", on=today())
        other = world.other.buy(world.other.open_checkout({world.shop.latte: 1}))
        orders = "{ me { orders(first: 9) { edges { node { id } } } } }"
        (shown,) = world.other.ask(orders)["me"]["orders"]["edges"]

    assert other.total > 0
    assert shown["node"]["id"] == other.id
    assert world.owner.change(ISSUE, id=order.id)["invoice"]["number"] == "INV-00001"

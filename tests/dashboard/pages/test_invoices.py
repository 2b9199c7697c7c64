"""Invoices are issued, listed and downloaded, in a browser."""

from typing import Any

import pypdfium2
from django.contrib.auth import get_user_model
from playwright.sync_api import Page, expect

from saleor_customer_groups.graphql.base.ids import global_id
from saleor_customer_groups.models import CustomerInvoice
from tests.api import MANAGE_ORDERS, MANAGE_PLUGINS, MANAGE_USERS, make_staff
from tests.dashboard.pages.browser import Pages
from tests.graphql.invoices.made_invoices import settle_down
from tests.graphql.terms.made_orders import pays
from tests.journeys.terms.paying import buy_on_terms, row_of
from tests.owner import Shop
from tests.port.accounts import token_of


def on_terms(shop: Shop) -> Any:
    """Order ten green teas on terms; return what is stored of the order."""
    vip = shop.group("VIP")
    pays(vip, options=["net_terms"], net_days=30)
    member = shop.member(vip, "member@example.com")
    return row_of(buy_on_terms(member, {shop.green_tea: 10}, po="PO-1"))


def read_on_download(page: Page, pages: Pages, number: str) -> str:
    """Download an invoice, and return what stands on it."""
    with page.expect_download() as saved:
        pages.click(f"Download {number}")
    assert saved.value.suggested_filename == f"{number}.pdf"
    document = pypdfium2.PdfDocument(saved.value.path())
    return str(document[0].get_textpage().get_text_range())


def test_an_invoice_is_issued_and_downloaded(shop: Shop, pages: Pages) -> None:
    order = on_terms(shop)
    issue = f"Issue invoice of #{order.number}"

    page = pages.open("open-items", title="Open items")
    pages.click(issue)
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("neither changed nor deleted").wait_for()
    dialog.get_by_role("button", name="Issue invoice").click()
    # The shop has no address yet.
    dialog.get_by_text("The shop has no address").wait_for()
    assert not CustomerInvoice.objects.exists()
    settle_down()
    dialog.get_by_role("button", name="Issue invoice").click()
    page.get_by_text("INV-00001 is issued").wait_for()
    expect(page.get_by_role("button", name=issue)).to_be_hidden()
    pages.check_accessible()
    pages.check_fits()
    text = read_on_download(page, pages, "INV-00001")
    assert "INV-00001" in text
    assert "green-tea" in text.lower().replace(" ", "-")

    page = pages.open("invoices", title="Invoices")
    ((number, of, customer, *_),) = pages.rows("Invoices")
    assert number == "INV-00001"
    assert of.split() == [f"#{order.number}", "PO-1"]
    assert customer == "member@example.com"
    assert "INV-00001" in read_on_download(page, pages, "INV-00001")
    pages.check_accessible()
    pages.check_fits()
    pages.field("Search").fill("nothing")
    page.get_by_text("INV-00001", exact=True).wait_for(state="hidden")

    key = get_user_model().objects.get(email="member@example.com").pk
    page = pages.open(f"customers/{global_id('User', key)}")
    assert "INV-00001" in read_on_download(page, pages, "INV-00001")
    pages.check_fits()


def test_what_stands_before_the_number_is_a_setting(shop: Shop, pages: Pages) -> None:
    settle_down()
    order = on_terms(shop)

    page = pages.open("settings", title="Settings")
    pages.field("Before each number").fill("RE-1")
    pages.field("At the foot of each page").fill("VAT DE1\nBank 5")
    pages.click("Save")
    page.get_by_text("Must not end with a digit").wait_for()
    pages.field("Before each number").fill("RE-")
    pages.click("Save")
    page.get_by_text("Saved").first.wait_for()

    page = pages.open("open-items", title="Open items")
    pages.click(f"Issue invoice of #{order.number}")
    page.get_by_role("dialog").get_by_role("button", name="Issue invoice").click()
    page.get_by_text("RE-00001 is issued").wait_for()
    text = read_on_download(page, pages, "RE-00001")
    assert "VAT DE1" in text
    assert "Bank 5" in text


def test_who_may_not_see_invoices_is_not_offered_them(shop: Shop, pages: Pages) -> None:
    on_terms(shop)
    clerk = make_staff(MANAGE_USERS, MANAGE_PLUGINS, name="clerk")
    pages.log_in(token_of(get_user_model().objects.get(pk=clerk.pk)))

    page = pages.open("groups")

    expect(page.get_by_role("link", name="Invoices", exact=True)).to_be_hidden()
    teller = make_staff(MANAGE_ORDERS, name="teller")
    pages.log_in(token_of(get_user_model().objects.get(pk=teller.pk)))
    pages.open("invoices", title="Invoices")
    page.get_by_text("No invoices yet").wait_for()

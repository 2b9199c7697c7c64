"""Open items: their age, payments, approval and the file, in a browser."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from playwright.sync_api import expect

from saleor_customer_groups.graphql.base.ids import global_id
from saleor_customer_groups.models import TermsOrder, TermsPayment
from saleor_customer_groups.services.terms.accounts import today_of
from tests.api import MANAGE_ORDERS, make_staff
from tests.dashboard.pages.browser import Pages
from tests.graphql.terms.made_orders import pays
from tests.journeys.terms.paying import buy_on_terms, row_of
from tests.owner import Shop
from tests.port.accounts import token_of

TERMS = {
    "options": ["net_terms"],
    "net_days": 30,
    "early_payment_percent": "2",
    "early_payment_days": 10,
}


def ordered(shop: Shop, shopper: Any, po: str, *, late: int | None = None) -> Any:
    """Order ten green teas on terms; return what is stored of the order.

    :param late: for so many days it is overdue.
    """
    order = buy_on_terms(shopper, {shop.green_tea: 10}, po=po)
    row = row_of(order)
    if late is not None:
        row.due_on = today_of(timezone.now()) - timedelta(days=late)
        row.early_until = None
        row.early_amount = None
        row.save()
    return row


def test_what_is_open_is_listed_by_age_and_paid(shop: Shop, pages: Pages) -> None:
    vip = shop.group("VIP")
    pays(vip, **TERMS)
    member = shop.member(vip, "member@example.com")
    late = ordered(shop, member, "PO-1", late=40)
    fresh = ordered(shop, member, "PO-2")
    total = f"${fresh.total_amount:.2f}"
    both = f"${fresh.total_amount * 2:.2f}"

    page = pages.open("open-items", title="Open items")
    assert pages.rows("What is open by age") == [
        [name, total, "$0.00", total, "$0.00", "$0.00", both]
        for name in ("VIP", "All, USD")
    ]
    rows = pages.rows("Open items")
    assert [row[1].split() for row in rows] == [
        [f"#{late.number}", "PO-1"],
        [f"#{fresh.number}", "PO-2"],
    ]
    assert [row[2] for row in rows] == ["member@example.com"] * 2
    assert [row[4:8] for row in rows] == [[total, "$0.00", total, "Open"]] * 2
    assert ["40 days overdue" in row[3] for row in rows] == [True, False]
    pages.check_accessible()
    pages.check_fits()

    # One payment, a part of the order, in the shop's own field.
    pages.click(f"Record payment for #{late.number}")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Amount").fill("100")
    dialog.get_by_role("button", name="Record", exact=True).click()
    dialog.get_by_text("Give the reference of the payment.").wait_for()
    assert not TermsPayment.objects.exists()
    pages.check_accessible()
    dialog.get_by_label("Reference").fill("BANK-1")
    dialog.get_by_role("button", name="Record", exact=True).click()
    dialog.wait_for(state="hidden")
    late.refresh_from_db()
    assert late.open_amount == late.total_amount - 100
    assert pages.rows("Open items")[0][5] == "$100.00"

    # Several at once, of which one is early.
    page.get_by_role("checkbox", name="Select all on this page").check()
    pages.click("Record 2 payments")
    early = f"${fresh.early_amount:.2f} is enough through"
    dialog.get_by_text(early).wait_for()
    for field in dialog.get_by_label("Reference").all():
        field.fill("BANK-2")
    dialog.get_by_role("button", name="Record", exact=True).click()
    dialog.wait_for(state="hidden")
    page.get_by_text("Nothing is open.").first.wait_for()
    states = TermsOrder.objects.order_by("pk").values_list("state", "open_amount")
    assert list(states) == [("settled", 0), ("settled", 0)]
    assert TermsPayment.objects.count() == 3


def test_orders_that_wait_are_approved_or_rejected(shop: Shop, pages: Pages) -> None:
    vip = shop.group("VIP")
    pays(vip, **TERMS, auto_approve_below="0")
    member = shop.member(vip, "member@example.com")
    good, bad = (ordered(shop, member, po) for po in ("PO-1", "PO-2"))

    page = pages.open("open-items?state=WAITING", title="Open items")
    waiting = [row[7] for row in pages.rows("Open items")]
    assert waiting == ["Waits for approval"] * 2
    pages.click(f"Approve #{good.number}")
    expect(page.get_by_role("button", name=f"Approve #{good.number}")).to_be_hidden()
    pages.click(f"Reject #{bad.number}")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Why").fill("Too much.")
    dialog.get_by_role("button", name="Reject and cancel the order").click()
    dialog.wait_for(state="hidden")
    page.get_by_text("Nothing found", exact=True).wait_for()

    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.state, bad.state) == ("open", "rejected")


def test_filters_and_the_file(shop: Shop, pages: Pages) -> None:
    vip = shop.group("VIP")
    pays(vip, **TERMS)
    member = shop.member(vip, "member@example.com")
    late = ordered(shop, member, "PO-1", late=1)
    ordered(shop, member, "PO-2")

    page = pages.open("open-items", title="Open items")
    page.get_by_label("Overdue or not").select_option(label="Overdue")
    expect(page.get_by_text("PO-2", exact=True)).to_be_hidden()
    assert len(pages.rows("Open items")) == 1
    with page.expect_download() as saved:
        pages.click("Export")
    head, *lines = saved.value.path().read_text().splitlines()
    assert head.startswith("order,email,group,option")
    assert [line.split(",")[0] for line in lines] == [late.number]
    pages.click("member@example.com", role="link")
    pages.heading("member@example.com").wait_for()
    key = global_id("User", get_user_model().objects.get(email="member@example.com").pk)
    assert f"/customers/{key.rstrip('=')}" in page.url


def test_who_does_not_manage_customers_sees_no_names(shop: Shop, window: Pages) -> None:
    vip = shop.group("VIP")
    pays(vip, **TERMS)
    ordered(shop, shop.member(vip, "member@example.com"), "PO-1")
    make_staff(MANAGE_ORDERS, name="clerk")
    clerk = get_user_model().objects.get(email="clerk@example.com")
    window.log_in(token_of(clerk))

    page = window.open("open-items", title="Open items")

    assert len(window.rows("Open items")) == 1
    expect(page.get_by_text("member@example.com")).to_have_count(0)
    expect(page.get_by_role("columnheader", name="Customer")).to_have_count(0)


def test_a_file_of_payments_is_tried_and_recorded(
    shop: Shop, pages: Pages, tmp_path: Path
) -> None:
    vip = shop.group("VIP")
    pays(vip, **TERMS)
    row = ordered(shop, shop.member(vip, "member@example.com"), "PO-1")
    day = today_of(timezone.now())
    file = tmp_path / "payments.csv"
    head = "order,amount,received_on,reference\n"
    file.write_text(f"{head}{row.number},1.00,{day},BANK-1\nnone,1.00,{day},BANK-2\n")

    page = pages.open("open-items", title="Open items")
    pages.click("Import payments")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("File").set_input_files(file)
    dialog.get_by_text("There is no order none on terms.").wait_for()
    dialog.get_by_text("Line 3:").wait_for()
    record = dialog.get_by_role("button", name="Record", exact=True)
    expect(record).to_be_disabled()
    pages.check_accessible()

    mended = tmp_path / "mended.csv"
    mended.write_text(f"{head}{row.number},1.00,{day},BANK-1\n")
    dialog.get_by_label("File").set_input_files(mended)
    record = dialog.get_by_role("button", name="Record payment", exact=True)
    expect(record).to_be_enabled()
    assert not TermsPayment.objects.exists()
    record.click()
    dialog.wait_for(state="hidden")
    payment = TermsPayment.objects.get()
    assert (payment.amount, payment.reference) == (1, "BANK-1")
    assert pages.rows("Open items")[0][5] == "$1.00"


def test_what_happened_to_an_order_is_told(shop: Shop, pages: Pages) -> None:
    vip = shop.group("VIP")
    pays(vip, **TERMS, auto_approve_below="0")
    row = ordered(shop, shop.member(vip, "member@example.com"), "PO-1")

    page = pages.open("open-items?state=WAITING", title="Open items")
    pages.click(f"Reject #{row.number}")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Why").fill("Too much.")
    dialog.get_by_role("button", name="Reject and cancel the order").click()
    dialog.wait_for(state="hidden")
    page.get_by_label("State").select_option(label="Rejected")
    page.get_by_text("Too much.").wait_for()
    pages.click(f"What happened to #{row.number}")
    told = pages.rows(f"What happened to #{row.number}")
    assert [each[1].split()[0] for each in told] == ["Ordered", "Rejected"]
    assert [each[2] for each in told] == ["\u2013", "owner@example.com"]
    pages.check_accessible()

    # The same among all of it, with what was set before.
    page = pages.open("history/terms", title="History of terms")
    rows = pages.rows("History of terms")
    assert [each[1].split()[0] for each in rows] == ["Rejected", "Ordered", "Terms"]
    assert "Days to pay: \u2013 → 30" in rows[2][1]
    assert [each[2] for each in rows[:2]] == ["member@example.com"] * 2
    pages.check_accessible()
    pages.check_fits()

"""Quotes: listed by state, sent and withdrawn, in a browser."""

from decimal import Decimal

from django.utils import timezone
from playwright.sync_api import expect

from saleor_customer_groups.models import CustomerQuote
from tests.api import make_customer
from tests.dashboard.pages.browser import Pages
from tests.graphql.quotes.made_quotes import made_quote
from tests.graphql.terms.made_orders import on_terms
from tests.journeys.quotes.quoting import mine, request
from tests.owner import Shop
from tests.port import past


def test_quotes_are_listed_by_state_and_withdrawn(shop: Shop, pages: Pages) -> None:
    buyer = make_customer("buyer").pk
    for number, state in enumerate(("sent", "declined", "accepted"), start=1):
        made_quote(buyer, number=str(number), state=state, note=f"Note {number}")

    page = pages.open("quotes", title="Quotes")
    rows = pages.rows("Quotes")
    assert [row[0] for row in rows] == ["#3", "#2", "#1"]
    assert [row[1:4] for row in rows] == [
        ["buyer@example.com", f"Note {number}", "$91.00"] for number in (3, 2, 1)
    ]
    assert [row[5] for row in rows] == ["Accepted", "Declined", "Sent"]
    assert [row[6].split("\n") for row in rows] == [
        [""],
        ["Send again"],
        ["Send again", "Withdraw"],
    ]
    pages.check_accessible()
    pages.check_fits()

    page.get_by_label("State").select_option(label="Sent")
    expect(page.get_by_text("#2", exact=True)).to_be_hidden()
    pages.click("Withdraw #1")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Withdraw", exact=True).click()
    dialog.wait_for(state="hidden")
    page.get_by_text("Nothing found", exact=True).wait_for()
    states = dict(CustomerQuote.objects.values_list("number", "state"))
    assert states == {"1": "withdrawn", "2": "declined", "3": "accepted"}


def test_a_quote_is_sent_with_a_message(shop: Shop, pages: Pages) -> None:
    member = shop.member(shop.group("VIP"), "member@example.com")
    checkout = member.open_checkout({shop.green_tea: 3})
    member.ship(checkout)
    number = request(member, checkout, "Monthly, please.").number

    page = pages.open("quotes", title="Quotes")
    page.get_by_text("Monthly, please.", exact=True).wait_for()
    pages.click(f"Send #{number}")
    dialog = page.get_by_role("dialog")
    until = dialog.get_by_label("Valid until")
    until.fill("2020-01-01T00:00")
    dialog.get_by_label("Message").fill("As agreed.")
    dialog.get_by_label("3 \u00d7").fill("12.50")
    dialog.get_by_role("button", name="Send", exact=True).click()
    # What is refused stands beside its field, and what was typed is kept.
    expect(until).to_have_attribute("aria-invalid", "true")
    expect(until).to_be_focused()
    assert [each.status for each in mine(member)] == ["REQUESTED"]
    pages.check_accessible()

    until.fill("2099-12-31T18:00")
    dialog.get_by_role("button", name="Send", exact=True).click()
    dialog.wait_for(state="hidden")
    assert [row[4:6] for row in pages.rows("Quotes")] == [
        ["Dec 31, 2099 6:00 PM", "Sent"]
    ]
    (quote,) = mine(member)
    assert (quote.status, quote.message) == ("SENT", "As agreed.")
    stored = CustomerQuote.objects.get()
    assert stored.valid_until.isoformat() == "2099-12-31T18:00:00+00:00"
    units = [Decimal(line["unit"][1]) for line in stored.offer["lines"]]
    assert units == [Decimal("12.50")]

    # Its own page says what is offered, and who did what.
    pages.click(f"#{number}", role="link")
    pages.heading(f"Quote #{number}").wait_for()
    assert pages.rows("What is offered")[0][1:] == ["3", "$12.50", "$37.50"]
    told = pages.rows("Who did what")
    assert [each[1:] for each in told] == [
        ["Requested\nMonthly, please.", "member@example.com"],
        ["Sent", "owner@example.com"],
    ]
    page.get_by_text("As agreed.").wait_for()
    pages.check_accessible()
    pages.check_fits()


def test_an_accepted_quote_says_how_it_is_paid(shop: Shop, pages: Pages) -> None:
    buyer = make_customer("buyer").pk
    lines = [(shop.espresso, 1, Decimal("5.00"))]
    order = past.place(buyer, at=timezone.now(), lines=lines)
    made_quote(buyer, number="1", state="accepted", order_id=str(order.pk))
    made_quote(buyer, number="2", state="accepted")
    on_terms(order)

    page = pages.open("quotes", title="Quotes")
    other, paid_later = (row[5] for row in pages.rows("Quotes"))
    assert other == "Accepted"
    assert paid_later.startswith("Accepted\nOn terms, due")
    pages.click("#2", role="link")
    pages.heading("Quote #2").wait_for()
    page.get_by_text("In Saleor's own ways").wait_for()

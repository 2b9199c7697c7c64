"""What one customer may owe and does owe: their page and card, in a browser."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from playwright.sync_api import expect

from saleor_customer_groups.graphql.base.ids import global_id
from saleor_customer_groups.models import CustomerTerms
from saleor_customer_groups.services.terms.accounts import today_of
from tests.dashboard.pages.browser import Pages
from tests.graphql.terms.made_orders import on_terms, pays
from tests.owner import Shop
from tests.port import past

TERMS = {
    "options": ["net_terms"],
    "net_days": 30,
    "credit_limit": "1000",
    "credit_currency": "USD",
}


def member_who_owes(shop: Shop) -> Any:
    """Return a member who has two open orders, one of them 40 days overdue."""
    vip = shop.group("VIP")
    pays(vip, **TERMS)
    shop.member(vip, "member@example.com")
    member = get_user_model().objects.get(email="member@example.com")
    now = timezone.now()
    for number, (price, late) in enumerate((("60.00", 40), ("25.50", -10)), start=7):
        lines = [(shop.espresso, 1, price)]
        order = past.place(member.pk, at=now, lines=lines)
        due = today_of(now) - timedelta(days=late)
        purchase_order = f"PO-{number}"
        on_terms(order, due_on=due, purchase_order_number=purchase_order)
    return member


def test_the_account_of_a_customer(shop: Shop, pages: Pages) -> None:
    member = member_who_owes(shop)

    page = pages.open(
        f"customers/{global_id('User', member.pk)}", title="member@example.com"
    )
    rows = pages.rows("Open orders")
    assert [row[0].split()[-1] for row in rows] == ["PO-7", "PO-8"]
    assert [row[3:] for row in rows] == [["$60.00", "$60.00"], ["$25.50", "$25.50"]]
    assert ["40 days overdue" in row[2] for row in rows] == [True, False]
    page.get_by_text("Pays within 30 days, up to $1,000.00.", exact=True).wait_for()
    facts = page.locator("dl").inner_text().split("\n")
    assert [each for each in facts if each.strip()] == [
        "Credit limit",
        "$1,000.00",
        "Open",
        "$85.50",
        "Still available",
        "$914.50",
        "Overdue",
        "$60.00",
    ]
    pages.check_accessible()
    pages.check_fits()

    # Who is blocked is told why, by a note.
    pages.click(page.get_by_role("button", name="No new orders on terms"))
    pages.click("Save")
    page.get_by_text("Say in a note why the customer is blocked.").wait_for()
    assert not CustomerTerms.objects.exists()
    pages.field("Note").fill("Has not paid in March.")
    pages.field("Credit limit of their own").fill("2,500")
    pages.click("Save")
    page.get_by_text("of their own", exact=True).wait_for()
    page.get_by_text("Blocked", exact=True).wait_for()
    page.get_by_text("Pays within 30 days, up to $2,500.00.", exact=True).wait_for()
    row = CustomerTerms.objects.get()
    assert (row.customer_id, row.is_blocked) == (member.pk, True)
    assert (str(row.credit_limit), row.credit_currency) == ("2500.000", "USD")
    assert row.note == "Has not paid in March."


def test_who_has_no_terms_has_a_page(shop: Shop, pages: Pages) -> None:
    shop.member(shop.group("Trade"), "member@example.com")
    member = get_user_model().objects.get(email="member@example.com")

    page = pages.open(
        f"customers/{global_id('User', member.pk)}", title="member@example.com"
    )

    page.get_by_text("None of the customer's groups has terms.").wait_for()
    page.get_by_text("Nothing is open.", exact=True).wait_for()


def test_the_card_of_a_customer_says_what_they_owe(shop: Shop, pages: Pages) -> None:
    member = member_who_owes(shop)

    page = pages.open(f"widget/customer?customerId={global_id('User', member.pk)}")
    page.get_by_text("$914.50", exact=True).wait_for()
    pages.check_accessible()
    pages.check_fits(320)
    pages.click("Account and credit", role="link")

    pages.heading("member@example.com").wait_for()
    expect(pages.field("Note")).to_be_visible()


def test_the_members_of_a_group_lead_to_their_accounts(
    shop: Shop, pages: Pages
) -> None:
    vip = shop.group("VIP")
    shop.member(vip, "member@example.com")

    pages.open(f"groups/{global_id('CustomerGroup', vip.pk)}/members", title="VIP")
    pages.click("member@example.com", role="link")

    pages.heading("member@example.com").wait_for()
    expect(pages.field("Note")).to_be_visible()

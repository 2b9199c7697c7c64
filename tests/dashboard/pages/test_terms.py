"""How a group pays: its tab, in a browser."""

from typing import Any

from playwright.sync_api import expect

from saleor_customer_groups.graphql.base.ids import global_id
from saleor_customer_groups.models import CustomerGroup
from tests.dashboard.pages.browser import Pages
from tests.graphql.terms.made_orders import pays
from tests.owner import Shop

VIP_TERMS = {
    "options": ["online", "net_terms"],
    "net_days": 30,
    "credit_limit": "100000",
    "credit_currency": "USD",
    "auto_approve_below": "10000",
    "early_payment_percent": "2",
    "early_payment_days": 10,
    "instructions": {"net_terms": "To account 12."},
}
MEANS = (
    "Pays within 30 days, up to $100,000.00; 2 % off if paid within 10 days; orders of"
    " 10,000.00 and more wait for approval."
)


def path_of(group: CustomerGroup) -> str:
    return f"groups/{global_id('CustomerGroup', group.pk)}/terms"


def stored(group: CustomerGroup) -> dict[str, Any] | None:
    group.refresh_from_db()
    terms: dict[str, Any] | None = group.terms
    return terms


def save(pages: Pages) -> None:
    pages.click("Save")
    expect(pages.page.get_by_role("button", name="Save", exact=True)).to_be_hidden()


def test_how_a_group_pays_is_said_and_changed(shop: Shop, pages: Pages) -> None:
    vip = shop.group("VIP")
    platinum = shop.group("Platinum", parent=vip)
    pays(vip, **VIP_TERMS)

    page = pages.open(path_of(platinum), title="Platinum")
    page.get_by_text(MEANS, exact=True).wait_for()
    page.get_by_text("Can also pay online.", exact=True).wait_for()
    page.get_by_text("Everything from VIP.", exact=True).wait_for()
    page.get_by_text("Left open, as VIP: To account 12.", exact=True).wait_for()

    pages.field("Days to pay").fill("45")
    pages.field("Credit limit").fill("250,000")
    # It is put into words before it is saved.
    page.get_by_text(
        "Its own: net 45 days, limit $250,000.00; everything else from VIP.", exact=True
    ).wait_for()
    pages.check_accessible()
    pages.check_fits()
    save(pages)
    assert stored(platinum) == {
        "net_days": 45,
        "credit_limit": "250000",
        "credit_currency": "USD",
    }

    page.reload()
    pages.heading("Platinum").wait_for()
    expect(pages.field("Days to pay")).to_have_value("45")
    pages.click(page.get_by_role("button", name="What is open is as VIP says"))
    page.get_by_text("Pays when ordering, in any of the ways").wait_for()
    page.get_by_role("radio", name="These:", exact=True).check()
    page.get_by_role("checkbox", name="Bank transfer", exact=True).check()
    page.get_by_text("Pays by bank transfer; never on terms.", exact=True).wait_for()
    pages.field("Bank transfer").last.fill("To account 7.")
    save(pages)
    assert stored(platinum) == {
        "options": ["bank_transfer"],
        "net_days": 45,
        "credit_limit": "250000",
        "credit_currency": "USD",
        "instructions": {"bank_transfer": "To account 7."},
    }
    assert not platinum.inherits_terms


def test_what_is_wrong_stands_beside_its_field(shop: Shop, pages: Pages) -> None:
    vip = shop.group("VIP")

    page = pages.open(path_of(vip), title="VIP")
    page.get_by_text("Nothing is set here or above.", exact=True).wait_for()
    days = pages.field("Days to pay")
    days.fill("a month")
    pages.click("Save")
    page.get_by_text("Write a whole number.", exact=True).wait_for()
    expect(days).to_be_focused()
    days.fill("")

    # What the API refuses, with its words.
    page.get_by_role("radio", name="These:", exact=True).check()
    page.get_by_role("checkbox", name="On terms: later, on account").check()
    pages.click("Save")
    said = "Say after how many days an order on terms is due."
    page.get_by_text(said, exact=True).wait_for()
    expect(days).to_be_focused()
    assert stored(vip) is None

    pages.click("Cancel")
    page.get_by_text("Nothing is set here or above.", exact=True).wait_for()
    assert stored(vip) is None


def test_what_somebody_else_has_changed_is_kept(shop: Shop, pages: Pages) -> None:
    vip = shop.group("VIP")
    page = pages.open(path_of(vip), title="VIP")
    pages.field("Days to pay").fill("30")
    CustomerGroup.objects.filter(pk=vip.pk).update(
        terms={"net_days": 7}, updated_at="2099-01-01T00:00:00+00:00"
    )

    pages.click("Save")

    page.get_by_role("button", name="Load again").wait_for()
    assert stored(vip) == {"net_days": 7}

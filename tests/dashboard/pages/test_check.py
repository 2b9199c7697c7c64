"""A conflict of rules is found and mended in a browser."""

from playwright.sync_api import expect

from tests.dashboard.pages.browser import Pages
from tests.owner import Shop


def test_a_conflict_of_rules_is_found_and_mended(shop: Shop, pages: Pages) -> None:
    wholesale = shop.group("Wholesale")
    shop.member(wholesale, "ann@example.com")
    shop.rule(wholesale, "percent_off", "10", name="Cheaper", category=shop.coffee)
    increase = {"name": "Dearer", "category": shop.coffee}
    dearer = shop.rule(wholesale, "percent_increase", "5", **increase)
    shop.rule(shop.group("VIP"), "percent_off", "20", name="Best")
    five = {"amount": "5", "currency": "USD"}
    least = [{"kind": "min_subtotal", **five}]
    shop.promotion(wholesale, "Five", kind="amount_off", conditions=least, **five)

    page = pages.open("", title="Customer groups of your shop")
    pages.click("3 things about prices look like mistakes", role="link")
    pages.heading("Check").wait_for()
    # What may cost money comes first.
    cards = page.get_by_role("heading", level=2)
    expect(cards).to_have_text(
        [
            "One that may cost you money",
            "One that does not work as it says",
            "One to look at",
        ]
    )
    pages.check_accessible()
    finding = page.get_by_role("listitem").filter(has_text="Dearer never counts")
    expect(finding).to_contain_text("Increase that never counts")

    # Where it is put right is one click away, and saving is another.
    pages.click(finding.get_by_role("link", name="Dearer"))
    pages.heading("Dearer").wait_for()
    pages.click("Remove: Coffee")
    pages.pick("Categories", "Tea")
    pages.click("Save")
    page.get_by_text("Saved", exact=True).wait_for()
    pages.click("Check", role="link")
    pages.heading("Check").wait_for()
    expect(finding).to_have_count(0)
    expect(cards).to_have_text(["One that may cost you money", "One to look at"])

    # A group is mended on its page.
    pages.click("VIP", role="link")
    pages.heading("VIP").wait_for()
    dearer.refresh_from_db()
    assert dearer.scope["include"]["categories"] == [str(shop.tea.pk)]

"""Groups made, changed and deleted in a browser."""

from collections.abc import Callable

from saleor_customer_groups.models import CustomerGroup
from tests.dashboard.pages.browser import Pages
from tests.owner import Shop


def test_a_group_is_made_changed_by_two_and_deleted(
    shop: Shop, pages: Pages, open_pages: Callable[[str], Pages]
) -> None:
    trade = shop.group("Trade", colour="#0055aa")
    page = pages.open("groups", title="Customer groups")
    pages.click("New group")
    pages.heading("New group").wait_for()
    pages.check_accessible()

    # A taken name is said beside the field, and nothing typed is lost.
    pages.field("Name").fill("trade")
    pages.field("Description").fill("Shops that sell on")
    pages.click("Create group")
    page.get_by_text("There is a group named Trade already.").wait_for()
    assert pages.field("Name").get_attribute("aria-invalid") == "true"
    assert page.locator("textarea").input_value() == "Shops that sell on"

    # A first group needs its name only.
    pages.field("Name").fill("Wholesale")
    pages.field("Tags").fill("b2b, trade")
    page.get_by_role("combobox", name="Group above").fill("Tra")
    page.get_by_role("option", name="Trade", exact=True).click()
    pages.click("Create group")
    pages.heading("Wholesale").wait_for()
    wholesale = CustomerGroup.objects.get(name="Wholesale")
    assert (wholesale.code, wholesale.parent, wholesale.tags) == (
        "wholesale",
        trade,
        ["b2b", "trade"],
    )

    # Somebody else has the same form open, and saves first.
    other = open_pages("owner@example.com")
    pages.click("Edit")
    pages.heading("Edit Wholesale").wait_for()
    other.open(f"{page.url.split(pages.base)[1]}", title="Edit Wholesale")
    other.field("Most customers").fill("1.5")
    other.click("Save")
    other.page.get_by_text("Write a whole number.").wait_for()
    other.field("Most customers").fill("50")
    other.click("Save")
    other.heading("Wholesale").wait_for()
    pages.field("Priority").fill("5")
    pages.click("Save")
    page.get_by_text("Somebody else has changed this").wait_for()
    assert CustomerGroup.objects.get(name="Wholesale").priority == 0
    pages.click("Load again")
    page.locator("input[name=capacity]").and_(page.locator("[value='50']")).wait_for()
    pages.field("Priority").fill("5")
    pages.click("Save")
    pages.heading("Wholesale").wait_for()
    wholesale.refresh_from_db()
    assert (wholesale.priority, wholesale.capacity) == (5, 50)
    other.check_quiet()

    # What goes with it is shown first, and its name is asked for where something does.
    shop.rule(trade, "percent_off", "10")
    pages.click("Trade", role="link")
    pages.heading("Trade").wait_for()
    pages.click("More actions")
    page.get_by_text("Delete group", exact=True).click()
    page.get_by_text("Trade percent_off 10").wait_for()
    pages.check_accessible()
    assert page.get_by_role("button", name="Delete group").is_disabled()
    pages.field("Type Trade to confirm").fill("Trade")
    pages.click("Delete group")
    pages.heading("Customer groups").wait_for()
    assert [row[1] for row in pages.rows("Customer groups")] == [
        "Standard",
        "Wholesale",
    ]
    assert not CustomerGroup.objects.filter(name="Trade").exists()

"""Groups made, changed and deleted in a browser."""

from django.utils import timezone
from playwright.sync_api import expect

from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.groups.groups import update_group
from tests.dashboard.pages.browser import Pages
from tests.owner import Shop


def test_a_choice_is_taken_by_a_hand_that_is_not_steady(
    shop: Shop, pages: Pages
) -> None:
    shop.group("Trade")
    page = pages.open("groups/new", title="New group")
    above = page.get_by_role("combobox", name="Group above")
    pages.click(above)
    choice = page.get_by_role("option", name="Trade", exact=True)
    # The page makes room for the list first, which moves it.
    pages.settle()
    choice.hover()
    pages.settle()
    page.mouse.down()
    page.get_by_role("option", name="Standard", exact=True).hover()
    choice.hover()
    pages.settle()
    page.mouse.up()
    expect(above).to_have_value("Trade")


def test_a_group_is_made_changed_by_two_and_deleted(shop: Shop, pages: Pages) -> None:
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
    expect(pages.field("Name")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("textarea")).to_have_value("Shops that sell on")

    # A first group needs its name only.
    pages.field("Name").fill("Wholesale")
    pages.field("Tags").fill("b2b, trade")
    pages.pick("Group above", "Trade")
    pages.click("Create group")
    pages.heading("Wholesale").wait_for()
    wholesale = CustomerGroup.objects.get(name="Wholesale")
    assert (wholesale.code, wholesale.parent, wholesale.tags) == (
        "wholesale",
        trade,
        ["b2b", "trade"],
    )

    # Somebody else changes it while the form is open.
    pages.click("Edit")
    pages.heading("Edit Wholesale").wait_for()
    update_group(
        group=wholesale,
        values={"capacity": 50},
        occasion=Occasion.manual(now=timezone.now()),
    )
    pages.field("Priority").fill("1.5")
    pages.click("Save")
    page.get_by_text("Write a whole number.").wait_for()
    pages.field("Priority").fill("5")
    pages.click("Save")
    page.get_by_text("Somebody else has changed this").wait_for()
    wholesale.refresh_from_db()
    assert (wholesale.priority, wholesale.capacity) == (0, 50)
    pages.click("Load again")
    page.locator("input[name=capacity][value='50']").wait_for()
    pages.field("Priority").fill("5")
    pages.click("Save")
    pages.heading("Wholesale").wait_for()
    wholesale.refresh_from_db()
    assert (wholesale.priority, wholesale.capacity) == (5, 50)

    # What goes with it is shown first, and its name is asked for where something does.
    shop.rule(trade, "percent_off", "10")
    pages.click("Trade", role="link")
    pages.heading("Trade").wait_for()
    pages.click("More actions")
    pages.click(page.get_by_text("Delete group", exact=True))
    page.get_by_role("dialog").get_by_text("Trade percent_off 10").wait_for()
    pages.check_accessible()
    expect(page.get_by_role("button", name="Delete group")).to_be_disabled()
    pages.field("Type Trade to confirm").fill("Trade")
    pages.click("Delete group")
    pages.heading("Customer groups").wait_for()
    assert [row[1] for row in pages.rows("Customer groups")] == [
        "Standard",
        "Wholesale",
    ]
    assert not CustomerGroup.objects.filter(name="Trade").exists()

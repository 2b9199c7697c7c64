"""Product sets in a browser: made, refused, changed, deleted, and what shoppers see."""

from datetime import UTC, datetime
from typing import Any

from playwright.sync_api import expect

from saleor_customer_groups.models import CustomerGroup, VisibilitySet
from tests.dashboard.pages.browser import Pages
from tests.journeys.visibility.hiding import hide
from tests.owner import Shop


def include_of(row: VisibilitySet) -> Any:
    return row.scope["include"]


def codes_of(row: VisibilitySet) -> list[str]:
    return sorted(row.groups.values_list("code", flat=True))


def test_a_set_is_made_changed_and_deleted(shop: Shop, pages: Pages) -> None:
    shop.group("VIP")
    page = pages.open("sets", title="Product sets")
    page.get_by_text("Everybody sees every product", exact=True).wait_for()
    pages.check_accessible()
    pages.click(page.get_by_role("button", name="New product set").first)
    pages.heading("New product set").wait_for()

    # What is refused stands beside its field; nothing chosen is not everything.
    pages.pick("Groups", "VIP")
    pages.pick("Categories", "Tea")
    pages.field("Code").fill("not a code!")
    pages.click("Save")
    expect(pages.field("Code")).to_have_attribute("aria-invalid", "true")
    page.get_by_text("Give it a name.", exact=True).wait_for()
    pages.field("Name").fill("Tea for VIPs")
    pages.field("Code").fill("vip-tea")
    pages.click("Remove: Tea")
    pages.click("Save")
    page.get_by_text("Choose at least one, or everything.").wait_for()
    assert not VisibilitySet.objects.exists()
    pages.pick("Categories", "Tea")
    expect(page.get_by_label("Choose by").locator("option")).to_have_text(
        ["Products", "Categories", "Collections", "Product types"]
    )
    page.get_by_label("From", exact=True).fill("2026-01-01T08:00")
    pages.check_accessible()
    pages.check_fits()
    pages.click("Save")
    pages.heading("Tea for VIPs").wait_for()
    page.get_by_text("One product is no longer visible to everybody").wait_for()
    row = VisibilitySet.objects.get()
    assert (row.name, row.code, row.is_exclusive, row.is_active) == (
        "Tea for VIPs",
        "vip-tea",
        True,
        True,
    )
    assert include_of(row) == {"categories": [str(shop.tea.pk)]}
    assert codes_of(row) == ["vip"]
    assert row.valid_from == datetime(2026, 1, 1, 8, tzinfo=UTC)

    # What would show products to everybody asks first.
    pages.click(page.get_by_role("button", name="Only for these groups"))
    pages.click("Save")
    dialog = page.get_by_role("dialog", name="Save this?")
    dialog.get_by_text("One product becomes visible to everybody.").wait_for()
    pages.click(dialog.get_by_role("button", name="Cancel"))
    expect(dialog).to_have_count(0)
    row.refresh_from_db()
    assert row.is_exclusive
    pages.click(page.get_by_role("button", name="Only for these groups"))

    # So does what leaves nobody who sees them.
    pages.click("Remove: VIP")
    pages.click("Save")
    dialog.get_by_text("Nobody sees these products then.").wait_for()
    pages.check_accessible()
    pages.click(dialog.get_by_role("button", name="Save"))
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_hidden()
    assert codes_of(row) == []

    # Whoever deletes it is told how many products that shows, and types its name.
    pages.click("Delete")
    dialog = page.get_by_role("dialog", name="Delete Tea for VIPs?")
    dialog.get_by_text("One product becomes visible to everybody.").wait_for()
    button = dialog.get_by_role("button", name="Delete")
    expect(button).to_be_disabled()
    pages.field("Type Tea for VIPs to confirm").fill("Tea for VIPs")
    pages.click(button)
    pages.heading("Product sets").wait_for()
    assert not VisibilitySet.objects.exists()


def test_sets_are_listed_found_and_deleted(shop: Shop, pages: Pages) -> None:
    vip, trade = shop.group("VIP"), shop.group("Trade")
    tea, espresso = shop.green_tea.product, shop.espresso.product
    hide(tea, groups=(vip,), name="Tea", code="tea")
    soon = datetime(2099, 1, 1, tzinfo=UTC)
    hide(espresso, groups=(vip, trade), name="Early", valid_until=soon)
    hide(espresso, groups=(trade,), name="Range", is_exclusive=False, is_active=False)

    page = pages.open("sets", title="Product sets")
    one = "1 product"
    until, all_too = (
        "Only its groups, until Jan 1, 2099",
        "Its groups, and who sees everything",
    )
    assert [row[1:] for row in pages.rows("Product sets")] == [
        ["Early", one, "1", "Trade\nVIP", until, "Running"],
        ["Range", one, "1", "Trade", all_too, "Switched off"],
        ["Tea", one, "1", "VIP", "Only its groups", "Running"],
    ]
    pages.check_accessible()
    pages.check_fits()
    pages.click("Name")
    assert [row[1] for row in pages.rows("Product sets")] == ["Tea", "Range", "Early"]
    pages.field("Group").select_option("Trade")
    assert [row[1] for row in pages.rows("Product sets")] == ["Range", "Early"]
    pages.field("Who sees it").select_option("Only its groups")
    assert [row[1] for row in pages.rows("Product sets")] == ["Early"]
    pages.click("Clear filters")
    pages.field("Status").select_option("Switched off")
    assert [row[1] for row in pages.rows("Product sets")] == ["Range"]
    pages.click("Clear filters")
    pages.field("Search").fill("tea")
    page.get_by_text("One entry", exact=True).wait_for()
    pages.field("Search").fill("")
    page.get_by_text("3 entries", exact=True).wait_for()

    # Several at once: all of them, or none.
    pages.click(page.get_by_role("checkbox", name="Select Tea"))
    pages.click(page.get_by_role("checkbox", name="Select Early"))
    pages.click("Delete")
    dialog = page.get_by_role("dialog", name="Delete 2 product sets?")
    dialog.get_by_text("2 products become visible to everybody.").wait_for()
    pages.field("Type 2 product sets to confirm").fill("2 product sets")
    pages.click(dialog.get_by_role("button", name="Delete"))
    page.get_by_text("One entry", exact=True).wait_for()
    assert [each.name for each in VisibilitySet.objects.all()] == ["Range"]


def test_deleting_a_group_says_which_sets_go_with_it(shop: Shop, pages: Pages) -> None:
    vip = shop.group("VIP")
    hide(shop.green_tea.product, groups=(vip,), name="Tea")
    page = pages.open("groups", title="Customer groups")
    pages.click(page.get_by_role("checkbox", name="Select VIP"))
    pages.click("Delete")
    dialog = page.get_by_role("dialog", name="Delete VIP?")
    dialog.get_by_text("Product sets that are deleted with it", exact=True).wait_for()
    dialog.get_by_text("One product becomes visible to everybody.").wait_for()
    pages.field("Type VIP to confirm").fill("VIP")
    pages.click(dialog.get_by_role("button", name="Delete group"))
    page.get_by_text("VIP was deleted", exact=True).wait_for()
    assert not CustomerGroup.objects.filter(code="vip").exists()
    assert not VisibilitySet.objects.exists()

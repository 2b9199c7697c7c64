"""The first page of a new shop, and its settings, in a browser."""

import re

from playwright.sync_api import expect

from saleor_customer_groups import port
from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.services.base.configuration import configuration_of
from tests.dashboard.pages.browser import MAX_SCRIPT_KB, Pages
from tests.owner import Shop


def test_a_new_shop_takes_three_steps_and_sees_how_its_groups_do(
    shop: Shop, pages: Pages
) -> None:
    page = pages.open("", title="Customer groups of your shop")
    steps = page.get_by_role("listitem")
    expect(steps).to_have_count(3)
    pages.settle()
    assert 100 < pages.script_kb() <= MAX_SCRIPT_KB
    pages.check_accessible()
    pages.click("Make a group", role="link")
    pages.heading("New group").wait_for()
    pages.field("Name").fill("Wholesale")
    pages.click("Create group")
    pages.heading("Wholesale").wait_for()

    pages.click("Start", role="link")
    page.get_by_role("table", name="Largest groups").wait_for()
    expect(steps.first).to_contain_text("Done")
    expect(page.get_by_role("link", name="Put customers in")).to_be_visible()

    wholesale = CustomerGroup.objects.get(name="Wholesale")
    shop.member(wholesale, "ann@example.com")
    shop.rule(wholesale, "percent_off", "15")
    page.reload()
    page.get_by_text("Nothing at the moment.").wait_for()
    expect(page.get_by_text("Three steps to your first group price")).to_have_count(0)
    assert pages.rows("Largest groups")[0] == [
        "Wholesale",
        "1",
        "15 % off everything",
        "\u2013",
    ]


def test_the_first_page_names_three_of_many_probable_mistakes(
    shop: Shop, pages: Pages
) -> None:
    names = [f"Group {number}" for number in range(1, 6)]
    for name in names:
        shop.group(name)

    page = pages.open("", title="Customer groups of your shop")

    link = page.get_by_role("link", name="5 things about prices look like mistakes")
    link.wait_for()
    finding = page.get_by_text(re.compile("^Nobody is in Group"))
    expect(finding).to_have_text([re.compile(name) for name in names[:3]])
    expect(page.get_by_text("and 2 more")).to_be_visible()
    pages.click(link)
    pages.heading("Check").wait_for()
    expect(finding).to_have_text([re.compile(name) for name in names])


def test_settings_are_chosen_by_their_example(shop: Shop, pages: Pages) -> None:
    trade = shop.group("Trade")
    page = pages.open("settings", title="Settings")
    example = page.locator("section", has_text="A customer who is in two groups")
    expect(example).to_contain_text("$80.00")
    page.get_by_role("radio", name="One after the other").check()
    expect(example).to_contain_text("$72.00")
    # Its label ends in the percent sign behind the value.
    margin = page.get_by_role("textbox", name="Minimum margin")
    margin.fill("a lot")
    pages.click("Save")
    refusal = page.get_by_text("Write a number, without anything else.")
    refusal.wait_for()
    margin.fill("-5")
    pages.click("Save")
    expect(refusal).to_have_count(0)
    expect(margin).to_have_attribute("aria-invalid", "true")
    assert configuration_of(port.active_plugin()).policy == "best_price"

    margin.fill("25")
    expect(example).to_contain_text("$95.00")
    pages.check_accessible()
    pages.click("Save")
    page.get_by_text("Saved", exact=True).wait_for()
    stored = configuration_of(port.active_plugin())
    assert (stored.policy, stored.minimum_margin_percent) == ("stack", 25)

    pages.click(page.get_by_role("button", name="Change: Group for guests"))
    pages.pick("Group for guests", "Trade")
    pages.check_accessible()
    pages.click(page.get_by_role("dialog").get_by_role("button", name="Save"))
    page.get_by_role("link", name="Trade").wait_for()
    trade.refresh_from_db()
    assert trade.for_guests

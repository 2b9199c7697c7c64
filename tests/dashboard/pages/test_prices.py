"""Group prices in a browser: given, refused, paid by the shopper, changed, deleted."""

import re
from decimal import Decimal

from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from saleor_customer_groups.models import PriceRule
from tests.api import MANAGE_DISCOUNTS, make_staff
from tests.dashboard.pages.browser import Pages
from tests.owner import Shop
from tests.port.accounts import token_of

OF_DISCOUNTS = [
    "Prices",
    "Price lists",
    "Promotions",
    "Product sets",
    "Who can see this?",
    "Why this price?",
    "Check",
]


def test_a_group_gets_a_price_which_its_shopper_pays(shop: Shop, pages: Pages) -> None:
    wholesale = shop.group("Wholesale")
    shopper = shop.member(wholesale, "ann@example.com")

    page = pages.open("prices", title="Group prices")
    page.get_by_text("No group has a price of its own yet", exact=True).wait_for()
    pages.click(page.get_by_role("button", name="New price").first)
    pages.heading("New price").wait_for()
    pages.field("Name").fill("Everything")
    pages.pick("Groups", "Wholesale")

    # What is refused stands beside its field, and nothing that was typed is lost.
    percent = page.get_by_role("textbox", name="Percentage off")
    percent.fill("150")
    pages.click("Save")
    refusal = page.get_by_text("Cannot be more than 100 percent.", exact=True)
    expect(refusal).to_have_count(1)
    expect(percent).to_have_attribute("aria-invalid", "true")
    pages.field("By quantity").check()
    quantities = page.get_by_role("textbox", name="From quantity")
    quantities.fill("5")
    percent.fill("10")
    pages.click("Add another")
    quantities.nth(1).fill("5")
    percent.nth(1).fill("20")
    pages.click("Save")
    page.get_by_text("Is the second tier from a quantity of 5.").first.wait_for()
    expect(quantities.nth(0)).to_have_attribute("aria-invalid", "false")
    expect(quantities.nth(1)).to_have_attribute("aria-invalid", "true")
    assert not PriceRule.objects.exists()

    # The example beside it follows what is typed.
    page.get_by_role("radio", name="Percentage off").check()
    percent.fill("15,0")
    example = page.get_by_role("list", name="What a member pays")
    expect(example.get_by_role("listitem").first).to_contain_text("$17.00")
    pages.pick("As this customer", "ann@example.com")
    expect(example.get_by_role("listitem").first).to_contain_text("$17.00")
    pages.check_accessible()
    pages.click("Save")
    pages.heading("Everything").wait_for()
    rule = PriceRule.objects.get()
    assert rule.adjustment == {
        "kind": "percent_off",
        "percent": "15.0",
        "adds_to_inherited": False,
    }
    checkout = shopper.open_checkout({shop.espresso: 1})
    assert checkout.units == {"espresso": Decimal("17.00")}

    # Who changes what somebody else has changed meanwhile is told.
    shop.change(rule, priority=3)
    pages.field("Only what you choose").check()
    pages.pick("Categories", "Tea")
    pages.click("Save")
    page.get_by_text("Somebody else has changed this since you opened it").wait_for()
    pages.click("Load again")
    expect(pages.field("Everything in the shop")).to_be_checked()
    pages.field("Only what you choose").check()
    pages.click("Choose from the tree")
    pages.field("Coffee").check()
    pages.click(page.get_by_role("button", name="Categories below Coffee"))
    pages.field("Beans").wait_for()
    pages.click(page.get_by_role("dialog").get_by_role("button", name="Close"))
    pages.click("Save")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_hidden()
    rule.refresh_from_db()
    assert rule.priority == 3
    assert rule.scope == {"include": {"categories": [str(shop.coffee.pk)]}}


def test_prices_are_listed_switched_off_copied_and_deleted(
    shop: Shop, pages: Pages
) -> None:
    wholesale = shop.group("Wholesale")
    shop.rule(wholesale, "percent_off", "15", category=shop.tea)
    rule = shop.rule(shop.group("VIP"), "fixed_price", "9.00")

    page = pages.open("prices", title="Group prices")
    assert [row[1:4] for row in pages.rows("Group prices")] == [
        [
            "VIP fixed_price 9.00\nFixed price 9.00 USD on everything for VIP",
            "VIP",
            "Everything",
        ],
        [
            "Wholesale percent_off 15\n15 % off Tea for Wholesale",
            "Wholesale",
            "1 category",
        ],
    ]
    pages.check_accessible()
    pages.click(page.get_by_role("checkbox", name="Select VIP"))
    pages.click("Switch off")
    page.get_by_text("One switched off", exact=True).wait_for()
    rule.refresh_from_db()
    assert not rule.is_active
    pages.click("Switched off 1")
    page.get_by_text("One entry", exact=True).wait_for()

    # A copy of it, for the same group.
    pages.click("Actions for VIP fixed_price 9.00")
    pages.click(page.get_by_text("Duplicate", exact=True))
    pages.heading("New price").wait_for()
    pages.field("Name").fill("Second")
    pages.click(page.get_by_text("Further settings"))
    least = page.get_by_role("textbox", name="From a basket of")
    least.fill("a lot")
    pages.click("Save")
    page.get_by_text("Write a number, without anything else.").wait_for()
    least.fill("10,50")
    pages.field("How the price is made").select_option("Amount off")
    pages.click("Save")
    pages.heading("Second").wait_for()
    copy = PriceRule.objects.get(name="Second")
    amount_off = {"kind": "amount_off", "amount": "9.00", "currency": "USD"}
    assert (copy.adjustment, copy.is_active) == (amount_off, False)
    assert copy.min_subtotal_amount == Decimal("10.50")
    pages.click(page.get_by_text("Further settings"))
    expect(least).to_have_value("10.5")

    # Whoever deletes it types its name.
    pages.click("Delete")
    button = page.get_by_role("dialog").get_by_role("button", name="Delete")
    expect(button).to_be_disabled()
    pages.field("Type Second to confirm").fill("Second")
    pages.click(button)
    pages.heading("Group prices").wait_for()
    assert not PriceRule.objects.filter(name="Second").exists()

    # The tab of a group has its own, and a new one is for it.
    pages.open("groups", title="Customer groups")
    pages.click("Wholesale", role="link")
    parts = page.get_by_role("navigation", name="Parts of this group")
    pages.click(parts.get_by_role("link", name="Prices"))
    assert [row[1] for row in pages.rows("Group prices")] == [
        "Wholesale percent_off 15\n15 % off Tea for Wholesale"
    ]
    pages.click("New price")
    page.get_by_role("button", name="Remove: Wholesale").wait_for()


def test_who_manages_discounts_alone_sees_no_customers(
    shop: Shop, window: Pages
) -> None:
    shop.group("VIP")
    staff = get_user_model().objects.get(pk=make_staff(MANAGE_DISCOUNTS).pk)
    window.log_in(token_of(staff))

    # A page that they may not see says what is missing, and leads to the others.
    for path, missing in (("", "customers"), ("groups", "customers"), ("settings", "")):
        page = window.open(path)
        page.get_by_text(f"to manage {missing or 'plugins'}.").wait_for()
        found = page.locator("main").get_by_role("listitem")
        expect(found).to_have_text(OF_DISCOUNTS)
    window.check_accessible()
    prices = page.locator("main").get_by_role("link", name="Prices", exact=True)
    window.click(prices.last)
    window.click(page.get_by_role("button", name="New price").first)
    window.heading("New price").wait_for()
    window.pick("Groups", "VIP")
    page.get_by_role("textbox", name="Percentage off").fill("10")
    window.field("Only what you choose").check()
    window.pick("Categories", "Tea")
    example = page.get_by_role("list", name="What a member pays")
    expect(example.get_by_role("listitem")).to_have_count(1)
    expect(example).to_contain_text("Listed price $30.00 $27.0010 % off for VIP")
    expect(page.get_by_role("combobox", name="As this customer")).to_have_count(0)

    # What is not saved is not lost without a question.
    page.go_back()
    page.get_by_text("Leave without saving?").wait_for()
    window.click("Stay here")
    expect(page.get_by_role("textbox", name="Percentage off")).to_have_value("10")
    expect(page).to_have_url(re.compile("/prices/new$"))
    page.go_back()
    window.click("Leave")
    window.heading("Group prices").wait_for()
    page.go_back()
    window.heading("You may not see this page").wait_for()
    window.open("prices/new", title="New price")
    window.field("Name").fill("Another")
    window.click("Promotions", role="link")
    page.get_by_text("Leave without saving?").wait_for()
    window.click("Leave")
    window.heading("Group promotions").wait_for()

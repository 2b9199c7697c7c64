"""Journeys of shop owners by the keyboard alone, in a browser."""

import re
from decimal import Decimal
from typing import Any

from playwright.sync_api import Locator, expect

from saleor_customer_groups.models import CustomerGroup, PriceRule
from tests.dashboard.pages.browser import Pages
from tests.owner import Shop
from tests.storefront import Storefront

# More than any page has from its start to what is looked for.
MOST_TABS = 60
HAS_FOCUS = "element => element.contains(document.activeElement)"


class Keyboard:
    """Somebody who has no mouse."""

    def __init__(self, pages: Pages) -> None:
        self.pages, self.page = pages, pages.page

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        self.page.keyboard.type(text)

    def go_to(self, name: str, *, role: Any = "button", back: bool = False) -> Locator:
        """Go on from what has the focus until something has it."""
        target = self.page.get_by_role(role, name=name, exact=True).first
        target.wait_for()
        self.pages.settle()
        for _ in range(MOST_TABS):
            if target.evaluate(HAS_FOCUS):
                return target
            self.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"The {role} {name} cannot be reached by the keyboard.")

    def use(self, name: str, *, role: Any = "button") -> None:
        """Go to a button or link and press Enter."""
        self.go_to(name, role=role)
        self.press("Enter")

    def pick(self, label: str, name: str) -> None:
        """Search in a field for something, and choose it, which alone is found."""
        self.go_to(label, role="combobox")
        # At once: what is found for the first letters would still be drawn anew.
        self.page.keyboard.insert_text(name)
        choices = self.page.get_by_role("listbox").get_by_role("option")
        expect(choices).to_have_text([name])
        self.pages.settle()
        self.press("ArrowDown")
        expect(self.page.locator(":focus")).to_have_attribute(
            "aria-activedescendant", re.compile(".")
        )
        self.press("Enter")
        expect(choices).to_have_count(0)
        self.pages.settle()


def test_a_first_group_gets_a_member_and_a_price(shop: Shop, pages: Pages) -> None:
    shopper = Storefront().register("ann@example.com")
    page = pages.open("", title="Customer groups of your shop")
    keys = Keyboard(pages)
    keys.use("Make a group", role="link")
    keys.go_to("Name", role="textbox")
    keys.type("Wholesale")
    keys.use("Create group")
    pages.heading("Wholesale").wait_for()

    # A dialog takes the focus, keeps it, and gives it back when it is closed.
    keys.use("Members", role="link")
    keys.use("Add customers")
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    pages.settle()
    assert dialog.evaluate(HAS_FOCUS)
    keys.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name="Add customers").first).to_be_focused()
    keys.press("Enter")
    keys.go_to("ann@example.com", role="checkbox")
    keys.press("Space")
    keys.use("Add one customer")
    expect(dialog).to_have_count(0)
    assert CustomerGroup.objects.get(name="Wholesale").memberships.count() == 1

    keys.use("Prices", role="link")
    keys.use("New price")
    pages.heading("New price").wait_for()
    keys.go_to("Name", role="textbox")
    keys.type("Trade")
    keys.pick("Groups", "Wholesale")
    page.get_by_role("button", name="Remove: Wholesale").wait_for()
    keys.go_to("Percentage off %", role="textbox")
    keys.type("150")
    keys.use("Save")
    # Who is refused goes on where something is wrong.
    percentage = page.get_by_role("textbox", name="Percentage off %", exact=True)
    expect(percentage).to_be_focused()
    keys.press("ControlOrMeta+A")
    keys.type("15")
    keys.use("Save")
    pages.heading("Trade").wait_for()
    assert PriceRule.objects.get().adjustment["percent"] == "15"
    checkout = shopper.open_checkout({shop.espresso: 1})
    assert checkout.units == {"espresso": Decimal("17.00")}


def test_rows_are_ticked_and_menus_are_used(shop: Shop, pages: Pages) -> None:
    rule = shop.rule(shop.group("Wholesale"), "percent_off", "15", name="Trade")
    page = pages.open("prices", title="Group prices")
    keys = Keyboard(pages)
    menu = "Actions for Trade"
    keys.use(menu)
    page.get_by_role("menuitem", name="Switch off").wait_for()
    keys.press("Escape")
    expect(page.get_by_role("menuitem")).to_have_count(0)
    expect(page.get_by_role("button", name=menu)).to_be_focused()
    keys.press("Enter")
    keys.go_to("Switch off", role="menuitem")
    keys.press("Enter")
    page.get_by_text("Switched off", exact=True).first.wait_for()
    rule.refresh_from_db()
    assert not rule.is_active

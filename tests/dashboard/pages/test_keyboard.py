"""Journeys of shop owners by the keyboard alone, in a browser."""

from decimal import Decimal
from pathlib import Path

from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from saleor_customer_groups.graphql.base.ids import global_id
from saleor_customer_groups.models import CustomerGroup, PriceList, PriceRule
from tests.dashboard.pages.browser import Pages
from tests.dashboard.pages.keyboard import HAS_FOCUS, Keyboard
from tests.dashboard.pages.stand_in import StandIn
from tests.dashboard.pages.test_in_the_dashboard import owners_token
from tests.dashboard.pages.test_joining import customer
from tests.owner import Shop
from tests.port.accounts import USER_VALUES
from tests.storefront import Storefront


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

    keys.use("Discounts", role="link")
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
    state = page.get_by_role("cell").get_by_text("Switched off", exact=True)
    expect(state).to_have_count(1)
    rule.refresh_from_db()
    assert not rule.is_active


def test_prices_come_from_a_file_and_a_set_has_a_price(
    shop: Shop, pages: Pages, tmp_path: Path
) -> None:
    shopper = shop.member(shop.group("Wholesale"), "ann@example.com")
    page = pages.open("price-lists", title="Price lists")
    keys = Keyboard(pages)
    keys.use("Skip to the content")
    expect(pages.heading("Price lists")).to_be_focused()
    keys.use("New price list")
    # What had the focus is gone: the keyboard goes on from the title of the new page.
    expect(pages.heading("New price list")).to_be_focused()
    keys.fill("Name", "Trade")
    keys.pick("Groups", "Wholesale")
    keys.fill("Name", "Trade list", back=True)
    keys.press("Enter")
    pages.heading("Trade list").wait_for()
    file = tmp_path / "prices.csv"
    file.write_text("SKU;ab Menge;Preis\nespresso;1;18,50\nespresso;10;17,00\n")
    keys.use("Import")
    dialog = keys.within_dialog()
    dialog.choose_file("File", file)
    expect(page.get_by_text("with decimal commas")).to_be_visible()
    dialog.use("Import")
    page.get_by_text("2 prices are new, none was changed").wait_for()
    expect(page.get_by_role("button", name="Import", exact=True)).to_be_focused()
    prices = PriceList.objects.get().entries.values_list("min_quantity", flat=True)
    assert list(prices) == [1, 10]
    assert keys.pressed + dialog.pressed < 60

    page = pages.open("promotions", title="Group promotions")
    keys = Keyboard(pages)
    keys.use("Skip to the content")
    keys.use("New promotion")
    keys.fill("Name", "Breakfast")
    keys.pick("Groups", "Wholesale")
    keys.choose("Kind of promotion", "Set for a price")
    everything, chosen = "Everything in the shop", "Only what you choose"
    # Its label ends in the currency behind the amount.
    keys.fill("Price of a set", "40", exact=False)
    keys.take(chosen, instead_of=everything)
    keys.choose("Choose by", "Products")
    keys.pick("Products", "espresso")
    keys.use("Add another")
    # A new part has the focus.
    expect(page.get_by_role("textbox", name="Quantity").nth(1)).to_be_focused()
    keys.take(chosen, instead_of=everything, nth=1)
    keys.pick("Categories", "Tea")
    keys.use("Save")
    pages.heading("Breakfast").wait_for()
    checkout = shopper.open_checkout({shop.espresso: 1, shop.green_tea: 1})
    # The list has espresso for 18.50.
    assert checkout.subtotal == Decimal("40.00")
    assert keys.pressed < 90


def test_a_price_is_explained_and_a_conflict_is_mended(
    shop: Shop, pages: Pages
) -> None:
    wholesale = shop.group("Wholesale")
    shop.catalogue.variant("matcha", "28.00", category=shop.tea)
    trade = {"name": "Trade tea", "category": shop.tea}
    shop.rule(wholesale, "percent_off", "15", **trade)
    shop.rule(wholesale, "percent_increase", "5", name="Dearer", category=shop.tea)
    shop.member(wholesale, "ann@example.com")

    page = pages.open("", title="Customer groups of your shop")
    keys = Keyboard(pages)
    keys.use("Discounts", role="link")
    expect(pages.heading("Group prices")).to_be_focused()
    keys.use("Why this price?", role="link", back=True)
    expect(pages.heading("Why this price?")).to_be_focused()
    keys.pick("Customer", "ann@example.com")
    keys.pick("Add a product", "matcha", exact=False)
    assert [row[::2] for row in pages.rows("Prices that compete for matcha")] == [
        ["Trade tea", "$23.80"],
        ["Dearer", "$29.40"],
    ]
    keys.use("Trade tea", role="link")
    expect(pages.heading("Trade tea")).to_be_focused()
    assert keys.pressed < 50

    keys = Keyboard(pages)
    keys.use("Check", role="link", back=True)
    finding = page.get_by_role("listitem").filter(has_text="Dearer never counts")
    finding.wait_for()
    keys.use("Dearer", role="link")
    pages.heading("Dearer").wait_for()
    keys.use("Remove: Tea")
    keys.pick("Categories", "Coffee")
    keys.use("Save")
    page.get_by_text("Saved", exact=True).wait_for()
    expect(pages.heading("Dearer")).to_be_focused()
    keys.use("Check", role="link", back=True)
    pages.heading("Check").wait_for()
    expect(finding).to_have_count(0)
    assert keys.pressed < 80


def test_customers_join_by_rules_and_levels_and_are_moved(
    shop: Shop, pages: Pages
) -> None:
    group = shop.group("Regulars", kind="hybrid")
    shop.group("VIP")
    shop.member(group, "eve@firm.example")
    for email, amount in (("ann", "1500.00"), ("bob", "20.00")):
        customer(f"{email}@example.com", amount=amount)

    page = pages.open("groups", title="Customer groups")
    keys = Keyboard(pages)
    keys.use("Regulars", role="link")
    keys.use("Rules for joining", role="link")
    keys.use("Add a line")
    keys.choose("What is asked", "Has ordered")
    keys.choose("Value", "Yes")
    keys.use("Add a block")
    keys.choose("What is asked", "Net revenue", nth=1)
    keys.fill("Value", "1,000.00")
    keys.use("Add a line")
    keys.choose("What is asked", "Email domain", nth=2)
    keys.fill("Value", "example.com", nth=1)
    count = page.get_by_role("status").filter(has_text="meet")
    expect(count).to_have_text("2 customers meet these rules")
    keys.use("Save")
    page.get_by_text("Saved", exact=True).wait_for()
    expect(pages.heading("Regulars")).to_be_focused()
    assert group.memberships.count() == 3
    assert keys.pressed < 90

    # What is typed into a dialog is not lost by a key too many.
    keys = Keyboard(pages)
    keys.use("Members", role="link")
    keys.tick("Select eve@firm.example")
    keys.use("Remove", back=True)
    dialog = keys.within_dialog()
    stay, other = "They stay in their other groups", "To another group"
    dialog.take(other, instead_of=stay)
    dialog.pick("The group that they go to", "VIP")
    dialog.fill("Reason", "Grown up")
    keys.press("Escape")
    page.get_by_role("dialog", name="Close without saving?").wait_for()
    keys.press("Escape")
    expect(page.get_by_role("textbox", name="Reason")).to_be_focused()
    expect(page.get_by_role("textbox", name="Reason")).to_have_value("Grown up")
    dialog.press("Enter")
    page.get_by_text("One customer has left Regulars").wait_for()
    expect(pages.heading("Regulars")).to_be_focused()
    # Beside the history of all groups, that of this one.
    keys.use("History", role="link", nth=1)
    [[_, who, what, why, by], *_] = pages.rows("History")
    assert (who, what) == ("eve@firm.example", "Left Regulars")
    assert (why, by) == ("By hand\nGrown up", "owner@example.com")
    assert keys.pressed + dialog.pressed < 80

    keys = Keyboard(pages)
    keys.use("Levels", role="link", back=True)
    keys.use("New programme")
    keys.fill("Name", "Loyalty")
    keys.fill("Name of level 1", "Silver")
    keys.fill("Start of level 1", "20")
    keys.fill("Name of level 2", "Gold")
    keys.press("Enter")
    # A level without a start is none; who is refused goes on there.
    start = page.get_by_role("textbox", name="Start of level 2")
    expect(start).to_be_focused()
    keys.type("1000")
    keys.tick("Level 2 is for VIPs")
    keys.use("Create programme")
    expect(pages.heading("Loyalty")).to_be_focused()
    shares = page.get_by_role("listitem")
    expect(shares).to_have_text(["Silver133.3%", "Gold133.3%", "No level133.3%"])
    assert keys.pressed < 60


def test_500_ticked_customers_are_put_into_a_group(shop: Shop, window: Pages) -> None:
    group = shop.group("Wholesale")
    users = get_user_model().objects
    customers = users.bulk_create(
        users.model(email=f"{number}@example.com", is_active=True, **USER_VALUES)
        for number in range(500)
    )
    dashboard = StandIn(
        window.page,
        f"{window.address}{window.base}popup/add-to-group",
        token=owners_token(shop),
        parameters={
            "customerIds": ",".join(global_id("User", each.pk) for each in customers)
        },
    )
    frame = dashboard.frame
    frame.get_by_role("heading", name="Add 500 customers to a group").wait_for()
    keys = Keyboard(window, frame=frame)
    keys.pick("Group", "Wholesale")
    keys.use("Add")
    frame.get_by_text("500 customers are in Wholesale now").wait_for()
    assert group.memberships.count() == 500
    keys.use("Close")
    assert len(dashboard.actions("popupClose")) == 1
    assert keys.pressed <= 10

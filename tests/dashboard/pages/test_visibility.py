"""What a group sees, the shop with its eyes and who sees a product, in a browser."""

from datetime import UTC, datetime
from typing import Any

from playwright.sync_api import Locator, Page, expect

from saleor_customer_groups.graphql.base.ids import global_id
from saleor_customer_groups.models import CustomerGroup, VisibilitySet
from tests.dashboard.pages.browser import Pages
from tests.journeys.visibility.hiding import hide
from tests.owner import Shop
from tests.storefront import Storefront


def path_of(group: CustomerGroup, tab: str = "visibility") -> str:
    return f"groups/{global_id('CustomerGroup', group.pk)}/{tab}"


def access_of(group: CustomerGroup) -> tuple[str, Any, bool]:
    group.refresh_from_db()
    return group.product_access, group.product_scope, group.inherits_visibility


def figures(pages: Pages) -> list[str]:
    pages.settle()
    found: list[str] = pages.page.locator("dd").all_inner_texts()
    return found


def card_of(page: Page, title: str) -> Locator:
    """Return the card with a title."""
    heading = page.get_by_role("heading", name=title, exact=True)
    return page.locator("section").filter(has=heading)


def texts(items: Locator) -> list[str]:
    return [each.inner_text() for each in items.all()]


def test_what_a_group_sees_is_said_and_changed(shop: Shop, pages: Pages) -> None:
    wholesale = shop.group("Wholesale", product_access="sets")
    trade = shop.group("Trade", parent=wholesale)
    hide(shop.green_tea.product, groups=(wholesale,), name="Tea", is_exclusive=False)

    page = pages.open(path_of(trade), title="Trade")
    expect(page.get_by_role("radio", name="The same as Wholesale")).to_be_checked()
    assert figures(pages) == ["2", "0"]
    pages.check_accessible()
    pages.check_fits()

    page.get_by_role("radio", name="Everything but …").check()
    pages.click("Save")
    page.get_by_text("Choose what they do not see.", exact=True).wait_for()
    assert access_of(trade) == ("inherit", None, True)
    pages.pick("Categories", "Tea")
    pages.click(page.get_by_role("button", name="Also sees what is for Wholesale"))
    pages.click("Save")
    page.get_by_text("Saved", exact=True).wait_for()
    assert access_of(trade) == (
        "custom",
        {"exclude": {"categories": [str(shop.tea.pk)]}},
        False,
    )
    assert figures(pages) == ["1", "0"]

    page.reload()
    expect(page.get_by_role("radio", name="Everything but …")).to_be_checked()
    page.get_by_role("radio", name="Only these products").check()
    pages.click("Remove: Tea")
    pages.pick("Categories", "Coffee")
    pages.click("Save")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_hidden()
    assert access_of(trade) == (
        "custom",
        {"include": {"categories": [str(shop.coffee.pk)]}},
        False,
    )
    page.get_by_role("radio", name="Only the products of its sets").check()
    pages.click("Save")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_hidden()
    assert access_of(trade) == ("sets", None, False)
    assert figures(pages) == ["3", "0"]


def test_a_group_gets_sets_and_loses_them(shop: Shop, pages: Pages) -> None:
    vip = shop.group("VIP")
    tea = hide(shop.green_tea.product, name="Tea")

    page = pages.open(path_of(vip), title="VIP")
    page.get_by_text("No product set is assigned to it.", exact=True).wait_for()
    assert figures(pages) == ["1", "0"]
    pages.click("Add a set")
    dialog = page.get_by_role("dialog", name="Add a set")
    pages.click(dialog.get_by_role("button", name="Add", exact=True))
    dialog.get_by_text("Choose a set.", exact=True).wait_for()
    pages.pick("Product set", "Tea")
    pages.check_accessible()
    pages.click(dialog.get_by_role("button", name="Add", exact=True))
    sets = page.get_by_role("list", name="Its product sets").get_by_role("listitem")
    expect(sets).to_have_count(1)
    assert list(tea.groups.all()) == [vip]
    assert figures(pages) == ["0", "1"]

    # A new one for this group alone, for a while.
    pages.click("Early access until …")
    pages.heading("New product set").wait_for()
    expect(pages.field("Name")).to_have_value("Early access for VIP")
    pages.pick("Categories", "Coffee")
    pages.click("Save")
    page.get_by_text("Say until when only they see the products.").wait_for()
    assert VisibilitySet.objects.count() == 1
    page.get_by_label("Until", exact=True).fill("2099-01-01T00:00")
    pages.click("Save")
    pages.heading("Early access for VIP").wait_for()
    early = VisibilitySet.objects.get(name="Early access for VIP")
    assert early.valid_until == datetime(2099, 1, 1, tzinfo=UTC)
    assert (early.is_exclusive, list(early.groups.all())) == (True, [vip])

    # The last group of an exclusive set: nobody sees its products then.
    page = pages.open(path_of(vip), title="VIP")
    assert figures(pages) == ["0", "3"]
    assert texts(sets) == [
        "Early access for VIP\nRunning\nRemove\n"
        "1 category · Only its groups, until Jan 1, 2099",
        "Tea\nRunning\nRemove\n1 product · Only its groups",
    ]
    pages.check_accessible()
    pages.check_fits()
    pages.click("Remove: Tea")
    dialog = page.get_by_role("dialog", name="Take Tea away from VIP?")
    dialog.get_by_text("Nobody sees these products then.").wait_for()
    pages.click(dialog.get_by_role("button", name="Remove"))
    expect(sets).to_have_count(1)
    assert list(tea.groups.all()) == []
    assert figures(pages) == ["1", "2"]


def test_the_shop_is_viewed_as_a_group(shop: Shop, pages: Pages) -> None:
    vip, trade = shop.group("VIP"), shop.group("Trade", product_access="sets")
    hide(shop.green_tea.product, groups=(vip,), name="Tea")
    hide(shop.latte.product, groups=(trade,), name="Range", is_exclusive=False)

    page = pages.open(path_of(trade), title="Trade")
    pages.click("View the shop as this group", role="link")
    pages.heading("View the shop as a group").wait_for()
    seen = [row[0] for row in pages.rows("The shop as Trade sees it")]
    assert seen == [shop.latte.product.name]
    pages.check_accessible()

    # Who is in both sees what either sees; and so do variants, with their prices.
    pages.pick("Groups", "VIP")
    names = "The shop as Trade, VIP sees it"
    assert len(pages.rows(names)) == 3
    pages.field("Products").select_option("Variants")
    assert [row[1:3] for row in pages.rows(names)] == [
        ["espresso", "$20.00"],
        ["green-tea", "$30.00"],
        ["latte", "$9.99"],
    ]
    pages.field("Search").fill("tea")
    page.get_by_text("One entry", exact=True).wait_for()
    pages.check_fits()
    pages.click(page.get_by_role("link", name="Who can see this?").last)
    pages.heading("Who can see this?").wait_for()
    page.get_by_role("list", name="Groups that see it").wait_for()


def test_who_can_see_a_product(shop: Shop, pages: Pages) -> None:
    vip, _ = shop.group("VIP"), shop.group("Trade", product_access="sets")
    hide(shop.green_tea.product, groups=(vip,), name="Tea")
    shop.member(vip, "ann@example.com")
    name = shop.green_tea.product.name
    default = shop.default_group().name

    page = pages.open("who-sees", title="Who can see this?")
    pages.pick("Find a product", name)
    seeing = page.get_by_role("list", name="Groups that see it")
    others = page.get_by_role("list", name="Groups that do not see it")
    expect(seeing.get_by_role("listitem")).to_have_count(1)
    expect(seeing).to_contain_text("VIP")
    expect(others.get_by_role("listitem")).to_have_count(2)
    expect(others).to_contain_text(default)
    expect(others).to_contain_text("only VIP sees it")
    expect(card_of(page, "Guests")).to_contain_text("Does not see it")
    pages.check_accessible()
    pages.check_fits()

    pages.pick("As this customer", "ann@example.com", exact=False)
    expect(card_of(page, "This customer")).to_contain_text("Sees it")

    # The card of the Dashboard says the same, in its width.
    product = global_id("Product", shop.green_tea.product_id)
    page = pages.open(f"widget/product?productId={product}")
    expect(others.get_by_role("listitem")).to_have_count(2)
    pages.check_accessible()
    pages.check_fits(320)
    product = global_id("Product", shop.latte.product_id)
    page = pages.open(f"widget/product?productId={product}")
    expect(others.get_by_role("listitem")).to_have_count(1)
    pages.settle()


def test_lists_and_the_check_say_who_sees_what(shop: Shop, pages: Pages) -> None:
    shop.group("Trade", product_access="sets")
    hide(shop.green_tea.product, name="Tea")
    page = pages.open("groups", title="Customer groups")
    pages.click("Columns")
    pages.click("Visibility", role="menuitemcheckbox")
    page.keyboard.press("Escape")
    assert {row[1]: row[5] for row in pages.rows("Customer groups")} == {
        "Standard": "None of its own",
        "Trade": "Only the products of its sets",
    }

    # What nobody sees is mended where the set is.
    page = pages.open("check", title="Check")
    finding = page.get_by_role("listitem").filter(has_text="Nobody sees it")
    pages.click(finding.get_by_role("link", name="Tea"))
    pages.heading("Tea").wait_for()
    pages.pick("Groups", "Trade")
    pages.click("Save")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_hidden()
    pages.click("Discounts", role="link")
    pages.click("Check", role="link")
    pages.heading("Check").wait_for()
    pages.settle()
    expect(finding).to_have_count(0)


def test_a_draft_names_what_its_customer_does_not_see(shop: Shop, pages: Pages) -> None:
    hide(shop.latte.product, groups=(shop.group("VIP"),))
    owner = Storefront().log_in("owner@example.com")
    draft = owner.draft_order(None, {shop.latte: 1, shop.espresso: 2})

    page = pages.open(f"widget/order?orderId={draft.id}")

    hidden = page.get_by_role("list", name="Not shown to this customer in the shop")
    hidden.wait_for()
    assert texts(hidden.get_by_role("listitem")) == ["latte"]
    pages.check_accessible()

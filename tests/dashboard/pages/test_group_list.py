"""The list of customer groups in a browser."""

from django.utils import timezone
from playwright.sync_api import expect

from saleor_customer_groups.graphql.base.ids import global_id
from saleor_customer_groups.models import CustomerGroup
from tests.dashboard.pages.browser import Pages
from tests.owner import Shop

HEBREW = "קבוצת לקוחות"


def names(pages: Pages) -> list[str]:
    """Return the names in the list, as they stand there."""
    return [row[1] for row in pages.rows("Customer groups")]


def test_the_list_of_groups_is_searched_sorted_and_shared(
    shop: Shop, pages: Pages
) -> None:
    wholesale = shop.group("Wholesale")
    shop.group("VIP", is_vip=True, colour="#ff8800", kind="automatic")
    shop.group(HEBREW)
    shop.rule(wholesale, "percent_off", "15")

    page = pages.open("groups", title="Customer groups")
    assert names(pages) == ["Standard", "VIP", "Wholesale", HEBREW]
    pages.check_accessible()

    pages.click("Name")
    page.get_by_role("columnheader", name="Name").and_(
        page.locator("[aria-sort=descending]")
    ).wait_for()
    assert names(pages) == [HEBREW, "Wholesale", "VIP", "Standard"]

    pages.field("Search").fill("holes")
    page.get_by_text("One entry", exact=True).wait_for()
    assert names(pages) == ["Wholesale"]

    # The address says what is seen: whoever gets it sees the same.
    page.reload()
    page.get_by_text("One entry", exact=True).wait_for()
    expect(pages.field("Search")).to_have_value("holes")
    assert names(pages) == ["Wholesale"]
    assert pages.rows("Customer groups") == [
        [
            "Select Wholesale",
            "Wholesale",
            "0",
            "By hand",
            "15 % off everything",
            "Active",
        ]
    ]

    pages.field("Search").fill("")
    page.get_by_text("4 entries", exact=True).wait_for()
    pages.field("VIP").select_option("VIP only")
    page.get_by_text("One entry", exact=True).wait_for()
    assert names(pages) == ["VIP"]
    pages.click("Clear filters")
    page.get_by_text("4 entries", exact=True).wait_for()


def test_groups_stand_in_a_tree_and_are_copied_and_deleted_together(
    shop: Shop, pages: Pages
) -> None:
    trade = shop.group("Trade", tags=["b2b"], capacity=50)
    shop.group("Gold", parent=trade)
    page = pages.open("groups", title="Customer groups")
    assert names(pages) == ["Gold", "Standard", "Trade"]
    pages.field("Tag").select_option("b2b")
    page.get_by_text("One entry", exact=True).wait_for()
    assert names(pages) == ["Trade"]
    pages.click("Clear filters")
    pages.click("As a tree")
    page.get_by_text("2 entries", exact=True).wait_for()
    pages.click("Groups below Trade")
    page.get_by_role("link", name="Gold").wait_for()
    assert names(pages) == ["Standard", "Trade", "Gold"]

    pages.click(page.get_by_role("checkbox", name="Select Trade"))
    pages.check_accessible()
    pages.click("Duplicate")
    pages.heading("New group").wait_for()
    pages.click("Create group")
    pages.heading("Trade (copy)").wait_for()
    copy = CustomerGroup.objects.get(name="Trade (copy)")
    assert (copy.code, copy.tags, copy.capacity) == ("trade-copy", ["b2b"], 50)

    pages.click(page.get_by_role("navigation", name="Pages").get_by_text("Groups"))
    pages.heading("Customer groups").wait_for()
    pages.click(page.get_by_role("checkbox", name="Select Trade (copy)"))
    pages.click(page.get_by_role("checkbox", name="Select Gold"))
    pages.click("Delete")
    page.get_by_text("Nobody is in it, and nothing belongs to it.").wait_for()
    pages.click("Delete 2 groups")
    page.get_by_text("2 groups were deleted").wait_for()
    assert names(pages) == ["Standard", "Trade"]


def test_of_many_groups_below_one_a_hundred_stand_in_the_tree(
    shop: Shop, pages: Pages
) -> None:
    now = timezone.now()
    above = shop.group(f"{HEBREW} 2026")
    CustomerGroup.objects.bulk_create(
        CustomerGroup(
            name=f"Branch {number:03}",
            name_lower=f"branch {number:03}",
            code=f"branch-{number:03}",
            parent=above,
            created_at=now,
            updated_at=now,
        )
        for number in range(101)
    )
    page = pages.open("groups?layout=tree", title="Customer groups")
    pages.click(page.get_by_role("button", name="Groups below"))
    page.get_by_text("100 of 101 groups below it are shown.").wait_for()
    assert len(names(pages)) == 102
    pages.click("Show all 101", role="link")
    page.get_by_text("101 entries", exact=True).wait_for()
    assert names(pages)[:2] == ["Branch 000", "Branch 001"]
    # With so many groups the one above is found by searching, as elsewhere.
    above_it = page.get_by_role("combobox", name="Group above")
    expect(above_it).to_have_value(f"{HEBREW} 2026")
    pages.check_accessible()

    below = page.url
    pages.open(f"groups/{global_id('CustomerGroup', above.pk)}")
    pages.heading(f"{HEBREW} 2026").wait_for()
    link = page.get_by_role("link", name="Show all 101", exact=True)
    expect(link).to_have_js_property("href", below)

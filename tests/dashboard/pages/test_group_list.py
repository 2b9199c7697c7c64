"""The list of customer groups in a browser."""

from tests.dashboard.pages.browser import Pages
from tests.owner import Shop

HEBREW = "קבוצת לקוחות"


def names(pages: Pages) -> list[str]:
    """Return the names in the list, as they stand there."""
    return [row[0] for row in pages.rows("Customer groups")]


def test_the_list_of_groups_is_searched_sorted_and_shared(
    shop: Shop, pages: Pages
) -> None:
    shop.group("Wholesale")
    shop.group("VIP", is_vip=True, colour="#ff8800")
    shop.group(HEBREW)

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
    assert pages.field("Search").input_value() == "holes"
    assert names(pages) == ["Wholesale"]

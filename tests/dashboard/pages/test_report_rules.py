"""What each rule brought, on the report on a group, in a browser."""

from playwright.sync_api import expect

from saleor_customer_groups.models import AppliedBenefit
from saleor_customer_groups.services.evaluation.order_figures import rebuild_figures
from tests.dashboard.pages.browser import Pages
from tests.dashboard.pages.drawn_bars import lengths_of
from tests.dashboard.pages.test_reports import give, members, report_of, sell
from tests.owner import Shop

ANN, BOB = "ann@example.com", "bob@example.com"


def test_a_rule_in_a_report_leads_to_its_page(shop: Shop, pages: Pages) -> None:
    group = members(shop, "Wholesale", ["ann@example.com"])
    sell(shop, ("ann@example.com", 3))
    rule = shop.rule(group, "percent_off", "15", name="Less, for friends")
    give(group)
    AppliedBenefit.objects.update(code=rule.code, cost_amount=25)
    rebuild_figures()

    pages.open(report_of(group), title="Wholesale")
    ((_, *cells),) = pages.rows("By rule")
    assert cells == [
        *("1", "3", "$15.00", "$60.00", "$60.00", "-$15.00"),
        "-$15.00\none line",
    ]
    pages.click("Less, for friends", role="link")
    expect(pages.field("Name")).to_have_value("Less, for friends")


def test_what_rules_brought_is_a_picture_above_the_table(
    shop: Shop, pages: Pages
) -> None:
    group = members(shop, "Wholesale", ["ann@example.com", "bob@example.com"])
    sell(shop, ("ann@example.com", 1), ("bob@example.com", 4))
    give(group)
    rebuild_figures()
    page = pages.open(report_of(group), title="Wholesale")
    assert len(pages.rows("By rule")) == 1
    picture = page.get_by_role("img", name="Revenue without taxes by rule.")
    # A single bar says nothing.
    expect(picture).to_have_count(0)

    # What took off as much, in alphabetical order.
    give(group, "others", "A name with more words than there is room for", ANN)
    give(group, "strong", "\u05dc\u05e7\u05d5\u05d7\u05d5\u05ea (VIP)", BOB)
    rebuild_figures()
    pages.click("Read again")
    revenues = [row[5] for row in pages.rows("By rule")]
    assert revenues == ["$20.00", "$20.00", "$80.00"]
    assert lengths_of(picture) == [1, 0.25, 0.25]
    pages.check_accessible()
    pages.check_fits()
    page.emulate_media(media="print")
    expect(picture.locator("canvas")).to_be_visible()
    page.emulate_media(media="screen")

    for number in range(10):
        give(group, f"more-{number}", f"More {number}", BOB)
    rebuild_figures()
    pages.click("Read again")
    assert len(pages.rows("By rule")) == 13
    assert lengths_of(picture) == [1] * 11 + [0.25]
    page.get_by_text("Only the 12 rules with the most revenue").wait_for()

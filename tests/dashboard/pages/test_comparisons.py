"""Groups side by side, in a browser."""

from pathlib import Path

import pypdfium2
from django.contrib.auth import get_user_model
from django.utils import timezone
from playwright.sync_api import expect

from saleor_customer_groups.graphql.base.ids import global_id
from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.services.evaluation.order_figures import rebuild_figures
from tests.api import MANAGE_ORDERS, make_staff
from tests.dashboard.pages.browser import Pages
from tests.dashboard.pages.drawn_bars import bars_of, lengths_of
from tests.dashboard.pages.stand_in import StandIn
from tests.dashboard.pages.test_reports import YESTERDAY, members, sell
from tests.dashboard.pages.test_widths import BROKEN_WORDS, NAME
from tests.owner import Shop
from tests.port.accounts import token_of
from tests.port.past import place

TITLE = "Group reports"
# In points, of which paper is measured.
CENTIMETRE = 72 / 2.54


def test_groups_stand_side_by_side(shop: Shop, pages: Pages) -> None:
    members(shop, "Wholesale", ["ann@example.com"])
    members(shop, "VIP", ["bob@example.com"])
    shop.member(shop.default_group(), "carl@example.com")
    sell(
        shop,
        ("ann@example.com", 3),
        ("bob@example.com", 1),
        ("carl@example.com", 2),
        (None, 6),
    )

    page = pages.open("groups", title="Customer groups")
    pages.click(TITLE)
    page.get_by_text("Choose what to compare").wait_for()
    pages.pick("Groups to compare", "Wholesale")
    expect(page.get_by_role("table")).to_have_count(0)
    pages.pick("Groups to compare", "VIP")
    pages.click("Whole shop", role="checkbox")
    pages.click("In no group but the default", role="checkbox")
    found = {name: values for name, *values in pages.rows(TITLE)}
    assert len(found) == 19
    assert found["Customers"] == ["1", "1", "3", "1"]
    assert found["Revenue"] == ["$60.00", "$20.00", "$240.00", "$40.00"]
    assert found["Orders"] == ["1", "1", "4", "1"]
    assert found["Bought before and again"] == ["\u2013"] * 4

    pages.click("Revenue")
    sorted_ = ["$240.00", "$60.00", "$40.00", "$20.00"]
    assert {row[0]: row[1:] for row in pages.rows(TITLE)}["Revenue"] == sorted_
    assert page.locator("table thead th").all_inner_texts()[1:] == [
        "Whole shop",
        "Wholesale",
        "In no group but the default",
        "VIP",
    ]
    # Whoever gets the address sees the same.
    page.reload()
    assert {row[0]: row[1:] for row in pages.rows(TITLE)}["Revenue"] == sorted_
    pages.click("Revenue")
    assert {row[0]: row[1:] for row in pages.rows(TITLE)}["Revenue"] == sorted_[::-1]
    pages.check_accessible()
    pages.check_fits()
    with page.expect_download() as download:
        pages.click("Export CSV")
    assert download.value.suggested_filename == "group-reports.csv"
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert text.splitlines()[2] == "revenue,USD,60.00,20.00,240.00,40.00"


def test_ticked_groups_are_compared(shop: Shop, pages: Pages) -> None:
    for name in ("Wholesale", "VIP"):
        shop.group(name)
    page = pages.open("groups", title="Customer groups")
    pages.click("Select VIP", role="checkbox")
    expect(page.get_by_role("button", name="Compare")).to_have_count(0)
    pages.click("Select Wholesale", role="checkbox")
    pages.click("Compare")
    figures = pages.rows(TITLE)
    assert figures[:2] == [["Customers", "0", "0"], ["Revenue", "$0.00", "$0.00"]]
    for name in ("VIP", "Wholesale"):
        page.get_by_role("button", name=f"Remove: {name}").wait_for()
    pages.field("Period").select_option("Days of your choice")
    pages.settle()
    pages.field("From").fill("2199-01-01")
    page.get_by_role("alert").get_by_text("The period ends before it begins").wait_for()
    expect(page.get_by_role("table")).to_have_count(0)


def test_who_manages_orders_alone_is_sent_a_comparison(
    shop: Shop, window: Pages
) -> None:
    group = members(shop, "Wholesale", ["ann@example.com"])
    sell(shop, ("ann@example.com", 3), (None, 1))
    staff = get_user_model().objects.get(pk=make_staff(MANAGE_ORDERS).pk)
    window.log_in(token_of(staff))

    id_ = global_id("CustomerGroup", group.pk)
    page = window.open(f"reports?groups={id_}&everybody=yes", title=TITLE)
    assert window.rows(TITLE)[1] == ["Revenue", "$60.00", "$80.00"]
    page.get_by_text("To choose groups by their names you need").wait_for()
    expect(page.get_by_role("link", name="Wholesale")).to_have_count(0)
    window.check_accessible()


def test_twelve_stand_beside_each_other_with_whole_words(
    shop: Shop, pages: Pages
) -> None:
    groups = [shop.group(f"Wholesale customers {number}") for number in range(9)]
    groups.append(shop.group(NAME))
    ids = ",".join(global_id("CustomerGroup", group.pk) for group in groups)
    page = pages.open(f"reports?groups={ids}&everybody=yes&nogroup=yes", title=TITLE)
    assert {len(row) for row in pages.rows(TITLE)} == {1 + 12}
    # Nobody has bought anything: the picture has the names, and no bars.
    assert bars_of(page.get_by_role("img", name="Revenue side by side.")) == []
    # The longest word alone is in several lines.
    assert page.get_by_role("table").evaluate(BROKEN_WORDS) == [NAME]
    pages.check_accessible()
    pages.check_fits()
    pages.click("With the groups below", role="checkbox")
    pages.pick("Groups to compare", shop.default_group().name)
    page.get_by_role("alert").wait_for()
    expect(page.get_by_role("table")).to_have_count(0)


def test_a_picture_shows_the_figure_that_is_sorted_by(shop: Shop, pages: Pages) -> None:
    sold = {"Wholesale": (3, "20.00"), "VIP": (10, "8.00"), "Without orders": None}
    for name, line in sold.items():
        email = f"{name.split()[0].lower()}@example.com"
        members(shop, name, [email])
        customer = get_user_model().objects.get(email=email)
        if line:
            at = timezone.now() - YESTERDAY
            place(customer.pk, at=at, lines=[(shop.espresso, *line)])
    rebuild_figures()
    groups = CustomerGroup.objects.filter(name__in=sold).order_by("pk")
    ids = [global_id("CustomerGroup", group.pk) for group in groups]

    address = f"reports?groups={','.join(ids)}"
    page = pages.open(address, title=TITLE)
    figures = {name: values for name, *values in pages.rows(TITLE)}
    assert figures["Revenue"] == ["$60.00", "$80.00", "$0.00"]
    assert figures["Margin"] == ["$24.00", "-$40.00", "\u2013"]
    picture = page.get_by_role("img", name="Revenue side by side.")
    assert lengths_of(picture) == [0.75, 1]

    pages.click("Margin")
    pages.settle()
    expect(picture).to_have_count(0)
    picture = page.get_by_role("img", name="Margin side by side.")
    assert lengths_of(picture) == [0.6, 1]
    (zero, _), (_, end) = bars_of(picture)
    # What was lost goes to the other side of zero.
    assert abs(zero - end) <= 2
    pages.check_accessible()
    pages.check_fits()
    page.emulate_media(media="print")
    expect(picture.locator("canvas")).to_be_visible()
    page.set_viewport_size({"width": 700, "height": 900})
    width, room = picture.evaluate(
        "each => [each.querySelector('canvas').clientWidth, each.clientWidth]"
    )
    assert width == room
    page.emulate_media(media="screen")


def test_a_picture_in_the_dashboard_is_in_its_language(
    shop: Shop, window: Pages
) -> None:
    members(shop, "Wholesale", ["ann@example.com"])
    members(shop, "VIP", ["bob@example.com"])
    sell(shop, ("ann@example.com", 4), ("bob@example.com", 3))
    shop.owner()
    owner = get_user_model().objects.get(email="owner@example.com")
    dashboard = StandIn(
        window.page,
        f"{window.address}{window.base}groups",
        token=token_of(owner),
        theme="dark",
        locale="de",
    )
    for name in ("Wholesale", "VIP"):
        tick = dashboard.frame.get_by_role("checkbox", name=f"{name} auswählen")
        window.click(tick)
    window.click(dashboard.frame.get_by_role("button", name="Vergleichen"))
    picture = dashboard.frame.get_by_role("img", name="Umsatz im Vergleich.")
    window.settle()
    assert sorted(lengths_of(picture)) == [0.75, 1]


def test_many_groups_fit_on_paper(shop: Shop, pages: Pages, tmp_path: Path) -> None:
    # As many columns as there may be.
    names = [f"Partners {number}" for number in range(1, 12)]
    emails = [f"{number}@example.com" for number in range(1, 12)]
    for name, email in zip(names, emails, strict=True):
        members(shop, name, [email])
    sell(shop, *((email, 500_000) for email in emails))
    groups = CustomerGroup.objects.filter(name__in=names).order_by("pk")
    ids = [global_id("CustomerGroup", group.pk) for group in groups]

    page = pages.open(f"reports?groups={','.join(ids)}&everybody=yes", title=TITLE)
    assert len(pages.rows(TITLE)) == 19
    margins = dict.fromkeys(("top", "right", "bottom", "left"), "1cm")
    printed = page.pdf(margin=margins, prefer_css_page_size=True)

    with pypdfium2.PdfDocument(printed) as document:
        sheet = document[0]
        right = sheet.get_width() - CENTIMETRE
        seen = sheet.get_textpage().get_text_bounded(right=right)
    # What each has bought, and on average by order and customer.
    assert seen.count("$10,000,000.00") == 4 * 11 + 3
    assert seen.count("$110,000,000.00") == 1

"""What a group brings, in a browser."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

from django.contrib.auth import get_user_model
from django.utils import timezone
from playwright.sync_api import expect

from saleor_customer_groups.graphql.base.ids import global_id
from saleor_customer_groups.models import AppliedBenefit, CustomerGroup
from saleor_customer_groups.services.evaluation.order_figures import rebuild_figures
from tests.api import MANAGE_USERS, make_staff
from tests.dashboard.pages.browser import Pages
from tests.dashboard.pages.stand_in import StandIn
from tests.owner import Shop
from tests.port.accounts import token_of
from tests.port.attributes import give_attribute
from tests.port.past import place

# Yesterday, as a period has whole days.
YESTERDAY = timedelta(days=1)


def sell(shop: Shop, *sold: tuple[str | None, int]) -> None:
    """Sell espresso at 20.00 to customers and guests, yesterday.

    :param sold: to whom, and how many.
    """
    at = timezone.now() - YESTERDAY
    for email, units in sold:
        customer = get_user_model().objects.filter(email=email).first()
        place(customer and customer.pk, at=at, lines=[(shop.espresso, units, "20.00")])
    rebuild_figures()


def members(shop: Shop, name: str, emails: Sequence[str]) -> CustomerGroup:
    """Make a group with some new customers."""
    group = shop.group(name)
    for email in emails:
        shop.member(group, email)
    return group


def report_of(group: CustomerGroup, query: str = "") -> str:
    """Return the address of the report on a group."""
    return f"groups/{global_id('CustomerGroup', group.pk)}/report{query}"


def give(
    group: CustomerGroup,
    code: str = "less",
    name: str = "Less, for friends",
    email: str = "ann@example.com",
) -> None:
    """Record what a rule took off the first order."""
    order = get_user_model().objects.get(email=email).orders.get()
    AppliedBenefit.objects.create(
        order_id=str(order.pk),
        order_line_id=str(order.lines.get().pk),
        kind="price_rule",
        code=code,
        name=name,
        group_code=group.code,
        group_name=group.name,
        quantity=3,
        currency="USD",
        list_price_amount=25,
        public_price_amount=25,
        unit_price_amount=20,
        amount=-15,
        created_at=timezone.now() - YESTERDAY,
    )


def test_a_group_beside_the_whole_shop(shop: Shop, pages: Pages) -> None:
    group = members(shop, "Wholesale", ["ann@example.com", "bob@example.com"])
    ann = get_user_model().objects.filter(email="ann@example.com")
    ann.update(first_name="Ann", last_name="Smith")
    sell(shop, ("ann@example.com", 3), ("bob@example.com", 1), (None, 6))
    give(group)
    rebuild_figures()

    page = pages.open(f"groups/{global_id('CustomerGroup', group.pk)}")
    pages.click("Report", role="link")
    figures = {name: values for name, *values in pages.rows("Key figures")}
    assert len(figures) == 19
    assert figures["Customers"] == ["2", "2", "100.00% of all customers"]
    assert figures["Revenue"] == ["$80.00", "$200.00", "40.00% of the shop's"]
    assert figures["Orders"] == ["2", "3", "66.67% of the shop's"]
    assert figures["Average order value"] == [
        "$40.00",
        "$66.67",
        "40.00% below that of all orders",
    ]
    assert figures["Revenue per customer"] == [
        "$40.00",
        "$40.00",
        "As that of all customers",
    ]
    # Nobody has bought in the year before.
    assert figures["Bought before and again"] == ["\u2013", "\u2013", ""]
    assert figures["Discount given"] == ["$15.00", "$15.00", "100.00% of the shop's"]

    picture = page.get_by_role("img", name="Revenue and orders by month.")
    expect(picture.locator("canvas")).to_be_visible()
    months = pages.rows("By month")
    assert 12 <= len(months) <= 13
    # Both are members since today, which is not in the period.
    sums = [row for row in months if row[1] != "0"]
    assert [row[1:] for row in sums] == [["2", "2", "0", "$80.00", "$15.00"]]
    best, second = pages.rows("Top customers")
    assert best[:3] == ["Ann Smith\nann@example.com", "1", "$60.00"]
    assert second[:3] == ["bob@example.com", "1", "$20.00"]
    product = shop.espresso.product
    assert pages.rows("Top products") == [
        [product.name, "4", "$80.00", "100.00%", "$32.00"]
    ]
    assert pages.rows("What they buy") == [
        [product.category.name, "4", "$80.00", "100.00%", "$32.00"]
    ]
    assert pages.rows("By rule") == [
        [
            *("Less, for friends\nPrice rule", "1", "3", "$15.00", "$60.00"),
            *("$60.00", "$24.00"),
        ]
    ]
    pages.check_accessible()
    pages.check_fits()
    # Paper has the tables, and nothing to click on.
    page.emulate_media(media="print")
    expect(page.get_by_role("table")).to_have_count(6)
    for role in ("navigation", "button", "combobox"):
        expect(page.get_by_role(role)).to_have_count(0)
    page.emulate_media(media="screen")
    with page.expect_download() as download:
        pages.click("CSV: Key figures")
    assert download.value.suggested_filename == "wholesale-metrics.csv"
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert text.splitlines()[2] == "revenue,USD,80.00,200.00,40.00,"


def test_a_report_is_about_what_is_chosen_and_shared(shop: Shop, pages: Pages) -> None:
    group = members(shop, "Wholesale", ["ann@example.com"])
    below = shop.group("Below", parent=group)
    shop.member(below, "bob@example.com")
    sell(shop, ("ann@example.com", 3), ("bob@example.com", 1))

    def revenue() -> str:
        figures = {row[0]: row[1] for row in pages.rows("Key figures")}
        return figures["Revenue"]

    page = pages.open(report_of(group), title="Wholesale")
    assert revenue() == "$60.00"
    pages.click("With the groups below", role="checkbox")
    assert revenue() == "$80.00"
    page.get_by_text("Whoever is in a group below counts").wait_for()
    pages.field("Period").select_option("Days of your choice")
    assert revenue() == "$80.00"
    before = str((timezone.now() - 2 * YESTERDAY).date())
    pages.field("To").fill(before)
    assert revenue() == "$0.00"
    # An average of nothing does not exist.
    figures = {row[0]: row[1:] for row in pages.rows("Key figures")}
    assert figures["Average order value"] == ["\u2013", "\u2013", ""]
    page.get_by_text("Nobody bought anything in this period").wait_for()
    # Whoever gets the address sees the same.
    page.reload()
    assert revenue() == "$0.00"
    expect(pages.field("To")).to_have_value(before)
    pages.field("From").fill("2199-01-01")
    page.get_by_role("alert").get_by_text("The period ends before it begins").wait_for()
    expect(page.get_by_role("table")).to_have_count(0)
    pages.check_accessible()
    pages.field("Period").select_option("Last 30 days")
    assert revenue() == "$80.00"
    pages.field("Whose orders").select_option("Of members at the order")
    page.get_by_text("Orders count that were placed by members").wait_for()


def test_numbers_may_be_some_minutes_old_and_are_read_again(
    shop: Shop, pages: Pages
) -> None:
    group = members(shop, "Wholesale", ["ann@example.com"])
    sell(shop, ("ann@example.com", 3))

    def orders() -> list[str]:
        figures = {row[0]: row[1] for row in pages.rows("Key figures")}
        months = sum(int(row[1]) for row in pages.rows("By month"))
        (best,) = pages.rows("Top customers")
        return [figures["Orders"], str(months), best[1]]

    def units() -> list[str]:
        (product,) = pages.rows("Top products")
        (word,) = pages.rows("What they buy")
        return [product[1], word[1]]

    page = pages.open(report_of(group), title="Wholesale")
    assert orders() == ["1", "1", "1"]
    assert units() == ["3", "3"]
    for number in (2, 3):
        sell(shop, ("ann@example.com", 1))
        page.reload()
        assert orders() == [str(number - 1)] * 3
        assert units() == [str(number + 1)] * 2
        pages.click("Read again")
        assert orders() == [str(number)] * 3
        assert units() == [str(number + 2)] * 2
    sell(shop, ("ann@example.com", 1))
    pages.click("Read again")
    assert orders() == ["4", "4", "4"]
    assert units() == ["6", "6"]


def test_a_report_is_for_who_may_manage_orders(shop: Shop, window: Pages) -> None:
    group = shop.group("Wholesale")
    staff = get_user_model().objects.get(pk=make_staff(MANAGE_USERS).pk)
    window.log_in(token_of(staff))

    page = window.open(report_of(group), title="Wholesale")
    page.get_by_text("It needs the permission to manage orders.").wait_for()
    expect(page.get_by_role("link", name="Report")).to_have_count(0)
    window.check_accessible()


def test_a_report_in_the_dashboard_leads_to_the_customers(
    shop: Shop, window: Pages
) -> None:
    group = members(shop, "Wholesale", ["ann@example.com"])
    sell(shop, ("ann@example.com", 60))
    shop.owner()
    owner = get_user_model().objects.get(email="owner@example.com")
    dashboard = StandIn(
        window.page,
        f"{window.address}{window.base}{report_of(group)}",
        token=token_of(owner),
        theme="dark",
        locale="de",
    )
    figures = dashboard.frame.get_by_role("table", name="Kennzahlen")
    revenue = figures.get_by_role("row", name="Umsatz 1.200,00 $", exact=False)
    expect(revenue).to_contain_text("100,00 % des ganzen Shops")
    window.click(dashboard.frame.get_by_role("button", name="ann@example.com"))
    ann = get_user_model().objects.get(email="ann@example.com")
    [sent] = dashboard.actions("redirect")
    assert sent["to"] == f"/customers/{quote(global_id('User', ann.pk))}"


def test_what_members_buy_is_a_picture_and_a_table(shop: Shop, pages: Pages) -> None:
    group = members(shop, "Wholesale", ["ann@example.com"])
    ann = get_user_model().objects.get(email="ann@example.com")
    best = shop.catalogue.collection("Best of all")
    best.products.add(shop.espresso.product, shop.green_tea.product)
    new = shop.catalogue.collection("New")
    new.products.add(shop.espresso.product)
    give_attribute(
        "Mood",
        products={shop.espresso: ["awake"], shop.green_tea: ["calm"]},
        variants={},
    )
    at = timezone.now() - YESTERDAY
    lines = [(shop.espresso, 3, "20.00"), (shop.green_tea, 1, "30.00")]
    place(ann.pk, at=at, lines=[*lines, (shop.latte, 1, "10.00")])
    rebuild_figures()

    page = pages.open(report_of(group), title="Wholesale")
    assert [row[:4] for row in pages.rows("Top products")] == [
        [shop.espresso.product.name, "3", "$60.00", "60.00%"],
        [shop.green_tea.product.name, "1", "$30.00", "30.00%"],
        [shop.latte.product.name, "1", "$10.00", "10.00%"],
    ]
    pages.field("By").select_option("Collection")
    assert [row[:4] for row in pages.rows("What they buy")] == [
        ["Best of all", "4", "$90.00", "90.00%"],
        ["New", "3", "$60.00", "60.00%"],
        ["In none of them, or gone", "\u2013", "$10.00", "\u2013"],
    ]
    picture = page.get_by_role("img", name="The larger a word, the more money")
    sizes = {
        word: picture.get_by_text(word).evaluate(
            "each => parseFloat(getComputedStyle(each).fontSize)"
        )
        for word in ("Best of all", "New")
    }
    assert sizes["Best of all"] > sizes["New"] > 12
    with page.expect_download() as download:
        pages.click("CSV: What they buy")
    assert download.value.suggested_filename == "wholesale-collection.csv"
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert text.splitlines()[1] == "Best of all,4,90.00,90.00,24.00,USD"

    pages.field("By").select_option("Values of an attribute")
    page.get_by_text("Choose an attribute, such as the colour").wait_for()
    pages.field("Attribute").select_option("Mood")
    expect(page.get_by_role("table", name="What they buy")).to_contain_text("awake")
    assert [row[0] for row in pages.rows("What they buy")] == [
        "awake",
        "calm",
        "In none of them, or gone",
    ]
    # Whoever gets the address sees the same.
    page.reload()
    expect(page.get_by_role("table", name="What they buy")).to_contain_text("calm")
    pages.check_accessible()
    pages.check_fits()

"""Rules that are tried on past orders, in a browser."""

from datetime import timedelta
from pathlib import Path

from django.contrib.auth import get_user_model
from django.utils import timezone
from playwright.sync_api import Locator, expect

from saleor_customer_groups import tasks
from saleor_customer_groups.graphql.base.ids import global_id
from saleor_customer_groups.models import Basis, CustomerGroup, DryRun, PriceRule
from saleor_customer_groups.services.reports.dry_runs.dry_run_drafting import (
    deletion_draft as without,
)
from saleor_customer_groups.services.rules.price_lists import price_lists
from tests.api import MANAGE_DISCOUNTS, make_staff
from tests.dashboard.pages.browser import Pages
from tests.dashboard.pages.stand_in import StandIn
from tests.journeys.reports.dry_running import enqueue
from tests.owner import Shop
from tests.port.accounts import token_of
from tests.port.past import place

TRY = "Try on past orders"


def buy(shop: Shop, group: CustomerGroup, name: str, units: int) -> None:
    """Let a new member buy espresso at 20.00, whose cost is 12.00, the day before."""
    shop.member(group, f"{name}@example.com")
    customer = get_user_model().objects.get(email=f"{name}@example.com")
    get_user_model().objects.filter(pk=customer.pk).update(first_name=name.title())
    yesterday = timezone.now() - timedelta(days=1)
    place(customer.pk, at=yesterday, lines=[(shop.espresso, units, "20.00")])


def dialog_of(pages: Pages) -> Locator:
    """Return the dialog in which something is tried."""
    return pages.page.get_by_role("dialog", name=TRY)


def begin(pages: Pages, opener: str = TRY) -> Locator:
    """Try what stands in the form on the last 30 days."""
    pages.click(opener)
    dialog = dialog_of(pages)
    pages.click(dialog.get_by_role("button", name="Start", exact=True))
    return dialog


def sums(pages: Pages) -> dict[str, list[str]]:
    """Return the figures before, after, and their difference."""
    return {name: values for name, *values in pages.rows("Before and after")}


def test_a_new_price_is_tried_before_it_is_saved(shop: Shop, pages: Pages) -> None:
    group = shop.group("Wholesale")
    buy(shop, group, "ann", 3)
    buy(shop, group, "bob", 1)
    page = pages.open("prices/new", title="New price")
    pages.pick("Groups", "Wholesale")
    percent = page.get_by_role("textbox", name="Percentage off")
    percent.fill("150")

    # What is refused is said, and nothing is stored.
    dialog = begin(pages)
    dialog.get_by_role("alert").get_by_text("Cannot be more than 100").wait_for()
    assert not DryRun.objects.exists()
    pages.check_accessible()
    pages.click(dialog.get_by_role("button", name="Cancel"))
    percent.fill("50")
    dialog = begin(pages)

    dialog.get_by_text("2 of 2 orders would have changed, of 2 customers.").wait_for()
    dialog.get_by_text("$40.00 less would have been paid.").wait_for()
    assert sums(pages) == {
        "Revenue": ["$80.00", "$40.00", "-$40.00"],
        "Discount of groups": ["$0.00", "$40.00", "+$40.00"],
        "Increase of groups": ["$0.00", "$0.00", "$0.00"],
        "Margin": ["$32.00", "-$8.00", "-$40.00"],
        "Revenue with a known cost": ["100.00%", "100.00%", "0.00%"],
        "Lines sold below cost": ["0", "2", "+2"],
        "Gifts": ["0", "0", "0"],
    }
    assert pages.rows("Customers that change most") == [
        ["Ann\nann@example.com", "1", "$60.00", "$30.00", "-$30.00"],
        ["Bob\nbob@example.com", "1", "$20.00", "$10.00", "-$10.00"],
    ]
    assert pages.rows("Products that change most") == [
        ["Goods", "2", "$80.00", "$40.00", "-$40.00"]
    ]
    assert pages.rows("Groups that change most") == [
        ["Wholesale", "2", "$80.00", "$40.00", "-$40.00"]
    ]
    buckets = {name: values for name, *values in pages.rows("How much orders change")}
    assert len(buckets) == 11
    assert buckets["20% \u2013 50% less"] == ["2", "-$40.00"]
    assert buckets["No change"] == ["0", "$0.00"]
    picture = dialog.get_by_role("img", name="How many orders change by how much")
    expect(picture.locator("canvas")).to_be_visible()
    pages.check_accessible()
    # Nothing was saved but the result, and the form is as it was typed.
    assert not PriceRule.objects.exists()
    pages.click(dialog.get_by_role("button", name="Close"))
    expect(percent).to_have_value("50")

    # It is found again, from wherever.
    pages.open("reports", title="Group reports")
    pages.click("Dry runs", role="link")
    pages.heading("Dry runs").wait_for()
    ((_, what, *rest),) = [["", *each] for each in pages.rows("Dry runs")]
    assert what == "A new price rule\nPrice rule"
    assert [rest[0], *rest[2:5]] == ["Done", "2", "2", "-$40.00"]
    pages.check_accessible()
    pages.check_fits()
    pages.click("A new price rule", role="link")
    pages.heading("A new price rule").wait_for()
    assert sums(pages)["Revenue"] == ["$80.00", "$40.00", "-$40.00"]
    pages.check_accessible()
    pages.check_fits()
    page.reload()
    assert sums(pages)["Margin"] == ["$32.00", "-$8.00", "-$40.00"]
    with page.expect_download() as download:
        pages.click("CSV: Customers that change most")
    assert download.value.suggested_filename == "dry-run-customers.csv"
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == "email,orders,before,after,difference,currency"
    page.emulate_media(media="print")
    expect(page.get_by_role("table")).to_have_count(5)
    for role in ("navigation", "button"):
        expect(page.get_by_role(role)).to_have_count(0)
    page.emulate_media(media="screen")


def test_a_change_and_a_deletion_are_tried(shop: Shop, pages: Pages) -> None:
    group = shop.group("Wholesale")
    buy(shop, group, "ann", 1)
    rule = shop.rule(group, "percent_off", "10", name="Ten off")
    page = pages.open(
        f"prices/{global_id('CustomerGroupPriceRule', rule.pk)}", title="Ten off"
    )
    page.get_by_role("textbox", name="Percentage off").fill("20")
    dialog = begin(pages)
    dialog.get_by_text("$2.00 less would have been paid.").wait_for()
    # The order was charged before there was a rule.
    dialog.get_by_text("One order costs something else by the rules").wait_for()
    assert sums(pages)["Revenue"] == ["$18.00", "$16.00", "-$2.00"]
    pages.click(dialog.get_by_role("button", name="Try other orders"))
    dialog.get_by_label("Period").select_option("Days of your choice")
    dialog.get_by_label("From").fill("2024-03-01")
    dialog.get_by_label("To", exact=True).fill("2024-03-31")
    pages.click(dialog.get_by_role("button", name="Start", exact=True))
    dialog.get_by_text("None of 0 orders would have changed.").wait_for()
    assert sums(pages)["Margin"] == ["\u2013", "\u2013", "\u2013"]
    pages.click(dialog.get_by_role("button", name="Close"))

    dialog = begin(pages, "Try without it")
    dialog.get_by_text("$2.00 more would have been paid.").wait_for()
    assert sums(pages)["Revenue"] == ["$18.00", "$20.00", "+$2.00"]
    dialog.get_by_text("No other rule would have lost by it.").wait_for()
    rule.refresh_from_db()
    assert rule.adjustment["percent"] == "10"
    # With changes that are not saved, leaving is asked about.
    pages.click("This result on a page of its own", role="link")
    pages.click("Leave", role="button")
    pages.heading("Without “Ten off”").wait_for()


def test_promotions_and_price_lists_are_tried(shop: Shop, pages: Pages) -> None:
    group = shop.group("Wholesale")
    buy(shop, group, "ann", 2)
    page = pages.open("promotions/new", title="New promotion")
    pages.pick("Groups", "Wholesale")
    pages.field("Kind of promotion").select_option("Percentage off")
    page.get_by_role("textbox", name="Percentage off").fill("25")
    dialog = begin(pages)
    dialog.get_by_text("$10.00 less would have been paid.").wait_for()
    pages.click(dialog.get_by_role("button", name="Close"))

    # A list that is off is tried as if it were on.
    now = timezone.now()
    made = price_lists.create_price_list(
        values={"name": "Trade", "is_active": False}, groups=[group], now=now
    )
    made.entries.create(
        variant=shop.espresso, currency="USD", min_quantity=1, unit_price_amount=15
    )
    pages.open(
        f"price-lists/{global_id('CustomerGroupPriceList', made.pk)}/settings",
        title="Trade",
    )
    pages.click(TRY)
    dialog = dialog_of(pages)
    dialog.get_by_label("Period").select_option("Last 360 days")
    pages.click(dialog.get_by_role("button", name="Start", exact=True))
    dialog.get_by_text("$10.00 less would have been paid.").wait_for()
    made.refresh_from_db()
    assert made.is_active is False


def test_how_far_it_is_and_cancelled(shop: Shop, pages: Pages) -> None:
    group = shop.group("Wholesale")
    buy(shop, group, "ann", 1)
    rule = shop.rule(group, "percent_off", "10", name="Ten off")
    waiting = enqueue(without(rule), basis=Basis.MEMBERS_NOW)
    page = pages.open("dry-runs", title="Dry runs")
    pages.click("Without “Ten off”", role="link")
    page.get_by_text("It waits for its turn.").wait_for()
    progress = page.get_by_role("progressbar", name="Orders that have been priced")
    expect(progress).to_have_attribute("max", "1")
    pages.check_accessible()
    DryRun.objects.update(state="running", orders_done=1)
    page.get_by_text("1 of 1 orders priced").wait_for()
    pages.click("Cancel the dry run")
    page.get_by_text("It was cancelled, so there is no result.").wait_for()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.report) == ("cancelled", None)

    # Another one is done while its page is looked at.
    other = enqueue(without(rule), basis=Basis.MEMBERS_NOW)
    page = pages.open(f"dry-runs/{global_id('CustomerGroupDryRun', other.pk)}")
    page.get_by_text("It waits for its turn.").wait_for()
    tasks.carry_out_dry_run(other.pk)
    page.get_by_text("$2.00 more would have been paid.").wait_for()
    failed = enqueue(without(rule), basis=Basis.MEMBERS_NOW)
    DryRun.objects.filter(pk=failed.pk).update(state="failed", problem="It broke.")
    page = pages.open(f"dry-runs/{global_id('CustomerGroupDryRun', failed.pk)}")
    page.get_by_role("alert").get_by_text("It broke.").wait_for()
    nowhere = global_id("CustomerGroupDryRun", 10**6)
    pages.open(f"dry-runs/{nowhere}", title="This does not exist")


def test_who_may_not_manage_orders_tries_nothing(shop: Shop, window: Pages) -> None:
    rule = shop.rule(shop.group("Wholesale"), "percent_off", "10", name="Ten off")
    staff = get_user_model().objects.get(pk=make_staff(MANAGE_DISCOUNTS).pk)
    window.log_in(token_of(staff))
    page = window.open(
        f"prices/{global_id('CustomerGroupPriceRule', rule.pk)}", title="Ten off"
    )
    page.get_by_role("button", name="Delete", exact=True).wait_for()
    for name in (TRY, "Try without it"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    window.open("dry-runs")
    page.get_by_text("It needs the permission to manage orders.").wait_for()
    window.check_accessible()


def test_a_result_in_the_dashboard_leads_to_customers(
    shop: Shop, window: Pages
) -> None:
    group = shop.group("Wholesale")
    buy(shop, group, "ann", 100)
    rule = shop.rule(group, "percent_off", "10", name="Zehn")
    done = enqueue(without(rule), basis=Basis.MEMBERS_NOW)
    tasks.carry_out_dry_run(done.pk)
    shop.owner()
    owner = get_user_model().objects.get(email="owner@example.com")
    dry_run = global_id("CustomerGroupDryRun", done.pk)
    dashboard = StandIn(
        window.page,
        f"{window.address}{window.base}dry-runs/{dry_run}",
        token=token_of(owner),
        theme="dark",
        locale="de",
    )
    figures = dashboard.frame.get_by_role("table", name="Vorher und nachher")
    revenue = figures.get_by_role("row", name="Umsatz", exact=False).first
    expect(revenue).to_contain_text("1.800,00 $")
    expect(revenue).to_contain_text("+200,00 $")
    window.click(dashboard.frame.get_by_role("button", name="Ann", exact=True))
    [sent] = dashboard.actions("redirect")
    assert sent["to"].startswith("/customers/")

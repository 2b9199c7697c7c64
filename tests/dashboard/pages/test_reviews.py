"""Whom to look at, in a browser."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from playwright.sync_api import expect

from saleor_customer_groups.graphql.base.ids import global_id
from saleor_customer_groups.models import CustomerGroup, Membership
from saleor_customer_groups.services.evaluation.order_figures import rebuild_figures
from saleor_customer_groups.services.groups import levels
from saleor_customer_groups.services.groups.level_values import (
    LevelValues,
    ProgrammeValues,
)
from tests.api import MANAGE_ORDERS, MANAGE_USERS, make_staff
from tests.dashboard.pages.browser import Pages
from tests.dashboard.pages.stand_in import StandIn
from tests.owner import Shop
from tests.port.accounts import token_of
from tests.port.past import place

TITLE = "Reviews"
DAY = timedelta(days=1)
SPENT = {
    "field": "net_revenue",
    "operator": "gte",
    "value": "20",
    "currency": "USD",
    "period": {"kind": "rolling_days", "days": 100},
}


def customer(email: str, total: str | None = None, *, days_ago: int = 0) -> int:
    """Make a customer who bought something some days ago, or never."""
    pk = get_user_model().objects.create(email=email, is_active=True).pk
    if total:
        place(pk, at=timezone.now() - days_ago * DAY, total=total)
    return pk


def join(pk: int, group: CustomerGroup, **values: Any) -> None:
    """Make a customer a member, and no longer one by default."""
    Membership.objects.filter(customer=pk, by_default=True).delete()
    Membership.objects.create(
        customer_id=pk, group=group, since=timezone.now() - 200 * DAY, **values
    )


def reviewed(shop: Shop) -> tuple[CustomerGroup, CustomerGroup]:
    """Make two groups of the same people, with somebody to look at in each list.

    :returns: one that fills itself, and one that staff fill.
    """
    # Before there is a group for which their orders count.
    ann = customer("ann@example.com", "30", days_ago=80)
    bob = customer("bob@example.com", "40", days_ago=108)
    customer("cid@example.com", "22.50", days_ago=1)
    dan = customer("dan@example.com")
    big = shop.group("Big", kind="hybrid", conditions=SPENT, capacity=2, grace_days=10)
    twin = shop.group("Twin")
    values = ProgrammeValues(
        name="Loyalty",
        metric="net_revenue",
        currency="USD",
        active_from=timezone.now() - 300 * DAY,
        reset="rolling_12_months",
        levels=[LevelValues("Bronze", Decimal(0)), LevelValues("Silver", Decimal(25))],
    )
    levels.create_programme(values=values, now=timezone.now())
    join(ann, big, by_rule=True)
    join(bob, big, by_rule=True, unqualified_since=timezone.now() - 8 * DAY)
    for pk in (ann, bob, dan):
        join(pk, twin, by_hand=True)
    get_user_model().objects.filter(pk=ann).update(first_name="Ann", last_name="Smith")
    rebuild_figures()
    return big, twin


def test_whom_to_look_at(shop: Shop, pages: Pages) -> None:
    reviewed(shop)

    page = pages.open("reviews", title=TITLE)
    page.get_by_role("heading", name="Choose a group").wait_for()
    pages.check_accessible()
    pages.field("Group").select_option("Twin")
    assert [row[1:4] for row in pages.rows("No orders")] == [
        ["dan@example.com", "No order yet", "$0.00"]
    ]
    pages.field("Days").select_option("For 90 days")
    bob, _ = pages.rows("No orders")
    assert (bob[1], bob[3]) == ("bob@example.com", "$40.00")
    pages.check_accessible()
    pages.check_fits()

    pages.click("About to leave", role="link")
    pages.field("Group").select_option("Big")
    pages.field("Days").select_option("In 30 days")
    (ann,) = pages.rows("About to leave")
    assert ann[1] == "Ann Smith\nann@example.com"
    assert ann[2] != ann[3]
    assert ann[5] == "$30.00"
    pages.check_accessible()
    pages.check_fits()

    pages.click("Close to a level", role="link")
    (cid,) = pages.rows("Close to a level")
    assert cid[1:6] == ["cid@example.com", "Silver", "$2.50", "10.0%", "$22.50"]
    pages.check_accessible()
    pages.check_fits()
    # An amount counts instead of the share.
    amount = page.get_by_label("or at most")
    amount.fill("2.49")
    amount.press("Enter")
    page.get_by_text("Nobody to look at").wait_for()
    amount.fill("2.5")
    amount.press("Enter")
    assert len(pages.rows("Close to a level")) == 1
    with page.expect_download() as download:
        pages.click("Export CSV")
    assert len(Path(download.value.path()).read_text().splitlines()) == 2

    pages.click("In grace", role="link")
    assert [row[1:3] for row in pages.rows("In grace")] == [["bob@example.com", "Big"]]
    pages.check_accessible()
    # Paper has the list, and nothing to click on.
    page.emulate_media(media="print")
    expect(page.get_by_role("table")).to_have_count(1)
    for role in ("navigation", "button", "combobox", "checkbox"):
        expect(page.get_by_role(role)).to_have_count(0)
    page.emulate_media(media="screen")

    pages.click("Waiting", role="link")
    assert [row[1:3] for row in pages.rows("Waiting")] == [["cid@example.com", "Big"]]
    pages.check_accessible()

    pages.click("Overlap", role="link")
    ((groups, *numbers),) = pages.rows("Overlap")
    assert groups.split() == ["Big", "Twin"]
    assert numbers == ["2", "2", "100.0%", "Probably one group", "Compare"]
    pages.check_accessible()
    pages.check_fits()
    with page.expect_download() as download:
        pages.click("Export CSV")
    assert download.value.suggested_filename == "review-overlap.csv"
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert text.splitlines()[1] == "Big,Twin,2,2,100.00,yes"
    pages.click("Compare", role="link")
    pages.heading("Group reports").wait_for()
    page.go_back()
    pages.click("Check prices for conflicts", role="link")
    pages.heading("Check").wait_for()


def test_what_is_done_with_those_who_are_found(shop: Shop, pages: Pages) -> None:
    _, twin = reviewed(shop)
    fresh = shop.group("Win back")

    page = pages.open(
        f"reviews?group={global_id('CustomerGroup', twin.pk)}", title=TITLE
    )
    pages.rows("No orders")
    pages.click("Select dan@example.com", role="checkbox")
    pages.click("Add to a group")
    dialog = page.get_by_role("dialog")
    pages.pick("Group", "Win back")
    dialog.get_by_label("Reason").fill("Write to them")
    pages.click(dialog.get_by_role("button", name="Add", exact=False).last)
    expect(dialog).to_have_count(0)
    row = fresh.memberships.get()
    assert (row.customer.email, row.reason) == ("dan@example.com", "Write to them")

    pages.rows("No orders")
    pages.click("Remove")
    pages.click(dialog.get_by_role("button", name="Remove", exact=True))
    expect(dialog).to_have_count(0)
    pages.settle()
    assert not twin.memberships.filter(customer=row.customer).exists()
    page.get_by_text("Nobody to look at").wait_for()


def test_reviews_are_for_who_may_manage_orders(shop: Shop, window: Pages) -> None:
    reviewed(shop)
    staff = get_user_model().objects.get(pk=make_staff(MANAGE_USERS).pk)
    window.log_in(token_of(staff))
    page = window.open("reviews")
    page.get_by_text("permission to manage orders").wait_for()

    analyst = get_user_model().objects.get(
        pk=make_staff(MANAGE_ORDERS, name="analyst").pk
    )
    window.log_in(token_of(analyst))
    page = window.open("reviews/grace", title=TITLE)
    # Without the permission there is no address, and nobody to tick.
    (row,) = window.rows("In grace")
    assert row[:2] == ["Without a name", "Big"]
    expect(page.get_by_role("checkbox")).to_have_count(0)
    window.check_accessible()


def test_reviews_in_the_dashboard(shop: Shop, window: Pages) -> None:
    reviewed(shop)
    shop.owner()
    owner = get_user_model().objects.get(email="owner@example.com")
    dashboard = StandIn(
        window.page,
        f"{window.address}{window.base}reviews/level",
        token=token_of(owner),
        theme="dark",
        locale="de",
    )
    table = dashboard.frame.get_by_role("table", name="Kurz vor einer Stufe")
    row = table.get_by_role("row", name="cid@example.com", exact=False).last
    expect(row).to_contain_text("2,50 $")
    window.click(dashboard.frame.get_by_role("button", name="cid@example.com"))
    [sent] = dashboard.actions("redirect")
    assert sent["to"].startswith("/customers/")

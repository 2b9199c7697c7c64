"""Who was in a group, who is kept out of it, and what happened, in a browser."""

from datetime import UTC, datetime
from pathlib import Path

from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from saleor_customer_groups.models import CustomerGroup, Exclusion
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.membership import joining, leaving
from tests.dashboard.pages.browser import Pages
from tests.owner import Shop

HISTORY = "Pages of customer groups"
THEN = "Who was in a group on a day"


def joins_and_leaves(group: CustomerGroup, email: str) -> None:
    """Have a member be in a group from 1 to 10 March 2026 alone."""
    customer = get_user_model().objects.get(email=email)
    days = {day: datetime(2026, 3, day, 9, tzinfo=UTC) for day in (1, 10)}
    joining.add_members(
        group=group,
        customer_ids=[customer.pk],
        occasion=Occasion.manual(now=days[1], reason="A trial"),
    )
    leaving.remove_members(
        group=group,
        customer_ids=[customer.pk],
        occasion=Occasion.manual(now=days[10]),
    )


def test_who_was_in_a_group_on_a_day_is_found_and_exported(
    shop: Shop, pages: Pages
) -> None:
    wholesale, vip = shop.group("Wholesale"), shop.group("VIP")
    shop.member(vip, "ann@example.com")
    shop.member(vip, "bob@example.com")
    joins_and_leaves(wholesale, "ann@example.com")

    page = pages.open("history", title="History")
    assert len(pages.rows("History")) > 4
    pages.pick("Customer", "ann@example.com")
    pages.field("Group").select_option("Wholesale")
    page.get_by_text("2 entries", exact=True).wait_for()
    pages.field("What").select_option("Joined")
    page.get_by_text("One entry", exact=True).wait_for()
    # Whoever gets the address sees the same.
    page.reload()
    page.get_by_text("One entry", exact=True).wait_for()
    [[_, who, what, why, by]] = pages.rows("History")
    assert (who, what) == ("ann@example.com", "Joined Wholesale")
    assert (why, by) == ("By hand\nA trial", "\u2013")
    pages.check_accessible()
    with page.expect_download() as download:
        pages.click("Export")
    _, line = Path(download.value.path()).read_text().splitlines()
    assert "ann@example.com,wholesale,Wholesale,joined,staff" in line

    pages.open("groups", title="Customer groups")
    pages.click("Wholesale", role="link")
    pages.click("Members", role="link")
    pages.click("Who was in it on a day", role="link")
    pages.heading(THEN).wait_for()
    page.get_by_text("Nobody was in it then").wait_for()
    pages.field("At the end of").fill("2026-03-09")
    page.get_by_text("One entry", exact=True).wait_for()
    [[who, since, why, _]] = pages.rows(THEN)
    assert (who, why) == ("ann@example.com", "By hand\nA trial")
    assert since.startswith("Mar 1, 2026")
    pages.check_accessible()
    with page.expect_download() as download:
        pages.click("Export")
    assert download.value.suggested_filename == "members-2026-03-09.csv"
    _, line = Path(download.value.path()).read_text().splitlines()
    assert line.startswith("2026-03-01T09:00:00+00:00,ann@example.com,")


def test_the_history_is_filtered_by_days_and_shared(shop: Shop, pages: Pages) -> None:
    wholesale = shop.group("Wholesale")
    shop.member(shop.group("VIP"), "ann@example.com")
    joins_and_leaves(wholesale, "ann@example.com")
    joined, left = (
        ["ann@example.com", "Joined Wholesale"],
        ["ann@example.com", "Left Wholesale"],
    )

    def entries() -> list[list[str]]:
        pages.settle()
        return [row[1:3] for row in pages.rows("History")]

    page = pages.open("history", title="History")
    pages.field("From").fill("2026-03-01")
    pages.field("To").fill("2026-03-10")
    page.get_by_text("2 entries", exact=True).wait_for()
    assert entries() == [left, joined]
    # Both days belong to it.
    pages.field("From").fill("2026-03-02")
    page.get_by_text("One entry", exact=True).wait_for()
    assert entries() == [left]
    pages.field("To").fill("2026-03-09")
    page.get_by_text("Nothing found").wait_for()
    pages.field("From").fill("2026-03-01")
    page.get_by_text("One entry", exact=True).wait_for()
    assert entries() == [joined]
    page.reload()
    page.get_by_text("One entry", exact=True).wait_for()
    assert entries() == [joined]
    expect(pages.field("From")).to_have_value("2026-03-01")
    expect(pages.field("To")).to_have_value("2026-03-09")


def test_somebody_is_kept_out_of_a_group_and_let_in_again(
    shop: Shop, pages: Pages
) -> None:
    wholesale = shop.group("Wholesale", capacity=1)
    shop.member(wholesale, "ann@example.com")
    shop.member(shop.group("VIP"), "bob@example.com")

    page = pages.open("groups", title="Customer groups")
    pages.click("Wholesale", role="link")
    pages.click("Members", role="link")
    pages.click(page.get_by_role("checkbox", name="Select ann@example.com"))
    pages.click("Remove")
    pages.field("Out, and no rule brings them back").check()
    pages.field("Reason").fill("Resells")
    dialog = page.get_by_role("dialog")
    pages.click(dialog.get_by_role("button", name="Exclude"))
    page.get_by_text("Nobody is in this group yet").wait_for()
    assert Exclusion.objects.get().reason == "Resells"

    pages.click("Excluded customers")
    [[_, who, _, reason]] = pages.rows("Excluded customers")
    assert (who, reason) == ("ann@example.com", "Resells")

    # Whoever has never been in it is kept out as well.
    pages.click("Exclude customers")
    exclude = dialog.get_by_role("button", name="Exclude", exact=True)
    expect(exclude).to_be_disabled()
    pages.pick("Customers", "bob@example.com")
    pages.field("Reason").fill("Resells too")
    pages.check_accessible()
    pages.click(exclude)
    page.get_by_text("One customer is excluded from Wholesale").wait_for()
    page.get_by_text("2 entries", exact=True).wait_for()
    [_, [_, who, _, reason]] = pages.rows("Excluded customers")
    assert (who, reason) == ("bob@example.com", "Resells too")

    # Whoever may not be added is named, and cannot be chosen.
    pages.click("Members")
    pages.click(page.get_by_role("button", name="Add customers").first)
    for name in ("ann@example.com", "bob@example.com"):
        expect(dialog.get_by_role("checkbox", name=name)).to_be_disabled()
    pages.click(dialog.get_by_role("button", name="Cancel"))
    pages.click("Excluded customers")
    pages.click(page.get_by_role("checkbox", name="Select all"))
    pages.click("End the exclusion")
    pages.field("Reason").fill("Sorted out")
    pages.click(dialog.get_by_role("button", name="End the exclusion"))
    page.get_by_text("2 customers may join Wholesale again").wait_for()
    page.get_by_text("Nobody is excluded from this group").wait_for()
    assert not Exclusion.objects.exists()

    # A full group takes nobody more: who it is, and the choice to go on without.
    pages.click("Members")
    pages.click(page.get_by_role("button", name="Add customers").first)
    for name in ("ann@example.com", "bob@example.com"):
        pages.click(dialog.get_by_role("checkbox", name=name))
    pages.click(dialog.get_by_role("button", name="Add 2 customers"))
    refused = dialog.get_by_role("alert")
    expect(refused.get_by_role("listitem")).to_have_count(1)
    expect(refused.get_by_role("listitem")).to_contain_text("bob@example.com: ")
    pages.check_accessible()
    pages.click("Leave them out, and go on with the other one", role="checkbox")
    pages.click(dialog.get_by_role("button", name="Add 2 customers"))
    page.get_by_text("One customer was added to Wholesale").wait_for()
    emails = wholesale.memberships.values_list("customer__email", flat=True)
    assert list(emails) == ["ann@example.com"]

"""The members of a group in a browser."""

import re
from pathlib import Path

from django.contrib.auth import get_user_model
from django.utils import timezone
from playwright.sync_api import expect

from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.services.evaluation.order_figures import rebuild_figures
from tests.dashboard.pages.browser import Pages
from tests.owner import Shop
from tests.port.accounts import USER_VALUES
from tests.port.past import place


def customer(email: str, first_name: str = "") -> None:
    """Have somebody register."""
    get_user_model().objects.create(
        email=email, first_name=first_name, is_active=True, **USER_VALUES
    )


def members(group: CustomerGroup) -> set[str]:
    """Return the addresses of who is in a group."""
    return set(group.memberships.values_list("customer__email", flat=True))


def test_customers_join_by_hand_and_from_a_file_and_go_to_another_group(
    shop: Shop, pages: Pages, tmp_path: Path
) -> None:
    wholesale, vip = shop.group("Wholesale"), shop.group("VIP")
    customer("ann@example.com", "Ann")
    customer("bob@example.com", "Bob")

    page = pages.open("groups", title="Customer groups")
    pages.click("Wholesale", role="link")
    pages.click("Members", role="link")
    page.get_by_text("Nobody is in this group yet").wait_for()

    # By hand: searched, ticked, with a reason.
    pages.click(page.get_by_role("button", name="Add customers").first)
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Search customers by name or email").fill("ann")
    expect(dialog.get_by_role("row")).to_have_count(2)
    pages.click(dialog.get_by_role("checkbox", name="Ann"))
    dialog.get_by_label("Reason").fill("Asked for it")
    pages.check_accessible()
    # No click loses what was typed and ticked.
    question = page.get_by_role("dialog", name="Close without saving?")
    pages.click(dialog.get_by_role("button", name="Cancel"))
    pages.click(question.get_by_role("button", name="Keep editing"))
    expect(question).to_have_count(0)
    pages.settle()
    page.mouse.click(5, 5)
    pages.click(question.get_by_role("button", name="Keep editing"))
    expect(question).to_have_count(0)
    expect(dialog.get_by_label("Reason")).to_have_value("Asked for it")
    pages.click(dialog.get_by_role("button", name="Add one customer"))
    page.get_by_text("One customer was added to Wholesale").wait_for()
    assert members(wholesale) == {"ann@example.com"}
    [[_, name, _, _, _, last_order, how, until, _]] = pages.rows("Members")
    assert name == "Ann\nann@example.com"
    assert last_order == "No order yet"
    assert (how, until) == ("By hand\nAsked for it", "\u2013")
    pages.check_accessible()

    # From a file: what is wrong with it first, then what would change, then the change.
    file = tmp_path / "members.csv"
    file.write_text("email;reason\nbob@example.com;Fair\nnobody@example.com;\n")
    pages.click("Import")
    pages.field("File").set_input_files(file)
    page.get_by_text("Line 3:").wait_for()
    button = page.get_by_role("dialog").get_by_role("button", name="Import")
    expect(button).to_be_disabled()
    file.write_text("email;reason\nbob@example.com;Fair\n")
    with page.expect_file_chooser() as chooser:  # the same file once more
        pages.field("File").click()
    chooser.value.set_files(file)
    expect(button).to_be_enabled()
    assert members(wholesale) == {"ann@example.com"}
    pages.click(button)
    page.get_by_text(re.compile("One customer has joined")).wait_for()
    assert members(wholesale) == {"ann@example.com", "bob@example.com"}

    # Who has bought most comes first, and whose primary group it is can be asked.
    bob = get_user_model().objects.get(email="bob@example.com")
    place(bob.pk, at=timezone.now(), total="70.00", currency="USD")
    rebuild_figures()
    for _ in ("upwards", "downwards"):
        pages.click("Total purchases")
    page.get_by_role("cell", name="$70.00").first.wait_for()
    assert [row[4] for row in pages.rows("Members")] == ["$70.00", "\u2013"]
    pages.field("Primary group").select_option("It is their primary group")
    page.get_by_text("Nothing found").wait_for()
    pages.click("Clear filters")

    # Into another group, with a reason that stands in the history.
    pages.click(page.get_by_role("checkbox", name="Select Bob"))
    pages.click("Remove")
    pages.field("To another group").check()
    pages.pick("The group that they go to", "VIP")
    pages.field("Reason").fill("Grown up")
    pages.click(dialog.get_by_role("button", name="Remove"))
    page.get_by_text("One customer has left Wholesale").wait_for()
    assert members(wholesale) == {"ann@example.com"}
    assert members(vip) == {"bob@example.com"}

    navigation = page.get_by_role("navigation", name="Pages of customer groups")
    pages.click(navigation.get_by_role("link", name="History"))
    pages.heading("History").wait_for()
    [[_, who, what, why, by], *_] = pages.rows("History")
    assert who == "Bob\nbob@example.com"
    assert what in ("Joined VIP", "Left Wholesale")
    assert (why, by) == ("By hand\nGrown up", "owner@example.com")
    pages.check_accessible()


def test_nobody_is_added_by_hand_to_a_group_that_fills_by_rules(
    shop: Shop, pages: Pages
) -> None:
    shop.group("Regulars", kind="automatic")
    page = pages.open("groups", title="Customer groups")
    pages.click("Regulars", role="link")
    pages.click("Members", role="link")
    page.get_by_text("Customers join this group by its rules alone.").wait_for()
    for name in ("Add customers", "Import"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    expect(page.get_by_role("button", name="Export")).to_have_count(1)
    pages.check_accessible()
    pages.click(page.get_by_role("link", name="Rules for joining").last)
    page.get_by_text("There is no rule yet").first.wait_for()

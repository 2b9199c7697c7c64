"""The rules by which customers join a group, in a browser."""

from datetime import UTC, datetime

from django.contrib.auth import get_user_model
from django.utils import timezone
from playwright.sync_api import expect

from saleor_customer_groups.models import MembershipRun, RunCause, RunState
from saleor_customer_groups.services.evaluation.order_figures import refresh_figures
from tests.dashboard.pages.browser import Pages
from tests.dashboard.pages.keyboard import Keyboard
from tests.owner import Shop
from tests.port import past
from tests.port.accounts import USER_VALUES


def customer(email: str, *, amount: str | None = None) -> None:
    """Have somebody register, and perhaps order."""
    found = get_user_model().objects.create(email=email, is_active=True, **USER_VALUES)
    if amount:
        past.place(found.pk, at=timezone.now(), total=amount)
        refresh_figures([found.pk])


def test_rules_are_built_counted_tested_saved_and_run(shop: Shop, pages: Pages) -> None:
    group = shop.group("Regulars", kind="automatic")
    customer("ann@example.com", amount="1500.00")
    customer("bob@firm.example", amount="20.00")
    customer("eve@example.com")
    customer("zoe@example.com", amount="1.00")

    page = pages.open("groups", title="Customer groups")
    pages.click("Regulars", role="link")
    pages.click("Rules for joining", role="link")
    page.get_by_text("There is no rule yet").first.wait_for()

    # By keyboard: a line, which has the focus.
    page.get_by_role("button", name="Add a line").press("Enter")
    field = page.get_by_label("What is asked", exact=True)
    expect(field).to_be_focused()
    Keyboard(pages).choose("What is asked", "Has ordered")
    expect(field).to_have_value("has_ordered")
    pages.field("Value").select_option("Yes")
    count = page.get_by_role("status").filter(has_text="meet")
    expect(count).to_have_text("3 customers meet these rules")

    # By mouse: a block in it with two lines.
    pages.click("Add a block")
    block = page.get_by_role("group", name="At least one of these is met")
    block.get_by_label("What is asked").select_option(label="Net revenue")
    expect(count).to_contain_text("One line is not filled in yet")
    block.get_by_label("Value", exact=True).fill("1,000.00")
    block.get_by_label("Which orders count").select_option(label="in the last")
    expect(count).to_have_text("1 customer meets these rules")
    pages.click(block.get_by_role("button", name="Add a line"))
    block.get_by_label("What is asked").nth(1).select_option(label="Email domain")
    block.get_by_label("Value", exact=True).nth(1).fill("firm.example")
    expect(count).to_have_text("2 customers meet these rules")
    pages.check_accessible()
    pages.click(page.get_by_role("button", name="Who would join?"))
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("listitem")).to_have_text(
        ["ann@example.com", "bob@firm.example"]
    )
    pages.click(dialog.get_by_role("button", name="Close"))

    # One customer: what they have stands at each line.
    pages.pick("Customer", "bob@firm.example")
    page.get_by_text("bob@firm.example meets the rules of Regulars.").wait_for()
    for line in (
        "MetThe customer has: Yes",
        "Not metThe customer has: $20.00",
        "MetThe customer has: firm.example",
    ):
        expect(page.get_by_text(line)).to_have_count(1)
    pages.check_accessible()

    # A line that is doubled and removed again gives the focus to the block around it.
    more = block.get_by_role("button", name="More for this line").first
    pages.click(more)
    pages.click(page.get_by_role("menuitem", name="Duplicate"))
    expect(block.get_by_label("Number of days")).to_have_count(2)
    pages.click(more)
    pages.click(page.get_by_role("menuitem", name="Remove"))
    expect(
        block.get_by_label("How the lines of this block go together")
    ).to_be_focused()

    # Refused beside the line, and nothing lost.
    block.get_by_label("Number of days").fill("0")
    pages.click("Save")
    page.get_by_text(
        "One thing below has to be corrected. Nothing was saved."
    ).wait_for()
    expect(page.locator("[data-wrong]")).to_contain_text("Net revenue")
    block.get_by_label("Number of days").fill("30")
    pages.click("Save")
    page.get_by_text("Saved", exact=True).wait_for()
    group.refresh_from_db()
    assert group.conditions == {
        "all": [
            {"field": "has_ordered", "operator": "eq", "value": True},
            {
                "any": [
                    {
                        "field": "net_revenue",
                        "operator": "gte",
                        "value": "1000.00",
                        "currency": "USD",
                        "period": {"kind": "rolling_days", "days": 30},
                    },
                    {
                        "field": "email_domain",
                        "operator": "eq",
                        "value": "firm.example",
                    },
                ]
            },
        ]
    }

    # Saving has run it; so does the button.
    expect(page.get_by_role("cell", name="Group saved")).to_have_count(1)
    # What happened outside of Saleor is seen by a run.
    get_user_model().objects.filter(email="zoe@example.com").update(
        email="zoe@firm.example"
    )
    pages.click("Run now")
    expect(page.get_by_role("cell", name="By hand")).to_have_count(1)
    [by_hand, saved] = pages.rows("Runs")
    assert by_hand[1:6] == ["By hand", "Done", "4", "1", "0"]
    assert saved[1:6] == ["Group saved", "Done", "4", "2", "0"]
    pages.check_accessible()
    pages.click("Members", role="link")
    page.get_by_role("table", name="Members").wait_for()
    assert sorted(row[1] for row in pages.rows("Members")) == [
        "ann@example.com",
        "bob@firm.example",
        "zoe@firm.example",
    ]


def test_runs_are_filtered_and_whoever_gets_the_address_sees_the_same(
    shop: Shop, pages: Pages
) -> None:
    group = shop.group("Regulars", kind="automatic")
    group.runs.all().delete()
    for day, cause, state, examined in (
        (1, RunCause.NIGHTLY, RunState.DONE, 4),
        (2, RunCause.NIGHTLY, RunState.FAILED, 2),
        (3, RunCause.BY_HAND, RunState.DONE, 5),
        (4, RunCause.NIGHTLY, RunState.DONE, 3),
    ):
        at = datetime(2026, 3, day, 9, tzinfo=UTC)
        MembershipRun.objects.create(
            group=group,
            cause=cause,
            state=state,
            conditions_version=1,
            evaluated_at=at,
            started_at=at,
            heartbeat_at=at,
            finished_at=at,
            examined=examined,
            problem="The database was gone." if state == RunState.FAILED else "",
        )
    by_hand = ["Mar 3, 2026 9:00 AM", "By hand", "Done", "5"]
    nightly = [
        ["Mar 4, 2026 9:00 AM", "Every night", "Done", "3"],
        ["Mar 1, 2026 9:00 AM", "Every night", "Done", "4"],
    ]
    failed = [
        "Mar 2, 2026 9:00 AM",
        "Every night",
        "Ended early\nThe database was gone.",
        "2",
    ]

    def runs() -> list[list[str]]:
        pages.settle()
        return [
            [each.replace("\u202f", " ") for each in row[:4]]
            for row in pages.rows("Runs")
        ]

    page = pages.open("groups", title="Customer groups")
    pages.click("Regulars", role="link")
    pages.click("Rules for joining", role="link")
    page.get_by_role("table", name="Runs").wait_for()
    assert runs() == [nightly[0], by_hand, failed, nightly[1]]

    pages.field("Outcome").select_option("Ended early")
    assert runs() == [failed]
    pages.field("Outcome").select_option("Done")
    assert runs() == [nightly[0], by_hand, nightly[1]]
    pages.field("Why").select_option("Every night")
    assert runs() == nightly
    # By day, the oldest first.
    pages.click("Started")
    assert runs() == nightly[::-1]
    pages.check_accessible()
    page.reload()
    page.get_by_role("table", name="Runs").wait_for()
    assert runs() == nightly[::-1]
    expect(pages.field("Outcome")).to_have_value("DONE")
    expect(pages.field("Why")).to_have_value("NIGHTLY")
    pages.field("Why").select_option("Default group")
    page.get_by_text("Nothing found").wait_for()

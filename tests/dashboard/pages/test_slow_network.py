"""The pages where the network is slow or gone, in a browser."""

from collections.abc import Callable
from pathlib import Path
from typing import Self

from playwright.sync_api import Page, Route, expect

from saleor_customer_groups.models import CustomerGroup
from tests.dashboard.pages.browser import Pages
from tests.owner import Shop

GRAPHQL = "**/graphql/"
# Longer than the pages wait for something that is read.
LONG = 61_000


class Held:
    """Requests that are not let through, until somebody does or the block ends."""

    def __init__(self, page: Page, is_held: Callable[[str], bool]) -> None:
        self.page = page
        self.is_held = is_held
        self.routes: list[Route] = []

    def __enter__(self) -> Self:
        self.page.route(GRAPHQL, self._handle)
        return self

    def __exit__(self, *_: object) -> None:
        self.is_held = lambda data: False
        while self.routes:
            self.routes.pop().continue_()
        self.page.unroute(GRAPHQL, self._handle)

    def wait(self, count: int) -> None:
        """Wait until so many are held."""
        while len(self.routes) < count:
            self.page.wait_for_timeout(20)

    def let_through(self, number: int = 0) -> None:
        """Let one of them go on, and wait for its answer."""
        route = self.routes.pop(number)
        with self.page.expect_event("requestfinished", lambda r: r == route.request):
            route.continue_()

    def _handle(self, route: Route) -> None:
        if self.is_held(route.request.post_data or ""):
            self.routes.append(route)
        else:
            route.continue_()


def test_what_was_asked_last_counts_whatever_is_answered_last(
    shop: Shop, pages: Pages, tmp_path: Path
) -> None:
    for name in ("Wholesale", "Wine", "Retail"):
        shop.group(name)
    page = pages.open("groups", title="Customer groups")
    rows = page.get_by_role("table", name="Customer groups").get_by_role("row")
    expect(rows).to_have_count(5)
    with Held(page, lambda data: '"search":"w"' in data) as held:
        pages.field("Search").fill("w")
        held.wait(1)
        pages.field("Search").fill("wi")
        expect(rows).to_have_count(2)
        expect(rows.nth(1)).to_contain_text("Wine")
        # The page wants no answer to the first one any more: nothing comes of it.
        held.routes.pop().abort()
        pages.settle()
        expect(rows).to_have_count(2)

    # What a file would change is that of the file that was chosen last.
    pages.click("Wine", role="link")
    pages.click("Members", role="link")
    pages.click("Import")
    wrong = page.get_by_text("Line 2:")
    with Held(page, lambda data: "one.csv" in data) as held:
        for name, email in (("one.csv", "nobody@example.com"), ("two.csv", "")):
            file = tmp_path / name
            file.write_text(f"email\n{email}\n")
            pages.field("File").set_input_files(file)
            if email:
                held.wait(1)
        expect(page.get_by_text("What would change")).to_be_visible()
        held.let_through()
        pages.settle()
        expect(wrong).to_have_count(0)


def test_typing_rules_waits_for_no_count(shop: Shop, pages: Pages) -> None:
    group = shop.group("Regulars", kind="automatic")
    page = pages.open("groups", title="Customer groups")
    pages.click("Regulars", role="link")
    pages.click("Rules for joining", role="link")
    pages.click("Add a line")
    with Held(page, lambda data: "query JoiningPreview" in data) as held:
        pages.field("What is asked").select_option("Net revenue")
        value = pages.field("Value")
        for amount in ("10", "100", "1000"):
            value.press_sequentially(amount[-1] if amount != "10" else amount)
            held.wait(len(held.routes) + 1)
            expect(value).to_have_value(amount)
        expect(page.get_by_text("Counting …")).to_be_visible()
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_text("Saved", exact=True).wait_for()
        group.refresh_from_db()
        assert group.conditions["all"][0]["value"] == "1000"
    pages.settle()


def test_a_request_that_is_never_answered_ends_with_a_word(
    shop: Shop, pages: Pages
) -> None:
    shop.group("Wholesale")
    page = pages.page
    page.clock.install()
    with Held(page, lambda data: "query Groups" in data) as held:
        pages.open("groups", title="Customer groups")
        held.wait(1)
        # Nothing is said to be empty before that is known.
        expect(page.get_by_role("table", name="Customer groups")).to_be_visible()
        expect(page.get_by_text("There is no group yet")).to_have_count(0)
        page.clock.fast_forward(LONG)
        page.get_by_text("The shop takes too long to answer.").wait_for()
    pages.click("Try again")
    page.get_by_role("link", name="Wholesale").wait_for()


def test_what_was_typed_stays_while_the_network_is_gone(
    shop: Shop, pages: Pages
) -> None:
    page = pages.open("groups/new", title="New group")
    pages.field("Name").fill("Wholesale")
    pages.settle()
    pages.context.set_offline(True)
    pages.click("Create group")
    page.get_by_text("The shop does not answer. Check your connection").wait_for()
    # A page that cannot be loaded takes nothing away, and can be tried again.
    save = page.get_by_role("button", name="Create group")
    expect(save).to_be_focused()
    assert not CustomerGroup.objects.filter(name="Wholesale").exists()
    pages.context.set_offline(False)
    with Held(page, lambda data: "mutation" in data) as held:
        save.press("Enter")
        held.wait(1)
        # Pressed again while it is under way, it does nothing.
        save.press("Enter")
        pages.field("Description").fill("Whoever buys much")
        page.wait_for_timeout(50)
        assert len(held.routes) == 1
        held.let_through()
    pages.heading("Wholesale").wait_for()
    assert CustomerGroup.objects.filter(name="Wholesale").count() == 1
    assert_offline(pages)


def test_a_page_that_does_not_come_can_be_tried_again(shop: Shop, pages: Pages) -> None:
    page = pages.open("groups", title="Customer groups")
    pages.settle()
    pages.context.set_offline(True)
    pages.click("Settings", role="link")
    message = page.get_by_text("The shop does not answer. Check your connection")
    message.wait_for()
    # Tried too early, nothing is lost but the time.
    pages.click("Try again")
    pages.settle()
    expect(message).to_be_visible()
    expect(page.get_by_role("link", name="Settings")).to_be_visible()
    pages.context.set_offline(False)
    pages.click("Try again")
    pages.heading("Settings").wait_for()
    pages.settle()
    assert_offline(pages)


def assert_offline(pages: Pages) -> None:
    """Check that nothing else went wrong than that there was no network."""
    assert all("ERR_INTERNET_DISCONNECTED" in each for each in pages.failures)
    pages.failures.clear()
    pages.messages.clear()

"""Pictures of the pages for the documentation, made from the demo shop.

``make pictures`` writes them to ``docs/pages``.
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from demo import accounts
from demo.database import make_ready
from demo.server import read_port, serving
from demo.walk_through.walk import make_console, walk
from tests.dashboard.pages.chromium import ARGUMENTS, find_chromium

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pages"
# The address of each page, and the name of its picture.
PAGES = {
    "": "start",
    "prices": "prices",
    "promotions": "promotions",
    "reviews/level": "reviews",
    "open-items": "open-items",
    "quotes": "quotes",
    "history/terms": "terms-history",
}
# The list in which something is found by its name -> its pages and their pictures.
THINGS = {
    ("groups", "Wholesale"): {
        "": "group",
        "members": "members",
        "report": "report",
        "visibility": "visibility",
        "terms": "terms",
    },
    ("groups", "Regulars"): {"joining": "rules"},
    ("levels", "Bean club"): {"": "levels"},
    ("price-lists", "Contract for cafes"): {"": "price-list"},
}
# What is asked on the page that says why: whose price, and of what.
ASKED = {"Customer": accounts.WHOLESALE.email, "Add a product": "Espresso Roma"}


def main() -> int:
    """Make all pictures."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo.settings")
    port = read_port()
    make_ready(os.environ["DATABASE_URL"])
    FOLDER.mkdir(exist_ok=True)
    with serving(port) as address, sync_playwright() as playwright:
        # It switches customer groups on, and lets shoppers buy.
        walk(address, make_console())
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=ARGUMENTS
        )
        page = browser.new_page(
            viewport={"width": 1200, "height": 760}, locale="en-US", timezone_id="UTC"
        )
        start = f"{address}/customer-groups/"
        page.goto(start)
        page.get_by_label("Email").fill(accounts.OWNER.email)
        page.get_by_label("Password").fill(accounts.PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.get_by_role("navigation").first.wait_for()
        for path, name in PAGES.items():
            page.goto(start + path, wait_until="networkidle")
            page.screenshot(path=FOLDER / f"{name}.png")
        for (path, name), pages in THINGS.items():
            page.goto(start + path, wait_until="networkidle")
            page.get_by_role("link", name=name, exact=True).first.click()
            page.wait_for_url(f"**/{path}/*")
            thing = page.url
            for part, picture in pages.items():
                page.goto(f"{thing}/{part}".rstrip("/"), wait_until="networkidle")
                page.screenshot(path=FOLDER / f"{picture}.png")
        page.goto(f"{start}why", wait_until="networkidle")
        for label, text in ASKED.items():
            page.get_by_role("combobox", name=label, exact=True).fill(text)
            page.get_by_role("option", name=text).first.click()
            page.wait_for_load_state("networkidle")
        page.get_by_role("table").first.wait_for()
        page.evaluate("document.activeElement.blur()")
        page.screenshot(path=FOLDER / "why.png")
        a_quote_and_its_customer(page, start)
        what_members_buy(page, start)
        a_dry_run(page, start)
        browser.close()
    return 0


def what_members_buy(page: Page, start: str) -> None:
    """Make the picture of the part of a report that has a cloud of words."""
    page.goto(f"{start}groups", wait_until="networkidle")
    page.get_by_role("link", name="Wholesale", exact=True).first.click()
    page.wait_for_url("**/groups/*")
    page.goto(f"{page.url}/report", wait_until="networkidle")
    heading = page.get_by_role("heading", name="What they buy", exact=True)
    heading.evaluate("each => each.scrollIntoView()")
    page.screenshot(path=FOLDER / "report-words.png")


def a_quote_and_its_customer(page: Page, start: str) -> None:
    """Make the picture of the quote that was sent, and of its customer's account."""
    page.goto(f"{start}quotes?state=SENT", wait_until="networkidle")
    page.get_by_role("table", name="Quotes").get_by_role("link").first.click()
    page.get_by_role("heading", name="Who did what").wait_for()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / "quote.png")
    page.get_by_role("link", name="Walter Wholesale").click()
    page.wait_for_url("**/customers/*")
    page.get_by_role("heading", name="Open orders").wait_for()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / "customer.png")


def a_dry_run(page: Page, start: str) -> None:
    """Try a rule on the orders of 360 days, and make the picture of its result."""
    page.goto(f"{start}prices", wait_until="networkidle")
    page.get_by_role("link", name="Everything 15 % off", exact=True).first.click()
    page.get_by_role("textbox", name="Percentage off").fill("25")
    page.get_by_role("button", name="Try on past orders", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Period").select_option("Last 360 days")
    dialog.get_by_role("button", name="Start", exact=True).click()
    dialog.get_by_role("table", name="Before and after").wait_for()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / "dry-run.png")


if __name__ == "__main__":
    sys.exit(main())

"""A real browser, a real server, and the owner of a small shop."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Browser, sync_playwright

from tests.dashboard.pages.asked import MAX_QUERIES, counted
from tests.dashboard.pages.browser import Pages
from tests.dashboard.pages.chromium import ARGUMENTS, find_chromium
from tests.owner import Shop
from tests.port.accounts import token_of
from tests.port.pages import BASE


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser for all tests, each with a window of its own."""
    # Playwright has an event loop in this thread, which asks nothing of the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=ARGUMENTS
        )
        yield browser
        browser.close()


@pytest.fixture
def address(live_server: Any) -> str:
    """The address of the shop's server."""
    return live_server.url.replace("localhost", "127.0.0.1")


@pytest.fixture
def shop(address: str) -> Shop:
    """A small shop with customer groups switched on, seen by the server as well."""
    return Shop()


@pytest.fixture
def window(chromium: Browser, address: str) -> Iterator[Pages]:
    """A window on the pages, of nobody yet; at the end, nothing went wrong unseen."""
    window = Pages(chromium, address, base=BASE)
    with counted() as asked:
        yield window
    try:
        window.check_quiet()
    finally:
        window.close()
    many = {name: most for name, most in asked.most.items() if most > MAX_QUERIES}
    assert many == {}, many


@pytest.fixture
def pages(shop: Shop, window: Pages) -> Pages:
    """The pages as the owner has them."""
    shop.owner()
    window.log_in(token_of(get_user_model().objects.get(email="owner@example.com")))
    return window

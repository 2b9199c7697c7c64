"""Work that takes minutes, in a browser: how far it is, left alone and come back to."""

from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from saleor_customer_groups.models import RunCause
from saleor_customer_groups.services.base.actors import Actor
from saleor_customer_groups.services.evaluation import run_batches, runs
from saleor_customer_groups.services.rules.price_lists import (
    price_list_imports,
    price_lists,
)
from tests.dashboard.pages.browser import Pages
from tests.owner import Shop

ROWS = price_list_imports.IMMEDIATE_ROWS + 1
HAS_ORDERED = {"field": "has_ordered", "operator": "eq", "value": False}


def test_a_large_file_goes_on_while_its_page_is_left(shop: Shop, pages: Pages) -> None:
    now = timezone.now()
    trade = price_lists.create_price_list(
        values={"name": "Trade"}, groups=[shop.group("Wholesale")], now=now
    )
    lines = (f"espresso,USD,{quantity},18.00\n" for quantity in range(1, ROWS + 1))
    job = price_list_imports.enqueue_import(
        price_list=trade,
        content=f"sku,currency,min_quantity,unit_price\n{''.join(lines)}".encode(),
        rows=ROWS,
        replace_all=False,
        dry_run=False,
        actor=Actor(),
        now=now,
    )
    page = pages.open("price-lists", title="Price lists")
    progress = page.get_by_role("progressbar", name="How far the file has been read")
    pages.click("Trade", role="link")
    page.get_by_text(f"0 of {ROWS:,} lines").wait_for()
    expect(progress).to_have_attribute("max", str(ROWS))
    pages.check_accessible()
    seen = []

    def clock() -> datetime:
        # Asked at the beginning, before the entries are written, and at the end.
        seen.append(True)
        if len(seen) == 2:
            page.get_by_text(f"{ROWS:,} of {ROWS:,} lines").wait_for()
            pages.click("Promotions", role="link")
            pages.heading("Group promotions").wait_for()
            page.go_back()
            page.get_by_text(f"{ROWS:,} of {ROWS:,} lines").wait_for()
            page.get_by_text("No price yet", exact=True).wait_for()
        return timezone.now()

    price_list_imports.run_import(import_id=job.pk, clock=clock)

    page.get_by_text(f"{ROWS:,} prices are new, none was changed").wait_for()
    page.get_by_text(f"{ROWS:,} entries", exact=True).wait_for()
    expect(progress).to_have_count(0)


def test_a_run_goes_on_while_its_page_is_left(
    shop: Shop, pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_batches, "BATCH", 2)
    others = shop.group("Others")
    for name in ("ann", "bob", "zoe"):
        shop.member(others, f"{name}@example.com")
    regulars = shop.group("Regulars", kind="automatic", conditions=HAS_ORDERED)
    run = runs.start_run(
        group=regulars, cause=RunCause.BY_HAND, now=timezone.now(), fires_webhooks=False
    )
    page = pages.open("groups", title="Customer groups")
    pages.click("Regulars", role="link")
    pages.click("Rules for joining", role="link")
    page.get_by_text("0 of 3 customers").wait_for()
    expect(page.get_by_role("button", name="Run now")).to_be_disabled()
    pages.check_accessible()
    examined = []

    def progress(number: int) -> None:
        examined.append(number)
        if len(examined) > 1:
            return
        page.get_by_text("2 of 3 customers").wait_for()
        pages.click("Members", role="link")
        page.get_by_role("table", name="Members").wait_for()
        assert len(pages.rows("Members")) == 2
        pages.click("Rules for joining", role="link")
        page.get_by_text("2 of 3 customers").wait_for()

    carry: dict[str, Any] = {"clock": timezone.now, "leave_default": True}
    run_batches.carry_out([run.pk], progress=progress, **carry)

    assert examined == [2, 1]
    expect(page.get_by_role("button", name="Run now")).to_be_enabled()
    [row] = pages.rows("Runs")
    assert row[1:6] == ["By hand", "Done", "3", "3", "0"]

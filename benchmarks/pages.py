"""The pages of shop owners in a browser, in a large shop.

How long a page takes depends on the machine, and beside it stands a request that asks
for nothing. What depends on the shop alone is a binding promise: the server's work, as
time of its processor, its queries, and the scripts.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from statistics import median
from threading import get_ident
from time import thread_time
from typing import Any

from benchmarks.figures import Figure
from benchmarks.many_orders import ManyOrders

GROUPS = 200
RULES = 2_000
MEMBERS = 100_000
ORDERS = 100_000
ROUNDS = 3
# Milliseconds for a page, and after a click: for all of it, and of the processor.
PROMISED_PAGE = 1_000
PROMISED_CLICK = 300

# Lists ask when nothing has been typed for so long (dashboard/src/ui/table/search.tsx).
TYPING_MS = 300
MOVE = """
UPDATE saleor_customer_groups_membership
SET by_default = FALSE, by_hand = TRUE, group_id = CASE
    WHEN customer_id %% 2 = 0 THEN %s ELSE (%s)[1 + (customer_id %% %s)]
END
WHERE customer_id >= 100000
"""
RECORD = """
INSERT INTO saleor_customer_groups_ledgerentry
    (customer_id, group_code, group_name, change, cause, by_app, reason, at)
SELECT m.customer_id, g.code, g.name, 'joined', 'staff', '', '', m.since
FROM saleor_customer_groups_membership m
JOIN saleor_customer_groups_customergroup g ON g.id = m.group_id
WHERE m.customer_id >= 100000
"""
# Keeps when something was drawn last, and when somebody did something before.
WATCH = """
    window.shown = 0;
    window.begun = 0;
    window.slowest = 0;
    new MutationObserver(() => { window.shown = performance.now(); }).observe(
        document,
        {subtree: true, childList: true, characterData: true, attributes: true},
    );
    for (const each of ["click", "input"]) {
        addEventListener(each, () => { window.begun = performance.now(); }, true);
    }
    new PerformanceObserver(list => {
        for (const {name, duration} of list.getEntries()) {
            if (name === "keydown") window.slowest = Math.max(window.slowest, duration);
        }
    }).observe({type: "event", durationThreshold: 16});
"""
NOTHING = """
    async token => {
        const began = performance.now();
        await (await fetch("/graphql/", {
            method: "POST",
            headers: {
                "Content-Type": "application/json", Authorization: `JWT ${token}`,
            },
            body: JSON.stringify({query: "{ __typename }"}),
        })).json();
        return performance.now() - began;
    }
"""


@dataclass
class Times:
    """How long something took in a browser, each time that it was done."""

    milliseconds: list[float] = field(default_factory=list)
    server: list[float] = field(default_factory=list)


class PagesBench:
    """A shop, a server, and a browser of its owner."""

    def __init__(self, pages: Any, shop: Any, token: str) -> None:
        self.pages, self.page, self.shop, self.token = pages, pages.page, shop, token
        self.busy = 0.0
        self.script_kb = 0.0
        self.first = shop.group("Wholesale", colour="#ff8800")
        self.member = shop.member(self.first, "member@example.com")
        has_ordered = {"field": "has_ordered", "operator": "eq", "value": True}
        self.automatic = shop.group(
            "Regulars", kind="automatic", conditions={"all": [has_ordered]}
        )
        self.rule = shop.rule(self.first, "percent_off", "15", name="Trade")
        shop.many_promotions(self.first, 5)

    def grow(self) -> None:
        """Fill the shop."""
        from django.db import connection
        from django.utils import timezone

        from saleor_customer_groups.models import CustomerGroup
        from saleor_customer_groups.services.evaluation import order_figures
        from tests.journeys.visibility.hiding import hide

        for number in range(GROUPS - CustomerGroup.objects.count()):
            self.shop.group(f"Group {number:03}")
        groups = list(CustomerGroup.objects.order_by("pk"))
        for group in groups:
            self.shop.many_rules(group, RULES // GROUPS)
            hide(self.shop.green_tea.product, groups=(group,), name=f"For {group.name}")
        ManyOrders(
            self.shop, customers=MEMBERS, orders=ORDERS, now=timezone.now()
        ).make()
        order_figures.rebuild_figures()
        # Half of them in one group, the others in all.
        keys = [group.pk for group in groups]
        with connection.cursor() as cursor:
            cursor.execute(MOVE, [self.first.pk, keys, len(keys)])
            cursor.execute(RECORD)
            cursor.execute("VACUUM ANALYZE")

    def measure(self) -> dict[str, Times]:
        """Return how long each page takes, and each click."""
        # Afterwards the browser has its scripts, and the server its modules.
        for path in self.paths().values():
            self.open(path)
            self.script_kb = max(self.script_kb, self.pages.script_kb())
        times: dict[str, Times] = {}
        for _ in range(ROUNDS):
            taken = times.setdefault("A request that asks for nothing", Times())
            taken.milliseconds.append(self.page.evaluate(NOTHING, self.token))
            for what, path in self.paths().items():
                self.take(times, what, partial(self.open, path))
            self.use_lists(times)
        return times

    def paths(self) -> dict[str, str]:
        """Return the pages, with their addresses."""
        from saleor_customer_groups.graphql.base.ids import global_id

        first = f"groups/{global_id('CustomerGroup', self.first.pk)}"
        automatic = f"groups/{global_id('CustomerGroup', self.automatic.pk)}"
        rule = global_id("CustomerGroupPriceRule", self.rule.pk)
        product = global_id("Product", self.shop.green_tea.product_id)
        return {
            "Start": "",
            "Groups": "groups",
            "Group": first,
            "Its members": f"{first}/members",
            "Its prices": f"{first}/prices",
            "What it sees": f"{first}/visibility",
            "Its history": f"{first}/history",
            "Rules for joining": f"{automatic}/joining",
            "Levels": "levels",
            "Prices": "prices",
            "Price": f"prices/{rule}",
            "Promotions": "promotions",
            "Product sets": "sets",
            "Who can see this?": f"who-sees?productId={product}",
            "History": "history",
            "Settings": "settings",
        }

    def use_lists(self, times: dict[str, Times]) -> None:
        """Do what is done with a list and a form."""
        paths = self.paths()
        self.open(paths["Groups"])
        self.take(times, "Sort groups", partial(self.pages.click, "Name"))
        search = self.pages.field("Search")
        self.search(times, "Search groups", partial(search.fill, "wholesale"))
        link = partial(self.pages.click, "Wholesale", role="link")
        self.take(times, "Open a group", link)
        members = partial(self.pages.click, "Members", role="link")
        self.take(times, "Open its members", members)
        self.take(times, "Sort members", partial(self.pages.click, "Customer"))
        self.search(times, "Search members", partial(search.fill, "member@"))
        self.open(paths["Prices"])
        self.search(times, "Search prices", partial(search.fill, "trade"))
        self.open(paths["Rules for joining"])
        add = partial(self.pages.click, "Add a line")
        self.take(times, "Add a line to rules", add)
        self.page.get_by_label("What is asked").last.select_option("Net revenue")
        value = self.page.get_by_label("Value", exact=True).last
        value.press_sequentially("1234567890")
        self.pages.settle()
        slowest = times.setdefault("Press a key in rules", Times())
        slowest.milliseconds.append(max(self.page.evaluate("window.slowest"), 16))

    def search(self, times: dict[str, Times], what: str, type_in: Any) -> None:
        """Measure from when a list asks for what was typed."""
        self.take(times, what, type_in, pause=TYPING_MS)

    def open(self, path: str) -> None:
        """Open a page, and wait until all of it is there."""
        self.pages.open(path)
        self.pages.settle()

    def take(
        self, times: dict[str, Times], what: str, act: Any, *, pause: int = 0
    ) -> None:
        """Measure from the beginning of the page, or from a click on it.

        :param pause: milliseconds for which the page waits by intention.
        """
        self.busy = 0.0
        self.page.evaluate("window.begun = 0")
        act()
        self.pages.settle()
        self.page.wait_for_timeout(TYPING_MS + 50)
        self.pages.settle()
        taken = times.setdefault(what, Times())
        shown = self.page.evaluate("window.shown - window.begun")
        taken.milliseconds.append(shown - pause)
        taken.server.append(self.busy * 1000)


def measure() -> Iterator[Figure]:
    """Yield how quick the pages are."""
    from tests.dashboard.pages.asked import MAX_QUERIES, counted
    from tests.dashboard.pages.browser import MAX_SCRIPT_KB

    with owners_browser() as bench, counted() as asked, busy(bench):
        bench.grow()
        measured = bench.measure()
    pages = bench.paths()
    section = f"Pages, {GROUPS} groups, {RULES:,} rules, {MEMBERS:,} members"
    for what, times in measured.items():
        promised = PROMISED_PAGE if what in pages else PROMISED_CLICK
        yield Figure(section, what, median(times.milliseconds), "ms", promised)
        if times.server:
            yield Figure(
                section,
                f"{what}: processor of the server",
                median(times.server),
                "ms",
                promised,
                is_binding=True,
            )
    document, queries = max(asked.most.items(), key=lambda each: each[1])
    yield Figure(
        section,
        f"queries of one request ({document})",
        queries,
        "",
        MAX_QUERIES,
        is_binding=True,
    )
    yield Figure(
        section,
        "scripts of the first page",
        bench.script_kb,
        "kB",
        MAX_SCRIPT_KB,
        is_binding=True,
    )


@contextmanager
def owners_browser() -> Iterator[PagesBench]:
    """Open a browser on a server of a new shop, as its owner."""
    from django.contrib.auth import get_user_model
    from django.test.testcases import LiveServerThread, _StaticFilesHandler
    from playwright.sync_api import sync_playwright

    from tests.dashboard.pages.browser import Pages
    from tests.dashboard.pages.chromium import ARGUMENTS, find_chromium
    from tests.owner import Shop
    from tests.port.accounts import token_of
    from tests.port.pages import BASE

    shop = Shop()
    shop.owner()
    token = token_of(get_user_model().objects.get(email="owner@example.com"))
    server = LiveServerThread("127.0.0.1", _StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    # Playwright has an event loop in this thread, which asks nothing of the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=ARGUMENTS
        )
        pages = Pages(browser, f"http://127.0.0.1:{server.port}", base=BASE)
        pages.log_in(token)
        pages.context.add_init_script(WATCH)
        yield PagesBench(pages, shop, token)
        pages.check_quiet()
        browser.close()
    server.terminate()


@contextmanager
def busy(bench: PagesBench) -> Iterator[None]:
    """Count for how long the server's threads are busy with requests."""
    from django.core.signals import request_finished, request_started

    begun: dict[int, float] = {}

    def begin(**_: Any) -> None:
        begun[get_ident()] = thread_time()

    def end(**_: Any) -> None:
        bench.busy += thread_time() - begun.pop(get_ident(), thread_time())

    request_started.connect(begin)
    request_finished.connect(end)
    try:
        yield
    finally:
        request_started.disconnect(begin)
        request_finished.disconnect(end)

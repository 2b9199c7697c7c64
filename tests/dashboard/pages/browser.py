"""The pages of shop owners as a member of staff has them in a browser."""

from pathlib import Path
from time import monotonic
from typing import Any

from playwright.sync_api import (
    Browser,
    Error,
    Frame,
    Locator,
    Page,
    Request,
    Response,
    expect,
)

from tests.dashboard.pages.chromium import CHECKOUT

AXE = CHECKOUT / "dashboard" / "node_modules" / "axe-core" / "axe.min.js"
WIDE = {"width": 1280, "height": 900}
# What the Dashboard 3.23.27 leaves for a page in a window 1,024 wide, from which on it
# shows its side bar (260, and a border of 1); a scroll bar in the frame may take 15.
NARROW = 1024 - 260 - 1 - 15
# Two frames, for what React draws and for its colours, which do not change at once.
DRAWN = """
    new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
        .then(() => document.getAnimations()
            .filter(each => each.effect.getComputedTiming().endTime !== Infinity)
            .forEach(each => each.finish()))
"""
# What a document waits for: answers, and the timers that typing and clicking start.
# Those of a second or more are of what goes on by itself, and of passing messages.
WAITING = """
    (() => {
        const waiting = window.waiting = new Set();
        const { fetch, setTimeout, clearTimeout } = window;
        window.setTimeout = (act, delay, ...values) => {
            if (delay >= 1000) return setTimeout(act, delay, ...values);
            const timer = setTimeout(() => {
                waiting.delete(timer);
                act(...values);
            }, delay);
            waiting.add(timer);
            return timer;
        };
        window.clearTimeout = timer => {
            waiting.delete(timer);
            clearTimeout(timer);
        };
        window.fetch = (...request) => {
            const answer = fetch(...request);
            waiting.add(answer);
            answer.then(response => response.clone().arrayBuffer())
                .catch(() => {})
                .finally(() => waiting.delete(answer));
            return answer;
        };
    })()
"""
# Three frames in a row without anything to wait for: what came with the last is drawn.
CALM = """
    (async () => {
        let calm = 0;
        for (let frames = 0; calm < 3 && frames < 60; frames += 1) {
            await new Promise(requestAnimationFrame);
            calm = window.waiting?.size ? 0 : calm + 1;
        }
        return calm === 3;
    })()
"""
# What is left while it is looked at: the document is another, or the frame is gone.
LEFT = ("context was destroyed", "detached", "Cannot find context")
VIOLATIONS = """
    axe.run({resultTypes: ['violations']}).then(({violations}) => violations.map(
        ({id, nodes}) => [id, nodes.map(node => node.target + node.failureSummary)]
    ))
"""
SCRIPTS = """
    performance.getEntriesByType("resource")
        .filter(({name}) => name.endsWith(".js"))
        .reduce((sum, {encodedBodySize}) => sum + encodedBodySize, 0)
"""
# All scripts of a page that is opened first, as they are sent.
MAX_SCRIPT_KB = 300
# What Chromium says of the frames that the Dashboard has apps in.
SANDBOX = (
    "An iframe which has both allow-scripts and allow-same-origin for its sandbox"
    " attribute can escape its sandboxing."
)
STORED = "customer-groups.token"
# A test that waits longer for something waits in vain.
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)


class Pages:
    """A browser window on the pages, with a token of whoever looks at them."""

    def __init__(self, browser: Browser, address: str, *, base: str) -> None:
        self.browser = browser
        self.address = address
        self.base = base
        self.messages: list[str] = []
        self.failures: list[str] = []
        self.refused: list[Response] = []
        self.context = browser.new_context(
            viewport=WIDE, locale="en-US", timezone_id="UTC", reduced_motion="reduce"
        )
        self.context.add_init_script(WAITING)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.asked: set[Request] = set()
        self.began = 0
        self.page.on("request", self._began)
        self.page.on("requestfinished", self._ended)
        self.page.on("requestfailed", self._ended)
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._answered)
        # From the start: asked for when a file is chosen, it can come too late.
        self.page.on("filechooser", lambda chooser: None)

    def log_in(self, token: str) -> None:
        """Have the token before the first page, as after a login."""
        self.context.add_init_script(f"sessionStorage.setItem({STORED!r}, {token!r})")

    def open(self, path: str, *, title: str | None = None) -> Page:
        """Open a page, and wait until its title is there.

        :param path: inside the pages, as ``groups``.
        """
        self.page.goto(f"{self.address}{self.base}{path}")
        if title:
            self.heading(title).wait_for()
        return self.page

    def heading(self, title: str) -> Locator:
        """Return the title of the page."""
        return self.page.get_by_role("heading", level=1, name=title, exact=True)

    def field(self, label: str) -> Locator:
        """Return the field with a label."""
        return self.page.get_by_label(label, exact=True)

    def settle(self) -> None:
        """Wait until nothing is asked any more and what was answered is drawn.

        Nor is anything about to be asked, because somebody has typed or chosen. What is
        drawn again between press and release of the mouse is not clicked.
        """
        latest = monotonic() + PATIENCE_MS / 1000
        while not self._is_calm():
            assert monotonic() < latest, [each.url for each in self.asked]
            self.page.wait_for_timeout(20)
        self.page.evaluate(DRAWN)

    def click(self, what: str | Locator, *, role: Any = "button") -> None:
        """Click something, or what has the name, when it stays where it is."""
        if isinstance(what, str):
            what = self.page.get_by_role(role, name=what, exact=True)
        what.wait_for()
        self.settle()
        what.click()

    def pick(
        self, label: str, name: str, *, exact: bool = True, within: Any = None
    ) -> None:
        """Search for something by its name in a field with a label, and choose it.

        :param exact: whether the list has it by its name alone.
        :param within: where the field and its list are, if not on the page itself.
        """
        place = within or self.page
        place.get_by_role("combobox", name=label, exact=True).fill(name)
        self.settle()
        choice = place.get_by_role("option", name=name, exact=exact)
        # Macaw-ui draws the choices again under the mouse, so that a click can be lost.
        choice.hover()
        self.settle()
        choice.click()
        self.settle()

    def rows(self, label: str) -> list[list[str]]:
        """Return what a table says, without its head, when it has been loaded.

        As it was asked for last: what stands there until then is not busy yet.
        """
        self.settle()
        table = self.page.get_by_role("table", name=label, exact=True)
        table.and_(self.page.locator("[aria-busy=false]")).wait_for()
        found: list[list[str]] = table.evaluate(
            "table => [...table.tBodies[0].rows].map("
            "row => [...row.cells].map(cell => cell.innerText.trim()))"
        )
        return found

    def script_kb(self) -> float:
        """Return how much script the page has needed, in kilobytes as they are sent."""
        size: float = self.page.evaluate(SCRIPTS)
        return size / 1000

    def check_accessible(self) -> None:
        """Check that axe finds nothing on the page, light and dark."""
        self.page.evaluate(AXE.read_text())
        for theme in ("light", "dark"):
            self.page.emulate_media(color_scheme=theme)
            self.page.evaluate(DRAWN)
            found = self.page.evaluate(VIOLATIONS)
            assert found == [], (theme, found)
        self.page.emulate_media(color_scheme="light")

    def check_fits(self, width: int = NARROW) -> None:
        """Check that the page is no wider than a window, whatever names are in it."""
        self.page.set_viewport_size({"width": width, "height": 768})
        self.page.evaluate(DRAWN)
        assert self.page.evaluate("document.documentElement.scrollWidth") == width
        self.page.set_viewport_size({"width": WIDE["width"], "height": WIDE["height"]})

    def check_quiet(self) -> None:
        """Check that nothing went wrong that nobody saw."""
        unexpected = [text for text in self.messages if text != SANDBOX]
        assert unexpected == [], (unexpected, [each.text() for each in self.refused])
        assert self.failures == [], self.failures

    def picture(self, path: Path, *, width: int = 1280, dark: bool = False) -> None:
        """Make a picture of the whole page, to be looked at."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme="dark" if dark else "light")
        self.page.screenshot(path=path, full_page=True)
        self.page.emulate_media(color_scheme="light")

    def close(self) -> None:
        """Close the window, when what answers requests in it has ended."""
        self.page.unroute_all(behavior="wait")
        self.context.close()

    def _is_calm(self) -> bool:
        began, was_asked = self.began, bool(self.asked)
        are_calm = [_is_calm(frame) for frame in self.page.frames]
        return all(are_calm) and not (was_asked or self.asked or self.began != began)

    def _began(self, request: Request) -> None:
        self.began += 1
        self.asked.add(request)

    def _ended(self, request: Request) -> None:
        self.asked.discard(request)

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.refused.append(response)

    def _failed(self, request: Request) -> None:
        # A page that is left does not wait for what it has asked.
        if request.failure != "net::ERR_ABORTED":
            self.failures.append(f"{request.url} {request.failure}")


def _is_calm(frame: Frame) -> bool:
    """Give a frame a while to come to rest; tell whether it has, and was there."""
    try:
        return bool(frame.evaluate(CALM))
    except Error as error:
        if not any(words in error.message for words in LEFT):
            raise
        return False

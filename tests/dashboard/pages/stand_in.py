"""The Dashboard's side of the bridge, for pages that stand in a frame.

It does what the Dashboard of Saleor 3 was measured to do: it loads the frame twice,
first without a theme, sends the token in a handshake, again when the page says that it
is ready, and takes actions, which it answers. What its version does not know is an
error.
"""

import json
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import FrameLocator, Page, Route

# No such host is asked: the browser is answered by the test.
DASHBOARD = "http://dashboard.example"

# The newest Dashboard, and what older ones do not know.
NEWEST = "v3.23.27"
UNKNOWN = {
    NEWEST: [],
    "v3.22.44": ["widgetResize", "openPopup"],
    "v3.21.21": ["widgetResize", "openPopup", "popupClose"],
}

_HTML = """<!doctype html>
<title>Dashboard</title>
<style>iframe { width: %(width)spx; height: 800px; border: 0 }</style>
<iframe name="app" title="app" sandbox="allow-same-origin allow-forms allow-scripts
 allow-downloads allow-popups"></iframe>
<script>
const frame = document.querySelector("iframe");
const address = new URL(%(address)s);
let token = %(token)s;
window.actions = [];
window.isPlaced = false;
window.say = (type, payload) =>
  frame.contentWindow.postMessage({type, payload}, address.origin);
const handshake = () => say("handshake", {
  token, version: 1, saleorVersion: "3.23.28", dashboardVersion: %(version)s,
});
const unknown = %(unknown)s;
let hasTold = false;
const tell = () => {
  say("theme", {theme: address.searchParams.get("theme")});
  say("localeChanged", {locale: %(locale)s});
};
window.addEventListener("message", ({data, source, origin}) => {
  if (source !== frame.contentWindow || origin !== address.origin) return;
  if (unknown.includes(data.type)) throw new Error("Unknown action type " + data.type);
  actions.push(data);
  if (data.type === "notifyReady") {
    handshake();
    if (!hasTold) tell();
  }
  say("response", {actionId: data.payload.actionId, ok: true});
});
let isSecond = false;
const loadAgain = () => {
  isSecond = true;
  frame.src = address;
};
frame.addEventListener("load", () => {
  handshake();
  if (%(tells_first)s && !isSecond) {
    tell();
    hasTold = true;
    loadAgain();
  } else window.isPlaced = isSecond;
});
const first = new URL(address);
first.searchParams.delete("theme");
frame.src = first;
if (!%(tells_first)s) setTimeout(loadAgain, 50);
</script>
"""


class StandIn:
    """A Dashboard around one page.

    :param address: of the page, without what the Dashboard adds.
    :param version: of the Dashboard, one of :data:`UNKNOWN`.
    :param tells_first: whether it tells the language to what it loads first, and not to
        what replaces that.
    :param parameters: of the place, as ``{"customerIds": "A,B"}``.
    """

    def __init__(
        self,
        page: Page,
        address: str,
        *,
        token: str,
        theme: str = "light",
        locale: str = "en",
        version: str = NEWEST,
        tells_first: bool = False,
        parameters: dict[str, str] | None = None,
        width: int = 1200,
    ) -> None:
        self.page = page
        added = {
            "domain": "shop.example",
            "saleorApiUrl": "http://shop.example/graphql/",
            "id": "QXBwOjE=",
            **(parameters or {}),
            "theme": theme,
        }
        self.address = f"{address}?{urlencode(added)}"
        values = {
            "address": json.dumps(self.address),
            "token": json.dumps(token),
            "locale": json.dumps(locale),
            "version": json.dumps(version),
            "tells_first": json.dumps(tells_first),
            "unknown": json.dumps(UNKNOWN[version]),
            "width": width,
        }
        page.route(
            f"{DASHBOARD}/**",
            lambda route: route.fulfill(body=_HTML % values, content_type="text/html"),
        )
        page.route(f"{address}**", _let_frame)
        page.goto(f"{DASHBOARD}/extensions/app/QXBwOjE=/")
        # What is in the frame until then does not stay.
        page.wait_for_function("isPlaced")

    @property
    def frame(self) -> FrameLocator:
        """Return what is in the frame."""
        return self.page.frame_locator("iframe")

    def say(self, type_: str, **payload: Any) -> None:
        """Send an event to the page."""
        self.page.evaluate("([type, payload]) => say(type, payload)", [type_, payload])

    def actions(self, type_: str, *, count: int = 1) -> list[dict[str, Any]]:
        """Return what the page asks the Dashboard to do, of one type.

        :param count: how many there are at least, which is waited for.
        """
        are_asked = """
            ([type, count]) =>
                actions.filter(each => each.type === type).length >= count
        """
        self.page.wait_for_function(are_asked, arg=[type_, count])
        all_ = self.page.evaluate("actions")
        return [each["payload"] for each in all_ if each["type"] == type_]

    def wait_for_height(self, height: int) -> None:
        """Wait until a height is the last that the page asked to have."""
        is_last = """
            height => actions.findLast(each => each.type === "widgetResize")
                ?.payload.height === height
        """
        self.page.wait_for_function(is_last, arg=height)


def _let_frame(route: Route) -> None:
    # Where there is no Dashboard, on Saleor 2.10, nobody may frame the pages.
    response = route.fetch()
    headers = dict(response.headers)
    headers.pop("x-frame-options", None)
    policy, _, _ = headers["content-security-policy"].partition("frame-ancestors")
    headers["content-security-policy"] = f"{policy}frame-ancestors {DASHBOARD}"
    route.fulfill(response=response, headers=headers)

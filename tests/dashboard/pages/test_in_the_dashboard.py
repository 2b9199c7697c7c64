"""The pages in a frame of the Dashboard, with a stand-in for its side."""

import re
from urllib.parse import quote, urlencode, urlsplit

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Request, expect

from saleor_customer_groups.graphql.base.ids import global_id
from tests.dashboard.pages.browser import Pages
from tests.dashboard.pages.stand_in import DASHBOARD, StandIn
from tests.owner import Shop
from tests.port.accounts import USER_VALUES, ended_token, token_of

# Words without which few English sentences can do.
CLOSED = """
for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, {
    get() { throw new DOMException("The document is sandboxed", "SecurityError"); },
  });
}
"""
_ENGLISH = re.compile(r"\b(a|and|are|for|is|it|of|the|to|with)\b")


def owners_token(shop: Shop) -> str:
    """Return a token of the owner of the shop."""
    shop.owner()
    token: str = token_of(get_user_model().objects.get(email="owner@example.com"))
    return token


def test_a_page_takes_token_theme_and_language_from_the_dashboard(
    shop: Shop, window: Pages
) -> None:
    shop.rule(shop.group("Wholesale"), "percent_off", "12.5", name="Trade")
    token = owners_token(shop)
    dashboard = StandIn(
        window.page,
        f"{window.address}{window.base}groups",
        token=token,
        theme="dark",
        locale="de-AT",
    )
    dashboard.frame.get_by_role("heading", name="Kundengruppen").wait_for()
    html = dashboard.frame.locator("html")
    expect(html).to_have_attribute("lang", "de-AT")
    expect(html).to_have_attribute("data-dark", "")
    dashboard.frame.get_by_role("link", name="Wholesale").wait_for()
    dashboard.frame.get_by_text("12,5 % Rabatt auf alles", exact=True).wait_for()

    dashboard.say("theme", theme="light")
    dashboard.say("localeChanged", locale="en")
    dashboard.frame.get_by_role("heading", name="Customer groups").wait_for()
    expect(html).not_to_have_attribute("data-dark", "")
    dashboard.frame.get_by_text("12.5 % off everything", exact=True).wait_for()

    # The page asks with the newest token, and says so when it is not taken any more.
    owner = get_user_model().objects.get(email="owner@example.com")
    dashboard.say("tokenRefresh", token=ended_token(owner))
    window.click(dashboard.frame.get_by_role("button", name="Name"))
    dashboard.frame.get_by_text("Your session has ended").first.wait_for()
    dashboard.say("tokenRefresh", token=token)
    dashboard.frame.get_by_role("link", name="Wholesale").wait_for()


@pytest.mark.parametrize("storage_is_closed", [False, True])
def test_a_page_has_the_language_that_the_dashboard_told_what_it_loaded_before(
    shop: Shop,
    window: Pages,
    storage_is_closed: bool,
) -> None:
    # As Chromium has it where the Dashboard is on another site.
    if storage_is_closed:
        window.page.add_init_script(CLOSED)
    # Measured in 3.22.44, where three of four cards were English for a German user.
    dashboard = StandIn(
        window.page,
        f"{window.address}{window.base}groups",
        token=owners_token(shop),
        locale="de",
        version="v3.22.44",
        tells_first=True,
    )
    dashboard.frame.get_by_role("heading", name="Kundengruppen").wait_for()
    expect(dashboard.frame.locator("html")).to_have_attribute("lang", "de")


def test_who_gets_no_token_for_a_card_is_told_so(shop: Shop, window: Pages) -> None:
    dashboard = StandIn(
        window.page, f"{window.address}{window.base}widget/customer", token=""
    )
    frame = dashboard.frame
    frame.get_by_role("heading", name="You may not see this page").wait_for()
    # The Dashboard draws a card from what it remembers, and sends the token later.
    dashboard.say("tokenRefresh", token=owners_token(shop))
    frame.get_by_text("The Dashboard has not said what this page is about").wait_for()


def test_a_german_page_shows_no_english_sentence(shop: Shop, window: Pages) -> None:
    wholesale = shop.group("Großhandel")
    shop.rule(wholesale, "percent_off", "12.5", name="Rabatt", category=shop.coffee)
    increase = {"name": "Aufschlag", "category": shop.coffee}
    shop.rule(wholesale, "percent_increase", "5", **increase)
    five = {"amount": "5", "currency": "USD"}
    least = [{"kind": "min_subtotal", **five}]
    shop.promotion(wholesale, "Fünf", kind="amount_off", conditions=least, **five)
    dashboard = StandIn(
        window.page,
        f"{window.address}{window.base}check",
        token=owners_token(shop),
        locale="de",
    )
    main = dashboard.frame.get_by_role("main")
    main.get_by_text("Aufschlag gilt nie: Wer es bekommt").wait_for()
    window.settle()
    assert _ENGLISH.findall(main.inner_text()) == []


def test_ticked_customers_are_put_into_a_group_from_the_dashboards_list(
    shop: Shop, window: Pages
) -> None:
    group = shop.group("Wholesale")
    token = owners_token(shop)
    model = get_user_model()
    users = model.objects.bulk_create(
        model(email=f"{number}@example.com", is_active=True, **USER_VALUES)
        for number in range(500)
    )
    dashboard = StandIn(
        window.page,
        f"{window.address}{window.base}popup/add-to-group",
        token=token,
        parameters={"customerIds": ",".join(global_id("User", u.pk) for u in users)},
    )
    frame = dashboard.frame
    frame.get_by_role("heading", name="Add 500 customers to a group").wait_for()
    window.pick("Group", "Wholesale", within=frame)
    window.click(frame.get_by_role("button", name="Add", exact=True))
    frame.get_by_text("500 customers are in Wholesale now").wait_for()
    assert {each.customer_id for each in group.memberships.all()} == {
        user.pk for user in users
    }
    [said] = dashboard.actions("notification")
    assert said["title"] == "500 customers are in Wholesale now"
    assert said["status"] == "success"
    window.click(frame.get_by_role("button", name="Close"))
    assert len(dashboard.actions("popupClose")) == 1


def test_the_ids_of_ticked_customers_are_in_no_address_but_that_of_the_dialog(
    shop: Shop, window: Pages
) -> None:
    shop.group("Wholesale")
    token = owners_token(shop)
    model = get_user_model()
    users = model.objects.bulk_create(
        model(email=f"{number}@example.com", is_active=True, **USER_VALUES)
        for number in range(3)
    )
    ids = ",".join(global_id("User", user.pk) for user in users)
    requests: list[Request] = []

    def keep(request: Request) -> None:
        requests.append(request)

    window.page.on("requestfinished", keep)
    dashboard = StandIn(
        window.page,
        f"{window.address}{window.base}popup/add-to-group",
        token=token,
        parameters={"customerIds": ids},
    )
    frame = dashboard.frame
    window.pick("Group", "Wholesale", within=frame)
    window.click(frame.get_by_role("button", name="Add", exact=True))
    frame.get_by_text("3 customers are in Wholesale now").wait_for()
    window.settle()

    address = f"{window.base}popup/add-to-group"
    ours = [each for each in requests if each.url.startswith(window.address)]
    with_ids = {urlsplit(each.url).path for each in ours if "customerIds" in each.url}
    assert with_ids == {address}
    others = [each for each in ours if urlsplit(each.url).path != address]
    assert {urlsplit(each.url).path.rpartition(".")[2] for each in others} == {
        "js",
        "css",
        "woff2",
        "/graphql/",
    }
    assert {each.header_value("Referer") for each in others} == {None}
    assert {each.header_value("Origin") for each in others} == {window.address}
    assert {each.url for each in window.page.frames} == {
        f"{DASHBOARD}/extensions/app/QXBwOjE=/",
        dashboard.address,
    }
    # The Dashboard, and the page in its frame, once.
    assert window.page.evaluate("history.length") == 2


def test_an_older_dashboard_is_asked_for_nothing_that_it_does_not_know(
    shop: Shop, window: Pages
) -> None:
    # Else it throws an error, or warns, for each; the stand-in always throws one.
    group = shop.group("Wholesale")
    token = owners_token(shop)
    ann = get_user_model().objects.create(
        email="ann@example.com", is_active=True, **USER_VALUES
    )
    ann_id = global_id("User", ann.pk)

    # The dialog of 3.21 cannot be closed by what is in it.
    dashboard = StandIn(
        window.page,
        f"{window.address}{window.base}popup/add-to-group",
        token=token,
        version="v3.21.21",
        parameters={"customerIds": ann_id},
    )
    frame = dashboard.frame
    window.pick("Group", "Wholesale", within=frame)
    window.click(frame.get_by_role("button", name="Add", exact=True))
    frame.get_by_text("One customer is in Wholesale now").wait_for()
    assert group.memberships.get().customer_id == ann.pk
    expect(frame.get_by_role("button", name="Close")).to_have_count(0)

    # A card of 3.22 has one height, and a page of the app instead of a dialog.
    dashboard = StandIn(
        window.page,
        f"{window.address}{window.base}widget/customer",
        token=token,
        version="v3.22.44",
        parameters={"customerId": ann_id},
    )
    dashboard.frame.get_by_role("button", name="Wholesale").wait_for()
    window.click(dashboard.frame.get_by_role("button", name="Add to group"))
    [asked] = dashboard.actions("redirect")
    place = {"page": "yes", "customerId": ann_id}
    way = f"/extensions/app/QXBwOjE%3D/popup/add-to-group?{urlencode(place)}"
    assert asked["to"] == way

    # There is nothing to close: it leads back to where it was opened.
    vip = shop.group("VIP")
    dashboard = StandIn(
        window.page,
        f"{window.address}{window.base}popup/add-to-group",
        token=token,
        version="v3.22.44",
        parameters=place,
    )
    frame = dashboard.frame
    window.pick("Group", "VIP", within=frame)
    window.click(frame.get_by_role("button", name="Add", exact=True))
    frame.get_by_text("One customer is in VIP now").wait_for()
    assert vip.memberships.get().customer_id == ann.pk
    expect(frame.get_by_role("button", name="Close")).to_have_count(0)
    window.click(frame.get_by_role("button", name="Back to the customer"))
    [asked] = dashboard.actions("redirect")
    assert asked["to"] == f"/customers/{quote(ann_id)}"

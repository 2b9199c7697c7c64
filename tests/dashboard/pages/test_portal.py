"""What a group may do in the shop: its tab, in a browser."""

from playwright.sync_api import Locator, Page, expect

from saleor_customer_groups.graphql.base.ids import global_id
from saleor_customer_groups.models import CustomerGroup
from tests.dashboard.pages.browser import Pages
from tests.graphql.terms.made_orders import pays
from tests.owner import Shop

FIELDS = (
    "can_log_in",
    "can_see_prices",
    "can_order",
    "can_request_quotes",
    "can_see_invoices",
)


def path_of(group: CustomerGroup) -> str:
    return f"groups/{global_id('CustomerGroup', group.pk)}/access"


def settings_of(group: CustomerGroup) -> dict[str, str]:
    """Return what a group says itself, without what it leaves open."""
    group.refresh_from_db()
    said = {field: getattr(group, field) for field in FIELDS}
    return {field: word for field, word in said.items() if word != "open"}


def field_of(page: Page, name: str) -> Locator:
    """Return the choices of a permission."""
    return page.get_by_role("group", name=name, exact=True)


def choose(page: Page, name: str, choice: str) -> None:
    field_of(page, name).get_by_role("radio", name=choice, exact=True).check()


def is_chosen(page: Page, name: str, choice: str) -> None:
    radio = field_of(page, name).get_by_role("radio", name=choice, exact=True)
    expect(radio).to_be_checked()


def save(pages: Pages) -> None:
    pages.click("Save")
    expect(pages.page.get_by_role("button", name="Save", exact=True)).to_be_hidden()


def test_what_a_group_may_do_is_said_and_changed(shop: Shop, pages: Pages) -> None:
    trade = shop.group("Trade", can_order="no", can_see_invoices="yes")
    buyers = shop.group("Buyers", parent=trade)

    page = pages.open(path_of(buyers), title="Buyers")
    for name, choice in (
        ("Log in", "Nothing set: yes"),
        ("See prices", "Nothing set: yes"),
        ("Place orders", "As Trade says: no"),
        ("Ask for quotes", "Nothing set: yes"),
        ("See invoices", "As Trade says: yes"),
    ):
        is_chosen(page, name, choice)
    pages.check_accessible()
    pages.check_fits()

    choose(page, "Place orders", "Yes")
    choose(page, "Log in", "No")
    save(pages)
    assert settings_of(buyers) == {"can_order": "yes", "can_log_in": "no"}
    assert buyers.inherits_portal

    page.reload()
    is_chosen(page, "Place orders", "Yes")
    is_chosen(page, "Log in", "No")
    # Without what the group above says, nothing set is yes.
    pages.click(page.get_by_role("button", name="What is not set is as Trade says"))
    is_chosen(page, "See invoices", "Nothing set: yes")
    choose(page, "Place orders", "Nothing set: yes")
    save(pages)
    assert settings_of(buyers) == {"can_log_in": "no"}
    assert not buyers.inherits_portal


def test_hidden_prices_mean_no_orders(shop: Shop, pages: Pages) -> None:
    guests = shop.group("Guests", for_guests=True)
    said = "Prices are hidden from them, so they place no orders whatever is chosen"

    page = pages.open(path_of(guests), title="Guests")
    page.get_by_text("For guests this says nothing.", exact=True).wait_for()
    page.get_by_text("for everybody who is not logged in").wait_for()
    expect(page.get_by_text(said)).to_have_count(0)
    choose(page, "See prices", "No")
    page.get_by_text(said).wait_for()
    save(pages)

    assert settings_of(guests) == {"can_see_prices": "no"}


def test_the_default_group_says_whom_it_is_about(shop: Shop, pages: Pages) -> None:
    default = shop.default_group()

    page = pages.open(path_of(default), title=default.name)

    page.get_by_text("such as new accounts").wait_for()
    # There is no group above it.
    expect(page.get_by_text("What is not set is as")).to_have_count(0)


def test_what_somebody_else_has_changed_is_kept(shop: Shop, pages: Pages) -> None:
    trade = shop.group("Trade")
    page = pages.open(path_of(trade), title="Trade")
    choose(page, "Place orders", "No")
    CustomerGroup.objects.filter(pk=trade.pk).update(
        can_log_in="no", updated_at="2099-01-01T00:00:00+00:00"
    )

    pages.click("Save")

    page.get_by_role("button", name="Load again").wait_for()
    assert settings_of(trade) == {"can_log_in": "no"}


def test_a_copy_may_do_the_same_and_pays_alike(shop: Shop, pages: Pages) -> None:
    trade = shop.group("Trade", can_order="no", inherits_portal=False)
    pays(trade, options=["net_terms"], net_days=30)
    group_id = global_id("CustomerGroup", trade.pk)

    pages.open(f"groups/new?from={group_id}", title="New group")
    pages.click("Create group")
    pages.heading("Trade (copy)").wait_for()

    copy = CustomerGroup.objects.exclude(pk=trade.pk).get(name__contains="Trade")
    assert settings_of(copy) == {"can_order": "no"}
    assert not copy.inherits_portal
    assert copy.terms == {"options": ["net_terms"], "net_days": 30}

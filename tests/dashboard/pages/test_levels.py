"""A loyalty programme in a browser."""

from playwright.sync_api import expect

from saleor_customer_groups.models import CustomerGroup, LevelProgramme
from tests.dashboard.pages.browser import Pages
from tests.dashboard.pages.test_joining import customer
from tests.owner import Shop


def members(name: str) -> set[str]:
    """Return the addresses of who is in a level."""
    group = CustomerGroup.objects.get(name=name)
    return set(group.memberships.values_list("customer__email", flat=True))


def test_a_programme_is_made_changed_after_a_look_and_deleted(
    shop: Shop, pages: Pages
) -> None:
    for email, amount in (("ann", "1500.00"), ("bob", "600.00"), ("eve", "20.00")):
        customer(f"{email}@example.com", amount=amount)

    page = pages.open("levels", title="Loyalty programmes")
    page.get_by_text("There is no loyalty programme yet").wait_for()
    pages.click(page.get_by_role("button", name="New programme").first)
    pages.field("Name").fill("Loyalty")
    pages.field("Name of level 1").fill("Silver")
    pages.field("Start of level 1").fill("500")
    pages.field("Name of level 2").fill("Gold")
    pages.field("Start of level 2").fill("much")
    pages.click("Create programme")
    page.get_by_text("Write a number, without anything else.").wait_for()
    expect(pages.field("Start of level 2")).to_be_focused()
    assert not LevelProgramme.objects.exists()
    pages.field("Start of level 2").fill("400")
    page.get_by_text("Start above the level before.").wait_for()
    levels = page.get_by_role("table", name="Levels")
    expect(levels.get_by_role("cell", name="400", exact=True)).to_have_count(1)

    # Refused beside the field, and nothing lost.
    pages.click("Create programme")
    page.get_by_text("Silver ends at 400, where it starts or before.").wait_for()
    assert not LevelProgramme.objects.exists()
    pages.field("Start of level 2").fill("1,000.00")
    pages.field("Level 2 is for VIPs").check()
    pages.check_accessible()
    pages.click("Create programme")
    pages.heading("Loyalty").wait_for()
    shares = page.get_by_role("listitem")
    expect(shares).to_have_text(["Silver133.3%", "Gold133.3%", "No level133.3%"])
    assert members("Silver") == {"bob@example.com"}
    assert members("Gold") == {"ann@example.com"}
    assert CustomerGroup.objects.get(name="Gold").is_vip

    # What a change would move is seen before it is saved.
    pages.click("Add a level")
    expect(pages.field("Name of level 3")).to_be_focused()
    page.keyboard.type("Platinum")
    pages.field("Start of level 3").fill("1,400")
    pages.field("Start of level 1").fill("10")
    expect(shares).to_have_text(
        ["Silver266.7%", "Gold00.0%", "Platinum133.3%", "No level00.0%"]
    )
    page.get_by_text("then 2: 1 in, 0 out").wait_for()
    page.get_by_text("then 0: 0 in, 1 out").wait_for()
    assert members("Gold") == {"ann@example.com"}
    pages.check_accessible()
    pages.click("Save")
    page.get_by_text("Saved", exact=True).wait_for()
    assert members("Silver") == {"bob@example.com", "eve@example.com"}
    assert (members("Gold"), members("Platinum")) == (set(), {"ann@example.com"})

    # A level that is taken out goes when its name was typed.
    pages.click("Remove level 3")
    pages.click("Save")
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("Platinum: one customer").wait_for()
    dialog.get_by_label("Type Platinum to confirm").fill("Platinum")
    pages.click(dialog.get_by_role("button", name="Delete and save"))
    dialog.wait_for(state="detached")
    pages.click(levels.get_by_role("link", name="1", exact=True))
    assert members("Gold") == {"ann@example.com"}

    # Its rules are those of the programme.
    pages.click("Rules for joining", role="link")
    pages.click("Open the programme", role="link")

    pages.click("Delete programme")
    dialog.get_by_label("Type Loyalty to confirm").fill("Loyalty")
    pages.click(dialog.get_by_role("button", name="Delete programme"))
    page.get_by_text("There is no loyalty programme yet").wait_for()
    assert not LevelProgramme.objects.exists()

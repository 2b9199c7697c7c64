"""Price lists in a browser: made, filled from a file, changed, checked and deleted."""

from decimal import Decimal
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import expect

from saleor_customer_groups.models import PriceList
from saleor_customer_groups.services.rules.price_lists import price_lists
from saleor_customer_groups.services.rules.price_lists.price_list_entries import (
    EntryValues,
    put_entries,
)
from tests.dashboard.pages.browser import Pages
from tests.graphql.ids import id_of
from tests.owner import Shop


def test_a_price_list_with_tiers_comes_from_a_file_with_semicolons(
    shop: Shop, pages: Pages, tmp_path: Path
) -> None:
    shopper = shop.member(shop.group("Wholesale"), "ann@example.com")

    page = pages.open("price-lists", title="Price lists")
    page.get_by_text("There is no price list yet", exact=True).wait_for()
    pages.click(page.get_by_role("button", name="New price list").first)
    pages.heading("New price list").wait_for()
    pages.field("Name").fill("Trade")
    pages.pick("Groups", "Wholesale")
    pages.click("Save")
    pages.heading("Trade").wait_for()
    page.get_by_text("No price yet", exact=True).wait_for()

    # An empty list is probably a mistake: the check names it, and leads to it.
    pages.click("Check", role="link")
    page.get_by_text("Price list without prices", exact=True).wait_for()
    pages.check_accessible()
    pages.click("Trade", role="link")
    page.get_by_text("No price yet", exact=True).wait_for()

    # What is wrong with a file comes first, then what it would change, then the change.
    file = tmp_path / "prices.csv"
    file.write_text("Artikelnummer;ab Menge;Preis\nespresso;1;18,50\nnothing;1;2,00\n")
    pages.click("Import")
    pages.field("File").set_input_files(file)
    page.get_by_text("Line 3:").wait_for()
    dialog = page.get_by_role("dialog")
    button = dialog.get_by_role("button", name="Import")
    expect(button).to_be_disabled()
    file.write_text(
        "Artikelnummer;ab Menge;Preis\nespresso;1;18,50\nespresso;10;17,00\n"
    )
    pages.field("File").set_input_files([])
    pages.field("File").set_input_files(file)
    expect(button).to_be_enabled()
    expect(dialog.get_by_role("definition")).to_have_text(["2", "0", "0", "0"])
    dialog.get_by_text("with decimal commas").wait_for()
    pages.check_accessible()
    pages.click(button)
    page.get_by_text("2 prices are new, none was changed").wait_for()
    prices = PriceList.objects.get().entries
    assert list(prices.values_list("min_quantity", "unit_price_amount")) == [
        (1, Decimal("18.50")),
        (10, Decimal("17.00")),
    ]

    # A price is changed where it stands; what is refused stands below it.
    price = page.get_by_role("textbox", name="Price of espresso from 10", exact=True)
    price.fill("-1")
    price.press("Enter")
    expect(price).to_have_attribute("aria-invalid", "true")
    price.fill("16.40")
    price.press("Enter")
    expect(price).to_have_attribute("aria-invalid", "false")
    pages.settle()
    pages.field("Search").fill("latte")
    page.get_by_text("Nothing found").wait_for()
    pages.field("Search").fill("espr")
    expect(price).to_have_value("16.40")
    pages.check_accessible()
    # What somebody else has changed meanwhile is not overwritten before it is read.
    price.fill("15.00")
    prices.filter(min_quantity=10).update(unit_price_amount="16.00")
    price.press("Enter")
    told = page.get_by_text("Somebody else has changed this price to 16.00 USD")
    told.wait_for()
    pages.settle()
    pages.click(pages.field("Search"))
    expect(price).to_have_value("15.00")
    assert prices.get(min_quantity=10).unit_price_amount == Decimal("16.00")
    price.fill("16.40")
    price.press("Enter")
    expect(told).to_have_count(0)
    expect(price).to_have_value("16.40")
    # What was wrong before is gone when the change is sent, not when it is made.
    pages.settle()
    checkout = shopper.open_checkout({shop.espresso: 10})
    assert checkout.units == {"espresso": Decimal("16.40")}

    # One that is there already is refused beside its field; another is added.
    pages.pick("Product", "espresso", exact=False)
    amount = page.get_by_role("textbox", name="Price", exact=False).first
    amount.fill("12")
    pages.click("Add price")
    page.get_by_text("There is a price for it already: 18.50 USD.").wait_for()
    expect(amount).to_have_attribute("aria-invalid", "true")
    pages.field("From quantity").fill("100")
    pages.click("Add price")
    page.get_by_text("3 entries", exact=True).wait_for()
    expect(amount).to_have_value("")

    # It goes with its name.
    pages.click("Name, groups and dates", role="link")
    pages.click("Delete")
    pages.field("Type Trade to confirm").fill("Trade")
    pages.click(dialog.get_by_role("button", name="Delete"))
    page.get_by_text("There is no price list yet", exact=True).wait_for()
    assert not PriceList.objects.exists()


def test_prices_are_filtered_by_their_currency_and_shared(
    shop: Shop, pages: Pages
) -> None:
    # No channel sells in euros: a file may have such prices all the same.
    now = timezone.now()
    trade = price_lists.create_price_list(
        values={"name": "Trade"}, groups=[shop.group("Wholesale")], now=now
    )
    put_entries(
        price_list=trade,
        entries=[
            EntryValues(shop.latte.pk, "USD", 1, Decimal(9)),
            EntryValues(shop.latte.pk, "EUR", 1, Decimal(8)),
            EntryValues(shop.espresso.pk, "EUR", 10, Decimal(15)),
        ],
        now=now,
    )

    def prices() -> list[tuple[str, str, str]]:
        pages.settle()
        amounts = page.get_by_role("table", name="Prices").get_by_role("textbox")
        return [
            (row[2], row[3], amounts.nth(place).input_value())
            for place, row in enumerate(pages.rows("Prices"))
        ]

    euros = [("espresso", "10", "15.00"), ("latte", "1", "8.00")]
    page = pages.open(f"price-lists/{id_of(trade)}", title="Trade")
    page.get_by_text("3 entries", exact=True).wait_for()
    currency = pages.page.get_by_role("combobox", name="Currency", exact=True)
    currency.select_option("USD")
    page.get_by_text("One entry", exact=True).wait_for()
    assert prices() == [("latte", "1", "9.00")]
    currency.select_option("EUR")
    page.get_by_text("2 entries", exact=True).wait_for()
    assert prices() == euros
    address = page.url
    assert address.endswith("?currency=EUR")
    page.goto(address)
    page.get_by_text("2 entries", exact=True).wait_for()
    assert prices() == euros

"""Group promotions in a browser: a set at a price refused, tried, given and bought."""

from decimal import Decimal

from playwright.sync_api import expect

from saleor_customer_groups.models import Promotion
from tests.dashboard.pages.browser import Pages
from tests.owner import Shop


def test_a_group_gets_a_set_at_a_price_which_its_shopper_pays(
    shop: Shop, pages: Pages
) -> None:
    wholesale = shop.group("Wholesale")
    shopper = shop.member(wholesale, "ann@example.com")

    page = pages.open("promotions", title="Group promotions")
    pages.click(page.get_by_role("button", name="New promotion").first)
    pages.heading("New promotion").wait_for()
    pages.field("Name").fill("Breakfast")
    pages.pick("Groups", "Wholesale")

    # The form is that of the kind: parts with what they are of, and one way to save.
    pages.field("Kind of promotion").select_option("Set for a price")
    pages.field("Only what you choose").check()
    pages.field("Choose by").select_option("Products")
    pages.pick("Products", "espresso")
    pages.click("Add another")
    pages.field("Only what you choose").nth(1).check()
    pages.pick("Categories", "Tea")
    price = page.get_by_role("textbox", name="Price of a set")
    price.fill("-1")
    pages.click("Add a condition")
    pages.field("The basket has").select_option("Units of at least")
    pages.click("Save")
    page.get_by_text("Cannot be negative.", exact=True).wait_for()
    expect(price).to_have_attribute("aria-invalid", "true")
    units = page.get_by_role("textbox", name="At least")
    expect(units).to_have_attribute("aria-invalid", "true")
    assert not Promotion.objects.exists()

    # It is tried with a basket before it is saved.
    price.fill("40")
    units.fill("2")
    for name in ("espresso", "green-tea"):
        pages.pick("Add a product", name, exact=False)
    page.get_by_text("With the promotion").wait_for()
    expect(page.locator("dl")).to_have_text(
        "Shipping$0.00Without the promotion$50.00With the promotion$40.00"
    )
    pages.check_accessible()
    pages.click("Save")
    pages.heading("Breakfast").wait_for()
    promotion = Promotion.objects.get()
    assert promotion.benefit == {
        "kind": "bundle",
        "price": "40",
        "currency": "USD",
        "components": [
            {
                "scope": {"include": {"products": [str(shop.espresso.product_id)]}},
                "quantity": 1,
            },
            {"scope": {"include": {"categories": [str(shop.tea.pk)]}}, "quantity": 1},
        ],
    }
    assert promotion.conditions == [
        {"kind": "min_quantity", "quantity": 2, "scope": {}}
    ]
    checkout = shopper.open_checkout({shop.espresso: 1, shop.green_tea: 1})
    assert checkout.subtotal == Decimal("40.00")

    # As it is saved it stands in the form again, and in the list.
    pages.field("Uses in all").fill("100")
    pages.click("Save")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_hidden()
    promotion.refresh_from_db()
    assert promotion.limit_total == 100
    assert len(promotion.benefit["components"]) == 2
    pages.click("Group promotions", role="link")
    [[_, name, group, uses, *_]] = pages.rows("Group promotions")
    assert name.splitlines()[0] == "Breakfast"
    assert (group, uses) == ("Wholesale", "0 of 100")
    pages.check_accessible()

"""Why somebody pays what they pay, in a browser."""

import json
from base64 import b64decode
from decimal import Decimal

from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from saleor_customer_groups.graphql.base.ids import global_id
from tests.dashboard.pages.browser import Pages
from tests.dashboard.pages.stand_in import StandIn
from tests.owner import Shop
from tests.port.accounts import token_of

MATCHA = "Prices that compete for matcha"
LOST = "Does not count\nlost to Trade tea: 23.80 is lower than 25.20"
HEIGHT = "list => Math.ceil(list.parentElement.getBoundingClientRect().height)"


def test_staff_find_out_why_a_shopper_pays_23_80(shop: Shop, pages: Pages) -> None:
    wholesale, regulars = shop.group("Wholesale"), shop.group("Regulars")
    matcha = shop.catalogue.variant("matcha", "28.00", category=shop.tea)
    shop.rule(wholesale, "percent_off", "15", name="Trade tea", category=shop.tea)
    loyalty = shop.rule(regulars, "percent_off", "10", name="Loyalty")
    shop.rule(wholesale, "percent_off", "50", name="Beans", category=shop.coffee)
    shopper = shop.member(wholesale, "ann@example.com")
    shop.put_into(regulars, "ann@example.com")
    checkout = shopper.open_checkout({matcha: 1})
    assert checkout.units == {"matcha": Decimal("23.80")}
    order = shopper.buy(checkout)

    page = pages.open("why", title="Why this price?")
    page.get_by_text("Choose a customer.", exact=True).wait_for()
    pages.pick("Customer", "ann@example.com")
    page.get_by_text("Add what the customer wants to buy.", exact=True).wait_for()
    pages.pick("Add a product", "matcha", exact=False)
    assert pages.rows(MATCHA) == [
        ["Trade tea", "Wholesale", "$23.80", "Counts\n15 % off for Wholesale"],
        ["Loyalty", "Regulars", "$25.20", LOST],
    ]
    facts = page.get_by_role("definition")
    expect(facts).to_have_text(
        ["$28.00", "$23.80 15 % off for Wholesale"], use_inner_text=True
    )
    pages.click(page.get_by_text("One more price or promotion has no part in this"))
    expect(page.get_by_role("link", name="Beans")).to_be_visible()
    pages.check_accessible()

    # The address says what was asked: whoever gets it sees the same.
    pages.field("A member of groups").check()
    pages.pick("Groups", "Regulars")
    page.reload()
    expect(page.get_by_role("definition").nth(1)).to_contain_text("$25.20")
    assert [row[0] for row in pages.rows(MATCHA)] == ["Loyalty"]
    pages.click("Loyalty", role="link")
    pages.heading("Loyalty").wait_for()
    # An id may stand escaped in an address, as some end in "=".
    escaped = f"%51{global_id('CustomerGroupPriceRule', loyalty.pk)[1:]}"
    pages.open(f"prices/{escaped}", title="Loyalty")

    # A card beside the product says what each group pays.
    product = global_id("Product", matcha.product_id)
    pages.open(f"widget/product?productId={product}")
    prices = page.get_by_role("list", name="What each group pays")
    expect(prices.get_by_role("listitem")).to_have_text(
        [
            "Guests$28.00Same as everybodyWhy?",
            "RegularsListed price $28.00 $25.20LoyaltyWhy?",
            "WholesaleListed price $28.00 $23.80Trade teaWhy?",
        ]
    )
    pages.check_accessible()

    # One beside the order says what made its prices, and leads to what competed.
    pages.open(f"widget/order?orderId={order.id}")
    made = page.get_by_role("list", name="What made the prices")
    expect(made.get_by_role("listitem")).to_have_text(
        [
            "1 \u00d7 matchaListed price $28.00 $23.80"
            "Trade tea (Wholesale)-$4.20Why? matcha"
        ]
    )
    pages.check_accessible()
    pages.click("Why this price?", role="link")
    assert [row[2] for row in pages.rows(MATCHA)] == ["$23.80", "$25.20"]


def test_an_order_is_asked_about_with_the_groups_of_its_time(
    shop: Shop, pages: Pages
) -> None:
    trade, old = shop.group("Trade"), shop.group("Old friends")
    rule = shop.rule(trade, "percent_off", "15", name="Trade tea", category=shop.tea)
    shopper = shop.member(trade, "ann@example.com")
    shop.put_into(old, "ann@example.com")
    order = shopper.buy(shopper.open_checkout({shop.espresso: 1, shop.green_tea: 2}))
    shop.take_out_of(trade, "ann@example.com")
    shop.take_out_of(old, "ann@example.com")
    old.delete()
    shop.change(rule, adjustment={"kind": "percent_off", "percent": "10"})

    page = pages.open(f"widget/order?orderId={order.id}")
    then = page.get_by_role("list", name="The customer's groups at the time")
    expect(then.get_by_role("listitem")).to_have_text(["Old friends", "Trade"])
    pages.click("Why? green-tea", role="link")
    tea = page.get_by_role("heading", name="2 \u00d7 green-tea")
    tea.wait_for()
    facts = page.get_by_role("definition")
    for number, fact in enumerate(
        ("$30.00", "$27.00 10 % off for Trade", "$25.50 Trade tea")
    ):
        expect(facts.nth(number)).to_have_text(fact, use_inner_text=True)
    names = page.get_by_role("heading", level=2).all_inner_texts()
    assert names.index("2 \u00d7 green-tea") < names.index("espresso")
    notice = page.get_by_role("status").filter(has_text="Order")
    expect(notice).to_contain_text("The group Old friends is gone")
    pages.check_accessible()

    # What was filled in can be changed, and the address has it.
    pages.field("A guest").check()
    expect(facts.nth(1)).to_contain_text("$30.00")
    page.reload()
    expect(pages.field("A guest")).to_be_checked()


def test_a_card_beside_a_customer_opens_dialogs_of_the_dashboard(
    shop: Shop, window: Pages
) -> None:
    group = shop.group("Wholesale", colour="#ff8800", is_vip=True)
    shop.member(group, "ann@example.com")
    shop.owner()
    users = get_user_model().objects
    customer = global_id("User", users.get(email="ann@example.com").pk)
    dashboard = StandIn(
        window.page,
        f"{window.address}{window.base}widget/customer",
        token=token_of(users.get(email="owner@example.com")),
        parameters={"customerId": customer},
        width=320,
    )
    frame = dashboard.frame
    groups = frame.get_by_role("list", name="Groups of the customer")
    expect(groups.get_by_role("listitem")).to_have_text(["WholesaleVIP"])
    expect(frame.get_by_role("navigation")).to_have_count(0)

    window.click(frame.get_by_role("button", name="Why this price?"))
    window.click(frame.get_by_role("button", name="Add to group"))
    opened = dashboard.actions("openPopup", count=2)
    assert [each["extensionIdentifier"] for each in opened] == [
        "customer-why",
        "customer-add",
    ]
    handed = json.loads(b64decode(opened[0]["appParams"]))
    assert handed == {"customerId": customer}
    window.click(groups.get_by_role("button", name="Wholesale"))
    [asked] = dashboard.actions("redirect")
    to = f"/groups/{global_id('CustomerGroup', group.pk)}"
    assert asked["to"] == f"/extensions/app/QXBwOjE%3D{to}"
    dashboard.wait_for_height(groups.evaluate(HEIGHT))

"""Long names in narrow windows, in a browser."""

from django.contrib.auth import get_user_model
from django.utils import timezone

from saleor_customer_groups.graphql.base.ids import global_id
from saleor_customer_groups.services.evaluation.order_figures import rebuild_figures
from tests.dashboard.pages.browser import Pages
from tests.journeys.visibility.hiding import hide
from tests.owner import Shop
from tests.port.past import place

# One word, as long as the shops of a language that puts words together may have them.
NAME = "Donaudampfschifffahrtsgesellschaftskapitaensmuetzenabteilung"
CARD = 320
# Words of which a part stands in the next line.
BROKEN_WORDS = """table => {
  const texts = document.createTreeWalker(table, NodeFilter.SHOW_TEXT);
  const broken = [];
  while (texts.nextNode()) {
    for (const word of texts.currentNode.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, word.index);
      range.setEnd(texts.currentNode, word.index + word[0].length);
      if (range.getClientRects().length > 1) broken.push(word[0]);
    }
  }
  return broken;
}"""
LINES = "cells => cells.map(cell => cell.firstElementChild.getClientRects().length)"


def test_cards_and_lists_are_no_wider_than_their_place(
    shop: Shop, pages: Pages
) -> None:
    group = shop.group(NAME, colour="#ff8800")
    shop.rule(group, "percent_off", "15", name=NAME, category=shop.tea)
    shop.promotion(group, NAME, kind="percent_off", percent="5")
    tea = hide(shop.green_tea.product, groups=(group,), name=NAME)
    shopper = shop.member(group, "ann@example.com")
    order = shopper.buy(shopper.open_checkout({shop.green_tea: 1}))
    ann = get_user_model().objects.get(email="ann@example.com")
    product = global_id("Product", shop.green_tea.product_id)
    id_ = global_id("CustomerGroup", group.pk)
    for card in (
        f"customer?customerId={global_id('User', ann.pk)}",
        f"product?productId={product}",
        f"order?orderId={order.id}",
    ):
        page = pages.open(f"widget/{card}")
        page.get_by_text(NAME).filter(visible=True).first.wait_for()
        pages.settle()
        pages.check_fits(CARD)

    for path, title in (
        ("", "Customer groups of your shop"),
        ("groups", "Customer groups"),
        ("prices", "Group prices"),
        ("promotions", "Group promotions"),
        ("history", "History"),
        ("sets", "Product sets"),
        (f"sets/{global_id('CustomerGroupVisibilitySet', tea.pk)}", NAME),
        (f"groups/{id_}/visibility", NAME),
        (f"shop-as?groups={id_}", "View the shop as a group"),
        (f"who-sees?productId={product}", "Who can see this?"),
    ):
        page = pages.open(path, title=title)
        page.get_by_text(NAME).filter(visible=True).first.wait_for()
        pages.settle()
        pages.check_fits()


def test_dates_and_addresses_stay_in_their_lines(shop: Shop, pages: Pages) -> None:
    group = shop.group("Wholesale")
    for name in ("owen.baker", "ruby.foster"):
        shop.member(group, f"{name}@example.com")
        customer = get_user_model().objects.get(email=f"{name}@example.com")
        customer.first_name, customer.last_name = name.title().split(".")
        customer.save()
        place(customer.pk, at=timezone.now(), total="29827.37", currency="USD")
    rebuild_figures()
    id_ = global_id("CustomerGroup", group.pk)
    page = pages.open(f"groups/{id_}/members", title="Wholesale")
    page.set_viewport_size({"width": 1024, "height": 768})
    assert len(pages.rows("Members")) == 2
    table = page.get_by_role("table", name="Members")
    for column in (3, 6):  # since when, and the last order
        cells = table.locator(f"tbody td:nth-child({column})")
        assert cells.evaluate_all(LINES) == [1, 1]
    # The name and the address, each in a line.
    heights = table.locator("tbody td:nth-child(2) > div").evaluate_all(
        "names => names.map(name => name.offsetHeight)"
    )
    assert heights == [38, 38]
    pages.check_accessible()


def test_long_reasons_leave_the_words_of_names_whole(shop: Shop, pages: Pages) -> None:
    trade = shop.group("Wholesalers in Scandinavia")
    long = "Confectionery, chocolate and everything else that goes with afternoon tea"
    shop.rule(trade, "percent_off", "15", name=long, category=shop.tea)
    for name in ("Loyalty programme", "Introductory prices"):
        shop.rule(trade, "percent_off", "10", name=name)
    shop.member(trade, "ann@example.com")
    page = pages.open("why", title="Why this price?")
    pages.pick("Customer", "ann@example.com")
    pages.pick("Add a product", "green-tea", exact=False)
    prices = page.get_by_role("table", name="Prices that compete for green-tea")
    assert len(pages.rows("Prices that compete for green-tea")) == 3
    for width in (1400, 1280, 1024):
        page.set_viewport_size({"width": width, "height": 900})
        pages.settle()
        assert prices.evaluate(BROKEN_WORDS) == [], width
    pages.check_fits()

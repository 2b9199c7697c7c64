"""The currency in which the list of members shows purchases, in a browser."""

from django.contrib.auth import get_user_model
from django.utils import timezone
from playwright.sync_api import expect

from saleor_customer_groups.services.evaluation.order_figures import rebuild_figures
from tests.dashboard.pages.browser import Pages
from tests.graphql.ids import id_of
from tests.owner import Shop
from tests.port.currencies import sell_in_euros
from tests.port.past import place

TOTAL = 4


def test_purchases_are_shown_and_sorted_in_a_currency_of_the_shop(
    shop: Shop, pages: Pages
) -> None:
    has_several = sell_in_euros()
    group = shop.group("Wholesale")
    for name, currency, total in (
        ("ann", "USD", "70.00"),
        ("ann", "EUR", "20.00"),
        ("bob", "EUR", "30.00"),
    ):
        email = f"{name}@example.com"
        if not get_user_model().objects.filter(email=email).exists():
            shop.member(group, email)
        customer = get_user_model().objects.get(email=email)
        if has_several or currency == "USD":
            place(customer.pk, at=timezone.now(), total=total, currency=currency)
    rebuild_figures()

    def shown(column: str) -> list[tuple[str, str]]:
        pages.click(column)
        pages.settle()
        return [(row[1], row[TOTAL]) for row in pages.rows("Members")]

    ann, bob = "ann@example.com", "bob@example.com"
    page = pages.open(f"groups/{id_of(group)}/members", title="Wholesale")
    choice = page.get_by_role("combobox", name="Currency of purchases", exact=True)
    if not has_several:
        assert shown("Total purchases") == [(bob, "\u2013"), (ann, "$70.00")]
        expect(choice).to_have_count(0)
        return
    assert shown("Purchases in USD") == [(bob, "\u2013"), (ann, "$70.00")]
    choice.select_option("EUR")
    assert shown("Purchases in EUR") == [(bob, "\u20ac30.00"), (ann, "\u20ac20.00")]
    assert shown("Purchases in EUR") == [(ann, "\u20ac20.00"), (bob, "\u20ac30.00")]
    pages.check_accessible()

    # Shared by the address of the view.
    address = page.url
    assert "currency=EUR" in address
    page.goto(address)
    expect(choice).to_have_value("EUR")
    assert [row[TOTAL] for row in pages.rows("Members")] == [
        "\u20ac20.00",
        "\u20ac30.00",
    ]

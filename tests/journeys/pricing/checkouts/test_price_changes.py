"""A line of a cart says why it costs something else than the shopper saw before."""

from typing import Any

import pytest

from saleor_customer_groups.models import AttachedCheckout
from tests.owner import Shop
from tests.storefront import Checkout, Storefront

CHANGES = """lines { variant { sku } customerGroupPriceChange {
  reason message before { amount } after { amount }
} }"""
LOOK = f"query($token: UUID) {{ checkout(token: $token) {{ {CHANGES} }} }}"
LOST = """query($id: ID!) { me { offers(checkoutId: $id) {
  lostWithVoucher { amount }
} } }"""


def changes(shopper: Storefront, checkout: Checkout) -> dict[str, Any]:
    """Return what has changed, by SKU."""
    found = shopper.ask(LOOK, token=checkout.token)["checkout"]["lines"]
    return {
        each["variant"]["sku"]: each["customerGroupPriceChange"]
        and (
            each["customerGroupPriceChange"]["reason"],
            each["customerGroupPriceChange"]["before"]["amount"],
            each["customerGroupPriceChange"]["after"]["amount"],
            each["customerGroupPriceChange"]["message"],
        )
        for each in found
    }


def test_who_logs_in_with_a_full_cart_is_told_what_has_changed(shop: Shop) -> None:
    mug = shop.catalogue.variant("mug", "40.00", category=shop.tea)
    vip = shop.group("VIP")
    shop.rule(vip, "percent_increase", "8", category=shop.tea)
    shop.member(vip, "ann@example.com")
    browser = Storefront()
    checkout = browser.open_checkout({mug: 1, shop.espresso: 2})
    before = changes(browser, checkout)

    browser.log_in("ann@example.com")
    attached = browser.attach(checkout)
    told = changes(browser, checkout)
    more = browser.set_quantities(checkout, {shop.espresso: 3})
    still = changes(browser, checkout)
    browser.set_quantities(checkout, {mug: 2})

    assert before == {"mug": None, "espresso": None}
    assert attached.units["mug"] == more.units["mug"]
    assert str(attached.units["mug"]) == "43.20"
    assert (
        told
        == still
        == {
            "mug": (
                "CUSTOMER_KNOWN",
                40,
                43.2,
                "This cost 40.00 USD, and is 43.20 USD now that we know you.",
            ),
            "espresso": None,
        }
    )
    assert changes(browser, checkout) == {"mug": None, "espresso": None}


TAXED = """query($token: UUID) { checkout(token: $token) { lines {
  totalPrice { gross { amount } net { amount } }
  customerGroupPriceChange {
    message before { amount } after { amount }
    totalPriceBefore { gross { amount } net { amount } }
    totalPriceAfter { gross { amount } net { amount } }
  }
} } }"""


@pytest.mark.parametrize(
    ("included", "before", "after", "message"),
    [
        # What the page shows is with taxes: 95.04, not the 86.40 of before.
        (False, (88, 80), (95.04, 86.4), "88.00 USD, and is 95.04 USD"),
        (True, (80, 72.73), (86.4, 78.55), "80.00 USD, and is 86.40 USD"),
    ],
)
def test_a_change_is_said_with_taxes_as_the_page_shows_them(
    shop: Shop, included: bool, before: Any, after: Any, message: str
) -> None:
    shop.catalogue.charge_taxes("10", included=included, shown=True)
    mug = shop.catalogue.variant("mug", "80.00", category=shop.tea)
    vip = shop.group("VIP")
    shop.rule(vip, "percent_increase", "8", category=shop.tea)
    shop.member(vip, "ann@example.com")
    browser = Storefront()
    checkout = browser.open_checkout({mug: 1})

    browser.log_in("ann@example.com").attach(checkout)
    (line,) = browser.ask(TAXED, token=checkout.token)["checkout"]["lines"]

    change = line["customerGroupPriceChange"]

    def sides(price: Any) -> Any:
        return price["gross"]["amount"], price["net"]["amount"]

    assert (change["before"]["amount"], change["after"]["amount"]) == (80, 86.4)
    assert sides(change["totalPriceBefore"]) == before
    assert sides(change["totalPriceAfter"]) == after == sides(line["totalPrice"])
    assert change["message"] == f"This cost {message} now that we know you."


def test_a_change_is_said_without_taxes_where_the_channel_shows_none(
    shop: Shop,
) -> None:
    shop.catalogue.charge_taxes("10", included=False, shown=False)
    vip = shop.group("VIP")
    shop.rule(vip, "percent_increase", "8", category=shop.tea)
    shop.member(vip, "ann@example.com")
    browser = Storefront()
    checkout = browser.open_checkout({shop.green_tea: 3})

    browser.log_in("ann@example.com").attach(checkout)
    (line,) = browser.ask(TAXED, token=checkout.token)["checkout"]["lines"]

    change = line["customerGroupPriceChange"]
    assert change["totalPriceAfter"] == line["totalPrice"]
    assert change["message"] == (
        "This cost 90.00 USD, and is 97.20 USD now that we know you."
    )


def test_a_guests_price_that_is_lost_counts_too(shop: Shop) -> None:
    shop.rule(shop.group("Guests", for_guests=True), "percent_off", "5")
    shop.member(shop.group("VIP"), "ann@example.com")
    browser = Storefront()
    checkout = browser.open_checkout({shop.green_tea: 2})

    browser.log_in("ann@example.com").attach(checkout)

    (change,) = changes(browser, checkout).values()
    assert change[:3] == ("CUSTOMER_KNOWN", 57, 60)


def test_nothing_is_noted_where_no_rule_is_on(shop: Shop) -> None:
    shop.member(shop.group("VIP"), "ann@example.com")
    browser = Storefront()
    checkout = browser.open_checkout({shop.espresso: 1})

    browser.log_in("ann@example.com").attach(checkout)

    assert not AttachedCheckout.objects.exists()
    assert changes(browser, checkout) == {"espresso": None}


def test_a_voucher_that_does_not_go_with_a_price_is_explained(shop: Shop) -> None:
    mug = shop.catalogue.variant("mug", "100.00", category=shop.tea)
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "20", category=shop.tea, with_vouchers="refuse")
    shop.rule(vip, "percent_off", "10", category=shop.coffee)
    shop.catalogue.voucher("TEN", "10")
    ann = shop.member(vip, "ann@example.com")
    checkout = ann.open_checkout({mug: 1, shop.espresso: 1})

    lost = ann.ask(LOST, id=checkout.id)["me"]["offers"]["lostWithVoucher"]["amount"]
    assert (lost, changes(ann, checkout)) == (20, {"mug": None, "espresso": None})

    ann.use_voucher(checkout, "TEN")
    assert changes(ann, checkout) == {
        "mug": (
            "VOUCHER",
            80,
            100,
            "Your price of 80.00 USD does not go together with a voucher: with it this"
            " costs 100.00 USD.",
        ),
        "espresso": None,
    }

"""The ways of shipping that can be chosen follow what the goods cost the shopper."""

from typing import Any

import pytest

from tests.owner import Shop
from tests.port.plugin import configure
from tests.storefront import ADDRESS, Checkout, Refused, Storefront, dialect

# Saleor 3 tells of a change of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)


def offered(shopper: Storefront, checkout: Checkout) -> set[str]:
    """Return the ids of the ways of shipping that a checkout can have."""
    billed = shopper.change(dialect.BILL, id=checkout.id, address=ADDRESS)
    return {method["id"] for method in billed["checkout"]["methods"]}


def choose(shopper: Storefront, checkout: Checkout, method: str) -> Any:
    return shopper.ask(
        dialect.SHIP_TO_PAY, id=checkout.id, address=ADDRESS, method=method
    )


def refusal(shopper: Storefront, checkout: Checkout) -> str:
    """Return why a checkout cannot be paid for and ordered."""
    try:
        shopper.pay(checkout, shopper.look(checkout).total)
        shopper.complete(checkout)
    except Refused as refused:
        return str(refused)
    return "it is not refused"


BELOW = (
    "Free is for orders of 50.00 USD or more, and the goods come to 30.00 USD now."
    " Choose another way of shipping: Post."
)


def test_who_logs_in_is_worth_less_and_is_not_sent_for_nothing(shop: Shop) -> None:
    free = shop.catalogue.shipping("Free", "0.00", minimum="50.00")
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "50")
    token = shop.member(vip, "ann@example.com").token
    shopper = Storefront()

    checkout = shopper.open_checkout({shop.espresso: 3})
    both = offered(shopper, checkout)
    assert free in both
    choose(shopper, checkout, free)
    shopper.token = token
    assert shopper.attach(checkout).subtotal == 30

    assert BELOW in refusal(shopper, checkout)
    assert offered(shopper, checkout) == both - {free}
    assert shopper.buy(checkout).total == 40


def test_a_rule_that_begins_and_ends_changes_what_can_be_chosen(shop: Shop) -> None:
    free = shop.catalogue.shipping("Free", "0.00", minimum="50.00")
    vip = shop.group("VIP")
    ann = shop.member(vip, "ann@example.com")
    checkout = ann.open_checkout({shop.espresso: 3})
    both = offered(ann, checkout)
    choose(ann, checkout, free)

    rule = shop.rule(vip, "percent_off", "50")
    assert offered(ann, checkout) == both - {free}
    rule.delete()
    shop.rule(vip, "percent_increase", "5")
    assert offered(ann, checkout) == both
    shop.rule(vip, "percent_off", "50", priority=1)
    assert offered(ann, checkout) == both - {free}
    configure(active=False)
    assert offered(ann, checkout) == both


def test_both_bounds_hold_to_the_cent_whatever_moves_the_price(shop: Shop) -> None:
    small = shop.catalogue.shipping("Small", "1.00", minimum="0.00", maximum="40.00")
    free = shop.catalogue.shipping("Free", "0.00", minimum="40.00")
    vip = shop.group("VIP")
    ann = shop.member(vip, "ann@example.com")
    checkout = ann.open_checkout({shop.espresso: 2})
    both = offered(ann, checkout)
    assert {small, free} <= both

    choose(ann, checkout, small)
    increase = shop.rule(vip, "percent_increase", "10")
    above = refusal(ann, checkout)
    assert offered(ann, checkout) == both - {small}
    increase.delete()
    choose(ann, checkout, free)
    shop.promotion(vip, "Cent", kind="amount_off", amount="0.01", currency="USD")
    below = refusal(ann, checkout)
    assert offered(ann, checkout) == both - {free}

    assert (
        "Small is for orders of 40.00 USD or less, and the goods come to 44.00 USD now."
    ) in above
    assert (
        "Free is for orders of 40.00 USD or more, and the goods come to 39.99 USD now."
    ) in below


def test_what_is_not_for_want_of_value_is_refused_in_saleors_words(shop: Shop) -> None:
    free = shop.catalogue.shipping("Free", "0.00", minimum="50.00")
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "10")
    ann = shop.member(vip, "ann@example.com")
    checkout = ann.open_checkout({shop.espresso: 3})
    choose(ann, checkout, free)

    shop.rule(vip, "percent_off", "60")
    with_post = refusal(ann, checkout)

    assert "the goods come to 24.00 USD now" in with_post

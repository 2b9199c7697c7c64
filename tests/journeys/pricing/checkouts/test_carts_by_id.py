"""Storefronts read carts and confirmations by their id, with nobody logged in."""

import json
from typing import Any

import pytest

from saleor_customer_groups import port
from tests.api import STRANGER
from tests.owner import Shop
from tests.storefront import Storefront

# Saleor 3 tells of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)

LINES = """lines {
  quantity variant { sku } customerGroupPrice { groupName promotions isGift }
}"""
CART = (
    f"query($id: ID, $token: UUID) {{ checkout(id: $id, token: $token) {{ {LINES} }} }}"
    if port.GENERATION == 3
    else f"query($token: UUID) {{ checkout(token: $token) {{ {LINES} }} }}"
)
CONFIRMATION = f"query($token: UUID!) {{ orderByToken(token: $token) {{ {LINES} }} }}"
TOKEN = "query($id: ID!) { order(id: $id) { token } }"


def read(lines: list[dict[str, Any]]) -> dict[Any, Any]:
    """Return what is said of each line but for the group."""
    return {
        (each["variant"]["sku"], each["quantity"]): (
            each["customerGroupPrice"]["promotions"],
            each["customerGroupPrice"]["isGift"],
        )
        for each in lines
    }


@pytest.mark.parametrize("is_guest", [True, False])
def test_whoever_holds_the_id_knows_gifts_and_promotions_but_no_group(
    shop: Shop, is_guest: bool
) -> None:
    secret = shop.group("Secret society", for_guests=is_guest)
    shop.rule(secret, "percent_off", "10", category=shop.coffee)
    tea = {"scope": {"include": {"categories": [str(shop.tea.pk)]}}}
    per = {"quantity": 1, **tea}
    gift = {"variants": [str(shop.espresso.pk)], "per": per}
    shop.promotion(secret, "A cup for tea", kind="gift", **gift)
    shop.promotion(secret, "Tea week", kind="percent_off", percent="5", **tea)
    shopper = Storefront() if is_guest else shop.member(secret, "ann@example.com")

    cart = shopper.open_checkout({shop.green_tea: 1, shop.latte: 2})
    order = shopper.buy(cart)

    token = shop.owner().ask(TOKEN, id=order.id)["order"]["token"]
    confirmation = STRANGER.ask(CONFIRMATION, token=token)
    assert read(confirmation["lines"]) == {
        ("green-tea", 1): (["Tea week"], False),
        ("latte", 2): ([], False),
        ("espresso", 1): (["A cup for tea"], True),
    }
    assert "Secret" not in json.dumps(confirmation)
    if is_guest or port.GENERATION == 3:
        # Saleor 2.10 shows the checkout of a customer to nobody else.
        again = shopper.open_checkout({shop.green_tea: 1, shop.latte: 2})
        cart_by_id = STRANGER.ask(CART, token=again.token)
        assert read(cart_by_id["lines"]) == read(confirmation["lines"])
        # Whoever holds a guest's checkout may be the guest.
        assert ("Secret" in json.dumps(cart_by_id)) is is_guest

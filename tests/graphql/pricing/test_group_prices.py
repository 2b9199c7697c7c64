"""The card on a product: what each group pays for its variants."""

from collections.abc import Callable
from typing import Any

import pytest
from graphql_relay import to_global_id

from saleor_customer_groups.models import CustomerGroup, PriceRule
from tests.api import Caller
from tests.graphql.ids import id_of
from tests.owner import Shop
from tests.port.plugin import configure
from tests.queries import counted

CARD = """query($product: ID!, $channel: String!) {
  customerGroupProductPrices(productId: $product, channel: $channel) {
    group { name }
    prices {
      variant { sku } listPrice { amount } publicPrice { amount } price { amount }
      isOwn reason
    }
  }
}"""
CHANNEL = "default-channel"


def card(staff: Caller, shop: Shop) -> list[tuple[Any, ...]]:
    answer = staff.ask(CARD, product=id_of(shop.latte.product), channel=CHANNEL)
    return [
        (
            each["group"] and each["group"]["name"],
            *((p["variant"]["sku"], p["price"]["amount"]) for p in each["prices"]),
        )
        for each in answer
    ]


def test_guests_and_each_group_with_prices(
    staff: Caller,
    shop: Shop,
    gold: CustomerGroup,
    trade: CustomerGroup,
    make_group: Callable[..., CustomerGroup],
    make_rule: Callable[..., PriceRule],
) -> None:
    shop.catalogue.another(shop.latte, "large", "20.00")
    make_group("Child", parent=gold)
    make_group("Without")
    make_rule(gold)
    make_rule(trade, name="Off", is_active=False)
    tea = {"include": {"categories": [str(shop.tea.pk)]}}
    make_rule(make_group("Tea drinkers"), name="Tea", scope=tea)

    assert card(staff, shop) == [
        (None, ("latte", 9.99), ("large", 20.0)),
        ("Child", ("latte", 8.99), ("large", 18.0)),
        ("Gold", ("latte", 8.99), ("large", 18.0)),
        ("Tea drinkers", ("latte", 9.99), ("large", 20.0)),
    ]


def test_a_price_has_its_reason(
    staff: Caller,
    shop: Shop,
    gold: CustomerGroup,
    make_rule: Callable[..., PriceRule],
) -> None:
    make_rule(gold)

    guests, members = staff.ask(
        CARD, product=id_of(shop.latte.product), channel=CHANNEL
    )

    public = {"amount": 9.99}
    assert guests["prices"] == [
        {
            "variant": {"sku": "latte"},
            "listPrice": public,
            "publicPrice": public,
            "price": public,
            "isOwn": False,
            "reason": "",
        }
    ]
    assert (members["prices"][0]["isOwn"], members["prices"][0]["reason"]) == (
        True,
        "Ten off",
    )


def test_while_switched_off_there_are_guests_alone(
    staff: Caller,
    shop: Shop,
    gold: CustomerGroup,
    make_rule: Callable[..., PriceRule],
) -> None:
    make_rule(gold)
    configure(active=False)

    assert card(staff, shop) == [(None, ("latte", 9.99))]


def test_queries_do_not_grow_with_groups(
    staff: Caller,
    shop: Shop,
    make_group: Callable[..., CustomerGroup],
    make_rule: Callable[..., PriceRule],
) -> None:
    def cost() -> int:
        card(staff, shop)
        with counted() as queries:
            card(staff, shop)
        return queries.count

    make_rule(make_group("First"))
    one = cost()
    for number in range(19):
        make_rule(make_group(f"Group {number}"), name=f"Rule {number}")

    assert cost() == one
    assert len(card(staff, shop)) == 21


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"channel": "moon"}, "There is no channel moon."),
        (
            {"product": to_global_id("Category", 1)},
            f"{to_global_id('Category', 1)} is the id of a Category, not of a Product.",
        ),
    ],
)
def test_refusals(
    asked: dict[str, str], message: str, staff: Caller, shop: Shop
) -> None:
    given = {"product": id_of(shop.latte.product), "channel": CHANNEL, **asked}

    answer = staff.post(CARD, **given)

    assert [each["message"] for each in answer.errors] == [message]


def test_a_product_that_is_gone_has_no_prices(staff: Caller, shop: Shop) -> None:
    gone = to_global_id("Product", 10**6)

    assert staff.ask(CARD, product=gone, channel=CHANNEL) == [
        {"group": None, "prices": []}
    ]

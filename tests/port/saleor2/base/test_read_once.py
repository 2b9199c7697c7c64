"""What Saleor 2.10 reads many times in a request, and with customer groups once."""

from tests.owner import Shop
from tests.port import inputs
from tests.port.goods import set_weight, way_by_weight
from tests.queries import counted
from tests.storefront import Storefront

_LINES = "lines { quantity variant { sku } totalPrice { gross { amount } } }"
_SUBTOTAL = "subtotalPrice { gross { amount } }"
TWICE = f"""mutation(
  $id: ID!, $first: [CheckoutLineInput]!, $second: [CheckoutLineInput]!
) {{
  first: checkoutLinesUpdate(checkoutId: $id, lines: $first) {{
    checkout {{ {_SUBTOTAL} {_LINES} }}
  }}
  second: checkoutLinesUpdate(checkoutId: $id, lines: $second) {{
    checkout {{ {_LINES} {_SUBTOTAL} }}
  }}
}}"""


def lines(**quantities: int) -> list[dict[str, object]]:
    shop = Shop()
    found = {"espresso": shop.espresso, "tea": shop.green_tea}
    return inputs.lines({found[name]: units for name, units in quantities.items()})


def test_two_changes_in_one_document_each_show_their_lines_and_sum(
    shop: Shop, ann: Storefront
) -> None:
    checkout = ann.open_checkout({shop.espresso: 1, shop.green_tea: 1})

    answer = ann.ask(
        TWICE, id=checkout.id, first=lines(espresso=2), second=lines(espresso=3, tea=2)
    )

    shown = {
        name: (
            {
                line["variant"]["sku"]: (
                    line["quantity"],
                    line["totalPrice"]["gross"]["amount"],
                )
                for line in answer[name]["checkout"]["lines"]
            },
            answer[name]["checkout"]["subtotalPrice"]["gross"]["amount"],
        )
        for name in ("first", "second")
    }
    assert shown == {
        "first": ({"espresso": (2, 36.0), "green-tea": (1, 31.5)}, 67.5),
        "second": ({"espresso": (3, 54.0), "green-tea": (2, 63.0)}, 117.0),
    }


def test_two_changes_in_one_document_each_show_the_ways_that_carry_them(
    shop: Shop, ann: Storefront
) -> None:
    set_weight(shop.espresso, 1)
    checkout = ann.ship(ann.open_checkout({shop.espresso: 1}))
    way_by_weight("Letter", "30.00", most=2)

    answer = ann.ask(
        TWICE.replace(_LINES, "availableShippingMethods { name }"),
        id=checkout.id,
        first=lines(espresso=2),
        second=lines(espresso=3),
    )

    ways = [
        {way["name"] for way in answer[name]["checkout"]["availableShippingMethods"]}
        for name in ("first", "second")
    ]
    assert ["Letter" in each for each in ways] == [True, False]


def test_of_gift_cards_nothing_is_asked_for_an_order_without_any(
    shop: Shop, ann: Storefront
) -> None:
    checkout = ann.pay_for(ann.open_checkout({shop.espresso: 1}))

    with counted() as asked:
        ann.complete(checkout)

    cards = [sql for sql in asked.statements if 'FROM "giftcard_giftcard"' in sql]
    assert not [sql for sql in cards if "SUM(" in sql or "COUNT(" in sql]


def test_the_settings_of_all_plugins_are_read_once_for_an_order(
    shop: Shop, ann: Storefront
) -> None:
    checkout = ann.pay_for(ann.open_checkout({shop.espresso: 1, shop.green_tea: 1}))

    with counted() as asked:
        ann.complete(checkout)

    read = [sql for sql in asked.statements if 'FROM "plugins_plugin' in sql]
    assert len(read) == 1


def test_lines_whose_prices_nobody_asks_for_are_read_without_their_products(
    shop: Shop, ann: Storefront
) -> None:
    checkout = ann.open_checkout({shop.espresso: 1, shop.green_tea: 1})
    document = "query($token: UUID!) { checkout(token: $token) { lines { quantity } } }"

    with counted() as asked:
        ann.ask(document, token=checkout.token)

    assert not [sql for sql in asked.statements if 'FROM "product_product"' in sql]

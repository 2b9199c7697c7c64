"""What apps of Saleor 2.10 are told, as they hear it."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from saleor.checkout.models import Checkout
from saleor.order.models import Order
from saleor.webhook.payloads import generate_checkout_payload

from saleor_customer_groups.port.saleor2.pricing.checkouts.told_again import (
    TOLD_AT_FAULT_KEY,
)
from tests.database.locks import locked
from tests.owner import Shop
from tests.port.saleor2.webhooks import Listener

D = Decimal


@pytest.fixture
def listener(db: None) -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


def test_gifts_cost_nothing_in_what_apps_are_told(shop: Shop) -> None:
    vip = shop.group("VIP")
    gift = {"kind": "gift", "variants": [str(shop.green_tea.pk)], "quantity": 2}
    shop.promotion(vip, "Thanks", **gift)
    ann = shop.member(vip, "ann@example.com")
    ann.open_checkout({shop.espresso: 1})

    (told,) = json.loads(generate_checkout_payload(Checkout.objects.get()))

    assert {line["sku"]: line["base_price"] for line in told["lines"]} == {
        "espresso": "20.00",
        "green-tea": "0.00",
    }


def base_prices(told: dict[str, Any]) -> dict[str, Decimal]:
    return {line["sku"]: D(line["base_price"]) for line in told["lines"]}


def test_apps_are_told_what_groups_make_of_the_prices_in_a_checkout(
    shop: Shop, listener: Listener
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "10", category=shop.coffee)
    shop.rule(vip, "percent_increase", "5", category=shop.tea)
    shop.catalogue.put_on_sale("50", shop.latte)
    ann = shop.member(vip, "ann@example.com")

    checkout = ann.open_checkout({shop.espresso: 1, shop.green_tea: 2, shop.latte: 1})
    off = {"kind": "amount_off", "amount": "1.00", "currency": "USD"}
    beans = {"include": {"variants": [str(shop.espresso.pk)]}}
    shop.promotion(vip, "One", scope=beans, **off)
    ann.set_quantities(checkout, {shop.espresso: 4})

    first, *_, last = listener.heard()
    assert (first[0], base_prices(first[1])) == (
        "checkout_quantity_changed",
        {"espresso": D("18.00")},
    )
    # Saleor tells the price before its own sales.
    assert base_prices(last[1]) == {
        "espresso": D("17.75"),
        "green-tea": D("31.50"),
        "latte": D("9.99"),
    }


def test_an_order_is_told_as_it_stands(shop: Shop, listener: Listener) -> None:
    vip = shop.group("VIP")
    ten = {"kind": "amount_off", "amount": "10.00", "currency": "USD"}
    shop.promotion(vip, "Ten", **ten)
    ann = shop.member(vip, "ann@example.com")

    ann.buy(ann.open_checkout({shop.espresso: 3}))

    event, told = listener.heard()[-1]
    order = Order.objects.get()
    assert (event, order.total_gross_amount) == ("order_created", D("60.00"))
    assert order.discount_amount == D("0.01")
    assert D(told["discount_amount"]) == order.discount_amount
    units = [D(line["unit_price_gross_amount"]) for line in told["lines"]]
    assert 3 * sum(units) + 10 - order.discount_amount == D(told["total_gross_amount"])


@pytest.mark.django_db(transaction=True)
def test_apps_are_told_again_when_the_prices_of_a_checkout_are_found(
    shop: Shop, listener: Listener
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "10", category=shop.coffee)
    ann = shop.member(vip, "ann@example.com")
    checkout = ann.open_checkout({shop.espresso: 1})
    listener.heard()

    with locked():
        ann.set_quantities(checkout, {shop.espresso: 2})
        meanwhile = listener.heard()
        ann.look(checkout)
        still = listener.heard()
    afterwards = ann.look(checkout)
    found = listener.heard()
    ann.look(checkout)

    assert [base_prices(told) for _, told in meanwhile] == [{"espresso": D("20.00")}]
    assert still == []
    assert [(event, base_prices(told)) for event, told in found] == [
        ("checkout_quantity_changed", {"espresso": D("18.00")})
    ]
    assert afterwards.total == D("36.00")
    assert listener.heard() == []
    order = ann.buy(checkout)
    assert order.total == D("46.00")
    assert TOLD_AT_FAULT_KEY not in Order.objects.get().private_metadata

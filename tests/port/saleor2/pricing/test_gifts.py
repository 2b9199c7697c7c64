"""Gifts as lines of checkouts of Saleor 2.10."""

from decimal import Decimal
from typing import Any

import pytest
from graphene import Node
from saleor.checkout.models import Checkout as Row
from saleor.checkout.models import CheckoutLine
from saleor.payment.models import Payment
from saleor.shipping.models import ShippingZone
from saleor.warehouse.models import Stock, Warehouse

from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.services.base import open_checkouts
from tests.journeys.pricing.promotions.test_gifts import seen
from tests.owner import Shop
from tests.port.goods import set_stock
from tests.queries import counted
from tests.storefront import Refused, Storefront

from .promoted import give, paid

D = Decimal
QUANTITY = "query($token: UUID!) { checkout(token: $token) { quantity } }"


def gift_line() -> CheckoutLine:
    return CheckoutLine.objects.get(data__has_key="customer_groups.gift")


def test_gifts_do_not_count_as_units_of_the_checkout(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    give(shop, vip)
    checkout = ann.open_checkout({shop.espresso: 2})

    more = ann.set_quantities(checkout, {shop.espresso: 3, shop.latte: 1})

    latte, gift = ("latte", 1, D("8.99")), ("latte", 1, D(0))
    assert seen(more) == [("espresso", 3, D("54.00")), gift, latte]
    found = ann.ask(QUANTITY, token=checkout.token)["checkout"]
    assert found == {"quantity": 4}


def test_a_gift_line_in_other_hands_is_made_what_it_was(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    give(shop, vip)
    checkout = ann.open_checkout({shop.espresso: 1})
    CheckoutLine.objects.filter(pk=gift_line().pk).update(quantity=5)

    found = ann.look(checkout)

    assert seen(found) == [("espresso", 1, D("18.00")), ("latte", 1, D(0))]
    assert found.total == D("18.00")


def test_only_what_saleor_delivers_is_given(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    give(shop, vip, quantity=4)
    set_stock(shop.latte, 3)
    elsewhere = Warehouse.objects.create(
        name="Elsewhere", slug="elsewhere", address=shop.catalogue.warehouse.address
    )
    stock = Stock.objects.create(
        warehouse=elsewhere, product_variant=shop.latte, quantity=7
    )
    checkout = ann.open_checkout({shop.espresso: 1})
    elsewhere.shipping_zones.set(ShippingZone.objects.all())
    delivered = ann.look(checkout)
    # Saleor counts warehouses with the same quantity once.
    Stock.objects.filter(pk=stock.pk).update(quantity=3)
    too_few = ann.look(checkout)

    espresso = ("espresso", 1, D("18.00"))
    assert seen(checkout) == seen(too_few) == [espresso]
    assert seen(delivered) == [espresso, ("latte", 4, D(0))]


def test_a_gift_that_ran_out_goes_even_when_the_rest_is_paid(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    give(shop, vip)
    checkout = paid(ann, ann.open_checkout({shop.espresso: 1}))
    set_stock(shop.latte, 0)

    order = ann.complete(checkout)

    assert seen(order) == [("espresso", 1, D("18.00"))]
    assert order.total == D("28.00")


def test_a_gift_that_runs_out_while_it_is_sold_is_refused_once(
    shop: Shop, vip: CustomerGroup, ann: Storefront, monkeypatch: pytest.MonkeyPatch
) -> None:
    from saleor.plugins.manager import PluginsManager

    give(shop, vip)
    checkout = ann.pay_for(ann.open_checkout({shop.espresso: 1}))
    native = PluginsManager.preprocess_order_creation

    def somebody_is_quicker(self: Any, *args: Any) -> Any:
        set_stock(shop.latte, 0)
        return native(self, *args)

    name = "preprocess_order_creation"
    monkeypatch.setattr(PluginsManager, name, somebody_is_quicker)
    with pytest.raises(Refused) as refused:
        ann.complete(checkout)
    monkeypatch.undo()
    set_stock(shop.latte, 0)  # what was refused was undone

    (error,) = refused.value.errors
    assert error["code"] == "INSUFFICIENT_STOCK"
    assert error["message"].startswith("latte: can no longer be given.")
    assert Payment.objects.get().captured_amount == 0
    assert seen(ann.complete(checkout)) == [("espresso", 1, D("18.00"))]


def test_gifts_come_off_all_checkouts_in_a_few_statements(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    give(shop, vip)
    statements = []
    for count in (1, 3):
        for number in range(count):
            shopper = shop.member(vip, f"{count}.{number}@example.com")
            shopper.open_checkout({shop.espresso: 1})
        with counted() as queries:
            assert open_checkouts.detach() == count
        statements.append(queries.count)

        assert set(CheckoutLine.objects.values_list("variant__sku")) == {("espresso",)}
        assert all(row.private_metadata == {} for row in Row.objects.all())
    assert statements[0] == statements[1] <= 6


def test_who_deletes_what_is_bought_keeps_the_gift_of_the_same_variant(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    give(shop, vip)
    checkout = ann.open_checkout({shop.espresso: 1, shop.latte: 1})
    (bought,) = (line for line in checkout.lines if line.sku == "latte" and line.total)
    remove = """mutation($id: ID!, $line: ID!) {
      checkoutLineDelete(checkoutId: $id, lineId: $line) {
        checkout { lines { quantity variant { sku } totalPrice { gross { amount } } } }
        checkoutErrors { field message code }
      }
    }"""

    found = ann.change(remove, id=checkout.id, line=bought.id)["checkout"]["lines"]
    gift = Node.to_global_id("CheckoutLine", gift_line().pk)
    without = ann.change(remove, id=checkout.id, line=gift)["checkout"]["lines"]

    assert [(each["variant"]["sku"], each["quantity"]) for each in found] == [
        ("espresso", 1),
        ("latte", 1),
    ]
    assert found[1]["totalPrice"]["gross"]["amount"] == 0
    assert [each["variant"]["sku"] for each in without] == ["espresso"]

"""What of promotions stands on checkouts and orders of Saleor 2.10."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from graphene import Node
from saleor.checkout.models import Checkout as Row
from saleor.checkout.models import CheckoutLine
from saleor.order.models import Order
from saleor.payment import gateway
from saleor.payment.models import Payment
from saleor.shipping.models import ShippingZone
from saleor.warehouse.models import Stock, Warehouse

from saleor_customer_groups.models import CustomerGroup, Promotion, PromotionUse
from saleor_customer_groups.services.base import open_checkouts
from tests.journeys.pricing.promotions.test_gifts import seen
from tests.owner import Shop
from tests.port.goods import set_stock
from tests.port.plugin import configure
from tests.queries import counted
from tests.storefront import ADDRESS, Checkout, Refused, Storefront

D = Decimal
BILL = """mutation($id: ID!, $address: AddressInput!) {
  checkoutBillingAddressUpdate(checkoutId: $id, billingAddress: $address) {
    checkout { availableShippingMethods { name price { amount } } }
    checkoutErrors { field message code }
  }
}"""
CHOSEN = """query($token: UUID!) { checkout(token: $token) {
  shippingMethod { price { amount } } shippingPrice { gross { amount } }
} }"""
QUANTITY = "query($token: UUID!) { checkout(token: $token) { quantity } }"


@pytest.fixture
def vip(ann: Storefront) -> CustomerGroup:
    """The group of Ann, who pays 18.00 for an espresso and 31.50 for a tea."""
    return CustomerGroup.objects.get(name="VIP")


def give(shop: Shop, vip: CustomerGroup, **values: Any) -> Promotion:
    """Give a latte to whoever buys anything."""
    variants = [str(shop.latte.pk)]
    return shop.promotion(vip, "Gift", kind="gift", variants=variants, **values)


def gift_line() -> CheckoutLine:
    return CheckoutLine.objects.get(data__has_key="customer_groups.gift")


@pytest.mark.parametrize("voucher", [False, True])
def test_what_does_not_divide_is_in_the_discount_of_the_order(
    shop: Shop, vip: CustomerGroup, ann: Storefront, voucher: bool
) -> None:
    shop.promotion(vip, "Spring", kind="amount_off", amount="10.00", currency="USD")
    shop.catalogue.voucher("TEN", "10")
    checkout = ann.open_checkout({shop.espresso: 3})
    if voucher:
        checkout = ann.use_voucher(checkout, "TEN")

    order = ann.buy(checkout)

    # 44.00 is three times 14.666...
    row = Order.objects.get()
    assert order.units == {"espresso": D("14.67")}
    assert order.adds_up
    if voucher:
        assert (order.discount, order.total) == (D("4.41"), D("49.60"))
        assert row.discount_name == "10.00 % off"
    else:
        assert (order.discount, order.total) == (D("0.01"), D("54.00"))
        assert row.discount_name == "Rounding of unit prices"
    assert set(row.private_metadata) <= {
        "customer_groups",
        "customer_groups.quotes",
        "customer_groups.given",
        "customer_groups.voucher",
    }


def test_a_gift_card_pays_for_what_promotions_left(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    shop.promotion(vip, "Spring", kind="amount_off", amount="10.00", currency="USD")
    shop.promotion(vip, "Free", kind="free_shipping")
    shop.catalogue.gift_card("CARD", "20.00")

    checkout = ann.use_voucher(ann.open_checkout({shop.espresso: 3}), "CARD")
    order = ann.buy(checkout)

    assert (checkout.total, order.total) == (D("24.00"), D("24.00"))
    assert Order.objects.get().gift_cards.get().current_balance_amount == 0


def test_shipping_is_offered_at_what_it_will_cost(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    shop.promotion(vip, "Cheap", kind="free_shipping", up_to="8.00")
    zone = ShippingZone.objects.get()
    zone.shipping_methods.create(name="Express", type="price", price_amount=D(25))

    def offered(shopper: Storefront) -> dict[str, float]:
        checkout = shopper.open_checkout({shop.espresso: 1})
        data = shopper.change(BILL, id=checkout.id, address=ADDRESS)["checkout"]
        return {
            each["name"]: each["price"]["amount"]
            for each in data["availableShippingMethods"]
        }

    assert offered(ann) == {"Post": 2.0, "Express": 17.0}
    assert offered(Storefront()) == {"Post": 10.0, "Express": 25.0}
    shipped = ann.ship(ann.open_checkout({shop.espresso: 1}))
    assert ann.ask(CHOSEN, token=shipped.token)["checkout"] == {
        "shippingMethod": {"price": {"amount": 2.0}},
        "shippingPrice": {"gross": {"amount": 2.0}},
    }
    guest = Storefront()
    bare = guest.open_checkout({shop.espresso: 1})
    assert guest.ask(CHOSEN, token=bare.token)["checkout"] == {
        "shippingMethod": None,
        "shippingPrice": {"gross": {"amount": 0.0}},
    }
    guest.ship(bare)
    assert guest.ask(CHOSEN, token=bare.token)["checkout"] == {
        "shippingMethod": {"price": {"amount": 10.0}},
        "shippingPrice": {"gross": {"amount": 10.0}},
    }


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


def paid(ann: Storefront, checkout: Checkout) -> Checkout:
    """Take the money for a checkout that does not become an order."""
    checkout = ann.ship(checkout)
    ann.pay(checkout)
    payment = Payment.objects.get()
    gateway.process_payment(payment, payment.token)
    return checkout


def use_up(promotion: Promotion) -> None:
    PromotionUse.objects.create(
        promotion=promotion,
        used_by="customer:0",
        order_id="1",
        reserved_at=timezone.now(),
    )


@pytest.mark.parametrize("end", ["leave", "switch off", "use up"])
def test_what_was_paid_keeps_gift_shipping_and_price_and_is_not_refused(
    shop: Shop, vip: CustomerGroup, ann: Storefront, end: str
) -> None:
    gift = give(shop, vip, limit_total=1)
    shop.promotion(vip, "Free", kind="free_shipping")
    shop.promotion(vip, "Five", kind="amount_off", amount="5.00", currency="USD")
    checkout = paid(ann, ann.open_checkout({shop.espresso: 1}))

    if end == "leave":
        shop.take_out_of(vip, "ann@example.com")
    elif end == "switch off":
        configure(active=False)
    else:
        use_up(gift)
    left = ann.look(checkout)
    order = ann.complete(checkout)

    expected = [("espresso", 1, D("13.00")), ("latte", 1, D(0))]
    assert seen(left) == seen(order) == expected
    assert (left.shipping, left.total) == (D(0), D("13.00"))
    assert (order.shipping, order.total) == (D(0), D("13.00"))


def test_a_gift_that_ran_out_goes_even_when_the_rest_is_paid(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    give(shop, vip)
    checkout = paid(ann, ann.open_checkout({shop.espresso: 1}))
    set_stock(shop.latte, 0)

    order = ann.complete(checkout)

    assert seen(order) == [("espresso", 1, D("18.00"))]
    assert order.total == D("28.00")


def test_what_was_refunded_is_given_anew(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    give(shop, vip)
    shop.promotion(vip, "Free", kind="free_shipping")
    checkout = paid(ann, ann.open_checkout({shop.espresso: 1}))
    shop.take_out_of(vip, "ann@example.com")
    gateway.refund(Payment.objects.get())

    left = ann.look(checkout)

    assert seen(left) == [("espresso", 1, D("20.00"))]
    assert (left.shipping, left.total) == (D("10.00"), D("30.00"))


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


def test_a_note_that_a_shopper_writes_gives_nothing(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    checkout = ann.open_checkout({shop.latte: 1})
    write = """mutation($id: ID!, $input: [MetadataInput!]!) {
      updateMetadata(id: $id, input: $input) { metadataErrors { field message } }
    }"""
    for name in ("gift", "gifts", "paid", "given", "units"):
        note = {"key": f"customer_groups.{name}", "value": "gift"}
        ann.change(write, id=checkout.id, input=[note])

    order = ann.buy(ann.look(checkout))

    assert seen(order) == [("latte", 1, D("8.99"))]
    assert order.total == D("18.99")


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

"""What of promotions stands on checkouts and orders of Saleor 2.10."""

from decimal import Decimal

import pytest
from django.utils import timezone
from saleor.order.models import Order
from saleor.payment import gateway
from saleor.payment.models import Payment
from saleor.shipping.models import ShippingZone

from saleor_customer_groups.models import CustomerGroup, Promotion, PromotionUse
from tests.journeys.pricing.promotions.test_gifts import seen
from tests.owner import Shop
from tests.port.plugin import configure
from tests.storefront import ADDRESS, Storefront

from .promoted import give, paid

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


def test_what_was_refunded_is_given_again(
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

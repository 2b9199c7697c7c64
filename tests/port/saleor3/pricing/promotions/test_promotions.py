"""What of promotions stands on checkouts and orders of Saleor 3."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from saleor.discount.models import Voucher
from saleor.order.models import Order
from saleor.shipping.models import ShippingMethodChannelListing, ShippingZone

from saleor_customer_groups.models import (
    AppliedBenefit,
    PriceRule,
    Promotion,
    PromotionUse,
)
from saleor_customer_groups.port.saleor3.pricing.shipping import offered_shipping
from saleor_customer_groups.services.rules import promotions
from tests.journeys.pricing.promotions.test_gifts import seen
from tests.owner import Shop
from tests.port.saleor3.pricing.orders.desk import Desk
from tests.port.saleor3.rows import (
    an_app,
    discounts,
    leave,
    make_voucher,
    overrides,
    pay_by_transaction,
    vip,
)
from tests.storefront import ADDRESS, Storefront

D = Decimal
BY_APP = """mutation($id: ID!) { orderCreateFromCheckout(id: $id) {
  order { id } errors { field message code }
} }"""
BILL = """mutation($id: ID!, $address: AddressInput!) {
  checkoutBillingAddressUpdate(id: $id, billingAddress: $address) {
    checkout {
      shippingMethods { name price { amount } }
      availableShippingMethods { name price { amount } }
    }
    errors { field message code }
  }
}"""

CHOSEN = """query($id: ID!) { checkout(id: $id) {
  shippingPrice { gross { amount } }
  shippingMethod { price { amount } }
  deliveryMethod { ... on ShippingMethod { price { amount } } }
} }"""


def promote(kind: str, name: str = "Spring", **values: Any) -> Promotion:
    """Make a promotion for Ann's group."""
    limits = {key: values.pop(key) for key in list(values) if "limit" in key}
    return promotions.create_promotion(
        values={"name": name, "benefit": {"kind": kind, **values}, **limits},
        groups=[vip()],
        now=timezone.now(),
    )


def promote_five(**values: Any) -> None:
    promote("amount_off", amount="5.00", currency="USD", **values)


def give(shop: Shop, **values: Any) -> None:
    """Give a latte to whoever buys anything."""
    promote("gift", "Gift", variants=[str(shop.latte.pk)], **values)


def recorded() -> set[tuple[str, str, int, Decimal]]:
    rows = AppliedBenefit.objects.filter(kind="promotion")
    return set(rows.values_list("sku", "code", "quantity", "amount"))


def test_a_promotion_goes_with_a_lower_a_higher_and_a_reduced_price(
    shop: Shop, ann: Storefront
) -> None:
    shop.catalogue.put_on_sale("10", shop.latte, shop.green_tea)
    promote("percent_off", percent="10")

    checkout = ann.open_checkout({shop.espresso: 3, shop.green_tea: 2, shop.latte: 1})

    # 3 x 18.00; 2 x 28.35, the sale on the raised price; 8.99: each less 10 %.
    assert seen(checkout) == [
        ("espresso", 3, D("48.60")),
        ("green-tea", 2, D("51.03")),
        ("latte", 1, D("8.09")),
    ]
    assert discounts() == {
        "espresso": [("manual", D("11.40"))],
        "green-tea": [("manual", D("8.97"))],
        "latte": [("manual", D("1.90"))],
    }
    assert overrides()["green-tea"] is None
    assert ann.buy(checkout).total == D("117.72")


@pytest.mark.parametrize("flow", ["payment", "transaction", "app"])
def test_free_shipping_is_free_in_checkout_payment_and_order(
    shop: Shop,
    ann: Storefront,
    flow: str,
    django_capture_on_commit_callbacks: Any,
) -> None:
    promote("free_shipping")
    checkout = ann.ship(ann.open_checkout({shop.espresso: 1}))

    with django_capture_on_commit_callbacks(execute=True):
        if flow == "payment":
            ann.pay(checkout)
            ann.complete(checkout)
        elif flow == "transaction":
            pay_by_transaction(checkout)
            ann.complete(checkout)
        else:
            an_app("checkout.handle_checkouts").change(BY_APP, id=checkout.id)

    assert (checkout.shipping, checkout.total) == (D(0), D("18.00"))
    order = Order.objects.get()
    assert order.total_gross_amount == D("18.00")
    assert order.shipping_price_gross_amount == D(0)
    assert order.base_shipping_price_amount == D(0)
    assert order.undiscounted_base_shipping_price_amount == D(0)
    assert recorded() == {("", "spring", 1, D("-10.00"))}


def add_express(shop: Shop) -> None:
    """Add a second way of shipping, for 25.00."""
    zone = ShippingZone.objects.get()
    express = zone.shipping_methods.create(name="Express", type="price")
    ShippingMethodChannelListing.objects.create(
        shipping_method=express,
        channel=shop.catalogue.channel,
        price_amount=D(25),
        currency="USD",
        minimum_order_price_amount=D(0),
    )


def offered(shop: Shop, shopper: Storefront) -> dict[str, float]:
    """Return what each way of shipping would cost for a new checkout."""
    checkout = shopper.open_checkout({shop.espresso: 1})
    data = shopper.change(BILL, id=checkout.id, address=ADDRESS)["checkout"]
    assert data["shippingMethods"] == data["availableShippingMethods"]
    return {each["name"]: each["price"]["amount"] for each in data["shippingMethods"]}


def test_shipping_is_offered_at_what_it_will_cost(shop: Shop, ann: Storefront) -> None:
    promote("free_shipping", up_to="8.00")
    add_express(shop)

    assert offered(shop, ann) == {"Post": 2.0, "Express": 17.0}
    assert offered(shop, Storefront()) == {"Post": 10.0, "Express": 25.0}
    shipped = ann.ship(ann.open_checkout({shop.espresso: 1}))
    assert (shipped.shipping, shipped.total) in {
        (D("2.00"), D("20.00")),
        (D("17.00"), D("35.00")),
    }


def test_shipping_is_shown_at_what_it_costs_once_it_is_chosen(
    shop: Shop, ann: Storefront
) -> None:
    promote("free_shipping", up_to="8.00")

    shipped = ann.ship(ann.open_checkout({shop.espresso: 1}))

    assert ann.ask(CHOSEN, id=shipped.id)["checkout"] == {
        "shippingPrice": {"gross": {"amount": 2.0}},
        "shippingMethod": {"price": {"amount": 2.0}},
        "deliveryMethod": {"price": {"amount": 2.0}},
    }


def test_a_fault_shows_shipping_at_saleors_prices(
    shop: Shop,
    ann: Storefront,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    promote("free_shipping")
    add_express(shop)
    monkeypatch.setattr(offered_shipping, "plugin_of", lambda manager: 1 / 0)

    assert offered(shop, ann) == {"Post": 10.0, "Express": 25.0}
    assert caplog.text.count("are offered shipping at Saleor's own prices") == 1


def test_a_voucher_for_shipping_takes_off_what_the_promotion_left(
    shop: Shop, ann: Storefront
) -> None:
    promote("free_shipping", up_to="4.00")
    make_voucher(shop, "HALF", "50")
    Voucher.objects.update(type="shipping")
    checkout = ann.ship(ann.open_checkout({shop.espresso: 1}))

    used = ann.use_voucher(checkout, "HALF")

    assert checkout.shipping == D("6.00")
    assert (used.subtotal, used.shipping, used.total) == (
        D("18.00"),
        D("3.00"),
        D("21.00"),
    )
    assert ann.buy(used).total == D("21.00")


def test_shipping_is_paid_for_when_the_promotion_is_over(
    shop: Shop, ann: Storefront
) -> None:
    promote("free_shipping")
    checkout = ann.ship(ann.open_checkout({shop.espresso: 1}))

    leave(shop)

    left = ann.look(checkout)
    assert (left.shipping, left.total) == (D("10.00"), D("30.00"))
    assert ann.buy(left).total == D("30.00")


def test_what_was_paid_keeps_gift_shipping_and_price_and_is_not_refused(
    shop: Shop, ann: Storefront
) -> None:
    give(shop, limit_total=1)
    promote("free_shipping", "Free")
    promote_five()
    checkout = ann.ship(ann.open_checkout({shop.espresso: 1}))
    pay_by_transaction(checkout)
    gift = Promotion.objects.get(code="gift")
    PromotionUse.objects.create(
        promotion=gift, used_by="customer:0", order_id="1", reserved_at=timezone.now()
    )
    leave(shop)
    shop.catalogue.let_prices_run_out()

    order = ann.complete(checkout)

    assert seen(order) == [("espresso", 1, D("13.00")), ("latte", 1, D(0))]
    assert (order.shipping, order.total) == (D(0), D("13.00"))


class TestUnconfirmed:
    """An order that staff edit before they confirm it."""

    @pytest.fixture
    def desk(self, shop: Shop, ann: Storefront) -> Desk:
        """Three lattes for 19.97 instead of 29.97, and an espresso as a gift."""
        promote("amount_off", amount="10.00", currency="USD")
        promote("gift", "Gift", variants=[str(shop.espresso.pk)])
        promote("free_shipping", "Free", up_to="4.00")
        PriceRule.objects.all().delete()
        shop.catalogue.channel.automatically_confirm_all_new_orders = False
        shop.catalogue.channel.save()
        desk = Desk(shop, {})
        return desk.read(ann.buy(ann.open_checkout({shop.latte: 3})))

    @pytest.mark.django_db(transaction=True)
    def test_what_was_agreed_upon_holds_when_a_line_is_added(self, desk: Desk) -> None:
        before = seen(desk.order)

        desk.add(desk.shop.green_tea)

        expected = [("espresso", 1, D(0)), ("latte", 3, D("19.97"))]
        assert before == expected
        assert seen(desk.order) == [
            expected[0],
            ("green-tea", 1, D("30.00")),
            expected[1],
        ]
        assert (desk.order.shipping, desk.order.total) == (D("6.00"), D("55.97"))

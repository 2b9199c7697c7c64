"""Money taken on Saleor 2.10 for a checkout that did not become an order."""

from decimal import Decimal

import pytest
from saleor.checkout.models import CheckoutLine
from saleor.payment import gateway
from saleor.payment.models import Payment

from saleor_customer_groups.models import CustomerGroup
from tests.owner import Shop
from tests.port.plugin import configure
from tests.storefront import Checkout, Storefront

D = Decimal


@pytest.fixture
def vip(shop: Shop) -> CustomerGroup:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    return vip


@pytest.fixture
def ann(shop: Shop, vip: CustomerGroup) -> Storefront:
    return shop.member(vip, "ann@example.com")


@pytest.fixture
def paid(shop: Shop, ann: Storefront) -> Checkout:
    checkout = ann.ship(ann.open_checkout({shop.green_tea: 2, shop.espresso: 1}))
    ann.pay(checkout)
    payment = Payment.objects.get()
    gateway.process_payment(payment, payment.token)
    return checkout


def test_what_was_paid_keeps_its_price_until_the_shopper_changes_it(
    shop: Shop, vip: CustomerGroup, ann: Storefront, paid: Checkout
) -> None:
    shop.take_out_of(vip, "ann@example.com")
    configure(active=False)

    changed = ann.set_quantities(paid, {shop.espresso: 2})
    again = ann.set_quantities(paid, {shop.espresso: 1})
    order = ann.complete(paid)

    assert paid.units == {"green-tea": D("25.50"), "espresso": D("17.00")}
    assert changed.units == {"green-tea": D("25.50"), "espresso": D("20.00")}
    assert again.units == paid.units
    assert (order.units, order.total) == (paid.units, D("78.00"))


def test_what_was_refunded_is_priced_anew(
    shop: Shop, vip: CustomerGroup, ann: Storefront, paid: Checkout
) -> None:
    shop.take_out_of(vip, "ann@example.com")
    gateway.refund(Payment.objects.get())

    assert ann.look(paid).units == {"green-tea": D("30.00"), "espresso": D("20.00")}
    assert [line.data for line in CheckoutLine.objects.all()] == [{}, {}]

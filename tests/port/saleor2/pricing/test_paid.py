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


def test_notes_that_cannot_be_read_stop_no_sale(
    shop: Shop,
    vip: CustomerGroup,
    ann: Storefront,
    paid: Checkout,
    caplog: pytest.LogCaptureFixture,
) -> None:
    notes = ((shop.green_tea, {}), (shop.espresso, {"quantity": 1, "quote": ["9.00"]}))
    for variant, note in notes:
        line = CheckoutLine.objects.filter(variant=variant)
        line.update(data={"customer_groups.paid": note})
    shop.take_out_of(vip, "ann@example.com")

    seen = ann.look(paid)

    assert seen.units == {"green-tea": D("30.00"), "espresso": D("20.00")}
    ours = "saleor_customer_groups.port.saleor2.pricing.checkouts.paid_prices"
    found = {each.getMessage() for each in caplog.records if each.name == ours}
    assert found == {
        f"Line {line.pk} of checkout {paid.token} does not keep the price at which it"
        " was paid: what was stored of it cannot be read"
        for line in CheckoutLine.objects.all()
    }


def test_what_was_refunded_is_priced_anew(
    shop: Shop, vip: CustomerGroup, ann: Storefront, paid: Checkout
) -> None:
    shop.take_out_of(vip, "ann@example.com")
    gateway.refund(Payment.objects.get())

    assert ann.look(paid).units == {"green-tea": D("30.00"), "espresso": D("20.00")}
    assert [line.data for line in CheckoutLine.objects.all()] == [{}, {}]

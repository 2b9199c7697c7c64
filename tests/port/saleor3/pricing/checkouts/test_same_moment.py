"""Several at the same moment, and faults, on Saleor 3."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from saleor.checkout.models import Checkout
from saleor.order.models import Order

from saleor_customer_groups import port
from saleor_customer_groups.services.pricing import pricing
from tests.database.at_once import at_once
from tests.owner import Shop
from tests.port.inputs import lines
from tests.port.saleor3.rows import EMAIL, basket, discounts, join, leave, overrides
from tests.queries import counted
from tests.storefront import Storefront

# Other threads have connections of their own.
pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal


def test_a_reckoning_on_its_way_does_not_save_the_old_price_over_a_change(
    shop: Shop, ann: Storefront, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave(shop)
    checkout = ann.open_checkout(basket(shop))
    shop.catalogue.let_prices_run_out()
    join(shop)
    native = pricing.quote

    def quote_and_leave(cart: Any, **named: Any) -> Any:
        found = native(cart, **named)
        monkeypatch.undo()
        leave(shop)
        return found

    monkeypatch.setattr(pricing, "quote", quote_and_leave)
    on_its_way = ann.look(checkout)

    assert on_its_way.units["espresso"] == D("18.00")
    assert discounts() == {}
    assert Checkout.objects.get().price_expiration < timezone.now()
    assert ann.look(checkout).units == {"espresso": D("20.00"), "green-tea": D("30.00")}


CHANGE = """
mutation($id: ID!, $lines: [CheckoutLineUpdateInput!]!) {
  checkoutLinesUpdate(id: $id, lines: $lines) { errors { field message code } }
}
"""


def test_a_reckoning_on_its_way_does_not_keep_the_old_discount_over_a_change(
    shop: Shop, ann: Storefront, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout = ann.open_checkout(basket(shop))
    shop.catalogue.let_prices_run_out()
    native = pricing.quote

    def quote_and_change(cart: Any, **named: Any) -> Any:
        found = native(cart, **named)
        monkeypatch.undo()
        # Not asking for prices leaves it to whoever looks next to find them.
        ann.change(CHANGE, id=checkout.id, lines=lines({shop.espresso: 1}))
        return found

    monkeypatch.setattr(pricing, "quote", quote_and_change)
    assert ann.look(checkout).total == D("67.50")

    assert ann.look(checkout).total == D("49.50")
    assert discounts() == {"espresso": [("manual", D("2.00"))]}


def test_expiring_prices_hardly_moves_the_last_change(
    shop: Shop, ann: Storefront
) -> None:
    ann.open_checkout({shop.espresso: 1})
    before = Checkout.objects.get().last_change

    with counted() as queries:
        port.expire_prices(port.open_checkouts())

    after = Checkout.objects.get()
    assert queries.count == 1
    assert after.last_change - before == timedelta(microseconds=1)
    assert after.price_expiration == after.discount_expiration < timezone.now()


@pytest.mark.parametrize("voucher", ["", "TEN"])
def test_many_changes_at_once_leave_one_right_mark_a_line(
    shop: Shop, ann: Storefront, voucher: str
) -> None:
    checkout = ann.open_checkout(basket(shop))
    if voucher:
        shop.catalogue.voucher(voucher, "10")
        ann.use_voucher(checkout, voucher)

    for quantity in (1, 3, 2):
        # Between a look and the check of it, others change the checkout.
        ann.checks_vouchers = False
        at_once(
            lambda quantity=quantity: ann.set_quantities(
                checkout, {shop.espresso: quantity}
            ),
            lambda: ann.set_quantities(checkout, {shop.green_tea: 2}),
            shop.catalogue.let_prices_run_out,
            lambda: ann.look(checkout),
            lambda: ann.look(checkout),
        )
        ann.checks_vouchers = True

        seen = ann.look(checkout)
        # Which of two changes calculates a voucher last is Saleor's own affair.
        assert seen.total + seen.discount == D("18.00") * quantity + D("63.00")
        assert discounts() == {"espresso": [("manual", D("2.00") * quantity)]}
        assert overrides() == {"espresso": None, "green-tea": D("31.50")}


@pytest.mark.parametrize("name", ["price_to_store", "make_changes"])
def test_a_fault_in_marking_does_not_stop_the_sale(
    shop: Shop,
    ann: Storefront,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    name: str,
) -> None:
    from saleor_customer_groups.port.saleor3.pricing.checkouts import (
        line_prices as module,
    )

    def fail(*_: Any, **__: Any) -> Any:
        raise RuntimeError("out of order")

    checkout = ann.open_checkout(basket(shop))
    monkeypatch.setattr(module, name, fail)

    changed = ann.set_quantities(checkout, {shop.espresso: 1})

    assert "Saleor's own prices" in caplog.text
    if name == "price_to_store":
        assert changed.units == {"espresso": D("20.00"), "green-tea": D("30.00")}
        assert ann.buy(changed).total == D("60.00")


def test_a_guests_order_has_guests_prices_even_if_the_address_is_a_customers(
    shop: Shop, ann: Storefront
) -> None:
    guest = Storefront()
    checkout = guest.open_checkout({shop.espresso: 1}, email=EMAIL)

    assert guest.buy(checkout).units == {"espresso": D("20.00")}
    assert Order.objects.get().user.email == EMAIL

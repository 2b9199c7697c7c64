"""Channels in currencies with no decimals and with three."""

from decimal import Decimal

import pytest
from saleor.channel.models import Channel
from saleor.discount.models import VoucherChannelListing
from saleor.order.models import Order
from saleor.product.models import ProductChannelListing, ProductVariantChannelListing
from saleor.shipping.models import ShippingMethodChannelListing

from tests.journeys.pricing.refunds.suggestions import readings, suggest
from tests.owner import Shop

D = Decimal


# Saleor tells of orders after their transaction.
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("currency", "price", "off", "paid", "worth"),
    [
        # For the group 3,100 a unit, which is 9,300; then 8,299, less 830.
        ("JPY", "3333", "1001", "7469", ["2490", "4979", "7469"]),
        # 31.000 a unit, which is 93.000; then 82.999, less 8.300.
        ("KWD", "33.333", "10.001", "74.699", ["24.900", "49.799", "74.699"]),
    ],
)
def test_amounts_have_the_decimals_of_their_currency(
    shop: Shop, currency: str, price: str, off: str, paid: str, worth: list[str]
) -> None:
    cake = shop.catalogue.variant("cake", price, category=shop.tea)
    shop.catalogue.voucher("TEN", "10")
    Channel.objects.update(currency_code=currency)
    for listing in (
        ProductChannelListing,
        ProductVariantChannelListing,
        ShippingMethodChannelListing,
        VoucherChannelListing,
    ):
        listing.objects.update(currency=currency)
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "7")
    shop.promotion(vip, "Off", kind="amount_off", amount=off, currency=currency)
    ann = shop.member(vip, "ann@example.com")
    # It compares amounts of two decimals.
    ann.checks_vouchers = False
    checkout = ann.ship(ann.use_voucher(ann.open_checkout({cake: 3}), "TEN"))
    ann.pay(checkout, D(paid) + 10)

    order = ann.complete(checkout)

    placed = Order.objects.get()
    assert placed.total_gross_amount == placed.total_charged_amount == D(paid) + 10
    assert placed.lines.get().total_price_gross_amount == D(paid)
    owner = shop.owner()
    found = [readings(suggest(owner, order, cake=units))[:2] for units in (1, 2, 3)]
    assert [shared for shared, _ in found] == [D(each) for each in worth]
    assert found[2] == (D(paid), D(paid))

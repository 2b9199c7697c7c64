"""Terms in a currency without decimals, and in one with three. terms.md, section 2."""

from decimal import Decimal

import pytest
from saleor.channel.models import Channel
from saleor.product.models import ProductChannelListing, ProductVariantChannelListing
from saleor.shipping.models import ShippingMethodChannelListing

from tests.journeys.terms.paying import (
    World,
    buy_on_terms,
    choose,
    options_of,
    record,
    row_of,
    set_terms,
    today,
)
from tests.owner import Shop
from tests.storefront import Refused

pytestmark = pytest.mark.django_db(transaction=True)

AGING = "{ customerGroupAging { currency total { amount } } }"


@pytest.mark.parametrize(
    ("currency", "price", "total", "early", "too_fine", "limit", "free"),
    [
        # 3 x 3,333 and 10 for shipping are 10,009; less 2 % that is 9,808.82.
        ("JPY", "3333", "10009", "9809", "1.5", "15000", "4,991"),
        # 3 x 33.333 and 10.000 are 109.999; less 2 % that is 107.79902.
        ("KWD", "33.333", "109.999", "107.799", "1.0005", "150", "40.001"),
    ],
)
def test_amounts_have_the_decimals_of_their_currency(
    shop: Shop,
    currency: str,
    price: str,
    total: str,
    early: str,
    too_fine: str,
    limit: str,
    free: str,
) -> None:
    cake = shop.catalogue.variant("cake", price, category=shop.tea)
    Channel.objects.update(currency_code=currency)
    for listing in (
        ProductChannelListing,
        ProductVariantChannelListing,
        ShippingMethodChannelListing,
    ):
        listing.objects.update(currency=currency)
    world = World(
        shop,
        earlyPaymentPercent="2",
        earlyPaymentDays=10,
        creditLimit=limit,
        creditCurrency=currency,
    )
    order = buy_on_terms(world.member, {cake: 3})

    row = row_of(order)
    assert (row.currency, row.total_amount) == (currency, Decimal(total))
    assert row.early_amount == Decimal(early)
    assert world.owner.ask(AGING)["customerGroupAging"] == [
        {"currency": currency, "total": {"amount": float(total)}}
    ]
    checkout = world.member.open_checkout({cake: 2})
    world.member.ship(checkout)
    with pytest.raises(Refused) as error:
        choose(world.member, checkout)
    assert f" {free} {currency}." in error.value.errors[0]["message"]
    with pytest.raises(Refused):
        record(world.owner, order, too_fine, on=today())
    found = record(world.owner, order, early, on=today())
    assert (found["state"], found["open"]) == ("SETTLED", {"amount": 0.0})
    assert found["credited"] == {"amount": float(Decimal(total) - Decimal(early))}
    # In another currency than that of the limit nothing is lent.
    set_terms(world.owner, world.vip, creditLimit="15000", creditCurrency="USD")
    _, net = options_of(world.member, checkout) or []
    assert net["reason"] == "Paying on terms is possible in USD only."

"""A shopper's own prices beside what only Saleor 3 has: channels and prior prices."""

from decimal import Decimal
from typing import Any

from graphene import Node
from saleor.channel.models import Channel
from saleor.product.models import ProductVariantChannelListing
from saleor.tax.models import TaxConfiguration

from tests.owner import Shop
from tests.storefront import Storefront

PRICING = """query($id: ID!, $channel: String!) {
  product(id: $id, channel: $channel) {
    pricing {
      priceRange { start { gross { amount } } stop { gross { amount } } }
      priceRangePrior { start { gross { amount } } }
      discountPrior { gross { amount } }
    }
    variants { sku pricing { price { gross { amount } } } }
  }
}"""


def pricing(shopper: Storefront, variant: Any, channel: str) -> tuple[Any, ...]:
    product = shopper.ask(
        PRICING, id=Node.to_global_id("Product", variant.product_id), channel=channel
    )["product"]
    prices = {
        each["sku"]: each["pricing"]["price"]["gross"]["amount"]
        for each in product["variants"]
    }
    shown = product["pricing"]
    ends = tuple(end["gross"]["amount"] for end in shown["priceRange"].values())
    return ends, prices, shown["priceRangePrior"], shown["discountPrior"]


def test_a_channel_shows_what_it_sells_at_its_own_prices(shop: Shop) -> None:
    tea, own_channel = shop.green_tea, shop.catalogue.channel
    kilo = shop.catalogue.another(tea, "kilo", "100.00")
    kilo.channel_listings.update(price_amount=None, discounted_price_amount=None)
    other = Channel.objects.create(
        pk=2, name="Other", slug="other", currency_code="EUR", is_active=True
    )
    TaxConfiguration.objects.create(channel=other, charge_taxes=False)
    for listing in (*tea.product.channel_listings.all(), *tea.channel_listings.all()):
        listing.pk, listing.channel, listing.currency = None, other, "EUR"
        listing.save()
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "10")
    shop.rule(vip, "percent_off", "50", channels=["other"])
    ann = shop.member(vip, "ann@example.com")

    seen = [pricing(ann, tea, channel.slug) for channel in (own_channel, other)]

    assert seen == [
        ((27.0, 27.0), {"green-tea": 27.0}, None, None),
        ((15.0, 15.0), {"green-tea": 15.0}, None, None),
    ]


def test_the_prior_price_is_saleors_and_compared_with_the_shoppers_own(
    shop: Shop,
) -> None:
    ProductVariantChannelListing.objects.update(prior_price_amount=Decimal("28.00"))
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "10")
    ann = shop.member(vip, "ann@example.com")

    seen = pricing(ann, shop.green_tea, shop.catalogue.channel.slug)

    assert seen[2:] == (
        {"start": {"gross": {"amount": 28.0}}},
        {"gross": {"amount": 1.0}},
    )

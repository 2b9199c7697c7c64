"""Rules name a channel itself: they follow its slug, and nobody else inherits them."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from saleor.channel.models import Channel
from saleor.product.models import ProductVariantChannelListing
from saleor.shipping.models import ShippingMethodChannelListing

from saleor_customer_groups.apps import _migrated
from saleor_customer_groups.models import PriceList, PriceRule, Promotion
from saleor_customer_groups.services.rules.price_lists import price_lists
from tests.graphql.ids import id_of
from tests.graphql.rules.test_rule_check import CHECK
from tests.journeys.pricing.catalogue.test_catalogue_prices import PRICES
from tests.journeys.pricing.refunds.suggestions import suggest
from tests.owner import Shop

RENAME = """mutation($id: ID!, $slug: String!) {
  channelUpdate(id: $id, input: {slug: $slug}) { errors { field message } }
}"""

BASKET = "query($id: ID!) { order(id: $id) { customerGroupBasket { channel } } }"


@pytest.fixture
def limited(shop: Shop) -> list[Any]:
    """A rule, a list and a promotion in one channel of two."""
    other = Channel.objects.create(
        pk=2, name="Other", slug="other", currency_code="USD", default_country="US"
    )
    vip = shop.group("VIP")
    channels = {"channels": ["default-channel"]}
    return [
        shop.rule(vip, "percent_off", "10", **channels),
        shop.promotion(vip, "Tea", kind="percent_off", percent="5", **channels),
        price_lists.create_price_list(
            values={"name": "Both", "channels": ["default-channel", other.slug]},
            groups=[vip],
            now=timezone.now(),
        ),
    ]


def channels() -> list[list[str]]:
    return [
        model.objects.values_list("channels", flat=True).get()
        for model in (PriceRule, Promotion, PriceList)
    ]


def test_rules_follow_the_slug_of_their_channel(shop: Shop, limited: list[Any]) -> None:
    ann = shop.member(limited[0].groups.get(), "ann@example.com")
    checkout = ann.open_checkout({shop.espresso: 1})
    assert checkout.units == {"espresso": Decimal("17.10")}
    bob = shop.member(limited[0].groups.get(), "bob@example.com")
    order = bob.buy(bob.open_checkout({shop.espresso: 2}))

    owner, channel = shop.owner(), shop.catalogue.channel
    owner.change(RENAME, id=id_of(channel), slug="main")
    after = [["main"], ["main"], ["main", "other"]]
    assert channels() == after
    assert ann.set_quantities(checkout, {shop.espresso: 2}).units == {
        "espresso": Decimal("17.10")
    }

    # Another channel that gets the slug has none of them, nor when it goes.
    heir = Channel.objects.create(
        pk=3, name="Heir", slug="default-channel", currency_code="USD"
    )
    assert channels() == after
    espresso = [id_of(shop.espresso)]
    shown, *others = (
        ann.ask(PRICES, ids=espresso, channel=slug)["customerGroupPrices"]
        for slug in ("main", "default-channel")
    )
    assert ([each["price"]["amount"] for each in shown], others) == ([18], [[]])
    basket = owner.ask(BASKET, id=order.id)["order"]["customerGroupBasket"]
    assert basket == {"channel": "main"}
    assert suggest(owner, order, espresso=1)["keptAmount"]["amount"] == 17.1
    heir.delete()
    assert channels() == after


def test_whoever_renames_or_deletes_a_channel_however(
    shop: Shop, limited: list[Any]
) -> None:
    others = Channel.objects.filter(slug="other")
    main = Channel.objects.filter(pk=shop.catalogue.channel.pk)

    # They change places.
    others.update(slug="third")
    main.update(slug="other")
    Channel.objects.filter(slug="third").update(slug="default-channel")
    assert channels() == [["other"], ["other"], ["other", "default-channel"]]

    Channel.objects.filter(slug="default-channel").delete()
    Channel.objects.create(
        pk=4, name="New", slug="default-channel", currency_code="USD"
    )
    assert channels() == [
        ["other"],
        ["other"],
        ["other", "default-channel (deleted)"],
    ]


def test_triggers_are_made_again_and_taken_away_with_the_tables(
    shop: Shop, limited: list[Any]
) -> None:
    def triggers() -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_trigger"
                " WHERE tgname LIKE 'customer_groups_follow_channels%'"
            )
            return cursor.fetchone()[0]

    _migrated(using="default")
    assert triggers() == 2
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE saleor_customer_groups_pricelist RENAME TO gone")
        # Left behind, they keep nobody from renaming a channel.
        Channel.objects.filter(slug="other").update(slug="another")
        _migrated(using="default")
        assert triggers() == 0
        cursor.execute("ALTER TABLE gone RENAME TO saleor_customer_groups_pricelist")
    _migrated(using="default")
    assert triggers() == 2


@pytest.mark.django_db(transaction=True)
def test_in_a_currency_that_nobody_knows_percentages_count(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "12.345")
    shop.promotion(vip, "Tea", kind="percent_off", percent="5")
    ann = shop.member(vip, "ann@example.com")
    Channel.objects.update(currency_code="ZZZ", name="At home")
    for listings in (ProductVariantChannelListing, ShippingMethodChannelListing):
        listings.objects.update(currency="ZZZ")

    checkout = ann.open_checkout({shop.latte: 2})
    order = ann.buy(checkout)
    owner = shop.owner()
    found = owner.ask(CHECK)["customerGroupRuleCheck"]
    shown = ann.browse()["latte"].prices

    # 9.99 less 12.345 %, rounded to two decimals as Saleor does; 17.52 less 5 %.
    assert shown == (Decimal("8.76"), Decimal("8.76"))
    assert order.total - order.shipping == Decimal("16.64")
    assert suggest(owner, order, latte=1)["keptAmount"]["amount"] == 8.32
    assert [(each["kind"], each["code"]) for each in found] == [
        ("UNKNOWN_CURRENCY", None)
    ]
    assert found[0]["message"] == (
        "At home is in ZZZ, which is not a known currency: prices are rounded to 2"
        " decimals there, and only percentages count, because no rule or list can have"
        " an amount in it. Sell in a known currency."
    )

"""A storefront that keeps the catalogue in a cache asks for prices besides."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from saleor_customer_groups.models import PriceProfile
from saleor_customer_groups.services.pricing import price_profiles
from tests.api import STRANGER
from tests.graphql.ids import id_of
from tests.owner import Shop
from tests.port.answers import SHOWN
from tests.port.plugin import configure
from tests.queries import counted
from tests.storefront import dialect

D = Decimal
TAXED = "{ gross { amount } net { amount } }"
RANGE = f"{{ start {TAXED} stop {TAXED} }}"
PRICES = f"""query($variants: [ID!], $products: [ID!], $profile: String) {{
  customerGroupPrices(
    variantIds: $variants, productIds: $products, profile: $profile
    channel: "default-channel"
  ) {{
    variantId productId groupName price {{ amount }} gross {{ amount }} net {{ amount }}
    priceUndiscounted {TAXED} priceRange {RANGE} priceRangeUndiscounted {RANGE}
  }}
}}"""
# What Saleor itself shows the shopper of the same.
SHOWN_BY_SALEOR = dialect.BROWSE.replace(
    SHOWN,
    f"""id
    pricing {{ priceRange {RANGE} priceRangeUndiscounted {RANGE} }}
    variants {{ id pricing {{ price {TAXED} priceUndiscounted {TAXED} }} }}""",
)
PROFILE = "{ customerGroupPriceProfile }"


def amounts(prices: list[dict[str, Any]]) -> list[Decimal]:
    return [D(str(each["price"]["amount"])) for each in prices]


@pytest.mark.parametrize("included", [True, False])
def test_taxes_and_ranges_are_those_of_pricing(shop: Shop, included: bool) -> None:
    shop.catalogue.charge_taxes("10", included=included)
    shirt = shop.catalogue.variant("shirt", "45.00", category=shop.tea)
    shop.catalogue.another(shirt, "shirt-xl", "61.99")
    shop.catalogue.put_on_sale("10", shop.espresso)
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15", category=shop.tea)
    shop.rule(vip, "percent_increase", "8", category=shop.coffee)
    ann = shop.member(vip, "ann@example.com")

    pages = ann.ask(SHOWN_BY_SALEOR)["products"]["edges"]
    ids = [each["node"]["id"] for each in pages]
    ours = ann.ask(PRICES, products=ids)["customerGroupPrices"]

    by_variant = {each["variantId"]: each for each in ours}
    assert len(by_variant) == len(ours) == 5
    for page in (each["node"] for each in pages):
        for variant in page["variants"]:
            mine = by_variant[variant["id"]]
            shown = variant["pricing"]
            assert mine["productId"] == page["id"]
            assert {"gross": mine["gross"], "net": mine["net"]} == shown["price"]
            assert mine["priceUndiscounted"] == shown["priceUndiscounted"]
            assert mine["priceRange"] == page["pricing"]["priceRange"]
            assert (
                mine["priceRangeUndiscounted"]
                == page["pricing"]["priceRangeUndiscounted"]
            )
    mine = by_variant[id_of(shirt)]
    gross, net = mine["gross"]["amount"], mine["net"]["amount"]
    assert mine["price"]["amount"] == 38.25
    assert (gross, net) == ((38.25, 34.77) if included else (42.08, 38.25))
    stop = mine["priceRange"]["stop"]["gross"]["amount"]
    assert stop == (52.69 if included else 57.96)
    # A variant alone has no range, and is taxed the same.
    (alone,) = ann.ask(PRICES, variants=[id_of(shirt)])["customerGroupPrices"]
    assert alone == {**mine, "priceRange": None, "priceRangeUndiscounted": None}


def test_prices_by_a_profile_need_nobody_to_log_in(shop: Shop) -> None:
    vip, trade = shop.group("VIP"), shop.group("Trade")
    shop.rule(vip, "percent_off", "15").groups.add(trade)
    ann, tom = shop.member(vip, "ann@example.com"), shop.member(trade, "t@example.com")
    asked = {"variants": [id_of(shop.espresso), id_of(shop.green_tea)]}

    profile = ann.ask(PROFILE)["customerGroupPriceProfile"]
    public = STRANGER.ask(PROFILE)
    found = STRANGER.ask(PRICES, **asked, profile=profile)

    assert amounts(found) == [D("17"), D("25.5")]
    assert [each["groupName"] for each in found] == [None, None]
    assert found[0]["gross"]["amount"] == 17
    # The token counts, not who asks.
    assert amounts(STRANGER.ask(PRICES, **asked)) == [D("20"), D("30")]
    assert amounts(ann.ask(PRICES, **asked, profile=public)["customerGroupPrices"]) == [
        D("20"),
        D("30"),
    ]
    # What is kept tells nothing of anybody.
    (kept,) = PriceProfile.objects.all()
    assert (kept.token, kept.group_ids, kept.primary_group_id) == (
        profile,
        [vip.pk],
        None,
    )
    # The same rule makes the prices of both.
    assert tom.ask(PROFILE)["customerGroupPriceProfile"] == profile
    assert PriceProfile.objects.count() == 1


def test_a_profile_that_is_unknown_or_old_is_an_error_that_says_so(shop: Shop) -> None:
    vip = shop.group("VIP")
    rule = shop.rule(vip, "percent_off", "15")
    shop.rule(shop.default_group(), "percent_off", "5")
    ann = shop.member(vip, "ann@example.com")
    asked = {"variants": [id_of(shop.espresso)]}

    def refusal(profile: str) -> str:
        answer = STRANGER.post(PRICES, **asked, profile=profile)
        assert answer.data is None
        (error,) = answer.errors
        return error["message"]

    again = "ask for `priceProfile` again, and keep what comes then under the new one."
    profile = ann.ask(PROFILE)["customerGroupPriceProfile"]
    assert refusal("f" * 64) == f"There is no such price profile: {again}"
    assert refusal("a\0b").startswith("profile: This has a character")

    rule.adjustment = {"kind": "percent_off", "percent": "20"}
    rule.save()
    old = f"This price profile is not in force any more: {again}"
    assert refusal(profile) == old
    new = ann.ask(PROFILE)["customerGroupPriceProfile"]
    assert new != profile
    assert amounts(STRANGER.ask(PRICES, **asked, profile=new)) == [D("16")]

    configure(active=False)
    assert refusal(new) == old
    off = STRANGER.ask(PROFILE)
    assert amounts(STRANGER.ask(PRICES, **asked, profile=off)) == [D("20")]

    configure(active=True)
    vip.delete()
    assert refusal(new) == old
    # Who has no group is in the default group, and a profile of theirs is too.
    default = ann.ask(PROFILE)["customerGroupPriceProfile"]
    assert amounts(STRANGER.ask(PRICES, **asked, profile=default)) == [D("19")]


def test_a_guests_profile_is_that_of_the_guests_group(shop: Shop) -> None:
    guests = shop.group("Guests", for_guests=True)
    shop.rule(guests, "percent_off", "10")
    ann = shop.member(shop.group("VIP"), "ann@example.com")
    profile = STRANGER.ask(PROFILE)

    found = ann.ask(PRICES, variants=[id_of(shop.espresso)], profile=profile)

    assert amounts(found["customerGroupPrices"]) == [D("18")]


def test_profiles_are_noted_once_a_day_and_forgotten_when_nobody_asks(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    ann = shop.member(vip, "ann@example.com")
    ann.ask(PROFILE)

    with counted() as queries:
        ann.ask(PROFILE)
    assert not [each for each in queries.statements if "priceprofile" in each]

    now = timezone.now()
    price_profiles.forget_profiles(now=now + timedelta(days=90))
    assert PriceProfile.objects.count() == 1
    price_profiles.forget_profiles(now=now + timedelta(days=91))
    assert PriceProfile.objects.count() == 0


def test_a_page_of_products_costs_as_many_queries_as_one(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    ann = shop.member(vip, "ann@example.com")
    shop.catalogue.charge_taxes("10", included=False)
    more = [
        shop.catalogue.variant(f"v{n}", "10.00", category=shop.tea) for n in range(12)
    ]
    products = [id_of(each.product) for each in (shop.espresso, *more)]
    profile = ann.ask(PROFILE)["customerGroupPriceProfile"]

    def ask(count: int) -> int:
        with counted() as queries:
            ann.ask(PRICES, products=products[:count], profile=profile)
        return queries.count

    ask(1)
    assert ask(13) == ask(1)


def test_more_than_a_thousand_are_refused_before_anything_is_read(shop: Shop) -> None:
    ids = [id_of(shop.espresso)] * 1001

    answer = STRANGER.post(PRICES, variants=ids)

    assert answer.data is None
    assert answer.errors[0]["message"] == (
        "1,001 variants and products in one request; the maximum is 1,000."
    )
    assert len(STRANGER.ask(PRICES, variants=ids[:1000])) == 1

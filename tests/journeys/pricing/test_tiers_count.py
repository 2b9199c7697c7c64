"""What shoppers pay where variants, products or whole scopes count towards a tier."""

from decimal import Decimal

import pytest
from django.utils import timezone

from saleor_customer_groups import port
from saleor_customer_groups.services.rules.price_lists import (
    price_list_entries,
    price_lists,
)
from saleor_customer_groups.services.rules.price_lists.price_list_entries import (
    EntryValues,
)
from saleor_customer_groups.services.rules.rule_snapshot import read_rule_snapshot
from tests.graphql.ids import id_of
from tests.owner import Shop

D = Decimal
FROM_FIVE = {
    "kind": "percent_off",
    "tiers": [{"min_quantity": 5, "percent": "10"}],
}
EXPLAIN = """query($variant: ID!, $group: ID!, $quantity: Int!) {
  customerGroupPriceExplain(
    variantId: $variant, channel: "default-channel", groupIds: [$group],
    quantity: $quantity
  ) { price { price { amount } } verdicts { reason message } }
}"""


@pytest.mark.parametrize(
    ("tiers_count", "units"),
    [
        ("variant", ("20.00", "30.00", "9.00")),
        ("product", ("18.00", "27.00", "9.00")),
        ("scope", ("18.00", "27.00", "8.10")),
    ],
)
def test_three_small_and_two_medium_shirts(
    shop: Shop, tiers_count: str, units: tuple[str, ...]
) -> None:
    vip = shop.group("VIP")
    small = shop.catalogue.variant("small", "20.00", category=shop.tea)
    medium = shop.catalogue.another(small, "medium", "30.00")
    cap = shop.catalogue.variant("cap", "9.00", category=shop.tea)
    shop.rule(
        vip,
        "percent_off",
        "0",
        category=shop.tea,
        adjustment=FROM_FIVE,
        tiers_count=tiers_count,
    )
    ann = shop.member(vip, "ann@example.com")

    fewer = ann.open_checkout({small: 2, medium: 2})
    checkout = ann.set_quantities(fewer, {small: 3})
    checkout = ann.add(checkout, {cap: 1})
    order = ann.buy(checkout)

    assert fewer.units == {"small": D("20.00"), "medium": D("30.00")}
    assert checkout.units == dict(
        zip(("small", "medium", "cap"), map(D, units), strict=True)
    )
    assert order.total == sum(
        (D(unit) * count for unit, count in zip(units, (3, 2, 1), strict=True)), D(10)
    )


@pytest.mark.parametrize(
    ("tiers_count", "units"),
    [
        ("variant", ("20.00", "30.00", "9.00")),
        ("product", ("15.00", "30.00", "9.00")),
        ("scope", ("15.00", "30.00", "7.00")),
    ],
)
def test_a_price_list_counts_so_too(
    shop: Shop, tiers_count: str, units: tuple[str, ...]
) -> None:
    vip = shop.group("VIP")
    small = shop.catalogue.variant("small", "20.00", category=shop.tea)
    medium = shop.catalogue.another(small, "medium", "30.00")
    cap = shop.catalogue.variant("cap", "9.00", category=shop.tea)
    contract = price_lists.create_price_list(
        values={"name": "Contract", "tiers_count": tiers_count},
        groups=[vip],
        now=timezone.now(),
    )
    price_list_entries.put_entries(
        price_list=contract,
        entries=[
            EntryValues(small.pk, "USD", 5, D("15.00")),
            EntryValues(cap.pk, "USD", 5, D("7.00")),
        ],
        now=timezone.now(),
    )
    ann = shop.member(vip, "ann@example.com")

    checkout = ann.open_checkout({small: 3, medium: 2, cap: 2})

    assert checkout.units == dict(
        zip(("small", "medium", "cap"), map(D, units), strict=True)
    )


def test_what_is_on_the_list_from_more_units_counts_there_too(shop: Shop) -> None:
    vip = shop.group("VIP")
    small = shop.catalogue.variant("small", "20.00", category=shop.tea)
    cap = shop.catalogue.variant("cap", "9.00", category=shop.tea)
    contract = price_lists.create_price_list(
        values={"name": "Contract", "tiers_count": "scope"},
        groups=[vip],
        now=timezone.now(),
    )
    price_list_entries.put_entries(
        price_list=contract,
        entries=[
            EntryValues(small.pk, "USD", 5, D("15.00")),
            EntryValues(cap.pk, "USD", 50, D("7.00")),
        ],
        now=timezone.now(),
    )
    ann = shop.member(vip, "ann@example.com")

    checkout = ann.open_checkout({small: 3, cap: 2})

    assert checkout.units == {"small": D("15.00"), "cap": D("9.00")}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("every_tier", "quantities"), [(False, [1, 2, 3]), (True, [1, 2, 3, 4, 50])]
)
def test_tiers_that_nobody_reaches_are_read_for_explanations_alone(
    shop: Shop, every_tier: bool, quantities: list[int]
) -> None:
    vip = shop.group("VIP")
    contract = price_lists.create_price_list(
        values={"name": "Contract"}, groups=[vip], now=timezone.now()
    )
    price_list_entries.put_entries(
        price_list=contract,
        entries=[
            EntryValues(shop.espresso.pk, "USD", tier, D(60 - tier))
            for tier in (1, 2, 3, 4, 50)
        ],
        now=timezone.now(),
    )
    rules = read_rule_snapshot(None)
    goods = port.goods_cart({shop.espresso.pk: 3}, channel="default-channel")

    read = goods.read_cart(rules.entries_for(["vip"], every_tier=every_tier))

    assert sorted(each.min_quantity for each in read.listed_prices) == quantities


def test_an_explanation_names_what_is_missing(shop: Shop) -> None:
    vip = shop.group("VIP")
    small = shop.catalogue.variant("small", "20.00", category=shop.tea)
    for counts in ("variant", "product", "scope"):
        values = {"category": shop.tea, "adjustment": FROM_FIVE, "tiers_count": counts}
        shop.rule(vip, "percent_off", "0", code=counts, **values)
    given = {"variant": id_of(small), "group": id_of(vip)}

    answer = shop.owner().ask(EXPLAIN, quantity=3, **given)

    # In the order of the codes: product, scope, variant.
    assert answer["customerGroupPriceExplain"]["verdicts"] == [
        {"reason": "NO_TIER", "message": f"needs 2 more units of {what}"}
        for what in ("small", "Tea", "small")
    ]

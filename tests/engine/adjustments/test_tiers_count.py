"""Which units count together towards a tier. pricing.md, section 1, Tier quantity."""

import pytest

from ..shop import buy, line, message, only, price_list, reason, rule, unit_prices

FROM_FIVE = {
    "kind": "percent_off",
    "tiers": [{"min_quantity": 5, "percent": "10"}],
}
SHIRT = {"product": "shirt", "categories": ["clothes"]}


def shirts(small=3, medium=2):
    return [
        line("S", "20.00", quantity=small, **SHIRT),
        line("M", "30.00", quantity=medium, **SHIRT),
    ]


def socks(quantity):
    return line("socks", "5.00", quantity=quantity, categories=["clothes"])


CLOTHES = only(categories=["clothes"])


@pytest.mark.parametrize(
    ("tiers_count", "lines", "prices"),
    [
        ("variant", shirts(), ["20.00", "30.00"]),
        ("variant", shirts(5, 1), ["18.00", "30.00"]),
        ("product", shirts(), ["18.00", "27.00"]),
        ("product", [*shirts(2, 2), socks(1)], ["20.00", "30.00", "5.00"]),
        ("product", [*shirts(4, 1), socks(4)], ["18.00", "27.00", "5.00"]),
        ("scope", [*shirts(2, 2), socks(1)], ["18.00", "27.00", "4.50"]),
        ("scope", [*shirts(2, 2), line("mug", "9.00")], ["20.00", "30.00", "9.00"]),
        # What is locked does not count towards a tier.
        ("product", [*shirts(3, 1), {**shirts()[1], "locked": True}], None),
        ("scope", [*shirts(3, 1), {**socks(9), "locked": True}], None),
        # Two lines of one variant are one quantity.
        ("variant", [*shirts(3, 1), shirts(2)[0]], ["18.00", "30.00", "18.00"]),
    ],
)
def test_a_rule_says_what_counts_together(tiers_count, lines, prices):
    tiered = rule("tiered", FROM_FIVE, scope=CLOTHES, tiers_count=tiers_count)

    result = buy(*lines, rules=[tiered])

    expected = prices or [each["unit_price"] for each in lines]
    assert unit_prices(result) == expected


def test_what_a_scope_excludes_does_not_count():
    scope = CLOTHES | {"exclude": {"variants": ["socks"]}}
    tiered = rule("tiered", FROM_FIVE, scope=scope, tiers_count="scope")

    found = unit_prices(buy(*shirts(2, 2), socks(1), rules=[tiered]))

    assert found == ["20.00", "30.00", "5.00"]


@pytest.mark.parametrize(
    ("tiers_count", "lines", "prices"),
    [
        ("variant", shirts(), ["20.00", "30.00"]),
        ("product", shirts(), ["15.00", "25.00"]),
        # Only what has a price in this list and this currency counts.
        ("product", [*shirts(3, 1), line("L", "40.00", **SHIRT)], None),
        ("scope", [*shirts(3, 1), line("L", "40.00", **SHIRT)], "apart"),
        ("scope", [*shirts(3, 1), socks(1)], ["15.00", "25.00", "5.00"]),
    ],
)
def test_a_list_says_what_counts_together(tiers_count, lines, prices):
    entries = [
        {"variant": "S", "min_quantity": 5, "unit_price": "15.00"},
        {"variant": "M", "min_quantity": 5, "unit_price": "25.00"},
        {"variant": "socks", "min_quantity": 9, "unit_price": "4.00"},
        {"variant": "L", "unit_price": "1.00", "currency": "EUR"},
    ]
    contract = price_list("contract", entries, tiers_count=tiers_count)

    found = unit_prices(buy(*lines, lists=[contract]))

    if prices is None:
        prices = ["15.00", "25.00", "40.00"]
    elif prices == "apart":
        prices = ["20.00", "30.00", "40.00"]
    assert found == prices


@pytest.mark.parametrize(
    ("tiers_count", "of"),
    [
        ("variant", "needs 2 more units of S"),
        ("product", "needs 1 more unit of this product"),
        ("scope", "needs 1 more unit of clothes"),
    ],
)
def test_it_says_what_is_missing(tiers_count, of):
    tiered = rule("tiered", FROM_FIVE, scope=CLOTHES, tiers_count=tiers_count)

    result = buy(*shirts(3, 1), rules=[tiered])

    assert (reason(result, "tiered"), message(result, "tiered")) == ("no_tier", of)


@pytest.mark.parametrize(
    ("tiers_count", "of"),
    [
        ("variant", "needs 2 more units of S"),
        ("product", "needs 1 more unit of this product"),
        ("scope", "needs 2 more units of what is on Contract 7"),
    ],
)
def test_a_list_says_what_is_missing(tiers_count, of):
    entries = [{"variant": "S", "min_quantity": 5, "unit_price": "15.00"}]
    contract = price_list("l", entries, tiers_count=tiers_count, name="Contract 7")

    result = buy(*shirts(3, 1), lists=[contract])

    assert (reason(result, "l"), message(result, "l")) == ("no_tier", of)

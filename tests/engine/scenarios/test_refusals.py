"""What a scenario may not say, and with which path that is told.

pricing.md, section 5.
"""

import pytest

from saleor_customer_groups.engine.scenarios import ScenarioError, read_scenario

from .full_scenario import GONE, changed


def mistakes(given):
    with pytest.raises(ScenarioError) as refused:
        read_scenario({"given": given})
    return [str(mistake) for mistake in refused.value.mistakes]


RULE = "price_rules[0]"
LINE = "cart.lines[0]"
REFUSED = [
    ("currency", "XYZ", "currency: is not a known currency such as USD"),
    ("currency", "usd", "currency: is not a known currency such as USD"),
    ("currency", None, "currency: is not a known currency such as USD"),
    ("colour", 1, "colour: is not a known key"),
    ("now", "yesterday", "now: is not a time such as 2026-03-15T12:00:00+00:00"),
    ("now", "2026-03-15T12:00:00", "now: has no time zone, such as +00:00 at its end"),
    ("now", "2026-03-15", "now: has no time zone, such as +00:00 at its end"),
    ("now", 1773576000, "now: must be written as text, such as"),
    ("settings.policy", "cheapest", "settings.policy: must be one of 'best_price',"),
    ("settings.price_lists_first", 1, "settings.price_lists_first: must be true or"),
    ("settings.minimum_margin_percent", "-1", "settings.minimum_margin_percent: can"),
    ("groups[0].code", GONE, "groups[0].code: is missing"),
    ("groups[0].code", "", "groups[0].code: must not be empty"),
    ("groups[0].created_at", GONE, "groups[0].created_at: is missing"),
    ("groups[0].priority", "1", "groups[0].priority: must be a whole number"),
    ("groups[0].priority", 1.5, "groups[0].priority: must be a whole number"),
    ("groups[0].is_active", "yes", "groups[0].is_active: must be true or false"),
    ("groups[0].name", "VIP", "groups[0].name: is not a known key"),
    ("groups[1].code", "vip", 'groups[1].code: the code "vip" is taken already'),
    ("groups[0].parent", "silver", 'groups[0].parent: there is no group "silver"'),
    (
        "groups[0].parent",
        "gold",
        "groups[0].parent: groups are in a cycle: vip > gold > vip",
    ),
    (
        "groups[0].parent",
        "vip",
        "groups[0].parent: groups are in a cycle: vip > vip",
    ),
    ("groups", {}, "groups: must be a list"),
    ("groups[0]", "vip", "groups[0]: must be an object"),
    ("customer", "vip", "customer: must be an object"),
    ("customer.groups", "vip", "customer.groups: must be a list"),
    ("customer.groups[0]", "lost", 'customer.groups[0]: there is no group "lost"'),
    ("customer.primary", "lost", 'customer.primary: there is no group "lost"'),
    (
        "price_lists[0].groups[0]",
        "x",
        'price_lists[0].groups[0]: there is no group "x"',
    ),
    ("promotions[1].groups", ["x"], 'promotions[1].groups[0]: there is no group "x"'),
    (f"{RULE}.groups[0]", "x", f'{RULE}.groups[0]: there is no group "x"'),
    (f"{RULE}.groups", [1], f"{RULE}.groups[0]: must be a text"),
    (f"{RULE}.code", GONE, f"{RULE}.code: is missing"),
    ("price_rules[1].code", "r1", 'price_rules[1].code: the code "r1" is taken'),
    (f"{RULE}.code", "l1", f'{RULE}.code: the code "l1" is taken already'),
    ("promotions[3].code", "r2", 'promotions[3].code: the code "r2" is taken already'),
    (f"{RULE}.with_promotions", "add", f"{RULE}.with_promotions: must be one of 'be"),
    (f"{RULE}.min_subtotal", "-0.01", f"{RULE}.min_subtotal: cannot be negative"),
    (f"{RULE}.min_subtotal", 5, f"{RULE}.min_subtotal: must be written as text"),
    (f"{RULE}.min_subtotal_currency", "X", f"{RULE}.min_subtotal_currency: is not a k"),
    (f"{RULE}.min_quantity", 0, f"{RULE}.min_quantity: must be at least 1"),
    (f"{RULE}.scope.include.categories", [], f"{RULE}.scope.include.categories: is an"),
    (f"{RULE}.scope.exclude.products", [], f"{RULE}.scope.exclude.products: is an emp"),
    (f"{RULE}.scope.include.category", ["a"], f"{RULE}.scope.include.category: is not"),
    (f"{RULE}.scope.include.variants", "A", f"{RULE}.scope.include.variants: must be"),
    (f"{RULE}.scope.include.variants", [7], f"{RULE}.scope.include.variants[0]: must"),
    (f"{RULE}.adjustment", GONE, f"{RULE}.adjustment: is missing"),
    (f"{RULE}.adjustment", None, f"{RULE}.adjustment: must be an object"),
    (f"{RULE}.adjustment.kind", GONE, f"{RULE}.adjustment.kind: is missing"),
    (f"{RULE}.adjustment.kind", "free", f"{RULE}.adjustment.kind: must be one of"),
    (f"{RULE}.adjustment.kind", 7, f"{RULE}.adjustment.kind: must be one of"),
    (f"{RULE}.adjustment.percent", GONE, f"{RULE}.adjustment: needs either percent or"),
    (
        f"{RULE}.adjustment.percent",
        "100.01",
        f"{RULE}.adjustment.percent: cannot be mo",
    ),
    (
        f"{RULE}.adjustment.percent",
        "-5",
        f"{RULE}.adjustment.percent: cannot be negati",
    ),
    (
        f"{RULE}.adjustment.percent",
        "NaN",
        f"{RULE}.adjustment.percent: is not a number",
    ),
    (f"{RULE}.adjustment.percent", "1e99", f"{RULE}.adjustment.percent: has too many"),
    (f"{RULE}.adjustment.percent", "1e-99", f"{RULE}.adjustment.percent: has too many"),
    (f"{RULE}.adjustment.percent", "1e9999999", f"{RULE}.adjustment.percent: is not"),
    (f"{RULE}.adjustment.percent", " 5", f"{RULE}.adjustment.percent: is not a number"),
    (
        f"{RULE}.adjustment.percent",
        "1_0",
        f"{RULE}.adjustment.percent: is not a number",
    ),
    (f"{RULE}.adjustment.percent", "٣", f"{RULE}.adjustment.percent: is not a number"),
    (
        f"{RULE}.adjustment.percent",
        15,
        f"{RULE}.adjustment.percent: must be written as",
    ),
    (f"{RULE}.adjustment.percent", 15.5, f"{RULE}.adjustment.percent: must be written"),
    (
        f"{RULE}.adjustment.percent_off",
        "5",
        f"{RULE}.adjustment.percent_off: is not a ",
    ),
    (f"{RULE}.adjustment.amount", "5", f"{RULE}.adjustment.amount: is not a known key"),
    (
        "price_rules[1].adjustment.tiers[1]",
        {"min_quantity": 2, "amount": "2.00"},
        "price_rules[1].adjustment.tiers[1]: is the second tier from a quantity of 2",
    ),
    (
        "price_rules[1].adjustment.tiers[0].min_quantity",
        0,
        "price_rules[1].adjustment.tiers[0].min_quantity: must be at least 1",
    ),
    (
        "price_rules[1].adjustment.currency",
        GONE,
        "price_rules[1].adjustment.currency: is missing",
    ),
    (
        "price_lists[0].entries[1]",
        {"variant": "A", "currency": "USD", "unit_price": "1.00", "min_quantity": 1},
        "price_lists[0].entries[1]: is the second price of A in USD from a quantity"
        " of 1",
    ),
    (
        "price_lists[0].entries[0].unit_price",
        "-1",
        "price_lists[0].entries[0].unit_pri",
    ),
    (
        "price_lists[0].entries[0].currency",
        "U",
        "price_lists[0].entries[0].currency: i",
    ),
    ("price_lists[0].entries[0].min_quantity", 0, "price_lists[0].entries[0].min_quan"),
    ("price_lists[0].valid_until", "2026-01-01", "price_lists[0].valid_until: has no "),
    ("price_rules[0].tiers_count", "all", "price_rules[0].tiers_count: must be one of"),
    ("price_lists[0].tiers_count", None, "price_lists[0].tiers_count: must be one of"),
    (
        "promotions[0].tiers_count",
        "variant",
        "promotions[0].tiers_count: is not a know",
    ),
    ("cart.undeliverable", "G", "cart.undeliverable: must be a list"),
    ("cart.undeliverable", [7], "cart.undeliverable[0]: must be a text"),
    ("cart.refused_gifts", None, "cart.refused_gifts: must be a list"),
    ("cart.lines[0].gift_card", "no", "cart.lines[0].gift_card: must be true or fals"),
    ("promotions[0].limit_total", 0, "promotions[0].limit_total: must be at least 1"),
    ("promotions[0].limit_per_customer", 0, "promotions[0].limit_per_customer: must b"),
    ("promotions[0].conditions[0].kind", "x", "promotions[0].conditions[0].kind: must"),
    (
        "promotions[0].conditions[0].amount",
        "-1",
        "promotions[0].conditions[0].amount: ",
    ),
    ("promotions[0].conditions[1].quantity", 0, "promotions[0].conditions[1].quantity"),
    (
        "promotions[0].conditions[1].scope",
        {"include": {"products": []}},
        "promotions[0].conditions[1].scope.include.products: is an empty list",
    ),
    ("promotions[0].benefit", GONE, "promotions[0].benefit: is missing"),
    ("promotions[0].benefit.kind", "cash", "promotions[0].benefit.kind: must be one o"),
    ("promotions[0].benefit.percent", "101", "promotions[0].benefit.percent: cannot b"),
    (
        "promotions[1].benefit.amount",
        "5.001",
        "promotions[1].benefit.amount: has more ",
    ),
    ("promotions[1].benefit.currency", "JPX", "promotions[1].benefit.currency: is not"),
    (
        "promotions[2].benefit.price",
        "5.001",
        "promotions[2].benefit.price: has more de",
    ),
    ("promotions[2].benefit.price", GONE, "promotions[2].benefit: needs exactly one o"),
    ("promotions[2].benefit.amount_off", "1", "promotions[2].benefit: needs exactly o"),
    (
        "promotions[2].benefit.currency",
        GONE,
        "promotions[2].benefit.currency: is missi",
    ),
    ("promotions[2].benefit.max_sets", 0, "promotions[2].benefit.max_sets: must be at"),
    ("promotions[2].benefit.components", [], "promotions[2].benefit.components: must "),
    (
        "promotions[2].benefit.components[0].quantity",
        0,
        "promotions[2].benefit.components[0].quantity: must be at least 1",
    ),
    (
        "promotions[3].benefit.buy.quantity",
        0,
        "promotions[3].benefit.buy.quantity: must be at least 1",
    ),
    (
        "promotions[3].benefit.get.quantity",
        0,
        "promotions[3].benefit.get.quantity: must be at least 1",
    ),
    ("promotions[3].benefit.percent_off", "101", "promotions[3].benefit.percent_off: "),
    ("promotions[3].benefit.max_free", 0, "promotions[3].benefit.max_free: must be at"),
    ("promotions[4].benefit.max_gifts", 0, "promotions[4].benefit.max_gifts: must be "),
    ("promotions[4].benefit.quantity", 0, "promotions[4].benefit.quantity: must be at"),
    ("promotions[4].benefit.variants", [], "promotions[4].benefit.variants: must not "),
    (
        "promotions[4].benefit.per.quantity",
        0,
        "promotions[4].benefit.per.quantity: must be at least 1",
    ),
    ("promotions[5].benefit.up_to", "-1", "promotions[5].benefit.up_to: cannot be neg"),
    ("promotions[5].benefit.up_to", "0.001", "promotions[5].benefit.up_to: has more d"),
    ("cart.shipping_price", "-1", "cart.shipping_price: cannot be negative"),
    ("cart.shipping_price", None, "cart.shipping_price: must be written as text"),
    ("cart.has_voucher", "no", "cart.has_voucher: must be true or false"),
    ("cart.stock.G", -1, "cart.stock.G: must be at least 0"),
    ("cart.stock.G", "1", "cart.stock.G: must be a whole number"),
    ("cart.stock", [], "cart.stock: must be an object"),
    ("cart.usage.p0.total", -1, "cart.usage.p0.total: must be at least 0"),
    ("cart.usage.p0.customers", 1, "cart.usage.p0.customers: is not a known key"),
    (f"{LINE}.quantity", 0, f"{LINE}.quantity: must be at least 1"),
    (f"{LINE}.quantity", True, f"{LINE}.quantity: must be a whole number"),
    (f"{LINE}.quantity", 2.0, f"{LINE}.quantity: must be a whole number"),
    (f"{LINE}.quantity", 10**30, f"{LINE}.quantity: must be at most"),
    (f"{LINE}.unit_price", "-1", f"{LINE}.unit_price: cannot be negative"),
    (f"{LINE}.unit_price", "ten", f"{LINE}.unit_price: is not a number"),
    (f"{LINE}.public_price", "-1", f"{LINE}.public_price: cannot be negative"),
    (f"{LINE}.cost", "-1", f"{LINE}.cost: cannot be negative"),
    (f"{LINE}.categories", [None], f"{LINE}.categories[0]: must be a text"),
    (f"{LINE}.promotion.kind", "gift", f"{LINE}.promotion.kind: must be one of"),
    (f"{LINE}.promotion.percent", "101", f"{LINE}.promotion.percent: cannot be more"),
    (
        f"{LINE}.promotion",
        {"kind": "amount_off", "amount": "-1"},
        f"{LINE}.promotion.amount: cannot be negative",
    ),
]


@pytest.mark.parametrize(("path", "value", "beginning"), REFUSED)
def test_a_mistake_is_told_in_one_line_with_its_path(path, value, beginning):
    (found,) = mistakes(changed(path, value))

    assert found.startswith(f"given.{beginning}")
    assert "\n" not in found


def test_reversed_dates_are_refused():
    given = changed("promotions[0].valid_from", "2026-05-01T00:00:00+00:00")
    given["promotions"][0]["valid_until"] = "2026-04-01T00:00:00+00:00"

    assert mistakes(given) == ["given.promotions[0].valid_until: is before the start"]


def test_every_mistake_is_told():
    given = changed("cart.lines[0].quantity", 0)
    given["groups"][0]["parent"] = "gold"
    given["price_rules"][0]["groups"] = ["nobody"]
    given["price_rules"][1]["code"] = "l1"
    given["promotions"][1]["benefit"]["amount"] = "NaN"

    found = [mistake.split(":")[0] for mistake in mistakes(given)]
    assert sorted(found) == [
        "given.cart.lines[0].quantity",
        "given.groups[0].parent",
        "given.price_rules[0].groups[0]",
        "given.price_rules[1].code",
        "given.promotions[1].benefit.amount",
    ]

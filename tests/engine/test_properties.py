"""What is always true of a result. pricing.md, section 4."""

import copy
from decimal import Decimal

from hypothesis import given as for_all
from hypothesis import strategies as st

from saleor_customer_groups.engine import Reason, explain, price_shipping
from saleor_customer_groups.engine import price as price_cart
from saleor_customer_groups.engine.scenarios import read_scenario
from saleor_customer_groups.simulate import simulate

from .generated import families, givens, sets_and_turns
from .generated_rules import DECIMALS, percents

scenarios = st.one_of(givens(), givens(), families(), sets_and_turns())
KEYS = ("price_lists", "price_rules", "promotions")
# The reasons from ``inactive`` to ``cost_unknown``: not a candidate on any line.
NEVER_A_CANDIDATE = [
    reason.value for reason in Reason if reason.rank <= Reason.COST_UNKNOWN.rank
]


def price(given):
    return simulate(read_scenario({"given": given}))


def amounts_of(result):
    """Return a result without what is said about it."""
    return {key: value for key, value in result.items() if key != "verdicts"}


@for_all(scenarios)
def test_the_sums_are_right_and_nothing_is_below_nothing(given):
    result = price(given)
    decimals = DECIMALS[given["currency"]]
    subtotal = Decimal(0)
    for line, bought in zip(result["lines"], given["cart"]["lines"], strict=True):
        total = Decimal(line["total"])
        gross = Decimal(line["unit_price"]) * bought["quantity"]
        assert total == gross - Decimal(line["discount"])
        assert 0 <= total <= gross
        assert Decimal(line["unit_price"]) >= 0
        subtotal += total
    shipping = Decimal(result["shipping_price"])
    assert 0 <= shipping <= Decimal(given["cart"]["shipping_price"])
    assert Decimal(result["subtotal"]) == subtotal
    assert Decimal(result["total"]) == subtotal + shipping
    for text in (
        result["total"],
        result["subtotal"],
        result["shipping_price"],
        *(line[key] for line in result["lines"] for key in ("unit_price", "total")),
        *(line["discount"] for line in result["lines"]),
    ):
        assert len(text.partition(".")[2]) == decimals
    for gift in result["gifts"]:
        assert gift["quantity"] >= 1
        assert gift["variant"] not in given["cart"]["undeliverable"]
        assert gift["promotion"] not in given["cart"]["refused_gifts"]


@for_all(scenarios)
def test_shipping_costs_the_same_without_what_it_does_not_depend_on(given):
    scenario = read_scenario({"given": given}).input
    book = scenario.rule_book()

    result = price_shipping(scenario, book)

    whole = price_cart(scenario, book)
    assert result.shipping_price == whole.shipping_price
    assert result.shipping_promotions == whole.shipping_promotions


@for_all(scenarios)
def test_every_amount_off_is_given_to_the_last_cent(given):
    scenario = read_scenario({"given": given})
    result = price_cart(scenario.input, scenario.input.rule_book())

    for line in result.lines:
        applied = [each.amount for each in line.applied_promotions]
        assert sum(applied) == line.discount
        assert all(amount > 0 for amount in applied)
        if line.applied_prices and not line.promotion_kept:
            changes = sum(each.amount for each in line.applied_prices)
            unrounded = line.base_price + changes
            assert unrounded >= 0
            assert line.raised_to_margin or abs(
                unrounded - line.unit_price
            ) * 2 <= Decimal(1).scaleb(-DECIMALS[given["currency"]])


@for_all(scenarios, st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_given_never_matters(given, dice):
    shuffled = copy.deepcopy(given)
    for key in (*KEYS, "groups"):
        dice.shuffle(shuffled[key])
    for key in KEYS:
        for row in shuffled[key]:
            dice.shuffle(row["groups"])
    if shuffled["customer"] is not None:
        dice.shuffle(shuffled["customer"]["groups"])
    for rule in shuffled["price_rules"]:
        dice.shuffle(rule["adjustment"].get("tiers", []))

    assert price(shuffled) == price(given)


@for_all(scenarios)
def test_pricing_twice_gives_the_same_with_verdicts_and_without(given):
    scenario = read_scenario({"given": given})
    book = scenario.input.rule_book()

    explained = explain(scenario.input, book)
    plain = price_cart(scenario.input, book)

    assert amounts_of(explained.to_json()) == amounts_of(plain.to_json())
    assert explain(scenario.input, book) == explained
    assert explained.lines == plain.lines


@for_all(scenarios)
def test_a_verdict_says_applied_exactly_where_a_code_stands_in_the_result(given):
    result = price(given)

    named = {code for line in result["lines"] for code in line["applied"]}
    named.update(result["promotions"])
    said = {
        verdict["code"]
        for verdict in result["verdicts"]
        if verdict["reason"] in ("applied", "partly_applied")
    }
    assert said == named
    codes = [verdict["code"] for verdict in result["verdicts"]]
    assert sorted(codes) == sorted(row["code"] for key in KEYS for row in given[key])
    assert all(verdict["message"] for verdict in result["verdicts"])


@for_all(scenarios)
def test_what_was_never_a_candidate_can_be_taken_away(given):
    result = price(given)
    idle = {
        verdict["code"]
        for verdict in result["verdicts"]
        if verdict["reason"] in NEVER_A_CANDIDATE
    }
    less = copy.deepcopy(given)
    for key in KEYS:
        less[key] = [row for row in less[key] if row["code"] not in idle]

    assert amounts_of(price(less)) == amounts_of(result)


@for_all(
    givens(most_promotions=0, policies=["best_price"]),
    st.sampled_from(["best", "stack"]),
    percents,
    st.booleans(),
)
def test_one_more_discount_raises_no_unit_price(given, mode, percent, on_one_variant):
    for row in (*given["price_lists"], *given["price_rules"]):
        row["with_promotions"] = mode
    before = price(given)
    more = {
        "code": "more",
        "groups": [group["code"] for group in given["groups"]],
        "with_promotions": mode,
        "scope": {"include": {"variants": ["A"]}} if on_one_variant else {},
        "adjustment": {"kind": "percent_off", "percent": percent},
    }

    after = price({**given, "price_rules": [*given["price_rules"], more]})

    for line, was in zip(after["lines"], before["lines"], strict=True):
        assert Decimal(line["unit_price"]) <= Decimal(was["unit_price"])


@for_all(
    givens(most_promotions=0),
    st.dictionaries(st.integers(1, 20), percents, min_size=1, max_size=4),
)
def test_a_tiers_price_never_depends_on_the_other_tiers(given, percent_from):
    for line in given["cart"]["lines"]:
        line["variant"] = "A"
    units = sum(
        line["quantity"] for line in given["cart"]["lines"] if not line["locked"]
    )
    reached = max((each for each in percent_from if each <= units), default=None)

    def price_with(quantities):
        tiered = {
            "code": "tiered",
            "groups": [group["code"] for group in given["groups"]],
            "adjustment": {
                "kind": "percent_off",
                "tiers": [
                    {"min_quantity": each, "percent": percent_from[each]}
                    for each in quantities
                ],
            },
        }
        rules = given["price_rules"]
        return price(
            {**given, "price_rules": [*rules, tiered] if quantities else rules}
        )

    single = price_with([] if reached is None else [reached])

    assert amounts_of(price_with(percent_from)) == amounts_of(single)


@for_all(scenarios)
def test_a_gift_card_that_nothing_names_costs_what_it_costs(given):
    for line in given["cart"]["lines"][:1]:
        line.update(gift_card=True, variant="X", product="X", product_type="cards")

    result = price(given)

    without = price({**given, **{key: [] for key in KEYS}})
    for line, public in zip(result["lines"][:1], without["lines"], strict=False):
        assert (line["applied"], Decimal(line["discount"])) == ([], 0)
        assert line["unit_price"] == public["unit_price"]


@for_all(givens(most_promotions=0), st.randoms(use_true_random=False))
def test_without_promotions_lines_may_stand_in_any_order(given, dice):
    places = list(range(len(given["cart"]["lines"])))
    dice.shuffle(places)
    shuffled = copy.deepcopy(given)
    shuffled["cart"]["lines"] = [given["cart"]["lines"][place] for place in places]

    found, expected = price(shuffled), price(given)

    assert found["lines"] == [expected["lines"][place] for place in places]
    assert found["total"] == expected["total"]

"""Sets that cost less than their parts. pricing.md, section 3."""

import pytest

from ..shop import buy, discounts, line, message, only, percent_off, promotion, reason

CUP = {"scope": only(variants=["cup"]), "quantity": 1}
TWO_CAKES = {"scope": only(variants=["cake"]), "quantity": 2}


def breakfast(**more):
    return {"kind": "bundle", "components": [CUP, TWO_CAKES], **more}


def cups(quantity, price="20.00", **more):
    return line("cup", price, quantity=quantity, **more)


def cakes(quantity, price="5.00", **more):
    return line("cake", price, quantity=quantity, **more)


FOR_25 = {"price": "25.00", "currency": "USD"}


def give(benefit, *lines, **more):
    return buy(*lines, promotions=[promotion("set", benefit)], **more)


@pytest.mark.parametrize(
    ("saving", "expected"),
    [
        (FOR_25, ["3.33", "1.67"]),
        ({"percent_off": "10"}, ["2.00", "1.00"]),
        ({"percent_off": "33.33"}, ["6.67", "3.33"]),
        ({"percent_off": "100"}, ["20.00", "10.00"]),
        ({"amount_off": "6.00", "currency": "USD"}, ["4.00", "2.00"]),
        ({"amount_off": "99.00", "currency": "USD"}, ["20.00", "10.00"]),
        ({"price": "0.00", "currency": "USD"}, ["20.00", "10.00"]),
        ({"price": "30.00", "currency": "USD"}, ["0.00", "0.00"]),
        ({"price": "40.00", "currency": "USD"}, ["0.00", "0.00"]),
    ],
)
def test_a_set_saves_in_one_of_three_ways(saving, expected):
    result = give(breakfast(**saving), cups(1), cakes(2))

    assert discounts(result) == expected


@pytest.mark.parametrize(
    ("cup_units", "cake_units", "sets"),
    [(1, 1, 0), (3, 4, 2), (2, 9, 2), (0, 9, 0)],
)
def test_as_many_sets_as_the_units_allow(cup_units, cake_units, sets):
    lines = [cakes(cake_units)]
    if cup_units:
        lines.append(cups(cup_units))

    result = give(breakfast(amount_off="3.00", currency="USD"), *lines)

    saved = sum(float(discount) for discount in discounts(result))
    assert saved == sets * 3


def test_there_is_a_most_of_sets():
    result = give(breakfast(**FOR_25, max_sets=2), cups(5), cakes(10))

    assert discounts(result) == ["6.66", "3.34"]


def test_the_dearest_units_are_taken_first():
    lines = [
        line("x", "10.00", product="P"),
        line("y", "30.00", product="P"),
        line("z", "30.00", product="P"),
    ]
    pair = {"kind": "bundle", "components": [{"quantity": 2}], "percent_off": "10"}

    assert discounts(give({**pair, "max_sets": 1}, *lines)) == ["0.00", "3.00", "3.00"]


def test_of_equally_dear_units_the_earlier_line_gives_first():
    single = {"kind": "bundle", "components": [{"quantity": 1}], "percent_off": "10"}

    result = give({**single, "max_sets": 1}, line("x"), line("y"))

    assert discounts(result) == ["10.00", "0.00"]


def test_a_part_takes_its_units_before_the_next_part_may():
    parts = [{"quantity": 1}, {"scope": only(variants=["cup"]), "quantity": 1}]
    greedy = {"kind": "bundle", "components": parts, "percent_off": "50"}

    assert discounts(give(greedy, cups(1), cakes(1))) == ["0.00", "0.00"]
    assert discounts(give(greedy, cups(2), cakes(1))) == ["20.00", "0.00"]


def test_a_set_that_would_save_nothing_ends_the_search():
    pair = {
        "kind": "bundle",
        "components": [{"quantity": 1}],
        "price": "10.00",
        "currency": "USD",
    }

    result = give(pair, line("x", "12.00"), line("y", "10.00"), line("z", "15.00"))

    assert discounts(result) == ["2.00", "0.00", "5.00"]
    # The unit that cost the price of the set stays free for another promotion.
    other = {"kind": "buy_x_get_y", "buy": {"quantity": 1}, "get": {"quantity": 1}}
    result = buy(
        line("x", "12.00"),
        line("y", "10.00", quantity=2),
        promotions=[promotion("a", pair), promotion("b", other)],
    )
    assert discounts(result) == ["2.00", "10.00"]


def test_units_are_valued_at_the_groups_price():
    result = give(
        breakfast(**FOR_25), cups(1), cakes(2), rules=[percent_off("r", "10")]
    )

    assert discounts(result) == ["1.33", "0.67"]


def test_locked_units_are_not_free():
    result = give(breakfast(**FOR_25), cups(1, locked=True), cakes(2))

    assert discounts(result) == ["0.00", "0.00"]


def test_a_unit_counts_in_one_bundle_only():
    promotions = [
        promotion("first", breakfast(**FOR_25), priority=1),
        promotion("second", breakfast(percent_off="50")),
    ]

    result = buy(cups(2), cakes(3), promotions=promotions)

    assert result["promotions"] == ["first"]
    assert reason(result, "second") == "nothing_left"


def test_the_discount_is_at_most_what_is_left_and_the_units_are_used_all_the_same():
    promotions = [
        promotion("half", {"kind": "percent_off", "percent": "90"}, priority=2),
        promotion("set", breakfast(percent_off="50"), priority=1),
        promotion("again", breakfast(percent_off="50")),
    ]

    result = buy(cups(1), cakes(2), promotions=promotions)

    assert discounts(result) == ["20.00", "10.00"]
    assert result["promotions"] == ["half", "set"]


def test_sets_are_made_of_different_units_as_lines_run_out():
    lines = [cups(3, "20.00"), line("cup", "10.00", quantity=2), cakes(10)]

    result = give(breakfast(percent_off="10"), *lines)

    assert discounts(result) == ["6.00", "2.00", "5.00"]


def test_many_units_are_no_trouble():
    result = give(breakfast(**FOR_25), cups(10**9), cakes(2 * 10**9))

    assert discounts(result) == ["3330000000.00", "1670000000.00"]


@pytest.mark.parametrize(
    ("lines", "why", "sentence"),
    [
        (
            [cups(1), cakes(1)],
            "condition_not_met",
            "1 more unit of cake completes the set",
        ),
        (
            [cups(2)],
            "condition_not_met",
            "2 more units of cake complete the set",
        ),
        (
            [cakes(1)],
            "condition_not_met",
            "1 more unit of cup and 1 more unit of cake complete the set",
        ),
        ([line("tea")], "out_of_scope", "nothing in the cart is in its scope"),
        (
            [cups(1, locked=True)],
            "out_of_scope",
            "the price of every line in its scope is locked",
        ),
    ],
)
def test_it_says_what_a_set_lacks(lines, why, sentence):
    result = give(breakfast(**FOR_25), *lines)

    assert (reason(result, "set"), message(result, "set")) == (why, sentence)

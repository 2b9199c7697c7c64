"""Buy some, get others cheaper. pricing.md, section 3."""

import pytest

from ..shop import buy, discounts, line, message, only, percent_off, promotion, reason


def turn(bought, got, **more):
    """Buy so many, get so many free, of anything."""
    return {
        "kind": "buy_x_get_y",
        "buy": {"scope": {}, "quantity": bought},
        "get": {"scope": {}, "quantity": got},
        **more,
    }


def give(benefit, *lines, **more):
    return buy(*lines, promotions=[promotion("p", benefit)], **more)


@pytest.mark.parametrize(
    ("bought", "got", "units", "free"),
    [
        (3, 1, 3, 0),
        (3, 1, 4, 1),
        (3, 1, 7, 1),
        (3, 1, 8, 2),
        (1, 1, 9, 4),
        (2, 2, 3, 1),
        (2, 2, 7, 3),
        (2, 2, 6, 2),
    ],
)
def test_turns_repeat_while_there_is_something_to_get(bought, got, units, free):
    result = give(turn(bought, got), line("A", "10.00", quantity=units))

    assert discounts(result) == [f"{free * 10}.00"]


@pytest.mark.parametrize(("most", "free"), [(1, 1), (3, 3), (4, 4), (9, 4)])
def test_there_is_a_most_of_what_is_got(most, free):
    result = give(turn(1, 2, max_free=most), line("A", "10.00", quantity=7))

    assert discounts(result) == [f"{free * 10}.00"]


def test_the_cheapest_units_are_got_and_the_dearest_bought():
    lines = [line("A", "30.00"), line("B", "10.00"), line("C", "20.00")]

    assert discounts(give(turn(2, 1), *lines)) == ["0.00", "10.00", "0.00"]


def test_of_equally_cheap_units_the_later_line_is_got():
    assert discounts(give(turn(1, 1), line("A"), line("B"))) == ["0.00", "100.00"]


def test_units_that_cannot_be_got_are_bought_first():
    benefit = {
        "kind": "buy_x_get_y",
        "buy": {"scope": only(variants=["A", "B"]), "quantity": 1},
        "get": {"scope": only(variants=["B"]), "quantity": 1},
    }

    result = give(benefit, line("A", "5.00"), line("B", "50.00"))

    assert discounts(result) == ["0.00", "50.00"]


def test_what_is_bought_may_be_something_else_than_what_is_got():
    benefit = {
        "kind": "buy_x_get_y",
        "buy": {"scope": only(categories=["coffee"]), "quantity": 2},
        "get": {"scope": only(variants=["cup"]), "quantity": 1},
        "percent_off": "50",
    }

    result = give(
        benefit,
        line("A", quantity=5, categories=["coffee"]),
        line("cup", "4.99", quantity=3),
    )

    assert discounts(result) == ["0.00", "5.00"]


def test_each_unit_is_rounded_for_itself():
    result = give(turn(1, 3, percent_off="33.33"), line("A", "0.05", quantity=4))

    assert discounts(result) == ["0.06"]


def test_units_that_cost_nothing_are_neither_bought_nor_got():
    result = give(turn(1, 1), line("A", "0.00", quantity=5), line("B", "10.00"))

    assert discounts(result) == ["0.00", "0.00"]
    assert reason(result, "p") == "condition_not_met"


def test_units_are_valued_at_the_groups_price():
    result = give(
        turn(1, 1), line("A", "10.00", quantity=2), rules=[percent_off("r", "10")]
    )

    assert discounts(result) == ["9.00"]


def test_locked_units_are_neither_bought_nor_got():
    result = give(turn(1, 1), line("A", locked=True, quantity=5), line("B"))

    assert discounts(result) == ["0.00", "0.00"]


def test_units_of_a_turn_that_cannot_be_ended_stay_free():
    benefit = {
        "kind": "buy_x_get_y",
        "buy": {"scope": only(variants=["A"]), "quantity": 2},
        "get": {"scope": only(variants=["B"]), "quantity": 1},
    }
    pair = {"kind": "bundle", "components": [{"quantity": 2}], "percent_off": "50"}
    promotions = [promotion("a", benefit), promotion("b", pair)]

    result = buy(
        line("A", "10.00", quantity=4), line("B", "4.00"), promotions=promotions
    )

    assert discounts(result) == ["10.00", "4.00"]
    assert result["promotions"] == ["a", "b"]


def test_bought_and_got_units_are_used():
    pair = {"kind": "bundle", "components": [{"quantity": 1}], "percent_off": "50"}
    promotions = [promotion("a", turn(1, 1)), promotion("b", pair)]

    result = buy(line("A", "10.00", quantity=3), promotions=promotions)

    assert discounts(result) == ["15.00"]


def test_units_are_used_even_where_nothing_comes_off():
    promotions = [
        promotion("a", turn(1, 1, percent_off="0")),
        promotion("b", turn(1, 1)),
    ]

    result = buy(line("A", "10.00", quantity=2), promotions=promotions)

    assert result["promotions"] == []
    assert reason(result, "b") == "nothing_left"


def test_the_discount_is_at_most_what_is_left():
    promotions = [
        promotion("most", {"kind": "percent_off", "percent": "90"}, priority=1),
        promotion("turn", turn(1, 1)),
    ]

    result = buy(line("A", "10.00", quantity=2), promotions=promotions)

    assert discounts(result) == ["20.00"]


def test_many_units_are_no_trouble():
    result = give(turn(3, 1), line("A", "1.00", quantity=10**9))

    assert discounts(result) == ["250000000.00"]


def test_it_does_not_stand_beside_group_prices_where_it_must_not():
    benefit = {
        "kind": "buy_x_get_y",
        "buy": {"scope": only(variants=["A"]), "quantity": 1},
        "get": {"scope": only(variants=["B"]), "quantity": 1},
    }
    offer = promotion("p", benefit, with_group_prices="best")
    for variant, discount in (("A", "0.00"), ("B", "0.00"), ("C", "100.00")):
        cheaper = percent_off("r", "10", scope=only(variants=[variant]))

        result = buy(
            line("A"), line("B"), line("C"), rules=[cheaper], promotions=[offer]
        )

        assert discounts(result)[1] == discount


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (
            [line("A", quantity=1)],
            "2 more units of A and 1 more unit of B: buy 3, get 1 free",
        ),
        (
            [line("A", quantity=3)],
            "1 more unit of B: buy 3, get 1 free",
        ),
    ],
)
def test_it_says_what_is_missing(lines, sentence):
    benefit = {
        "kind": "buy_x_get_y",
        "buy": {"scope": only(variants=["A"]), "quantity": 3},
        "get": {"scope": only(variants=["B"]), "quantity": 1},
    }

    result = give(benefit, *lines)

    assert reason(result, "p") == "condition_not_met"
    assert message(result, "p") == sentence

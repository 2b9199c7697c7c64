"""The engine and a second, naive reading of pricing.md agree on any scenario."""

from fractions import Fraction

from hypothesis import given as for_all

from saleor_customer_groups.engine.scenarios import read_scenario
from saleor_customer_groups.simulate import simulate

from .generated import families, givens, sets_and_turns
from .reference import promotions

AMOUNTS = {"unit_price", "discount", "total", "shipping_price", "subtotal"}


def as_fractions(result):
    if isinstance(result, dict):
        return {
            key: Fraction(value) if key in AMOUNTS else as_fractions(value)
            for key, value in result.items()
            if key != "verdicts"
        }
    if isinstance(result, list):
        return [as_fractions(item) for item in result]
    return result


@for_all(givens())
def test_the_engine_reads_the_rules_as_the_naive_reading_does(given):
    result = simulate(read_scenario({"given": given}))

    assert as_fractions(result) == promotions.price(given)


@for_all(families())
def test_inherited_discounts_add_up_as_in_the_naive_reading(given):
    result = simulate(read_scenario({"given": given}))

    assert as_fractions(result) == promotions.price(given)


@for_all(sets_and_turns())
def test_bundles_and_free_units_are_those_of_the_naive_reading(given):
    result = simulate(read_scenario({"given": given}))

    assert as_fractions(result) == promotions.price(given)

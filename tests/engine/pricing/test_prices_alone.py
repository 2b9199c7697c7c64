"""Goods priced each as if they were alone, with prices kept from before."""

from itertools import product
from typing import get_args

from hypothesis import given as for_all
from hypothesis import strategies as st

from saleor_customer_groups.engine import (
    Cart,
    Customer,
    price_units,
    price_units_alone,
)
from saleor_customer_groups.engine.facts.facts import PolicyName
from saleor_customer_groups.engine.scenarios import read_scenario

from ..generated import families, givens


def one_by_one(facts, book):
    return [
        price_units(facts.model_copy(update={"cart": Cart(lines=(line,))}), book).lines[
            0
        ]
        for line in facts.cart.lines
    ]


def some_customers(codes):
    yield None
    yield Customer(groups=codes)
    for primary in codes:
        yield Customer(groups=codes, primary=primary)
        yield Customer(groups=(primary,))


@for_all(st.one_of(givens(), families()))
def test_prices_that_are_kept_are_those_of_each_line_alone(given):
    scenario = read_scenario({"given": given}).input
    kept = scenario.rule_book()
    codes = tuple(group.code for group in scenario.groups)[:3]
    # A checkout is given only those entries that concern it.
    lists = [
        kept.price_lists,
        [each.model_copy(update={"entries": ()}) for each in kept.price_lists],
        [
            each.model_copy(update={"entries": each.entries[::-1][:1]})
            for each in kept.price_lists
        ],
    ]
    for customer, policy, first, listed in product(
        some_customers(codes), get_args(PolicyName), (True, False), lists
    ):
        facts = scenario.model_copy(
            update={
                "customer": customer,
                "settings": scenario.settings.model_copy(
                    update={"policy": policy, "price_lists_first": first}
                ),
            }
        )

        found = price_units_alone(facts, kept.with_price_lists(listed))

        afresh = scenario.rule_book().with_price_lists(listed)
        assert found == one_by_one(facts, afresh)

"""What a scenario may say, and that no scenario breaks the command.

pricing.md, section 5.
"""

import copy
import json
import random

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from saleor_customer_groups.engine.scenarios import ScenarioError, read_scenario
from saleor_customer_groups.simulate import read_json, simulate

from ..generated import givens
from .full_scenario import FULL, changed

RULE = "price_rules[0]"
LINE = "cart.lines[0]"


def test_the_full_scenario_is_allowed():
    assert simulate(read_scenario({"given": FULL}))


ALLOWED = [
    ("customer", None),
    ("customer.primary", None),
    ("customer.primary", "gold"),
    ("settings.minimum_margin_percent", "0"),
    ("settings.minimum_margin_percent", "1000"),
    (f"{RULE}.adjustment.percent", "0"),
    (f"{RULE}.adjustment.percent", "100"),
    (f"{RULE}.adjustment", {"kind": "percent_increase", "percent": "100000"}),
    (f"{RULE}.min_subtotal", "0"),
    (f"{RULE}.groups", []),
    (f"{RULE}.groups", ["vip", "vip"]),
    ("price_lists[0].entries[0].unit_price", "0"),
    ("price_lists[0].entries[0].unit_price", "0.12345"),
    ("price_lists[0].entries", []),
    ("promotions[0].conditions[0].amount", "0"),
    ("promotions[0].conditions[0].amount", "0.001"),
    ("promotions[1].benefit.amount", "0"),
    ("promotions[1].benefit.amount", "5.000"),
    ("promotions[2].benefit.price", "0"),
    ("promotions[3].benefit.percent_off", "0"),
    ("promotions[5].benefit.up_to", "0"),
    ("cart.stock.G", 0),
    ("cart.usage.p0", {"total": 1, "customer": 9}),
    ("cart.usage.unheard_of", {"total": 1}),
    ("cart.shipping_price", "0"),
    (f"{LINE}.unit_price", "0"),
    (f"{LINE}.unit_price", "100.005"),
    (f"{LINE}.cost", "0"),
    (f"{LINE}.promotion", {"kind": "amount_off", "amount": "0"}),
    (f"{LINE}.quantity", 10**9),
    (f"{LINE}.unit_price", "9" * 30),
]


@pytest.mark.parametrize(("path", "value"), ALLOWED)
def test_what_is_unusual_but_has_a_meaning_is_allowed(path, value):
    assert simulate(read_scenario({"given": changed(path, value)}))


ODD = [None, True, 0, -1, 1.5, "", "NaN", "-1", "x", [], {}, ["x"], {"kind": "gift"}]


@for_all(givens(), st.randoms(use_true_random=False))
def test_a_damaged_scenario_is_priced_or_refused_but_never_fails(given, dice):
    # Parts of it are what other scenarios are made of, too.
    scenario = {"given": copy.deepcopy(given)}
    for _ in range(dice.randint(1, 3)):
        damage(scenario, dice)
    data = read_json(json.dumps(scenario).encode())

    try:
        simulate(read_scenario(data))
        told = ["nothing to tell"]
    except ScenarioError as error:
        told = [str(mistake) for mistake in error.mistakes]
    assert told
    assert all(line.isprintable() for line in told)


def damage(data, dice: random.Random):
    """Replace, remove or add one thing somewhere."""
    while True:
        keys = list(data) if isinstance(data, dict) else list(range(len(data)))
        if not keys:
            return
        key = dice.choice(keys)
        inner = data[key]
        if isinstance(inner, dict | list) and inner and dice.random() < 0.8:
            data = inner
            continue
        choice = dice.random()
        if choice < 0.6:
            data[key] = copy.deepcopy(dice.choice(ODD))
        elif choice < 0.8:
            del data[key]
        elif isinstance(data, dict):
            data["odd"] = 1
        return

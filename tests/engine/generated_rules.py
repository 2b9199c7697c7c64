"""Rules made by Hypothesis, in the simulation format of pricing.md, section 5.

The world is small on purpose: few groups, variants and amounts, so that rules meet.
Most parts are chosen whole from lists, so that a scenario takes few decisions and is
made, and made smaller, quickly.
"""

from hypothesis import strategies as st

NOW = "2026-03-15T12:00:00+00:00"
EARLIER = "2026-03-01T00:00:00+00:00"
LATER = "2026-04-01T00:00:00+02:00"
CREATED = [
    "2024-01-01T00:00:00+00:00",
    "2025-01-01T00:00:00+00:00",
    "2025-01-01T01:00:00+01:00",
]
GROUPS = ["a", "b", "c", "d"]
VARIANTS = ["A", "B", "C"]
DECIMALS = {"JPY": 0, "USD": 2, "BHD": 3}
POLICIES = [
    "best_price",
    "priority",
    "newest_group",
    "primary_group",
    "stack",
    "add",
]
PERCENTS = ["10", "0", "2", "5", "12.5", "20", "33.33", "50", "100"]
INCREASES = ["10", "0", "5", "33.3", "250"]
AMOUNTS = {
    "USD": ["10.00", "0.00", "0.01", "0.05", "1.00", "3.33", "9.99", "25.50", "60.00"],
    "JPY": ["10", "0", "1", "3", "7", "33", "60"],
    "BHD": ["10.000", "0.000", "0.001", "0.015", "3.333", "9.995", "60.000"],
}
TIERS = [[1, 3], [2, 8], [5], [1, 2, 6]]
SCOPES = [
    {},
    {"include": {"variants": ["A"]}},
    {"include": {"variants": ["B"]}},
    {"include": {"variants": ["B", "C"]}},
    {"include": {"products": ["P"]}},
    {"include": {"products": ["Q", "R"]}},
    {"include": {"categories": ["coffee"]}},
    {"include": {"categories": ["tea"]}},
    {"include": {"collections": ["sale"]}},
    {"include": {"product_types": ["goods"]}},
    {"include": {"variants": ["A"], "categories": ["tea"]}},
    {"include": {}, "exclude": {"variants": ["A"]}},
    {"exclude": {"categories": ["tea"]}},
    {"include": {"products": ["P"]}, "exclude": {"variants": ["B"]}},
    {"include": {"categories": ["coffee"]}, "exclude": {"collections": ["sale"]}},
    {"include": {"product_types": ["other"]}},
]
# What may stand between a rule and the customer; mostly nothing does.
OPEN = {
    "with_vouchers": "allow",
    "is_active": True,
    "valid_from": None,
    "valid_until": None,
    "channels": [],
}
TERMS = [
    *[OPEN] * 16,
    OPEN | {"valid_from": EARLIER, "valid_until": LATER},
    OPEN | {"valid_from": NOW, "channels": ["shop", "web"]},
    OPEN | {"with_vouchers": "refuse"},
    OPEN | {"is_active": False},
    OPEN | {"valid_until": NOW},
    OPEN | {"valid_from": LATER},
    OPEN | {"channels": ["shop"]},
]

one_of = st.sampled_from
seldom = one_of([False] * 12 + [True])
rarely = one_of([False] * 6 + [True])
mostly = one_of([True] * 6 + [False])
priorities = one_of([0, 0, 1, -1])
percents = one_of(PERCENTS)
scopes = one_of([{}] * 12 + SCOPES)
counted_scopes = one_of([None] * 12 + SCOPES)
small = one_of([1, 1, 2, 3])
few = one_of([None, None, 1, 2, 5])
tiers_counts = one_of(["variant", "variant", "product", "scope"])


def amounts(currency):
    return one_of(AMOUNTS[currency])


def sized(items, most):
    """Lists of evenly distributed sizes; Hypothesis alone prefers short ones."""
    return st.integers(0, most).flatmap(
        lambda size: st.lists(items, min_size=size, max_size=size)
    )


def subsets(codes):
    """All, one or two of some codes."""
    return one_of(
        [codes] * 4
        + [[code] for code in codes]
        + [[one, other] for one in codes for other in codes if one < other]
    )


def _adjustments(currency):
    """Every kind with many values, percentages off most often."""
    found = []
    for adds in (False, True):
        kind = {"kind": "percent_off", "adds_to_inherited": adds}
        found += [{**kind, "percent": percent} for percent in PERCENTS] * 2
        found += [{**kind, **_tiers("percent", PERCENTS, at)} for at in range(4)]
    for name in ("percent_increase", "cost_plus"):
        found += [{"kind": name, "percent": percent} for percent in INCREASES]
        found.append({"kind": name, **_tiers("percent", INCREASES, 1)})
    for name in ("amount_off", "amount_increase", "fixed_price"):
        money = {"kind": name, "currency": currency}
        found += [{**money, "amount": amount} for amount in AMOUNTS[currency]]
        found.append({**money, **_tiers("amount", AMOUNTS[currency], 0)})
        found.append({"kind": name, "currency": "EUR", "amount": "1"})
    return found


def _tiers(name, values, at):
    return {
        "tiers": [
            {"min_quantity": quantity, name: values[(at + place * 3) % len(values)]}
            for place, quantity in enumerate(TIERS[at])
        ]
    }


ADJUSTMENTS = {currency: _adjustments(currency) for currency in DECIMALS}


@st.composite
def terms(draw, groups):
    """What lists, rules and promotions have in common, but for the code."""
    return {
        **draw(one_of(TERMS)),
        "groups": draw(subsets(groups)),
        "priority": draw(priorities),
    }


@st.composite
def price_rules(draw, groups, currency):
    minimum = draw(
        one_of(
            [(None, None, None)] * 12
            + [(None, "EUR", 2), (None, None, 8), ("0", "EUR", None)]
            + [("1", None, None), ("30", None, None), ("30", currency, None)]
        )
    )
    return {
        **draw(terms(groups)),
        "exclusive": draw(seldom),
        "with_promotions": draw(one_of(["best", "stack", "replace"])),
        "tiers_count": draw(tiers_counts),
        "min_subtotal": minimum[0],
        "min_subtotal_currency": minimum[1],
        "min_quantity": minimum[2],
        "scope": draw(scopes),
        "adjustment": draw(one_of(ADJUSTMENTS[currency])),
    }


@st.composite
def price_lists(draw, groups, currency):
    keys = [
        (variant, money, quantity)
        for variant in VARIANTS
        for money in (currency, currency, "EUR")
        for quantity in (1, 1, 3, 8)
    ]
    chosen = draw(st.lists(one_of(keys), max_size=3, unique=True))
    return {
        **draw(terms(groups)),
        "with_promotions": draw(one_of(["best", "stack", "replace"])),
        "tiers_count": draw(tiers_counts),
        "entries": [
            {
                "variant": variant,
                "currency": money,
                "min_quantity": quantity,
                "unit_price": draw(amounts(currency)),
            }
            for variant, money, quantity in chosen
        ],
    }


@st.composite
def bundles(draw, currency):
    saving = draw(
        one_of(
            [{"percent_off": percent} for percent in PERCENTS[3:]]
            + [
                {way: amount, "currency": currency}
                for way in ("price", "amount_off")
                for amount in AMOUNTS[currency]
            ]
        )
    )
    parts = st.fixed_dictionaries({"scope": scopes, "quantity": small})
    return {
        "kind": "bundle",
        "components": draw(st.lists(parts, min_size=1, max_size=3)),
        "max_sets": draw(few),
        **saving,
    }


@st.composite
def turns(draw):
    return {
        "kind": "buy_x_get_y",
        "buy": {"scope": draw(scopes), "quantity": draw(small)},
        "get": {"scope": draw(scopes), "quantity": draw(small)},
        "percent_off": draw(one_of(["100", "100", "33.33", "0"])),
        "max_free": draw(few),
    }


@st.composite
def gifts(draw):
    per = draw(one_of([None, *SCOPES[:8]]))
    return {
        "kind": "gift",
        "variants": draw(one_of([["G1"], ["G2"], ["G1", "G2"], ["G2", "G1", "G3"]])),
        "quantity": draw(small),
        "per": per if per is None else {"scope": per, "quantity": draw(small)},
        "max_gifts": draw(few),
    }


def benefits(currency):
    amount_off = st.fixed_dictionaries(
        {
            "kind": st.just("amount_off"),
            "amount": amounts(currency),
            "currency": one_of([currency] * 8 + ["BHD"]),
            "scope": scopes,
        }
    )
    percent_off = st.fixed_dictionaries(
        {"kind": st.just("percent_off"), "percent": percents, "scope": scopes}
    )
    shipping = st.fixed_dictionaries(
        {"kind": st.just("free_shipping"), "up_to": st.none() | amounts(currency)}
    )
    return st.one_of(
        percent_off, amount_off, bundles(currency), turns(), gifts(), shipping
    )


def conditions(currency):
    return st.one_of(
        st.fixed_dictionaries(
            {
                "kind": st.just("min_subtotal"),
                "amount": amounts(currency),
                "currency": one_of([currency] * 6 + ["EUR"]),
                "scope": counted_scopes,
            }
        ),
        st.fixed_dictionaries(
            {
                "kind": st.just("min_quantity"),
                "quantity": one_of([1, 2, 4, 8]),
                "scope": counted_scopes,
            }
        ),
    )


@st.composite
def promotions(draw, groups, currency):
    limits = draw(one_of([(None, None)] * 10 + [(1, None), (3, 2), (None, 1)]))
    number = draw(one_of([0, 0, 0, 1, 2]))
    return {
        **draw(terms(groups)),
        "exclusive": draw(seldom),
        "with_group_prices": draw(one_of(["stack", "best"])),
        "limit_total": limits[0],
        "limit_per_customer": limits[1],
        "conditions": [draw(conditions(currency)) for _ in range(number)],
        "benefit": draw(benefits(currency)),
    }

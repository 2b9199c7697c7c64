"""Scenarios made by Hypothesis, in the simulation format of pricing.md, section 5.

The world is small on purpose: few groups, variants and amounts, so that rules meet.
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
PRODUCTS = ["P", "Q"]
CATEGORIES = ["coffee", "tea"]
DECIMALS = {"JPY": 0, "USD": 2, "BHD": 3}
POLICIES = [
    "best_price",
    "priority",
    "newest_group",
    "primary_group",
    "stack",
    "add",
]

rarely = st.sampled_from([False] * 6 + [True])
seldom = st.sampled_from([False] * 12 + [True])
mostly = st.sampled_from([True] * 6 + [False])
priorities = st.integers(-1, 1)
percents = st.sampled_from(["0", "2", "5", "10", "12.5", "33.33", "50", "100"])
increases = st.sampled_from(["0", "5", "10", "33.3", "250"])


def amounts(currency, largest=60):
    """Amounts with exactly the currency's decimals, mostly round ones."""
    places = DECIMALS[currency]
    scale = 10**places
    units = st.integers(0, largest * scale) | st.integers(0, largest).map(
        lambda whole: whole * scale
    )
    return units.map(lambda number: written(number, places))


def written(units, places):
    text = str(units).rjust(places + 1, "0")
    return f"{text[:-places]}.{text[-places:]}" if places else text


def sized(items, most):
    """Lists of evenly distributed sizes; Hypothesis alone prefers short ones."""
    return st.integers(0, most).flatmap(
        lambda size: st.lists(items, min_size=size, max_size=size)
    )


def some(items):
    return st.lists(st.sampled_from(items), min_size=1, max_size=2, unique=True)


selections = st.fixed_dictionaries(
    {},
    optional={
        "variants": some(VARIANTS),
        "products": some(PRODUCTS),
        "categories": some(CATEGORIES),
        "collections": some(["sale"]),
        "product_types": some(["goods"]),
    },
)
scopes = st.one_of(
    st.just({}),
    st.just({}),
    st.just({}),
    st.fixed_dictionaries({"include": selections}),
    some(VARIANTS).map(lambda names: {"include": {"variants": names}}),
    st.fixed_dictionaries(
        {
            "include": selections,
            "exclude": st.fixed_dictionaries(
                {}, optional={"variants": some(VARIANTS), "categories": some(["tea"])}
            ),
        }
    ),
)


# What may stand between a rule and the customer; mostly nothing does.
OPEN = {
    "with_vouchers": "allow",
    "is_active": True,
    "valid_from": None,
    "valid_until": None,
    "channels": [],
}
TERMS = [
    *[OPEN] * 14,
    OPEN | {"valid_from": EARLIER, "valid_until": LATER},
    OPEN | {"valid_from": NOW, "channels": ["shop", "web"]},
    OPEN | {"with_vouchers": "refuse"},
    OPEN | {"is_active": False},
    OPEN | {"valid_until": NOW},
    OPEN | {"valid_from": LATER},
    OPEN | {"channels": ["shop"]},
]


@st.composite
def terms(draw, groups):
    """What lists, rules and promotions have in common, but for the code."""
    return {
        **draw(st.sampled_from(TERMS)),
        "groups": draw(
            st.lists(st.sampled_from(groups), min_size=1, max_size=3, unique=True)
        ),
        "priority": draw(priorities),
    }


@st.composite
def valued(draw, name, values):
    """One value, or tiers of values."""
    if draw(rarely):
        quantities = draw(
            st.lists(st.integers(1, 9), min_size=1, max_size=3, unique=True)
        )
        return {
            "tiers": [
                {"min_quantity": quantity, name: draw(values)}
                for quantity in quantities
            ]
        }
    return {name: draw(values)}


@st.composite
def adjustments(draw, currency):
    kind = draw(
        st.sampled_from(
            ["percent_off"] * 5
            + ["amount_off", "percent_increase", "amount_increase"]
            + ["fixed_price", "cost_plus"]
        )
    )
    if kind == "percent_off":
        return {
            "kind": kind,
            "adds_to_inherited": draw(st.booleans()),
            **draw(valued("percent", percents)),
        }
    if kind in ("percent_increase", "cost_plus"):
        return {"kind": kind, **draw(valued("percent", increases))}
    return {
        "kind": kind,
        "currency": draw(st.sampled_from([currency] * 6 + ["EUR"])),
        **draw(valued("amount", amounts(currency))),
    }


@st.composite
def price_rules(draw, groups, currency):
    has_minimum = draw(seldom)
    return {
        **draw(terms(groups)),
        "exclusive": draw(seldom),
        "with_promotions": draw(st.sampled_from(["best", "stack", "replace"])),
        "min_subtotal": draw(amounts(currency)) if has_minimum else None,
        "min_subtotal_currency": draw(
            st.sampled_from([None, None, currency, currency, "EUR"])
        ),
        "min_quantity": draw(st.sampled_from([None] * 12 + [2, 8])),
        "scope": draw(scopes),
        "adjustment": draw(adjustments(currency)),
    }


@st.composite
def price_lists(draw, groups, currency):
    keys = st.tuples(
        st.sampled_from(VARIANTS),
        st.sampled_from([currency] * 4 + ["EUR"]),
        st.sampled_from([1, 1, 3, 8]),
    )
    return {
        **draw(terms(groups)),
        "with_promotions": draw(st.sampled_from(["best", "stack", "replace"])),
        "entries": [
            {
                "variant": variant,
                "currency": money,
                "min_quantity": quantity,
                "unit_price": draw(amounts(currency)),
            }
            for variant, money, quantity in draw(
                st.lists(keys, max_size=3, unique=True)
            )
        ],
    }


@st.composite
def benefits(draw, currency):
    kind = draw(
        st.sampled_from(
            ["percent_off", "amount_off", "bundle", "buy_x_get_y", "gift"] * 2
            + ["free_shipping"]
        )
    )
    money = draw(st.sampled_from([currency] * 8 + ["EUR"])) if currency != "BHD" else ""
    money = money or currency
    small = st.sampled_from([1, 1, 2, 3])
    few = st.sampled_from([None, None, 1, 2, 5])
    if money == "EUR" and currency == "JPY":
        money = currency
    if kind == "percent_off":
        return {"kind": kind, "percent": draw(percents), "scope": draw(scopes)}
    if kind == "amount_off":
        return {
            "kind": kind,
            "amount": draw(amounts(currency)),
            "currency": money,
            "scope": draw(scopes),
        }
    if kind == "bundle":
        way = draw(st.sampled_from(["price", "percent_off", "amount_off"]))
        if way == "percent_off":
            saving = {way: draw(percents)}
        else:
            saving = {way: draw(amounts(currency)), "currency": money}
        parts = st.fixed_dictionaries({"scope": scopes, "quantity": small})
        return {
            "kind": kind,
            "components": draw(st.lists(parts, min_size=1, max_size=3)),
            "max_sets": draw(few),
            **saving,
        }
    if kind == "buy_x_get_y":
        return {
            "kind": kind,
            "buy": {"scope": draw(scopes), "quantity": draw(small)},
            "get": {"scope": draw(scopes), "quantity": draw(small)},
            "percent_off": draw(percents),
            "max_free": draw(few),
        }
    if kind == "gift":
        per = st.fixed_dictionaries({"scope": scopes, "quantity": small})
        return {
            "kind": kind,
            "variants": draw(some(["G1", "G2", "G3"])),
            "quantity": draw(small),
            "per": draw(st.none() | per),
            "max_gifts": draw(few),
        }
    return {"kind": kind, "up_to": draw(st.none() | amounts(currency, 5))}


@st.composite
def conditions(draw, currency):
    scope = draw(scopes)
    if draw(st.booleans()):
        return {
            "kind": "min_subtotal",
            "amount": draw(amounts(currency)),
            "currency": draw(st.sampled_from([currency] * 6 + ["EUR"])),
            "scope": scope,
        }
    return {
        "kind": "min_quantity",
        "quantity": draw(st.integers(1, 6)),
        "scope": scope,
    }


@st.composite
def promotions(draw, groups, currency):
    return {
        **draw(terms(groups)),
        "name": "",
        "exclusive": draw(seldom),
        "with_group_prices": draw(st.sampled_from(["stack", "best"])),
        "limit_total": draw(st.sampled_from([None] * 12 + [1, 3])),
        "limit_per_customer": draw(st.sampled_from([None] * 12 + [1, 3])),
        "conditions": draw(
            st.just([]) | st.just([]) | st.lists(conditions(currency), max_size=2)
        ),
        "benefit": draw(benefits(currency)),
    }


@st.composite
def lines(draw, currency):
    number = draw(st.integers(0, 2))
    promotion = draw(
        st.none()
        | st.none()
        | st.fixed_dictionaries({"kind": st.just("percent_off"), "percent": percents})
        | st.fixed_dictionaries(
            {"kind": st.just("amount_off"), "amount": amounts(currency, 20)}
        )
    )
    return {
        "variant": VARIANTS[number],
        "product": PRODUCTS[number // 2],
        "product_type": "goods",
        "categories": [["coffee"], ["coffee", "tea"], []][number],
        "collections": [[], ["sale"], []][number],
        "quantity": draw(st.integers(1, 9)),
        "unit_price": draw(amounts(currency)),
        "public_price": None,
        "cost": draw(st.none() | amounts(currency)),
        "locked": draw(rarely),
        "promotion": promotion,
    }


@st.composite
def groups_of_shop(draw):
    number = draw(st.sampled_from([1, 2, 3, 3, 4, 4]))
    default = draw(st.sampled_from([None, *GROUPS[:number]]))
    guests = draw(st.sampled_from([None, *GROUPS[:number]]))
    return [
        {
            "code": code,
            "priority": draw(priorities),
            "created_at": draw(st.sampled_from(CREATED)),
            "parent": draw(st.sampled_from([*GROUPS[:place], None])),
            "inherits_pricing": draw(mostly),
            "is_active": draw(mostly),
            "is_default": code == default,
            "for_guests": code == guests,
        }
        for place, code in enumerate(GROUPS[:number])
    ]


@st.composite
def givens(draw, most_promotions=3, policies=POLICIES):
    """The ``given`` of a scenario."""
    currency = draw(st.sampled_from(["USD", "USD", "USD", "JPY", "BHD"]))
    groups = draw(groups_of_shop())
    codes = [group["code"] for group in groups]
    customer = None
    if draw(mostly):
        fewest = draw(st.sampled_from([1, 1, 1, 1, 0]))
        members = draw(
            st.lists(st.sampled_from(codes), min_size=fewest, max_size=3, unique=True)
        )
        customer = {
            "groups": members,
            "primary": draw(st.sampled_from([None, *codes])),
        }
    rules = draw(sized(price_rules(codes, currency), 6))
    lists = draw(sized(price_lists(codes, currency), 2))
    offers = draw(sized(promotions(codes, currency), most_promotions))
    for prefix, rows in (("r", rules), ("l", lists), ("p", offers)):
        for number, row in enumerate(draw(st.permutations(range(len(rows))))):
            rows[number]["code"] = f"{prefix}{row}"
    usage = st.fixed_dictionaries(
        {"total": st.integers(0, 4), "customer": st.integers(0, 4)}
    )
    return {
        "currency": currency,
        "channel": "web",
        "now": NOW,
        "settings": {
            "policy": draw(st.sampled_from(policies)),
            "price_lists_first": draw(mostly),
            "minimum_margin_percent": draw(
                st.sampled_from([None, None, None, "0", "10", "100"])
            ),
        },
        "groups": groups,
        "customer": customer,
        "price_lists": lists,
        "price_rules": rules,
        "promotions": offers,
        "cart": {
            "shipping_price": draw(amounts(currency, 12)),
            "has_voucher": draw(rarely),
            "stock": draw(
                st.dictionaries(
                    st.sampled_from(["G1", "G2"]), st.integers(0, 4), max_size=2
                )
            ),
            "usage": {
                offer["code"]: draw(usage) for offer in offers if draw(st.booleans())
            },
            "lines": draw(sized(lines(currency), 4)),
        },
    }


@st.composite
def families(draw):
    """Scenarios of one line in which groups inherit, and many discounts add."""
    given = draw(givens(most_promotions=0))
    codes = draw(st.permutations(GROUPS))
    given["groups"] = [
        {
            "code": code,
            "priority": draw(priorities),
            "created_at": draw(st.sampled_from(CREATED)),
            "parent": draw(st.sampled_from(codes[:place][-2:] or [None])),
            "inherits_pricing": draw(mostly),
            "is_active": draw(mostly),
            "is_default": False,
            "for_guests": False,
        }
        for place, code in enumerate(codes)
    ]
    given["customer"] = {
        "groups": draw(
            st.lists(st.sampled_from(codes), min_size=1, max_size=3, unique=True)
        ),
        "primary": draw(st.sampled_from([None, *codes])),
    }
    given["price_rules"] = [
        {
            **OPEN,
            "code": f"r{number}",
            "priority": draw(priorities),
            "groups": draw(
                st.lists(st.sampled_from(codes), min_size=1, max_size=3, unique=True)
            ),
            "exclusive": draw(seldom),
            "with_promotions": "best",
            "min_subtotal": None,
            "min_subtotal_currency": None,
            "min_quantity": None,
            "scope": {},
            "adjustment": {
                "kind": "percent_off",
                "percent": draw(percents),
                "adds_to_inherited": draw(st.booleans()),
            },
        }
        for number in range(draw(st.integers(1, 5)))
    ]
    given["price_lists"] = []
    given["cart"]["lines"] = [draw(lines(given["currency"]))]
    return given


@st.composite
def sets_and_turns(draw):
    """Scenarios in which bundles and buy-x-get-y compete for the same units."""
    given = draw(givens(most_promotions=0))
    currency = given["currency"]
    given["customer"] = {"groups": [given["groups"][0]["code"]], "primary": None}
    given["groups"][0]["is_active"] = True
    kinds = st.sampled_from(["bundle", "buy_x_get_y", "buy_x_get_y", "amount_off"])
    few = st.sampled_from([None, None, 1, 2, 5])
    small = st.sampled_from([1, 1, 2, 3])
    parts = st.fixed_dictionaries({"scope": scopes, "quantity": small})
    given["promotions"] = []
    for number in range(draw(st.integers(1, 3))):
        kind = draw(kinds)
        if kind == "bundle":
            benefit = {
                "kind": kind,
                "components": draw(st.lists(parts, min_size=1, max_size=3)),
                "max_sets": draw(few),
                **draw(
                    st.sampled_from(
                        [
                            {"percent_off": "30"},
                            {"price": "25", "currency": currency},
                            {"amount_off": "7", "currency": currency},
                        ]
                    )
                ),
            }
        elif kind == "buy_x_get_y":
            benefit = {
                "kind": kind,
                "buy": draw(parts),
                "get": draw(parts),
                "percent_off": draw(st.sampled_from(["100", "100", "33.33", "0"])),
                "max_free": draw(few),
            }
        else:
            benefit = {
                "kind": kind,
                "amount": draw(amounts(currency)),
                "currency": currency,
                "scope": draw(scopes),
            }
        given["promotions"].append(
            {
                **OPEN,
                "code": f"p{number}",
                "groups": given["customer"]["groups"],
                "priority": draw(priorities),
                "exclusive": draw(rarely),
                "with_group_prices": "stack",
                "limit_total": None,
                "limit_per_customer": None,
                "conditions": [],
                "benefit": benefit,
            }
        )
    given["cart"]["usage"] = {}
    given["cart"]["lines"] = draw(st.lists(lines(currency), min_size=1, max_size=5))
    return given

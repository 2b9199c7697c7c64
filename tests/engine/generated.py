"""Scenarios made by Hypothesis, in the simulation format of pricing.md, section 5."""

from hypothesis import strategies as st

from .generated_rules import (
    AMOUNTS,
    CREATED,
    GROUPS,
    NOW,
    OPEN,
    PERCENTS,
    POLICIES,
    VARIANTS,
    amounts,
    bundles,
    mostly,
    one_of,
    percents,
    price_lists,
    price_rules,
    priorities,
    promotions,
    rarely,
    scopes,
    seldom,
    sized,
    subsets,
    turns,
)


@st.composite
def lines(draw, currency):
    number = draw(st.integers(0, 2))
    return {
        "variant": VARIANTS[number],
        "product": "PPQ"[number],
        "product_type": "goods",
        "gift_card": draw(rarely),
        "categories": [["coffee"], ["coffee", "tea"], []][number],
        "collections": [[], ["sale"], []][number],
        "quantity": draw(st.integers(1, 9)),
        "unit_price": draw(amounts(currency)),
        "public_price": None,
        "cost": draw(st.none() | amounts(currency)),
        "locked": draw(rarely),
        "promotion": draw(
            one_of(
                [None] * 6
                + [{"kind": "percent_off", "percent": each} for each in PERCENTS[3:]]
                + [
                    {"kind": "amount_off", "amount": each}
                    for each in AMOUNTS[currency][2:]
                ]
            )
        ),
    }


@st.composite
def shop_groups(draw, number):
    default, guests = draw(one_of([(0, 0), (1, 2), (2, 0), (None, None)]))
    return [
        {
            "code": code,
            "priority": draw(priorities),
            "created_at": draw(one_of(CREATED)),
            "parent": draw(one_of([*GROUPS[:place], None])),
            "inherits_pricing": draw(mostly),
            "is_active": draw(mostly),
            "is_default": place == default,
            "for_guests": place == guests,
        }
        for place, code in enumerate(GROUPS[:number])
    ]


@st.composite
def givens(draw, most_promotions=3, most_rules=6, policies=POLICIES):
    """The ``given`` of a scenario."""
    currency = draw(one_of(["USD", "USD", "JPY", "BHD"]))
    groups = draw(shop_groups(draw(one_of([3, 1, 2, 3, 4, 4]))))
    codes = [group["code"] for group in groups]
    members = draw(one_of([None, []]) | subsets(codes) | subsets(codes))
    rules = draw(sized(price_rules(codes, currency), most_rules))
    lists = draw(sized(price_lists(codes, currency), 2))
    offers = draw(sized(promotions(codes, currency), most_promotions))
    for prefix, rows in (("r", rules), ("l", lists), ("p", offers)):
        for number, row in enumerate(rows):
            row["code"] = f"{prefix}{number}"
    usage = st.fixed_dictionaries(
        {"total": one_of([0, 1, 4]), "customer": one_of([0, 1, 4])}
    )
    return {
        "currency": currency,
        "channel": "web",
        "now": NOW,
        "settings": {
            "policy": draw(one_of(policies)),
            "price_lists_first": draw(mostly),
            "minimum_margin_percent": draw(one_of([None] * 4 + ["0", "10", "100"])),
        },
        "groups": groups,
        "customer": (
            None
            if members is None
            else {"groups": members, "primary": draw(one_of([None, *codes]))}
        ),
        "price_lists": lists,
        "price_rules": rules,
        "promotions": offers,
        "cart": {
            "shipping_price": draw(amounts(currency)),
            "has_voucher": draw(rarely),
            "undeliverable": draw(one_of([[], [], [], ["G1"], ["G1", "G2", "A"]])),
            "refused_gifts": draw(one_of([[], [], [], ["p0"], ["p1", "p2"]])),
            "stock": draw(one_of([{}, {"G1": 2}, {"G1": 1, "G2": 4}, {"G2": 0}])),
            "usage": {offer["code"]: draw(usage) for offer in offers[:1]},
            "lines": draw(sized(lines(currency), 4)),
        },
    }


@st.composite
def families(draw):
    """Scenarios of one line in which groups inherit, and many discounts add."""
    given = draw(givens(most_promotions=0, most_rules=0))
    codes = draw(st.permutations(GROUPS))
    for group, code in zip(draw(shop_groups(4)), GROUPS, strict=True):
        place = codes.index(code)
        parent = draw(one_of(codes[:place][-2:] or [None]))
        given["groups"] = [each for each in given["groups"] if each["code"] != code]
        given["groups"].append({**group, "parent": parent})
    given["customer"] = {
        "groups": draw(subsets(GROUPS)),
        "primary": draw(one_of([None, *GROUPS])),
    }
    given["price_rules"] = [
        {
            **OPEN,
            "code": f"r{number}",
            "priority": draw(priorities),
            "groups": draw(subsets(GROUPS)),
            "exclusive": draw(seldom),
            "with_promotions": "best",
            "tiers_count": "variant",
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
    given = draw(givens(most_promotions=0, most_rules=2))
    currency = given["currency"]
    given["groups"][0]["is_active"] = True
    member_of = [given["groups"][0]["code"]]
    given["customer"] = {"groups": member_of, "primary": None}
    amount_off = st.fixed_dictionaries(
        {
            "kind": st.just("amount_off"),
            "amount": amounts(currency),
            "currency": st.just(currency),
            "scope": scopes,
        }
    )
    given["promotions"] = [
        {
            **OPEN,
            "code": f"p{number}",
            "groups": member_of,
            "priority": draw(priorities),
            "exclusive": draw(seldom),
            "with_group_prices": "stack",
            "limit_total": None,
            "limit_per_customer": None,
            "conditions": [],
            "benefit": draw(bundles(currency) | turns() | turns() | amount_off),
        }
        for number in range(draw(st.integers(1, 3)))
    ]
    given["cart"]["usage"] = {}
    given["cart"]["lines"] = draw(st.lists(lines(currency), min_size=1, max_size=5))
    return given

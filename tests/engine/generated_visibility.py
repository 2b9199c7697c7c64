"""Scenarios of visibility made by Hypothesis. visibility.md, section 6.

The world is small on purpose: few groups, products and scopes, so that they meet.
"""

from hypothesis import strategies as st

from .generated_rules import EARLIER, GROUPS, LATER, NOW, mostly, one_of, subsets

PRODUCTS = ["P", "Q", "R", "S", "T"]
SCOPES = [
    {"include": {"products": ["P"]}},
    {"include": {"products": ["Q", "S"]}},
    {"include": {"categories": ["coffee"]}},
    {"include": {"categories": ["tea"]}},
    {"include": {"collections": ["sale"]}},
    {"include": {"product_types": ["goods"]}},
    {"include": {"categories": ["coffee"]}, "exclude": {"collections": ["sale"]}},
    {"include": {"product_types": ["goods"], "products": ["T"]}},
    {"exclude": {"categories": ["tea"]}},
    # Each leaves some out that another one has.
    {"include": {"categories": ["coffee"]}, "exclude": {"products": ["P"]}},
    {"include": {"collections": ["sale"]}, "exclude": {"products": ["P", "S"]}},
    {"include": {"product_types": ["goods"]}, "exclude": {"products": ["T"]}},
    {"include": {"products": ["P", "Q"]}, "exclude": {"products": ["nothing"]}},
    {"exclude": {"products": ["Q"]}},
    {"include": {"collections": ["sale"]}, "exclude": {"product_types": ["goods"]}},
    {
        "include": {"categories": ["coffee", "tea"], "products": ["P"]},
        "exclude": {"categories": ["espresso"], "collections": ["sale"]},
    },
    {"include": {"products": ["nothing"]}},
    {},
]
WINDOWS = [
    *[(None, None)] * 5,
    (None, LATER),
    (EARLIER, None),
    (NOW, LATER),
    (EARLIER, NOW),
    (LATER, None),
]


@st.composite
def products(draw):
    number = draw(st.integers(1, len(PRODUCTS)))
    categories = [["coffee"], ["espresso", "coffee"], ["tea"], []]
    return [
        {
            "product": product,
            "product_type": draw(one_of(["goods", "other"])),
            "categories": draw(one_of(categories)),
            "collections": draw(one_of([[], ["sale"]])),
        }
        for product in PRODUCTS[:number]
    ]


@st.composite
def visibility_groups(draw):
    number = draw(st.integers(1, len(GROUPS)))
    default, guests = draw(one_of([(0, 0), (1, 2), (2, 0), (0, None), (None, None)]))
    found = []
    for place, code in enumerate(GROUPS[:number]):
        access = draw(one_of(["inherit", "inherit", "all", "sets", "custom"]))
        found.append(
            {
                "code": code,
                "created_at": EARLIER,
                "parent": draw(one_of([*GROUPS[:place], None])),
                "is_active": draw(mostly),
                "is_default": place == default,
                "for_guests": place == guests,
                "inherits_visibility": draw(mostly),
                "product_access": access,
                "product_scope": draw(one_of(SCOPES)) if access == "custom" else None,
            }
        )
    return found


@st.composite
def visibility_sets(draw, codes, number):
    begins, ends = draw(one_of(WINDOWS))
    return {
        "code": f"s{number}",
        "name": draw(one_of(["", "Pallets"])),
        "scope": draw(one_of(SCOPES)),
        "groups": draw(st.just([]) | subsets(codes)),
        "is_exclusive": draw(st.booleans()),
        "is_active": draw(mostly),
        "valid_from": begins,
        "valid_until": ends,
    }


@st.composite
def visibility_givens(draw):
    """The ``given`` of a scenario of visibility."""
    groups = draw(visibility_groups())
    codes = [group["code"] for group in groups]
    customer = {"groups": draw(st.just([]) | subsets(codes)), "primary": None}
    return {
        "now": NOW,
        "groups": groups,
        "customer": draw(one_of([customer, customer, customer, None])),
        "visibility_sets": [
            draw(visibility_sets(codes, number))
            for number in range(draw(st.integers(0, 4)))
        ],
        "products": draw(products()),
    }

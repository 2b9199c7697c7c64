"""A scenario that says everything once, and ways to change it."""

import copy

FULL = {
    "currency": "USD",
    "channel": "web",
    "now": "2026-03-15T12:00:00+00:00",
    "settings": {
        "policy": "best_price",
        "price_lists_first": True,
        "minimum_margin_percent": None,
    },
    "groups": [
        {"code": "vip", "created_at": "2025-01-01T00:00:00+00:00", "parent": None},
        {"code": "gold", "created_at": "2025-01-01T00:00:00+00:00", "parent": "vip"},
    ],
    "customer": {"groups": ["vip"], "primary": "vip"},
    "price_lists": [
        {
            "code": "l1",
            "groups": ["vip"],
            "tiers_count": "product",
            "entries": [{"variant": "A", "currency": "USD", "unit_price": "80.00"}],
        }
    ],
    "price_rules": [
        {
            "code": "r1",
            "groups": ["vip"],
            "tiers_count": "scope",
            "scope": {"include": {"categories": ["coffee"]}, "exclude": {}},
            "adjustment": {"kind": "percent_off", "percent": "15"},
        },
        {
            "code": "r2",
            "groups": ["vip"],
            "adjustment": {
                "kind": "amount_off",
                "currency": "USD",
                "tiers": [{"min_quantity": 2, "amount": "1.00"}],
            },
        },
    ],
    "promotions": [
        {
            "code": "p0",
            "groups": ["vip"],
            "conditions": [
                {"kind": "min_subtotal", "amount": "5", "currency": "USD"},
                {"kind": "min_quantity", "quantity": 2},
            ],
            "benefit": {"kind": "percent_off", "percent": "10", "scope": {}},
        },
        {
            "code": "p1",
            "benefit": {"kind": "amount_off", "amount": "5.00", "currency": "USD"},
        },
        {
            "code": "p2",
            "benefit": {
                "kind": "bundle",
                "components": [{"scope": {}, "quantity": 2}],
                "price": "5.00",
                "currency": "USD",
                "max_sets": None,
            },
        },
        {
            "code": "p3",
            "benefit": {
                "kind": "buy_x_get_y",
                "buy": {"scope": {}, "quantity": 2},
                "get": {"scope": {}, "quantity": 1},
                "percent_off": "100",
                "max_free": None,
            },
        },
        {
            "code": "p4",
            "benefit": {
                "kind": "gift",
                "variants": ["G"],
                "quantity": 1,
                "per": {"scope": {}, "quantity": 5},
                "max_gifts": None,
            },
        },
        {"code": "p5", "benefit": {"kind": "free_shipping", "up_to": None}},
    ],
    "cart": {
        "shipping_price": "10.00",
        "has_voucher": False,
        "stock": {"G": 5},
        "undeliverable": ["H"],
        "refused_gifts": ["p9"],
        "usage": {"p0": {"total": 0, "customer": 0}},
        "lines": [
            {
                "variant": "A",
                "quantity": 2,
                "unit_price": "100.00",
                "cost": "60.00",
                "gift_card": False,
                "promotion": {"kind": "percent_off", "percent": "10"},
            }
        ],
    },
}
GONE = object()


def changed(path, value):
    """Return the full scenario with one thing changed, added or left out."""
    given = copy.deepcopy(FULL)
    here = given
    *steps, last = (
        int(step) if step.isdigit() else step
        for step in path.replace("[", ".").replace("]", "").split(".")
    )
    for step in steps:
        here = here[step]
    if value is GONE:
        del here[last]
    elif isinstance(here, list) and last == len(here):
        here.append(value)
    else:
        here[last] = value
    return given

"""Short ways to say what a shop has and what somebody buys there."""

from saleor_customer_groups.engine.scenarios import read_scenario
from saleor_customer_groups.simulate import simulate

NOW = "2026-03-15T12:00:00+00:00"
CREATED = "2025-01-01T00:00:00+00:00"


def group(code, **more):
    return {"code": code, "created_at": CREATED, **more}


def line(variant="A", unit_price="100.00", **more):
    return {
        "variant": variant,
        "product": f"P-{variant}",
        "product_type": "goods",
        "unit_price": unit_price,
        **more,
    }


def rule(code, adjustment, groups=("vip",), **more):
    return {
        "code": code,
        "groups": list(groups),
        "adjustment": adjustment,
        **more,
    }


def percent_off(code, percent, groups=("vip",), **more):
    adjustment = {"kind": "percent_off", "percent": percent}
    return rule(code, adjustment, groups, **more)


def adding(code, percent, groups, **more):
    adjustment = {"kind": "percent_off", "percent": percent, "adds_to_inherited": True}
    return rule(code, adjustment, groups, **more)


def percent_more(code, percent, groups=("vip",), **more):
    adjustment = {"kind": "percent_increase", "percent": percent}
    return rule(code, adjustment, groups, **more)


def fixed(code, amount, groups=("vip",), **more):
    return rule(code, amount_of("fixed_price", amount), groups, **more)


def amount_of(kind, amount, currency="USD"):
    return {"kind": kind, "amount": amount, "currency": currency}


def price_list(code, entries, groups=("vip",), **more):
    return {
        "code": code,
        "groups": list(groups),
        "entries": [
            {"currency": "USD", **entry}
            if isinstance(entry, dict)
            else {"currency": "USD", "variant": entry[0], "unit_price": entry[1]}
            for entry in entries
        ],
        **more,
    }


def promotion(code, benefit, groups=("vip",), **more):
    return {"code": code, "groups": list(groups), "benefit": benefit, **more}


def only(**names):
    """Return the scope of what is named: only(variants=["A"])."""
    return {"include": names}


def buy(
    *lines,
    rules=(),
    lists=(),
    promotions=(),
    groups=None,
    member_of=("vip",),
    primary=None,
    policy="best_price",
    settings=None,
    currency="USD",
    now=NOW,
    channel="web",
    **cart,
):
    """Return the result, as plain data, of a customer buying some lines.

    ``member_of`` is None for a guest.
    """
    given = {
        "currency": currency,
        "channel": channel,
        "now": now,
        "settings": {"policy": policy, **(settings or {})},
        "groups": [group("vip")] if groups is None else groups,
        "customer": (
            None
            if member_of is None
            else {"groups": list(member_of), "primary": primary}
        ),
        "price_lists": list(lists),
        "price_rules": list(rules),
        "promotions": list(promotions),
        "cart": {"lines": list(lines), **cart},
    }
    return simulate(read_scenario({"given": given}))


def unit_prices(result):
    return [line["unit_price"] for line in result["lines"]]


def discounts(result):
    return [line["discount"] for line in result["lines"]]


def reason(result, code):
    return verdict(result, code)["reason"]


def message(result, code):
    return verdict(result, code)["message"]


def verdict(result, code):
    (found,) = [each for each in result["verdicts"] if each["code"] == code]
    return found

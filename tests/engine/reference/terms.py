"""A second reading of terms.md, sections 1 and 2. It works on plain data.

It walks up from each group by itself, and has nothing of the engine.
"""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

TOGETHER = [
    ["options", "gateways"],
    ["net_days"],
    ["credit_limit", "credit_currency"],
    ["auto_approve_below"],
    ["requires_purchase_order"],
    ["early_payment_percent", "early_payment_days"],
    ["blocked_after_days_overdue"],
]


def terms_of(groups, code):
    """Return what a group says, or inherits, as a plain dictionary."""
    by_code = {each["code"]: each for each in groups}
    found = {"instructions": {}}
    group, is_own = by_code[code], True
    while group:
        if is_own or group["is_active"]:
            said = group["terms"]
            for names in TOGETHER:
                if said.get(names[0]) is not None and names[0] not in found:
                    found.update({name: said.get(name) for name in names})
            for option, text in said.get("instructions", {}).items():
                found["instructions"].setdefault(option, text)
        is_own = False
        group = by_code.get(group["parent"]) if group["inherits_terms"] else None
    if not found["instructions"]:
        del found["instructions"]
    return found


def terms_of_customer(groups, customer):
    if customer is None:
        return None
    active = {each["code"]: each for each in groups if each["is_active"]}
    own = [code for code in customer["groups"] if code in active]
    if not own:
        own = [code for code, each in active.items() if each["is_default"]]
    with_terms = [code for code in own if terms_of(groups, code)]
    if customer["primary"] in with_terms:
        return customer["primary"]
    best = None
    for code in sorted(with_terms):
        if best is None or beats(groups, active, code, best):
            best = code
    return best


def beats(groups, active, one, other):
    if active[one]["priority"] != active[other]["priority"]:
        return active[one]["priority"] > active[other]["priority"]
    mine, theirs = (terms_of(groups, code).get("credit_limit") for code in (one, other))
    if mine == theirs or (theirs is None):
        return False
    return mine is None or Decimal(mine) > Decimal(theirs)


def early_amount(total, percent, refunded=Decimal(0)):
    kept = total - refunded if refunded < total else Decimal(0)
    off = kept * percent / 100
    return (kept - off).quantize(Decimal("0.01"), ROUND_HALF_UP)


def days_after(day, days):
    for _ in range(days):
        day += timedelta(days=1)
    return day


def is_refused(limit, owed, total):
    return limit is not None and sum(owed, Decimal(0)) + total > limit

"""A second reading of pricing.md, section 1: who somebody is and which rules are open.

It works on the plain data of the simulation format, with fractions, and has nothing of
the engine.
"""

from datetime import datetime
from fractions import Fraction

from ..generated_rules import DECIMALS


def rounded(amount, currency):
    """Half up, as a fraction."""
    scale = 10 ** DECIMALS[currency]
    return Fraction((amount * scale + Fraction(1, 2)).__floor__(), scale)


def in_scope(scope, line):
    include = scope.get("include", {})
    if line["gift_card"]:
        by_kind = ("products", "variants", "product_types")
        include = {key: include.get(key, []) for key in by_kind}
    if include and not named(include, line):
        return False
    return not named(scope.get("exclude", {}), line)


def named(selection, line):
    return (
        line["variant"] in selection.get("variants", [])
        or line["product"] in selection.get("products", [])
        or line["product_type"] in selection.get("product_types", [])
        or bool(set(line["categories"]) & set(selection.get("categories", [])))
        or bool(set(line["collections"]) & set(selection.get("collections", [])))
    )


class Facts:
    def __init__(self, given):
        self.given = given
        self.currency = given["currency"]
        self.lines = given["cart"]["lines"]
        self.groups = {group["code"]: group for group in given["groups"]}
        self.effective = self.effective_groups()
        self.subtotal = sum(
            (
                (
                    Fraction(line["unit_price"])
                    if line["locked"]
                    else self.public_price(line)
                )
                * line["quantity"]
                for line in self.lines
            ),
            Fraction(0),
        )

    def lineage(self, code):
        found = [code]
        while (group := self.groups[found[-1]])["inherits_pricing"]:
            if group["parent"] is None:
                break
            found.append(group["parent"])
        return found

    def effective_groups(self):
        customer = self.given["customer"]
        active = [code for code in self.groups if self.groups[code]["is_active"]]
        if customer is None:
            members = [code for code in active if self.groups[code]["for_guests"]]
        else:
            members = [code for code in active if code in customer["groups"]]
            if not members:
                members = [code for code in active if self.groups[code]["is_default"]]
        return {
            code
            for member in members
            for code in self.lineage(member)
            if code in active
        }

    def promoted(self, line, price):
        promotion = line["promotion"]
        if promotion is None:
            return price
        if promotion["kind"] == "percent_off":
            return price * (1 - Fraction(promotion["percent"]) / 100)
        return max(Fraction(0), price - Fraction(promotion["amount"]))

    def public_price(self, line):
        return rounded(self.promoted(line, Fraction(line["unit_price"])), self.currency)

    def is_open(self, terms):
        """All that lists, rules and promotions ask in common."""
        now = datetime.fromisoformat(self.given["now"])
        start, end = terms["valid_from"], terms["valid_until"]
        return (
            terms["is_active"]
            and (start is None or datetime.fromisoformat(start) <= now)
            and (end is None or now < datetime.fromisoformat(end))
            and (not terms["channels"] or self.given["channel"] in terms["channels"])
            and bool(self.effective & set(terms["groups"]))
            and not (
                terms["with_vouchers"] == "refuse" and self.given["cart"]["has_voucher"]
            )
        )

    def tier_quantity(self, line, source):
        def counts(other):
            if source["tiers_count"] == "variant":
                return other["variant"] == line["variant"]
            if source["tiers_count"] == "product":
                return other["product"] == line["product"]
            if "entries" in source:
                return any(
                    entry["variant"] == other["variant"]
                    for entry in source["entries"]
                    if entry["currency"] == self.currency
                )
            return in_scope(source["scope"], other)

        return sum(
            other["quantity"]
            for other in self.lines
            if not other["locked"] and counts(other)
        )

    def value(self, adjustment, name, quantity):
        if "tiers" not in adjustment:
            return Fraction(adjustment[name])
        reached = [
            (tier["min_quantity"], tier[name])
            for tier in adjustment["tiers"]
            if tier["min_quantity"] <= quantity
        ]
        return Fraction(max(reached)[1]) if reached else None

    def rule_matches(self, rule):
        minimum = rule["min_subtotal"]
        if minimum is not None:
            if rule["min_subtotal_currency"] not in (None, self.currency):
                return False
            if self.subtotal < Fraction(minimum):
                return False
        units = sum(line["quantity"] for line in self.lines)
        if rule["min_quantity"] is not None and units < rule["min_quantity"]:
            return False
        adjustment = rule["adjustment"]
        return self.is_open(rule) and adjustment.get("currency", self.currency) == (
            self.currency
        )

"""A second reading of pricing.md, section 2: slow, simple, with nothing of the engine.

It looks at every rule for every line.
"""

from datetime import datetime
from fractions import Fraction

from .facts import Facts, in_scope, rounded

STRICTEST = ["replace", "best", "stack"]


class Reference(Facts):
    def candidates(self, line):
        """Each a dict; one for each group a match came through."""
        found = []
        for price_list in self.given["price_lists"]:
            if not self.is_open(price_list):
                continue
            quantity = self.tier_quantity(line, price_list)
            reached = [
                (entry["min_quantity"], Fraction(entry["unit_price"]))
                for entry in price_list["entries"]
                if entry["variant"] == line["variant"]
                and entry["currency"] == self.currency
                and entry["min_quantity"] <= quantity
            ]
            if reached:
                price = max(reached)[1]
                found += self.through(price_list, kind="list", price=price)
        for rule in self.given["price_rules"]:
            if not self.rule_matches(rule) or not in_scope(rule["scope"], line):
                continue
            adjustment = rule["adjustment"]
            kind = adjustment["kind"]
            name = "percent" if "percent" in kind or kind == "cost_plus" else "amount"
            quantity = self.tier_quantity(line, rule)
            value = self.value(adjustment, name, quantity)
            if value is None or (kind == "cost_plus" and line["cost"] is None):
                continue
            price = self.adjusted(kind, value, Fraction(line["unit_price"]), line)
            found += self.through(rule, kind=kind, price=price, value=value)
        return found

    def through(self, source, **more):
        return [
            {"source": source, "code": source["code"], "group": code, **more}
            for code in source["groups"]
            if code in self.effective
        ]

    def adjusted(self, kind, value, base, line):
        if kind == "cost_plus":
            price = Fraction(line["cost"]) * (1 + value / 100)
        else:
            price = {
                "percent_off": base - base * value / 100,
                "percent_increase": base + base * value / 100,
                "amount_off": base - value,
                "amount_increase": base + value,
                "fixed_price": value,
            }[kind]
        return max(Fraction(0), price)

    def with_inheritance(self, candidates, base):
        """Additive inheritance, each lineage walked from its top for itself."""

        def place(candidate):
            return (-candidate["source"]["priority"], candidate["code"])

        gone = set()
        sums = {}
        for group in self.effective:
            pool = {
                (c["code"], c["group"]): dict(c)
                for c in candidates
                if c["kind"] == "percent_off" and c["group"] in self.lineage(group)
            }
            above = []
            for code in reversed(self.lineage(group)):
                adding = [
                    c
                    for c in pool.values()
                    if c["group"] == code
                    and c["source"]["adjustment"]["adds_to_inherited"]
                ]
                inherited = [c for c in pool.values() if c["group"] in above]
                if adding and inherited:
                    taker = min(adding, key=place)
                    taken = min(inherited, key=lambda c: (-c["value"], place(c)))
                    taker["value"] = min(Fraction(100), taker["value"] + taken["value"])
                    sums[taker["code"], code] = taker["value"]
                    for ancestor in above:
                        gone.add((taken["code"], ancestor))
                        pool.pop((taken["code"], ancestor), None)
                above.append(code)
        left = []
        for candidate in candidates:
            key = (candidate["code"], candidate["group"])
            if candidate["kind"] == "percent_off":
                if key in gone:
                    continue
                if key in sums:
                    candidate["value"] = sums[key]
                    candidate["price"] = base * (1 - sums[key] / 100)
            left.append(candidate)
        return left

    def choose(self, candidates, base):
        """Return U and the candidates that made it, in order."""
        settings = self.given["settings"]
        policy = settings["policy"]

        def lowest(some):
            return min(
                some, key=lambda c: (c["price"], -c["source"]["priority"], c["code"])
            )

        if policy in ("stack", "add"):
            exclusive = [c for c in candidates if c["source"].get("exclusive")]
            if exclusive:
                one = min(
                    exclusive,
                    key=lambda c: (-c["source"]["priority"], c["code"], c["price"]),
                )
                return one["price"], [one]
            starts = [
                c
                for c in candidates
                if c["kind"] in ("fixed_price", "cost_plus", "list")
            ]
            applied = [lowest(starts)] if starts else []
            start = applied[0]["price"] if starts else base
            steps = {}
            for c in candidates:
                if c not in starts and (
                    c["code"] not in steps or c["value"] > steps[c["code"]]["value"]
                ):
                    steps[c["code"]] = c
            ordered = sorted(
                steps.values(), key=lambda c: (-c["source"]["priority"], c["code"])
            )
            price = start
            if policy == "stack":
                for c in ordered:
                    price = self.adjusted(c["kind"], c["value"], price, None)
            else:
                for c in ordered:
                    sign = -1 if c["kind"].endswith("_off") else 1
                    of = start / 100 if c["kind"].startswith("percent") else 1
                    price += sign * c["value"] * of
            return max(Fraction(0), price), applied + ordered
        if policy == "priority":
            one = min(
                candidates,
                key=lambda c: (
                    -self.groups[c["group"]]["priority"],
                    -c["source"]["priority"],
                    c["price"],
                    c["code"],
                ),
            )
            return one["price"], [one]
        if policy == "newest_group":
            latest = max(
                datetime.fromisoformat(self.groups[c["group"]]["created_at"])
                for c in candidates
            )
            code = min(
                c["group"]
                for c in candidates
                if datetime.fromisoformat(self.groups[c["group"]]["created_at"])
                == latest
            )
            candidates = [c for c in candidates if c["group"] == code]
        if policy == "primary_group":
            customer = self.given["customer"]
            primary = customer and customer["primary"]
            if (
                primary
                and primary in customer["groups"]
                and self.groups[primary]["is_active"]
            ):
                through = [c for c in candidates if c["group"] in self.lineage(primary)]
                candidates = through or candidates
        one = lowest(candidates)
        return one["price"], [one]

    def price_line(self, line):
        """Return the unit price, the codes that made it, and promotion_kept."""
        base = Fraction(line["unit_price"])
        if line["locked"]:
            return rounded(base, self.currency), [], False
        public = self.public_price(line)
        has_promotion = line["promotion"] is not None
        candidates = self.with_inheritance(self.candidates(line), base)
        settings = self.given["settings"]
        if settings["price_lists_first"]:
            lists = [c for c in candidates if c["kind"] == "list"]
            candidates = lists or candidates
        if not candidates:
            return public, [], has_promotion
        price, applied = self.choose(candidates, base)
        kept = False
        if has_promotion:
            modes = [c["source"]["with_promotions"] for c in applied]
            mode = min(modes, key=STRICTEST.index)
            if mode == "stack" or (mode == "best" and price >= base):
                price, kept = self.promoted(line, price), True
            elif mode == "best" and self.promoted(line, base) <= price:
                return public, [], True
        margin = settings["minimum_margin_percent"]
        if margin is not None and line["cost"] is not None:
            floor = Fraction(line["cost"]) * (1 + Fraction(margin) / 100)
            price = max(price, min(floor, public))
        return (
            rounded(price, self.currency),
            [c["code"] for c in applied],
            kept,
        )

"""A second reading of visibility.md, section 2. It works on plain data of scenarios.

It asks of each product and each group what the page says, without sets of everything
that is seen, and has nothing of the engine.
"""

from datetime import datetime


class Shop:
    def __init__(self, given):
        self.given = given
        self.groups = {group["code"]: group for group in given["groups"]}
        self.now = datetime.fromisoformat(given["now"])
        self.own = self.own_groups()

    def own_groups(self):
        customer = self.given["customer"]
        active = [each for each in self.groups.values() if each["is_active"]]
        if customer is None:
            return [each["code"] for each in active if each["for_guests"]]
        own = [each["code"] for each in active if each["code"] in customer["groups"]]
        return own or [each["code"] for each in active if each["is_default"]]

    def lineage(self, code):
        """Return a group and those above it, also inactive ones."""
        group = self.groups[code]
        above = group["parent"] if group["inherits_visibility"] else None
        return [code, *(self.lineage(above) if above else [])]

    def active_lineage(self, code):
        return [each for each in self.lineage(code) if self.groups[each]["is_active"]]

    def access(self, code):
        for each in self.active_lineage(code):
            if self.groups[each]["product_access"] != "inherit":
                return self.groups[each]["product_access"]
        return "all"

    def counting_sets_with(self, product):
        for each in self.given["visibility_sets"]:
            begins, ends = each["valid_from"], each["valid_until"]
            if (
                each["is_active"]
                and not (begins and self.now < datetime.fromisoformat(begins))
                and not (ends and self.now >= datetime.fromisoformat(ends))
                and in_scope(each["scope"], product)
            ):
                yield each

    def is_exclusive_to_others(self, product):
        exclusive = [
            each for each in self.counting_sets_with(product) if each["is_exclusive"]
        ]
        mine = {code for own in self.own for code in self.active_lineage(own)}
        return bool(exclusive) and not any(
            mine & set(each["groups"]) for each in exclusive
        )

    def lets_through(self, code, product):
        if self.access(code) == "all":
            return True
        lineage = self.active_lineage(code)
        if any(
            set(lineage) & set(each["groups"])
            for each in self.counting_sets_with(product)
        ):
            return True
        return any(
            self.groups[each]["product_access"] == "custom"
            and in_scope(self.groups[each]["product_scope"], product)
            for each in lineage
        )

    def sees(self, product):
        if self.is_exclusive_to_others(product):
            return False
        if not self.own:
            return True
        return any(self.lets_through(code, product) for code in self.own)


def visible(given):
    shop = Shop(given)
    return [each["product"] for each in given["products"] if shop.sees(each)]


def in_scope(scope, product):
    include = scope.get("include", {})
    if include and not named(include, product):
        return False
    return not named(scope.get("exclude", {}), product)


def named(selection, product):
    return (
        product["product"] in selection.get("products", [])
        or product["product_type"] in selection.get("product_types", [])
        or bool(set(product["categories"]) & set(selection.get("categories", [])))
        or bool(set(product["collections"]) & set(selection.get("collections", [])))
    )

"""Scenarios in the simulation format, read from plain data with all their mistakes.

docs/pricing.md, section 5. Where the page leaves something open, a scenario is refused
rather than read in a way nobody meant: lists, rules and promotions need a code, entries
and amounts their currency, times a time zone.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from .base.validation_issues import Path, ValidationIssue, issues_in
from .base.values import Currency, Instant, read_currency, read_positive_number
from .benefits import BENEFITS
from .facts.facts import Facts
from .money import decimals, has_too_many_decimals
from .rules.rulebook import RuleBook
from .rules.rules import PriceList, PriceRule, Promotion
from .visibility.facts import VisibilityFacts

RULE_KEYS = ("price_lists", "price_rules", "promotions", "visibility_sets")

_LINE = dict.fromkeys(("unit_price", "discount", "total", "applied", "promotion_kept"))
_GIFT = dict.fromkeys(("variant", "quantity", "promotion"))
_VERDICT = dict.fromkeys(("kind", "code", "reason", "message"))
# What a scenario may expect: the keys of a result, lists with the keys of their items.
_EXPECTABLE: dict[str, Any] = {
    "lines": [_LINE],
    "gifts": [_GIFT],
    "shipping_price": None,
    "subtotal": None,
    "total": None,
    "promotions": None,
    "verdicts": [_VERDICT],
}
_SEEN = dict.fromkeys(("product", "visible", "reason", "set", "message"))
_EXPECTABLE_OF_VISIBILITY: dict[str, Any] = {"visible": [None], "verdicts": [_SEEN]}


class ScenarioInput(Facts):
    """What a scenario gives: the facts and the rules."""

    currency: Currency = "USD"
    channel: str = "default-channel"
    now: Instant = datetime(2026, 3, 15, 12, tzinfo=UTC)
    price_lists: tuple[PriceList, ...] = ()
    price_rules: tuple[PriceRule, ...] = ()
    promotions: tuple[Promotion, ...] = ()

    def rule_book(self) -> RuleBook:
        """Return the rules, indexed."""
        return RuleBook(self.price_lists, self.price_rules, self.promotions)


class VisibilityInput(VisibilityFacts):
    """What a scenario of visibility gives. docs/visibility.md, section 6."""

    now: Instant = datetime(2026, 3, 15, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A cart, its customer and the rules, and what is expected of the result.

    In one of visibility it is products, their customer and the sets.
    """

    input: ScenarioInput | VisibilityInput
    expect: dict[str, Any]


class ScenarioError(ValueError):
    """A scenario with mistakes, all of which are listed."""

    def __init__(self, mistakes: list[ValidationIssue]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = mistakes


def read_scenario(data: object, path: Path = ()) -> Scenario:
    """Read a scenario from plain data.

    docs/pricing.md, section 5. With ``products`` it is one of visibility.

    :param data: as from JSON.
    :param path: to the data from the top of its file.
    :raises ScenarioError: it is invalid; lists every mistake.
    """
    if not isinstance(data, dict):
        raise ScenarioError([ValidationIssue(path, "must be an object")])
    mistakes = [
        ValidationIssue((*path, key), "is not a known key")
        for key in data
        if key not in ("about", "given", "expect")
    ]
    if not isinstance(data.get("about", ""), str | None):
        mistakes.append(ValidationIssue((*path, "about"), "must be a text"))
    expect = data.get("expect")
    given = data.get("given")
    is_visibility = isinstance(given, dict) and "products" in given
    shape = _EXPECTABLE_OF_VISIBILITY if is_visibility else _EXPECTABLE
    mistakes += _shape_mistakes(expect, shape, (*path, "expect"))
    model = VisibilityInput if is_visibility else ScenarioInput
    scenario_input = None
    input_path = (*path, "given")
    if "given" not in data:
        mistakes.append(ValidationIssue(input_path, "is missing"))
    else:
        try:
            scenario_input = model.model_validate(given)
        except ValidationError as error:
            mistakes += issues_in(error, given, input_path)
        mistakes += [
            ValidationIssue((*input_path, *mistake.path), mistake.message)
            for mistake in _contradictions(given)
        ]
    if mistakes or scenario_input is None:
        raise ScenarioError(mistakes)
    return Scenario(scenario_input, expect or {})


def _shape_mistakes(value: object, shape: Any, path: Path) -> list[ValidationIssue]:
    """Return the parts of an expectation that no result can have."""
    if shape is None or (value is None and len(path) < 3 and path[-1] == "expect"):
        return []
    mistakes = []
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [ValidationIssue(path, "must be a list")]
        for place, item in enumerate(value):
            mistakes += _shape_mistakes(item, shape[0], (*path, place))
        return mistakes
    if not isinstance(value, dict):
        return [ValidationIssue(path, "must be an object")]
    for key, item in value.items():
        if key in shape:
            mistakes += _shape_mistakes(item, shape[key], (*path, key))
        else:
            mistakes.append(ValidationIssue((*path, key), "is not a known key"))
    return mistakes


def _contradictions(data: object) -> Iterator[ValidationIssue]:
    """Iterate over the mistakes that no single part of a scenario shows.

    The parts may have mistakes of their own, so nothing is assumed about them.
    """
    if not isinstance(data, dict):
        return
    yield from _code_twice(data, ("groups",))
    yield from _code_twice(data, RULE_KEYS)
    # If a group cannot be read, naming it is not a second mistake.
    if _groups_are_readable(data):
        yield from _group_cycles(data)
        yield from _unknown_groups(data)
    yield from _unbound_decimals(data)
    yield from _product_twice(data)


def _rows(data: dict[str, Any], key: str) -> list[tuple[int, dict[str, Any]]]:
    rows = data.get(key)
    if not isinstance(rows, list):
        return []
    return [(place, row) for place, row in enumerate(rows) if isinstance(row, dict)]


def _groups_are_readable(data: dict[str, Any]) -> bool:
    groups = data.get("groups", [])
    if not isinstance(groups, list):
        return False
    codes = [row.get("code") for _, row in _rows(data, "groups")]
    return (
        len(codes) == len(groups)
        and all(isinstance(code, str) and code for code in codes)
        and len(set(codes)) == len(codes)
    )


def _code_twice(
    data: dict[str, Any], keys: tuple[str, ...]
) -> Iterator[ValidationIssue]:
    seen: set[str] = set()
    for key in keys:
        for place, row in _rows(data, key):
            code = row.get("code")
            if not isinstance(code, str):
                continue
            if code in seen:
                message = f"the code {json.dumps(code)} is taken already"
                yield ValidationIssue((key, place, "code"), message)
            seen.add(code)


def _product_twice(data: dict[str, Any]) -> Iterator[ValidationIssue]:
    seen: set[str] = set()
    for place, row in _rows(data, "products"):
        product = row.get("product")
        if not isinstance(product, str):
            continue
        if product in seen:
            message = f"the product {json.dumps(product)} is there already"
            yield ValidationIssue(("products", place, "product"), message)
        seen.add(product)


def _unknown_groups(data: dict[str, Any]) -> Iterator[ValidationIssue]:
    known = {row.get("code") for _, row in _rows(data, "groups")}
    named: list[tuple[Path, object]] = []
    for place, row in _rows(data, "groups"):
        named.append((("groups", place, "parent"), row.get("parent")))
    customer = data.get("customer")
    if isinstance(customer, dict):
        named.append((("customer", "primary"), customer.get("primary")))
        named += _listed_groups(customer, ("customer",))
    for key in RULE_KEYS:
        for place, row in _rows(data, key):
            named += _listed_groups(row, (key, place))
    for path, code in named:
        if isinstance(code, str) and code not in known:
            yield ValidationIssue(path, f"there is no group {json.dumps(code)}")


def _listed_groups(row: dict[str, Any], path: Path) -> list[tuple[Path, object]]:
    codes = row.get("groups")
    if not isinstance(codes, list):
        return []
    return [((*path, "groups", place), code) for place, code in enumerate(codes)]


def _group_cycles(data: dict[str, Any]) -> Iterator[ValidationIssue]:
    parents = {row["code"]: row.get("parent") for _, row in _rows(data, "groups")}
    checked: set[str] = set()
    for place, row in _rows(data, "groups"):
        code = row["code"]
        walked: dict[str, None] = {}
        while isinstance(code, str) and code in parents and code not in checked:
            if code in walked:
                cycle = [*walked][[*walked].index(code) :]
                names = " > ".join([*cycle, code])
                yield ValidationIssue(
                    ("groups", place, "parent"), f"groups are in a cycle: {names}"
                )
                break
            walked[code] = None
            code = parents[code]
        checked.update(walked)


def _unbound_decimals(data: dict[str, Any]) -> Iterator[ValidationIssue]:
    """Iterate over amounts in more decimals than the cart's currency has.

    These are amounts of benefits in the currency of the cart.
    """
    try:
        currency = read_currency(data.get("currency", "USD"))
    except ValueError:
        return
    for place, row in _rows(data, "promotions"):
        benefit = row.get("benefit")
        if not isinstance(benefit, dict):
            continue
        model = BENEFITS.get(str(benefit.get("kind")))
        for name in model.unbound_amounts if model else ():
            try:
                amount = read_positive_number(benefit.get(name))
            except ValueError:
                continue
            if has_too_many_decimals(amount, currency):
                yield ValidationIssue(
                    ("promotions", place, "benefit", name),
                    f"has more decimals than {currency} has ({decimals(currency)})",
                )

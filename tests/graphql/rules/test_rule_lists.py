"""Lists of rules as a shop owner looks through them: in words, by state, counted."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from saleor_customer_groups.models import CustomerGroup, PriceRule, Promotion
from saleor_customer_groups.services.rules.price_lists import (
    price_lists,
)
from tests.api import Caller
from tests.graphql.ids import id_of

from .listed_rules import ask

NOW = timezone.now()
PAST, FUTURE = NOW - timedelta(days=2), NOW + timedelta(days=2)
STATES = {
    "Runs": {"valid_from": PAST, "valid_until": FUTURE},
    "Always": {},
    "Later": {"valid_from": FUTURE},
    "Over": {"valid_until": PAST},
    "Off": {"is_active": False, "valid_until": PAST},
}
EXPECTED = {
    "Always": "RUNNING",
    "Later": "PLANNED",
    "Off": "OFF",
    "Over": "ENDED",
    "Runs": "RUNNING",
}
KINDS = ["PriceRule", "PriceList", "Promotion"]


@pytest.fixture
def rows(
    gold: CustomerGroup,
    make_rule: Callable[..., PriceRule],
    make_promotion: Callable[..., Promotion],
) -> None:
    """Make rules, lists and promotions in all states."""
    for place, (name, values) in enumerate(STATES.items()):
        given = {"name": name, "priority": place, **values}
        make_rule(gold, **given)
        make_promotion(gold, **given)
        price_lists.create_price_list(values=given, groups=[gold], now=NOW)


def names(found: list[dict[str, Any]]) -> list[str]:
    return [each["name"] for each in found]


def test_states_and_filters(rows: None, staff: Caller) -> None:
    later = (NOW + timedelta(days=3)).isoformat()
    between = {"minPriority": 1, "maxPriority": 2}

    for kind in KINDS:
        found = {each["name"]: each["state"] for each in ask(staff, kind)}
        assert found == EXPECTED, kind
        for state in ("RUNNING", "PLANNED", "ENDED", "OFF"):
            expected = [name for name in EXPECTED if EXPECTED[name] == state]
            found_in = names(ask(staff, kind, filter={"states": [state]}))
            assert found_in == expected, (kind, state)
        both = ask(staff, kind, filter={"states": ["OFF", "PLANNED"]})
        assert names(both) == ["Later", "Off"], kind
        at_a_moment = ask(staff, kind, filter={"runsAt": later})
        assert names(at_a_moment) == ["Always", "Later"], kind
        by_priority = ask(staff, kind, filter=between)
        assert names(by_priority) == ["Always", "Later"], kind


def test_sorts(rows: None, staff: Caller) -> None:
    for kind in KINDS:
        for field, expected in (
            ("PRIORITY", ["Runs", "Always", "Later", "Over", "Off"]),
            # What always has begun, or never ends, comes where that would be.
            ("VALID_FROM", ["Always", "Off", "Over", "Runs", "Later"]),
            ("VALID_UNTIL", ["Off", "Over", "Runs", "Always", "Later"]),
        ):
            check_order(kind, field, expected, staff)


def check_order(kind: str, field: str, expected: list[str], staff: Caller) -> None:
    """Sort by a field in both directions, all at once and by pages of two."""
    for direction, wanted in (("ASC", expected), ("DESC", expected[::-1])):
        sort_by = {"field": field, "direction": direction}
        document = f"""query($after: String) {{
          customerGroup{kind}s(
            first: 2, after: $after, sortBy: {{field: {field}, direction: {direction}}}
          ) {{ edges {{ node {{ name }} }} pageInfo {{ endCursor }} }}
        }}"""
        paged: list[str] = []
        after = None
        for _ in range(3):
            answer = staff.ask(document, after=after)
            paged += [edge["node"]["name"] for edge in answer["edges"]]
            after = answer["pageInfo"]["endCursor"]

        assert names(ask(staff, kind, sortBy=sort_by)) == wanted
        assert paged == wanted


COUNTS = """query($groups: [ID!]) {
  customerGroupRuleCounts(customerGroups: $groups) {
    priceRules { total running planned ended off }
    priceLists { total running planned ended off }
    promotions { total running planned ended off }
  }
}"""


def test_counts(
    rows: None,
    staff: Caller,
    gold: CustomerGroup,
    trade: CustomerGroup,
    make_rule: Callable[..., PriceRule],
) -> None:
    make_rule(gold, trade, name="Shared")
    each = {"total": 5, "running": 2, "planned": 1, "ended": 1, "off": 1}
    one_more = {**each, "total": 6, "running": 3}
    none = dict.fromkeys(each, 0)

    assert staff.ask(COUNTS) == {
        "priceRules": one_more,
        "priceLists": each,
        "promotions": each,
    }
    of_both = staff.ask(COUNTS, groups=[id_of(gold), id_of(trade)])
    assert of_both["priceRules"] == one_more
    assert staff.ask(COUNTS, groups=[id_of(trade)]) == {
        "priceRules": {**none, "total": 1, "running": 1},
        "priceLists": none,
        "promotions": none,
    }

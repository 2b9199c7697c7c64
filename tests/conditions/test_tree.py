"""What can be written as conditions, and what is refused at which place."""

from datetime import UTC, datetime
from typing import Any

import pytest

from saleor_customer_groups import conditions
from saleor_customer_groups.engine.base.validation_issues import write_path

REVENUE = {"field": "net_revenue", "operator": "gte", "value": "1", "currency": "USD"}
COUNT = {"field": "order_count", "operator": "gte", "value": 1}
TEXT = {"field": "city", "operator": "eq", "value": "Berlin"}


def nested(levels: int) -> Any:
    return {"all": [nested(levels - 1)]} if levels else COUNT


def days(number: Any) -> dict[str, Any]:
    return {**COUNT, "period": {"kind": "rolling_days", "days": number}}


def since(day: Any) -> dict[str, Any]:
    return {**COUNT, "period": {"kind": "since", "date": day}}


WRONG = [
    ({}, "(top)"),
    ([], "(top)"),
    ("all", "(top)"),
    ({"all": []}, "all"),
    ({"all": {}}, "all"),
    ({"all": [COUNT], "any": [COUNT]}, "(top)"),
    ({"all": [COUNT], "more": 1}, "more"),
    ({"all": [{"none": []}]}, "all[0].none"),
    ({"any": [COUNT, 7]}, "any[1]"),
    (nested(6), "all[0].all[0].all[0].all[0].all[0]"),
    ({"all": [COUNT] * 101}, "(top)"),
    (since("9999-12-31"), "period.date"),
    (since("0001-01-01"), "period.date"),
    (since("2026-02-30"), "period.date"),
    (since("2026-W01-1"), "period.date"),
    ({**COUNT, "field": "shoe_size"}, "field"),
    ({**COUNT, "field": ["order_count"]}, "field"),
    ({"field": "order_count", "value": 1}, "operator"),
    ({**COUNT, "operator": "contains"}, "operator"),
    ({**COUNT, "operator": ["gt"]}, "operator"),
    ({**COUNT, "operator": "is_set", "value": None}, "operator"),
    ({**COUNT, "value": "many"}, "value"),
    ({**COUNT, "value": "1"}, "value"),
    ({**COUNT, "value": 1.5}, "value"),
    ({**COUNT, "value": True}, "value"),
    ({**COUNT, "value": -1}, "value"),
    ({**COUNT, "value": None}, "value"),
    ({**COUNT, "value": [1]}, "value"),
    ({**COUNT, "operator": "between", "value": 1}, "value"),
    ({**COUNT, "operator": "between", "value": [1]}, "value[1]"),
    ({**COUNT, "operator": "between", "value": [2, 1]}, "value[1]"),
    ({**COUNT, "operator": "between", "value": [1, "x"]}, "value[1]"),
    ({**COUNT, "currency": "USD"}, "currency"),
    ({**REVENUE, "value": "a lot"}, "value"),
    ({**REVENUE, "value": 1.5}, "value"),
    ({**REVENUE, "value": "NaN"}, "value"),
    ({**REVENUE, "currency": "XXY"}, "currency"),
    ({key: REVENUE[key] for key in ("field", "operator", "value")}, "currency"),
    (days(0), "period.days"),
    (days("7"), "period.days"),
    (days(10**9), "period.days"),
    ({**COUNT, "period": {}}, "period.kind"),
    ({**COUNT, "period": {"kind": "weekly"}}, "period.kind"),
    ({**COUNT, "period": {"kind": "since"}}, "period.date"),
    ({**COUNT, "period": {"kind": "since", "date": "1.3.2026"}}, "period.date"),
    ({**COUNT, "period": "lifetime"}, "period"),
    ({**COUNT, "field": "units_bought", "scope": {"include": {"shoes": []}}},
     "scope.include.shoes"),
    ({**COUNT, "field": "units_bought", "scope": {"include": {"products": []}}},
     "scope.include.products"),
    ({**TEXT, "operator": "gt"}, "operator"),
    ({**TEXT, "value": ""}, "value"),
    ({**TEXT, "value": 7}, "value"),
    ({**TEXT, "value": "a\0b"}, "value"),
    ({**TEXT, "operator": "in", "value": "Berlin"}, "value"),
    ({**TEXT, "operator": "in", "value": []}, "value"),
    ({**TEXT, "operator": "in", "value": ["Berlin", 7]}, "value[1]"),
    ({**TEXT, "operator": "is_set"}, "value"),
    ({**TEXT, "field": "country"}, "value"),
    ({**TEXT, "field": "metadata"}, "key"),
    ({**TEXT, "field": "metadata", "key": ""}, "key"),
    ({"field": "is_confirmed", "operator": "eq", "value": "yes"}, "value"),
    ({"field": "payment_history", "operator": "eq", "value": "fine"}, "value"),
    ({"field": "in_group", "operator": "eq", "value": ["vip"]}, "value"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "place"), WRONG)
def test_a_mistake_is_refused_at_its_place(data: Any, place: str) -> None:
    with pytest.raises(conditions.UnreadableTreeError) as raised:
        conditions.read_tree(data)

    assert [write_path(each.path) for each in raised.value.mistakes] == [place]


def test_every_mistake_is_named() -> None:
    wrong = {**REVENUE, "currency": "XXY", "value": "much", "colour": "red"}

    with pytest.raises(conditions.UnreadableTreeError) as raised:
        conditions.read_tree({"all": [wrong, {"any": []}]}, ("conditions",))

    assert [str(each) for each in raised.value.mistakes] == [
        "conditions.all[0].currency: is not a known currency such as USD",
        "conditions.all[0].colour: is not a known key",
        "conditions.all[0].value: is not a number such as 12.50",
        "conditions.all[1].any: must not be empty",
    ]


def test_five_levels_are_read() -> None:
    tree = conditions.read_tree(nested(5))

    assert [leaf.path for leaf in conditions.leaves(tree)] == [("all", 0) * 5]


# Every operator that makes sense, and no other.
OPERATORS = {
    "gt gte lt lte eq ne between": {
        "net_revenue",
        "order_count",
        "gross_margin",
        "units_bought",
        "amount_bought",
        "days_since_last_order",
        "days_since_first_order",
        "account_age_days",
    },
    "gt gte lt lte eq ne between is_set is_not_set": {
        "average_order_value",
        "refund_rate",
    },
    "eq ne in not_in": {"payment_history", "in_group"},
    "eq ne in not_in is_set is_not_set": {"country"},
    "eq ne in not_in contains is_set is_not_set": {
        "email_domain",
        "language",
        "city",
        "metadata",
    },
    "eq ne": {"is_confirmed", "has_ordered"},
}


def test_fields_and_their_operators() -> None:
    found: dict[str, set[str]] = {}
    for name, field in conditions.FIELDS.items():
        found.setdefault(" ".join(field.operators), set()).add(name)

    assert found == OPERATORS


@pytest.mark.parametrize(
    ("zone", "day", "begins_at"),
    [
        ("Africa/Cairo", "2027-04-30", "2027-04-29T22:00:00+00:00"),
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00+00:00"),
        ("America/Havana", "2027-11-07", "2027-11-07T04:00:00+00:00"),
        ("Asia/Tokyo", "0002-01-01", "0002-01-01T00:00:00+00:00"),
        ("America/New_York", "9998-12-31", "9998-12-31T05:00:00+00:00"),
    ],
)
def test_since_a_day_is_from_its_first_moment(
    settings: Any, zone: str, day: str, begins_at: str
) -> None:
    settings.TIME_ZONE = zone
    (leaf,) = conditions.leaves(conditions.read_tree(since(day)))

    found = leaf.arguments.period.begins_at(datetime(2026, 1, 1, tzinfo=UTC))

    assert found.isoformat() == begins_at

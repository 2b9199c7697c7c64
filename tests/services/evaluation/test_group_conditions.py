"""Conditions as services know them: what they name, and one customer's values."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.services.evaluation import (
    condition_checks,
    group_conditions,
    order_figures,
)
from tests.port import Catalogue
from tests.port.past import pay, place
from tests.queries import counted
from tests.services.conftest import NOW
from tests.services.evaluation.running import bought

REVENUE = {"field": "net_revenue", "operator": "gte", "currency": "USD"}


def of_variant(pk: Any) -> dict[str, Any]:
    scope = {"include": {"variants": [str(pk)]}}
    return {"field": "units_bought", "operator": "gt", "value": 1, "scope": scope}


def in_group(code: str) -> dict[str, Any]:
    return {"field": "in_group", "operator": "in", "value": ["standard", code]}


def test_what_conditions_name_must_be_there(db: None) -> None:
    Catalogue()
    foreign = {**REVENUE, "currency": "JPY", "value": "1"}
    data = {"any": [of_variant(7), in_group("vip"), foreign]}

    with pytest.raises(ValidationError) as raised:
        condition_checks.check_conditions(data)

    assert raised.value.message_dict == {
        "conditions.any.0.scope.include.variants.0": [
            "There is no such ProductVariant."
        ],
        "conditions.any.1.value.1": ["There is no such group."],
        "conditions.any.2.currency": ["No channel has the currency JPY. Known: USD."],
    }


def test_a_mistake_is_refused_on_its_field(db: None) -> None:
    with pytest.raises(ValidationError) as raised:
        condition_checks.check_conditions({"all": [{**REVENUE, "value": "much"}]})

    assert raised.value.message_dict == {
        "conditions.all.0.value": ["Is not a number such as 12.50."]
    }


def test_conditions_break_when_what_they_name_goes(
    make_group: Callable[..., CustomerGroup],
) -> None:
    catalogue = Catalogue()
    variant = catalogue.variant("tea", "10", category=catalogue.category("Drinks"))
    vip = make_group("VIP")
    data = {"any": [of_variant(variant.pk), in_group("vip")]}
    condition_checks.check_conditions(data)

    assert condition_checks.problem_of(data) == ""
    vip.delete()
    variant.delete()
    assert condition_checks.problem_of(data) == (
        "any[0].scope.include.variants[0]: there is no such ProductVariant;"
        " any[1].value[1]: there is no such group: vip"
    )
    assert condition_checks.problem_of({"all": []}) == "all: must not be empty"


def test_one_customer_is_tested(make_customer: Callable[..., int]) -> None:
    Catalogue()
    ann, bob = make_customer("ann"), make_customer("bob")
    for total in ("10.00", "10.00", "10.50"):
        pay(place(ann, at=NOW, total=total), total)
    order_figures.rebuild_figures()
    average = {"field": "average_order_value", "currency": "USD", "operator": "gt"}
    tree = group_conditions.read_conditions(
        {
            "all": [
                {**REVENUE, "value": "30.51"},
                {"none": [{**average, "value": "10.16"}]},
                {"field": "email_domain", "operator": "contains", "value": "example"},
                {"field": "country", "operator": "is_set"},
            ]
        }
    )

    with counted() as queries:
        of_ann = group_conditions.values_of(tree, customer_id=ann, now=NOW)
    of_bob = group_conditions.values_of(tree, customer_id=bob, now=NOW)

    assert queries.count == 1
    assert [(str(each.value)[:5], each.is_met) for each in of_ann] == [
        ("30.50", False),
        ("10.16", True),
        ("examp", True),
        ("None", False),
    ]
    assert [(each.value, each.is_met) for each in of_bob] == [
        (0, False),
        (None, False),
        ("example.com", True),
        (None, False),
    ]


def test_asking_takes_one_query_whatever_is_asked(
    make_customer: Callable[..., int],
) -> None:
    make_customer()
    tree = group_conditions.read_conditions(
        {"all": [{**REVENUE, "value": "1"}, of_variant(7), in_group("vip")]}
    )

    with counted() as queries:
        assert not group_conditions.find_matching(tree, now=NOW)

    # It says besides how much memory it may have.
    assert queries.count == 2


def test_every_field_describes_itself() -> None:
    fields = {each.name: each for each in group_conditions.condition_fields()}

    assert all(each.title and each.description for each in fields.values())
    assert fields["order_count"].operators["between"] == {
        "type": "array",
        "minItems": 2,
        "maxItems": 2,
        "prefixItems": [fields["order_count"].operators["eq"]] * 2,
    }
    assert list(fields["units_bought"].arguments["properties"]) == ["period", "scope"]


def test_a_statement_that_is_kept_counts_all_orders_on_every_day(
    make_customer: Callable[..., int],
) -> None:
    """A period of days and one since a day, in one statement (and it is kept)."""
    ann = make_customer()
    for at in (NOW - timedelta(days=60), NOW - timedelta(days=1)):
        bought(ann, "100.00", at=at)
    since = {"kind": "since", "date": f"{(NOW - timedelta(days=70)).date()}"}
    rolling = {"kind": "rolling_days", "days": 30}
    orders = {"field": "order_count", "operator": "gte"}
    conditions = {
        1: {**orders, "value": 2, "period": since},
        2: {**orders, "value": 1, "period": rolling},
        3: {**orders, "value": 2, "period": {**rolling, "days": 60}},
    }

    met = {}
    for days in (-59, 0, 1, 31, 400):
        with connection.cursor() as cursor:
            cursor.execute(
                *group_conditions.select_met(
                    conditions, now=NOW + timedelta(days=days), only=[ann]
                )
            )
            met[days] = {number for _, number in cursor.fetchall()}

    # Since a day counts what is to come, too.
    assert met == {-59: {1, 2}, 0: {1, 2, 3}, 1: {1, 2}, 31: {1}, 400: {1}}


def test_who_has_no_text_has_another_one(make_customer: Callable[..., int]) -> None:
    ann = make_customer("ann", metadata={"tea": "green"})
    bob = make_customer("bob", metadata={"tea": "black"})
    cleo = make_customer("cleo")

    def who(field: str, operator: str, value: object, **arguments: str) -> set[int]:
        leaf = {"field": field, "operator": operator, "value": value, **arguments}
        return set(
            group_conditions.find_matching(
                group_conditions.read_conditions(leaf), now=NOW
            )
        )

    assert who("metadata", "ne", "green", key="tea") == {bob, cleo}
    assert who("metadata", "not_in", ["green", "black"], key="tea") == {cleo}
    assert who("metadata", "in", ["green"], key="tea") == {ann}
    for field, value in (("country", "DE"), ("city", "Ulm"), ("in_group", "gone")):
        assert who(field, "ne", value) == {ann, bob, cleo}
        assert who(field, "not_in", [value]) == {ann, bob, cleo}
    assert who("in_group", "eq", "standard") == {ann, bob, cleo}
    assert who("in_group", "ne", "standard") == set()
    # Of who has not ordered nobody knows how long ago.
    assert who("days_since_last_order", "ne", 3) == set()

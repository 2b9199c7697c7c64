"""Deleting customer groups over GraphQL: what goes with them, and what keeps them."""

from collections.abc import Callable

import pytest

from saleor_customer_groups.models import CustomerGroup, Membership, PriceRule
from tests.api import Caller, make_customer
from tests.graphql.ids import id_of
from tests.graphql.stored import everything

from .test_groups import DELETE


@pytest.fixture
def family(
    make_group: Callable[..., CustomerGroup],
    make_rule: Callable[..., PriceRule],
    add_members: Callable[..., None],
) -> CustomerGroup:
    """A group with all that can go with it."""
    top = make_group("Top")
    middle = make_group("Middle", parent=top)
    below = make_group("Below", parent=middle)
    ann, bob, cid = (make_customer(name) for name in ("ann", "bob", "cid"))
    add_members(middle, ann, bob)
    add_members(top, bob)
    add_members(below, cid)
    make_rule(middle, name="Its own")
    make_rule(middle, top, name="Shared")
    return middle


def test_a_dry_run_says_what_would_go(staff: Caller, family: CustomerGroup) -> None:
    before = everything()

    answer = staff.ask(DELETE, id=id_of(family), dryRun=True)

    assert answer == {
        "customerGroup": {"id": id_of(family), "name": "Middle"},
        "priceRules": [{"name": "Its own"}],
        "children": [{"name": "Below", "parent": {"name": "Middle"}}],
        "members": 2,
        "toDefault": 1,
        "customersAffected": 3,
        "errors": [],
    }
    assert everything() == before


def test_a_group_in_use_is_not_deleted(staff: Caller, family: CustomerGroup) -> None:
    before = everything()

    answer = staff.ask(DELETE, id=id_of(family))

    assert answer["errors"] == [
        {
            "field": "id",
            "code": "IN_USE",
            "message": (
                "Middle is used by price rule Its own, group Below. With `force` these"
                " rules, lists, promotions and sets are deleted too, and groups below"
                " it move up."
            ),
        }
    ]
    assert answer["customerGroup"] is None
    assert everything() == before


def test_force_deletes_a_group_in_use(staff: Caller, family: CustomerGroup) -> None:
    id_ = id_of(family)

    answer = staff.ask(DELETE, id=id_, force=True)

    assert answer == {
        "customerGroup": {"id": id_, "name": "Middle"},
        "priceRules": [{"name": "Its own"}],
        "children": [{"name": "Below", "parent": {"name": "Top"}}],
        "members": 2,
        "toDefault": 1,
        "customersAffected": 3,
        "errors": [],
    }
    assert not CustomerGroup.objects.filter(name="Middle").exists()
    assert [rule.name for rule in PriceRule.objects.all()] == ["Shared"]
    groups = Membership.objects.filter(customer__email="ann@example.com")
    assert [row.group.name for row in groups] == ["Standard"]


def test_the_default_group_is_not_deleted(
    staff: Caller, standard: CustomerGroup
) -> None:
    before = everything()

    answer = staff.ask(DELETE, id=id_of(standard), force=True)

    (error,) = answer["errors"]
    assert (error["field"], error["code"]) == ("id", "DEFAULT_GROUP")
    assert everything() == before

"""Customers who are kept out of a group."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from saleor_customer_groups.models import Cause, Change, CustomerGroup, Exclusion
from saleor_customer_groups.services.base.actors import Actor
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.base.refusals import Code
from saleor_customer_groups.services.groups.groups import update_group
from saleor_customer_groups.services.membership import (
    exclusions,
    expiry,
    joining,
    leaving,
)
from saleor_customer_groups.services.membership.admission import MembershipChanges
from saleor_customer_groups.services.membership.leaving import Leaving
from tests.database.at_once import at_once
from tests.queries import counted

from ..conftest import NOW
from ..groups.test_groups import refusals
from ..occasions import with_occasion
from .stored import groups_of, ledger

MakeGroup = Callable[..., CustomerGroup]
MakeCustomer = Callable[..., int]


def add(group: CustomerGroup, *customers: int) -> MembershipChanges:
    return joining.add_members(
        group=group,
        customer_ids=customers,
        occasion=Occasion.manual(now=NOW),
    )


def exclude(group: CustomerGroup, *customers: int, **how: Any) -> MembershipChanges:
    return exclusions.exclude_customers(
        group=group, customer_ids=customers, **with_occasion(**how)
    )


def lift(group: CustomerGroup, *customers: int) -> MembershipChanges:
    return exclusions.lift_exclusions(
        group=group,
        customer_ids=customers,
        occasion=Occasion.manual(now=NOW),
    )


def refused(outcome: MembershipChanges) -> list[tuple[int, Code]]:
    assert outcome.changed == 0
    return [(each.customer_id, each.code) for each in outcome.refused]


def test_an_exclusion_ends_the_membership_until_it_is_lifted(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, bob, vip = make_customer("ann"), make_customer("bob"), make_group("VIP")
    add(vip, ann)

    done = exclude(vip, ann, bob, actor=Actor(app_name="CRM"), reason="Resells")
    again = exclude(vip, ann, bob)
    groups = [groups_of(each) for each in (ann, bob)]
    added = add(vip, ann)
    lifted = lift(vip, ann)
    alone = groups_of(ann)
    added_later = add(vip, ann)

    assert (done.changed, again.changed, lifted.changed) == (2, 2, 1)
    assert groups == [{"Standard": "by_default"}] * 2
    assert refused(added) == [(ann, Code.EXCLUDED)]
    assert added.refused[0].message == (
        "The customer is excluded from VIP. Lift the exclusion first."
    )
    assert (alone, added_later.changed) == ({"Standard": "by_default"}, 1)
    assert groups_of(ann) == {"VIP": "by_hand"}
    assert Exclusion.objects.get().reason == "Resells"
    assert ledger()[1:] == [
        (ann, "vip", Change.EXCLUDED, Cause.APP),
        (bob, "vip", Change.EXCLUDED, Cause.APP),
        (ann, "vip", Change.LEFT, Cause.APP),
        (ann, "standard", Change.JOINED, Cause.APP),
        (bob, "standard", Change.JOINED, Cause.APP),
        (ann, "vip", Change.EXCLUSION_LIFTED, Cause.STAFF),
        (ann, "vip", Change.JOINED, Cause.STAFF),
        (ann, "standard", Change.LEFT, Cause.STAFF),
    ]


def test_one_refused_customer_refuses_all(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, bob = make_customer("ann"), make_customer("bob")
    vip, trade = make_group("VIP"), make_group("Trade")
    add(trade, ann, bob)
    exclude(vip, ann)
    before = ledger()

    assert refused(exclude(vip, bob, 10**8)) == [(10**8, Code.NOT_FOUND)]
    assert refused(lift(vip, ann, bob)) == [(bob, Code.NOT_EXCLUDED)]
    assert refused(add(vip, bob, ann)) == [(ann, Code.EXCLUDED)]
    moved = leaving.remove_members(
        group=trade,
        customer_ids=[ann, bob],
        occasion=Occasion.manual(now=NOW),
        leaving=Leaving.TO_GROUP,
        to_group=vip,
    )
    assert refused(moved) == [(ann, Code.EXCLUDED)]

    assert [groups_of(each) for each in (ann, bob)] == [{"Trade": "by_hand"}] * 2
    assert Exclusion.objects.count() == 1
    assert ledger() == before


def test_nobody_is_excluded_from_the_default_group(
    standard: CustomerGroup, make_customer: MakeCustomer
) -> None:
    with pytest.raises(ValidationError) as error:
        exclude(standard, make_customer())

    assert refusals(error.value) == {
        "group": (
            Code.DEFAULT_GROUP,
            "Standard is the default group, which takes whoever is in no other.",
        )
    }


def test_a_group_that_keeps_customers_out_does_not_become_the_default(
    make_group: Callable[..., CustomerGroup], make_customer: MakeCustomer
) -> None:
    trade, ann = make_group("Trade"), make_customer()
    exclude(trade, ann)

    with pytest.raises(ValidationError) as error:
        update_group(
            group=trade, values={"is_default": True}, occasion=Occasion.manual(now=NOW)
        )

    assert refusals(error.value) == {
        "is_default": (
            Code.EXCLUDED,
            "Customers are excluded from Trade. Lift that first: the default group"
            " takes whoever is in no other.",
        )
    }


def test_many_customers_cost_no_more_queries_than_one(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    vip = make_group("VIP")
    many = [make_customer(f"customer{number}") for number in range(20)]
    add(vip, *many)

    def cost(*customers: int) -> tuple[int, int]:
        with counted() as excluding:
            exclude(vip, *customers)
        with counted() as lifting:
            lift(vip, *customers)
        return excluding.count, lifting.count

    assert cost(*many[:1]) == cost(*many[1:])


@pytest.mark.django_db(transaction=True)
def test_at_the_same_moment_nobody_is_both_excluded_and_a_member(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    vip = make_group("VIP")
    many = [make_customer(f"customer{number}") for number in range(5)]

    for customer in many:
        at_once(
            lambda pk=customer: add(vip, pk),
            lambda pk=customer: exclude(vip, pk),
            lambda: expiry.end_expired(now=NOW),
        )

    assert Exclusion.objects.count() == 5
    assert [groups_of(each) for each in many] == [{"Standard": "by_default"}] * 5

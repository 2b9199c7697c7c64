"""Whom nobody can add to a group or remove from it, and why."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from saleor_customer_groups.models import (
    CustomerGroup,
    GroupKind,
    LedgerEntry,
    Membership,
)
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.base.refusals import Code
from saleor_customer_groups.services.membership import joining, leaving
from saleor_customer_groups.services.membership.joining import Joining

from ..conftest import NOW
from ..groups.test_groups import refusals

MakeGroup = Callable[..., CustomerGroup]
MakeCustomer = Callable[..., int]


def test_one_refused_customer_refuses_all(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, bob = make_customer("ann"), make_customer("bob", is_active=False)
    vip = make_group("VIP")

    outcome = joining.add_members(
        group=vip,
        customer_ids=[ann, bob, 10**8],
        occasion=Occasion.manual(now=NOW),
    )

    assert outcome.changed == 0
    assert [(each.customer_id, each.code) for each in outcome.refused] == [
        (bob, Code.CUSTOMER_INACTIVE),
        (10**8, Code.NOT_FOUND),
    ]
    assert not Membership.objects.exists()
    assert not LedgerEntry.objects.exists()


@pytest.mark.parametrize("how", ["remove", "move"])
def test_whom_conditions_would_bring_back_is_not_taken_out_by_hand(
    make_group: MakeGroup, make_customer: MakeCustomer, how: str
) -> None:
    ann, bob = make_customer("ann"), make_customer("bob")
    both, vip = make_group("Both", kind="hybrid"), make_group("VIP")
    joining.add_members(
        group=both, customer_ids=[ann, bob], occasion=Occasion.manual(now=NOW)
    )
    Membership.objects.filter(customer=bob).update(by_rule=True)
    call = {"customer_ids": [ann, bob], "occasion": Occasion.manual(now=NOW)}

    if how == "remove":
        outcome = leaving.remove_members(group=both, **call)
    else:
        outcome = joining.add_members(
            group=vip, joining=Joining.MOVE, move_from=both, **call
        )

    assert [
        (each.customer_id, each.code, each.message) for each in outcome.refused
    ] == [
        (
            bob,
            Code.GROUP_AUTOMATIC,
            "The customer is in Both by its conditions. Exclude the customer instead.",
        )
    ]
    assert Membership.objects.filter(group=both).count() == 2
    assert not vip.memberships.exists()


def test_a_full_group_says_for_whom_there_is_no_place(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, bob, cleo = (make_customer(name) for name in ("ann", "bob", "cleo"))
    vip = make_group("VIP", capacity=2)
    joining.add_members(
        group=vip, customer_ids=[ann], occasion=Occasion.manual(now=NOW)
    )

    outcome = joining.add_members(
        group=vip,
        customer_ids=[bob, cleo],
        occasion=Occasion.manual(now=NOW),
    )

    assert [
        (each.customer_id, each.code, each.message) for each in outcome.refused
    ] == [(cleo, Code.CAPACITY_REACHED, "VIP takes 2 customers and has 1 free place.")]
    assert Membership.objects.count() == 1


@pytest.mark.parametrize(
    ("group_values", "call", "field", "code"),
    [
        ({"is_active": False}, {}, "group", Code.GROUP_INACTIVE),
        ({"kind": GroupKind.AUTOMATIC}, {}, "group", Code.GROUP_AUTOMATIC),
        ({}, {"joining": Joining.MOVE}, "move_from", Code.REQUIRED),
        ({}, {"until": NOW}, "until", Code.INVALID),
        ({}, {"customer_ids": []}, "customers", Code.REQUIRED),
        ({}, {"customer_ids": range(10_001)}, "customers", Code.TOO_MANY),
    ],
)
def test_a_call_that_cannot_be_is_refused_as_a_whole(
    make_group: MakeGroup,
    make_customer: MakeCustomer,
    group_values: dict[str, Any],
    call: dict[str, Any],
    field: str,
    code: Code,
) -> None:
    vip = make_group("VIP", **group_values)
    asked = {
        "customer_ids": [make_customer()],
        "occasion": Occasion.manual(now=NOW),
        **call,
    }

    with pytest.raises(ValidationError) as refused:
        joining.add_members(group=vip, **asked)

    assert {name: found for name, (found, _) in refusals(refused.value).items()} == {
        field: code
    }
    assert not Membership.objects.exists()

"""Joining, leaving, and the ledger that remembers it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from saleor_customer_groups.models import (
    Cause,
    Change,
    CustomerGroup,
    GroupKind,
    LedgerEntry,
    Membership,
)
from saleor_customer_groups.services.base.actors import Actor
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.base.refusals import Code
from saleor_customer_groups.services.membership import membership
from saleor_customer_groups.services.membership.membership import Joining, Leaving
from tests.queries import counted

from ..conftest import NOW
from ..groups.test_groups import refusals

MakeGroup = Callable[..., CustomerGroup]
MakeCustomer = Callable[..., int]


def groups_of(customer_id: int) -> dict[str, str]:
    """Return group name -> source, as staff see it."""
    return {
        row.group.name: "+".join(
            source
            for source in ("by_hand", "by_rule", "by_default")
            if getattr(row, source)
        )
        for row in membership.groups_of(customer_id, now=NOW)
    }


def ledger() -> list[tuple[Any, ...]]:
    return list(
        LedgerEntry.objects.order_by("pk").values_list(
            "customer_id", "group_code", "change", "cause"
        )
    )


def test_a_new_customer_is_put_into_the_default_group_once(
    standard: CustomerGroup, make_customer: MakeCustomer
) -> None:
    ann = make_customer()

    first = membership.register(customer_id=ann, now=NOW)
    second = membership.register(customer_id=ann, now=NOW)

    assert first is not None
    assert second is None
    assert groups_of(ann) == {"Standard": "by_default"}
    assert ledger() == [(ann, "standard", Change.JOINED, Cause.REGISTERED)]


def test_joining_another_group_ends_the_default_membership(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, vip = make_customer(), make_group("VIP")
    membership.register(customer_id=ann, now=NOW)

    outcome = membership.add_members(
        group=vip,
        customer_ids=[ann],
        occasion=Occasion.manual(now=NOW, actor=Actor(app_name="CRM")),
    )

    assert (outcome.changed, list(outcome.refused)) == (1, [])
    assert groups_of(ann) == {"VIP": "by_hand"}
    assert ledger()[1:] == [
        (ann, "vip", Change.JOINED, Cause.APP),
        (ann, "standard", Change.LEFT, Cause.APP),
    ]


def test_the_default_membership_can_be_kept(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, vip = make_customer(), make_group("VIP")
    membership.register(customer_id=ann, now=NOW)

    membership.add_members(
        group=vip,
        customer_ids=[ann],
        occasion=Occasion.manual(now=NOW),
        leave_default=False,
    )

    assert groups_of(ann) == {"Standard": "by_default", "VIP": "by_hand"}


def test_leaving_the_last_group_puts_the_customer_back(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, vip = make_customer(), make_group("VIP")
    membership.add_members(
        group=vip, customer_ids=[ann], occasion=Occasion.manual(now=NOW)
    )

    membership.remove_members(
        group=vip,
        customer_ids=[ann],
        occasion=Occasion.manual(now=NOW, reason="No orders"),
    )

    assert groups_of(ann) == {"Standard": "by_default"}
    left = LedgerEntry.objects.get(change=Change.LEFT)
    assert (left.group_name, left.reason, left.at) == ("VIP", "No orders", NOW)


def test_add_keeps_the_other_groups_move_ends_one_primary_marks_one(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann = make_customer()
    vip, trade, press = make_group("VIP"), make_group("Trade"), make_group("Press")

    def join(group: CustomerGroup, **how: Any) -> None:
        membership.add_members(
            group=group,
            customer_ids=[ann],
            occasion=Occasion.manual(now=NOW),
            **how,
        )

    join(vip)
    join(trade, joining=Joining.PRIMARY)
    assert groups_of(ann) == {"VIP": "by_hand", "Trade": "by_hand"}
    join(press, joining=Joining.MOVE, move_from=vip)
    assert groups_of(ann) == {"Trade": "by_hand", "Press": "by_hand"}
    join(press, joining=Joining.PRIMARY)

    assert Membership.objects.get(is_primary=True).group == press
    assert [row for row in ledger() if "primary" in row[2]] == [
        (ann, "trade", Change.MADE_PRIMARY, Cause.STAFF),
        (ann, "trade", Change.NO_LONGER_PRIMARY, Cause.STAFF),
        (ann, "press", Change.MADE_PRIMARY, Cause.STAFF),
    ]


def test_removal_can_lead_to_another_group_or_to_the_default_one(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, bob = make_customer("ann"), make_customer("bob")
    vip, trade = make_group("VIP"), make_group("Trade")
    membership.add_members(
        group=vip, customer_ids=[ann, bob], occasion=Occasion.manual(now=NOW)
    )
    membership.add_members(
        group=trade, customer_ids=[bob], occasion=Occasion.manual(now=NOW)
    )

    def leave(customer: int, **how: Any) -> None:
        membership.remove_members(
            group=vip,
            customer_ids=[customer],
            occasion=Occasion.manual(now=NOW),
            **how,
        )

    leave(ann, leaving=Leaving.TO_GROUP, to_group=trade)
    leave(bob, leaving=Leaving.TO_DEFAULT)

    assert groups_of(ann) == {"Trade": "by_hand"}
    assert groups_of(bob) == {"Trade": "by_hand", "Standard": "by_default"}


def test_rule_and_hand_are_one_row_and_the_hand_can_come_later(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, vip = make_customer(), make_group("VIP", kind=GroupKind.HYBRID)
    Membership.objects.create(customer_id=ann, group=vip, by_rule=True, since=NOW)

    membership.add_members(
        group=vip, customer_ids=[ann], occasion=Occasion.manual(now=NOW)
    )

    assert groups_of(ann) == {"VIP": "by_hand+by_rule"}
    assert ledger() == [(ann, "vip", Change.SOURCE_CHANGED, Cause.STAFF)]


def test_a_membership_that_has_ended_no_longer_counts(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, vip = make_customer(), make_group("VIP")
    membership.add_members(
        group=vip,
        customer_ids=[ann],
        occasion=Occasion.manual(now=NOW),
        until=NOW + timedelta(days=30),
    )

    names = [
        [row.group.name for row in membership.groups_of(ann, now=now)]
        for now in (NOW + timedelta(days=29), NOW + timedelta(days=30))
    ]

    assert names == [["VIP"], []]


def test_one_refused_customer_refuses_all(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, bob = make_customer("ann"), make_customer("bob", is_active=False)
    vip = make_group("VIP")

    outcome = membership.add_members(
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
    membership.add_members(
        group=both, customer_ids=[ann, bob], occasion=Occasion.manual(now=NOW)
    )
    Membership.objects.filter(customer=bob).update(by_rule=True)
    call = {"customer_ids": [ann, bob], "occasion": Occasion.manual(now=NOW)}

    if how == "remove":
        outcome = membership.remove_members(group=both, **call)
    else:
        outcome = membership.add_members(
            group=vip, joining=Joining.MOVE, move_from=both, **call
        )

    assert [
        (each.customer_id, each.code, each.message) for each in outcome.refused
    ] == [
        (
            bob,
            Code.GROUP_AUTOMATIC,
            "Is in Both by its conditions. Exclude the customer instead.",
        )
    ]
    assert Membership.objects.filter(group=both).count() == 2
    assert not vip.memberships.exists()


def test_a_full_group_says_for_whom_there_is_no_place(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, bob, cleo = (make_customer(name) for name in ("ann", "bob", "cleo"))
    vip = make_group("VIP", capacity=2)
    membership.add_members(
        group=vip, customer_ids=[ann], occasion=Occasion.manual(now=NOW)
    )

    outcome = membership.add_members(
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
        membership.add_members(group=vip, **asked)

    assert {name: found for name, (found, _) in refusals(refused.value).items()} == {
        field: code
    }
    assert not Membership.objects.exists()


def test_erasing_a_customer_keeps_the_ledger_without_the_person(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, vip = make_customer(), make_group("VIP")
    membership.add_members(
        group=vip, customer_ids=[ann], occasion=Occasion.manual(now=NOW)
    )

    get_user_model().objects.filter(pk=ann).delete()

    assert not Membership.objects.exists()
    assert ledger() == [
        (None, "vip", Change.JOINED, Cause.STAFF),
        (None, "vip", Change.LEFT, Cause.ERASED),
    ]


def test_many_customers_cost_no_more_queries_than_one(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    vip, trade = make_group("VIP"), make_group("Trade")
    many = [make_customer(f"customer{number}") for number in range(30)]
    for customer in many:
        membership.register(customer_id=customer, now=NOW)

    with counted() as one:
        membership.add_members(
            group=vip, customer_ids=many[:1], occasion=Occasion.manual(now=NOW)
        )
    with counted() as others:
        membership.add_members(
            group=trade, customer_ids=many[1:], occasion=Occasion.manual(now=NOW)
        )

    assert others.count == one.count

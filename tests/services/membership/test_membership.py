"""Joining, leaving, and the ledger that remembers it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model

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
from saleor_customer_groups.services.membership import current_members, joining, leaving
from saleor_customer_groups.services.membership.joining import Joining
from saleor_customer_groups.services.membership.leaving import Leaving
from tests.queries import counted

from ..conftest import NOW
from .stored import groups_of, ledger

MakeGroup = Callable[..., CustomerGroup]
MakeCustomer = Callable[..., int]


def test_a_new_customer_is_put_into_the_default_group_once(
    standard: CustomerGroup, make_customer: MakeCustomer
) -> None:
    ann = make_customer()

    first = joining.register(customer_id=ann, now=NOW)
    second = joining.register(customer_id=ann, now=NOW)

    assert first is not None
    assert second is None
    assert groups_of(ann) == {"Standard": "by_default"}
    assert ledger() == [(ann, "standard", Change.JOINED, Cause.REGISTERED)]


def test_joining_another_group_ends_the_default_membership(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, vip = make_customer(), make_group("VIP")
    joining.register(customer_id=ann, now=NOW)

    outcome = joining.add_members(
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
    joining.register(customer_id=ann, now=NOW)

    joining.add_members(
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
    joining.add_members(
        group=vip, customer_ids=[ann], occasion=Occasion.manual(now=NOW)
    )

    leaving.remove_members(
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
        joining.add_members(
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
    joining.add_members(
        group=vip, customer_ids=[ann, bob], occasion=Occasion.manual(now=NOW)
    )
    joining.add_members(
        group=trade, customer_ids=[bob], occasion=Occasion.manual(now=NOW)
    )

    def leave(customer: int, **how: Any) -> None:
        leaving.remove_members(
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

    joining.add_members(
        group=vip, customer_ids=[ann], occasion=Occasion.manual(now=NOW)
    )

    assert groups_of(ann) == {"VIP": "by_hand+by_rule"}
    assert ledger() == [(ann, "vip", Change.SOURCE_CHANGED, Cause.STAFF)]


def test_a_membership_that_has_ended_no_longer_counts(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, vip = make_customer(), make_group("VIP")
    joining.add_members(
        group=vip,
        customer_ids=[ann],
        occasion=Occasion.manual(now=NOW),
        until=NOW + timedelta(days=30),
    )

    names = [
        [row.group.name for row in current_members.groups_of(ann, now=now)]
        for now in (NOW + timedelta(days=29), NOW + timedelta(days=30))
    ]

    assert names == [["VIP"], []]


def test_erasing_a_customer_keeps_the_ledger_without_the_person(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, vip = make_customer(), make_group("VIP")
    joining.add_members(
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
        joining.register(customer_id=customer, now=NOW)

    with counted() as one:
        joining.add_members(
            group=vip, customer_ids=many[:1], occasion=Occasion.manual(now=NOW)
        )
    with counted() as others:
        joining.add_members(
            group=trade, customer_ids=many[1:], occasion=Occasion.manual(now=NOW)
        )

    assert others.count == one.count

"""Which group is the primary one of a customer."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from saleor_customer_groups.models import Change, CustomerGroup, Membership
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.base.refusals import Code
from saleor_customer_groups.services.membership import joining
from saleor_customer_groups.services.membership.admission import MembershipChanges
from saleor_customer_groups.services.membership.primary_groups import (
    clear_primary,
    make_primary,
)

from ..conftest import NOW
from ..groups.test_groups import refusals
from .stored import ledger

MakeGroup = Callable[..., CustomerGroup]
MakeCustomer = Callable[..., int]


def primary() -> list[tuple[int, str]]:
    rows = Membership.objects.filter(is_primary=True)
    return sorted(rows.values_list("customer_id", "group__name"))


def test_it_moves_between_the_groups_of_members_and_goes(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, bob = make_customer("ann"), make_customer("bob")
    vip, trade = make_group("VIP"), make_group("Trade")
    for group in (vip, trade):
        joining.add_members(
            group=group,
            customer_ids=[ann, bob],
            occasion=Occasion.manual(now=NOW),
        )
    joined = len(ledger())

    def do(
        verb: Callable[..., MembershipChanges], group: CustomerGroup, *who: int
    ) -> MembershipChanges:
        return verb(group=group, customer_ids=who, occasion=Occasion.manual(now=NOW))

    do(make_primary, vip, ann, bob)
    do(make_primary, vip, ann)
    do(make_primary, trade, ann)
    moved = primary()
    do(clear_primary, vip, ann, bob)

    assert moved == [(ann, "Trade"), (bob, "VIP")]
    assert primary() == [(ann, "Trade")]
    assert [(row[0], row[1], row[2]) for row in ledger()[joined:]] == [
        (ann, "vip", Change.MADE_PRIMARY),
        (bob, "vip", Change.MADE_PRIMARY),
        (ann, "vip", Change.NO_LONGER_PRIMARY),
        (ann, "trade", Change.MADE_PRIMARY),
        (bob, "vip", Change.NO_LONGER_PRIMARY),
    ]


def test_it_is_for_members_of_an_active_group(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, bob = make_customer("ann"), make_customer("bob")
    vip, old = make_group("VIP"), make_group("Old", is_active=False)
    joining.add_members(
        group=vip, customer_ids=[ann], occasion=Occasion.manual(now=NOW)
    )
    ask = {"occasion": Occasion.manual(now=NOW)}

    for verb in (make_primary, clear_primary):
        outcome = verb(group=vip, customer_ids=[ann, bob], **ask)
        assert [(each.customer_id, each.code) for each in outcome.refused] == [
            (bob, Code.NOT_A_MEMBER)
        ]
    with pytest.raises(ValidationError) as refused:
        make_primary(group=old, customer_ids=[ann], **ask)

    assert refusals(refused.value) == {
        "group": (Code.GROUP_INACTIVE, "Old is not active. Activate it first.")
    }
    assert primary() == []

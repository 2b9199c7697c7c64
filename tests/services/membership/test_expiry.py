"""Memberships that end by themselves."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from saleor_customer_groups import tasks
from saleor_customer_groups.models import Cause, Change, CustomerGroup, Membership
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.membership import expiry, joining
from tests.commands.test_prices import run
from tests.queries import counted

from ..conftest import NOW
from .stored import groups_of, ledger

MakeGroup = Callable[..., CustomerGroup]
MakeCustomer = Callable[..., int]
SOON = NOW + timedelta(days=1)


def add(group: CustomerGroup, *customers: int, until: datetime | None = SOON) -> None:
    joining.add_members(
        group=group,
        customer_ids=customers,
        occasion=Occasion.manual(now=NOW),
        until=until,
    )


def test_an_ended_membership_goes_and_the_last_one_leaves_the_default_group(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, bob = make_customer("ann"), make_customer("bob")
    vip, trade = make_group("VIP"), make_group("Trade")
    add(vip, ann, bob)
    add(trade, bob, until=SOON + timedelta(seconds=1))
    before = len(ledger())

    early = expiry.end_expired(now=SOON - timedelta(seconds=1))
    ended = expiry.end_expired(now=SOON)
    again = expiry.end_expired(now=SOON)

    assert (early, ended, again) == (0, 2, 0)
    assert groups_of(ann) == {"Standard": "by_default"}
    assert groups_of(bob) == {"Trade": "by_hand"}
    assert ledger()[before:] == [
        (ann, "vip", Change.LEFT, Cause.EXPIRED),
        (bob, "vip", Change.LEFT, Cause.EXPIRED),
        (ann, "standard", Change.JOINED, Cause.EXPIRED),
    ]


def test_whom_a_rule_keeps_in_the_group_stays(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, vip = make_customer(), make_group("VIP", kind="hybrid")
    add(vip, ann)
    Membership.objects.update(by_rule=True)

    expiry.end_expired(now=SOON)

    assert groups_of(ann) == {"VIP": "by_rule"}
    assert Membership.objects.get().until is None
    assert ledger()[1:] == [(ann, "vip", Change.SOURCE_CHANGED, Cause.EXPIRED)]


def test_many_cost_no_more_queries_than_one_and_go_in_batches(
    make_group: MakeGroup,
    make_customer: MakeCustomer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    vip = make_group("VIP")
    many = [make_customer(f"customer{number}") for number in range(12)]

    def cost(*customers: int) -> int:
        add(vip, *customers)
        with counted() as queries:
            assert expiry.end_expired(now=SOON) == len(customers)
        return queries.count

    assert cost(*many[:1]) == cost(*many[1:])
    monkeypatch.setattr(expiry, "BATCH", 5)
    assert cost(*many) > cost(*many[:1])
    assert not Membership.objects.filter(group=vip).exists()


def test_beat_and_command_end_them(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, bob, vip = make_customer("ann"), make_customer("bob"), make_group("VIP")
    add(vip, ann, until=NOW + timedelta(seconds=1))

    shown = run("customer_groups_expire_members")
    add(vip, bob, until=NOW + timedelta(seconds=1))
    tasks.end_expired_memberships.delay()

    assert shown == "1 membership has ended.\n"
    assert not Membership.objects.filter(group=vip).exists()


def test_the_tasks_are_in_the_schedule_of_celery() -> None:
    from saleor.celeryconf import app

    assert {each["task"] for each in tasks.SCHEDULE.values()} <= {
        each["task"] for each in app.conf.beat_schedule.values()
    }
    assert {each["task"] for each in tasks.SCHEDULE.values()} <= set(app.tasks)

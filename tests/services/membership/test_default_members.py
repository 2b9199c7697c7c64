"""Customers from before the plugin are in the default group."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from saleor_customer_groups import tasks
from saleor_customer_groups.models import (
    CustomerGroup,
    LedgerEntry,
    Membership,
    MembershipRun,
    RunCause,
    RunState,
)
from saleor_customer_groups.plugin import CustomerGroupsPlugin
from saleor_customer_groups.services import nightly
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.base.refusals import Code
from saleor_customer_groups.services.groups import default_group
from saleor_customer_groups.services.groups.group_deletion import delete_groups
from saleor_customer_groups.services.groups.groups import update_group
from saleor_customer_groups.services.membership import joining, leaving, primary_groups
from saleor_customer_groups.services.membership.default_members import default_members
from saleor_customer_groups.services.membership.files import member_files
from saleor_customer_groups.services.membership.joining import Joining
from saleor_customer_groups.services.membership.leaving import Leaving
from tests.port.plugin import configure
from tests.queries import counted

from ..conftest import NOW
from ..evaluation.running import DAY
from .test_exclusions import refused

MakeGroup = Callable[..., CustomerGroup]
MakeCustomer = Callable[..., int]


def fill() -> None:
    nightly.fill_default_group(clock=lambda: NOW)


def runs() -> list[tuple[str, int, int, str]]:
    rows = MembershipRun.objects.filter(cause=RunCause.DEFAULT_GROUP).order_by("pk")
    return list(rows.values_list("state", "examined", "joined", "problem"))


def joined() -> list[tuple[int, str, str]]:
    rows = LedgerEntry.objects.filter(group_code="standard").order_by("customer_id")
    return list(rows.values_list("customer_id", "change", "cause"))


def in_it() -> set[int]:
    """Return who is in the default group without a membership."""
    return set(default_members(now=NOW).customers.values_list("pk", flat=True))


def test_everybody_without_a_group_joins_once_batch_by_batch(
    make_group: MakeGroup,
    make_customer: MakeCustomer,
    standard: CustomerGroup,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    vip = make_group("VIP")
    many = [make_customer(f"c{number}") for number in range(7)]
    make_customer("clerk", is_staff=True)
    joining.add_members(
        group=vip, customer_ids=many[2:4], occasion=Occasion.manual(now=NOW)
    )
    # One whose last membership has ended and was not taken away yet.
    Membership.objects.filter(customer=many[3]).update(until=NOW - DAY)
    monkeypatch.setattr(default_group, "BATCH", 2)
    before = in_it()

    with counted() as queries:
        fill()
    again = len(joined())
    fill()
    tasks.fill_default_group.delay()

    expected = {pk for pk in many if pk != many[2]}
    assert before == expected
    assert in_it() == set()
    rows = Membership.objects.filter(group=standard)
    assert set(rows.values_list("customer_id", "by_default", "by_hand")) == {
        (pk, True, False) for pk in expected
    }
    assert joined() == [
        (pk, "joined", "expired" if pk == many[3] else "registered")
        for pk in sorted(expected)
    ]
    assert (again, runs()) == (6, [("done", 7, 5, "")])
    assert queries.writes < 40


def test_a_killed_worker_loses_nothing_and_a_fault_is_taken_up_at_night(
    make_customer: MakeCustomer, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(active=True)
    many = [make_customer(f"c{number}") for number in range(3)]
    Membership.objects.all().delete()
    LedgerEntry.objects.all().delete()
    monkeypatch.setattr(default_group, "BATCH", 1)
    batch = default_group._next_batch

    def die(run_id: int, now: Any) -> bool:
        if Membership.objects.exists():
            raise SystemExit
        return batch(run_id, now)

    monkeypatch.setattr(default_group, "_next_batch", die)
    with pytest.raises(SystemExit):
        fill()
    stopped = (runs(), in_it())
    monkeypatch.setattr(default_group, "_next_batch", batch)
    tasks.take_up_lost_runs()

    assert stopped == ([("running", 1, 1, "")], {*many[1:]})
    assert runs() == [("done", 3, 3, "")]
    assert [pk for pk, *_ in joined()] == many

    Membership.objects.all().delete()

    def fail(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(default_group, "_join", fail)
    late = make_customer("late")
    Membership.objects.all().delete()
    fill()
    assert runs()[1] == (
        "failed",
        0,
        0,
        "An unexpected error stopped it; the log says which. The nightly run goes on.",
    )
    monkeypatch.undo()
    nightly.run_all(cause=RunCause.NIGHTLY, clock=lambda: NOW, leave_default=True)
    assert in_it() == set()
    assert runs()[2][0] == RunState.DONE
    assert Membership.objects.filter(customer=late, by_default=True).exists()


def test_a_large_shop_is_looked_through_once_though_nobody_is_without_a_group(
    make_customer: MakeCustomer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ann", "bob"):
        joining.register(customer_id=make_customer(name), now=NOW)
    fill()
    small = runs()
    monkeypatch.setattr(default_group, "MANY", 1)

    for _ in range(2):
        fill()

    assert (small, runs()) == ([], [("done", 2, 0, "")])


def test_switching_the_plugin_on_fills_it_each_time(
    make_customer: MakeCustomer,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    def switch() -> None:
        configure(active=True)
        with django_capture_on_commit_callbacks(execute=True):
            CustomerGroupsPlugin.switched(on=True, is_new=False)

    configure(active=False)
    ann = make_customer("ann")
    switch()
    first = [pk for pk, *_ in joined()]
    configure(active=False)
    bob = make_customer("bob")
    between = in_it()
    switch()

    assert (first, between) == ([ann], {bob})
    assert [pk for pk, *_ in joined()] == [ann, bob]


def test_until_then_they_are_members_for_everybody(
    make_group: MakeGroup, make_customer: MakeCustomer, standard: CustomerGroup
) -> None:
    ann, bob, cleo, dan = (
        make_customer(name) for name in ("ann", "bob", "cleo", "dan")
    )
    vip = make_group("VIP")
    joining.register(customer_id=cleo, now=NOW)
    call: dict[str, Any] = {"occasion": Occasion.manual(now=NOW)}
    file = StringIO()

    exported = member_files.export_members(group=standard, file=file, now=NOW)
    alone = leaving.remove_members(
        group=standard, customer_ids=[ann, cleo, 10**8], **call
    )
    to_vip = leaving.remove_members(
        group=standard,
        customer_ids=[ann],
        leaving=Leaving.TO_GROUP,
        to_group=vip,
        **call,
    )
    moved = joining.add_members(
        group=vip,
        customer_ids=[bob],
        joining=Joining.MOVE,
        move_from=standard,
        **call,
    )
    primary = primary_groups.make_primary(group=standard, customer_ids=[dan], **call)

    assert [line.split(",")[0] for line in file.getvalue().splitlines()] == [
        "email",
        *(f"{name}@example.com" for name in ("ann", "bob", "cleo", "dan")),
    ]
    assert exported == 4
    assert refused(alone) == [
        (10**8, Code.NOT_A_MEMBER),
        (ann, Code.DEFAULT_GROUP),
        (cleo, Code.DEFAULT_GROUP),
    ]
    assert alone.refused[1].message == (
        "The customer is in Standard because of being in no other group. Add"
        " the customer to another one instead."
    )
    assert [each.changed for each in (to_vip, moved, primary)] == [1, 1, 1]
    groups = Membership.objects.order_by("customer_id")
    assert list(groups.values_list("customer_id", "group__code", "is_primary")) == [
        (ann, "vip", False),
        (bob, "vip", False),
        (cleo, "standard", False),
        (dan, "standard", True),
    ]


def test_they_go_with_the_default_group_whichever_it_is(
    make_group: MakeGroup, make_customer: MakeCustomer, standard: CustomerGroup
) -> None:
    ann = make_customer("ann")
    region = make_group("Region")
    retail = make_group("Retail", parent=region)
    going = {
        "groups": {"id": region},
        "occasion": Occasion.manual(now=NOW),
        "dry_run": True,
    }
    before = delete_groups(**going).customers_affected

    update_group(
        group=retail, values={"is_default": True}, occasion=Occasion.manual(now=NOW)
    )

    assert (before, delete_groups(**going).customers_affected) == (0, 1)
    fill()
    assert Membership.objects.get(customer=ann).group == retail
    assert get_user_model().objects.filter(customer_groups=standard).count() == 0

"""The ledger: who was in a group when, and what outlives a customer."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO

from django.contrib.auth import get_user_model

from saleor_customer_groups.models import (
    Cause,
    Change,
    CustomerGroup,
    LedgerEntry,
    PendingMetadata,
    RunCause,
)
from saleor_customer_groups.services import nightly
from saleor_customer_groups.services.base.actors import Actor
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.groups import groups
from saleor_customer_groups.services.groups.group_deletion import delete_groups
from saleor_customer_groups.services.membership import exclusions, joining, leaving
from saleor_customer_groups.services.membership.history import ledger_files
from saleor_customer_groups.services.membership.history.members_at import members_at
from saleor_customer_groups.services.membership.joining import Joining
from tests.queries import counted

from ..conftest import NOW

MakeGroup = Callable[..., CustomerGroup]
MakeCustomer = Callable[..., int]


def day(number: int) -> datetime:
    return NOW + timedelta(days=number)


def add(group: CustomerGroup, *customers: int, on: int, **how: object) -> None:
    joining.add_members(
        group=group,
        customer_ids=customers,
        occasion=Occasion.manual(now=day(on)),
        **how,
    )


def remove(group: CustomerGroup, *customers: int, on: int) -> None:
    leaving.remove_members(
        group=group,
        customer_ids=customers,
        occasion=Occasion.manual(now=day(on)),
    )


def at(code: str, on: int) -> tuple[list[int], int]:
    """Return who was in a group, and how many besides of whom nothing is known."""
    found = members_at(code=code, at=day(on))
    return sorted(found.entries.values_list("customer_id", flat=True)), found.erased


def test_who_was_a_member_when(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, bob, cleo = (make_customer(name) for name in ("ann", "bob", "cleo"))
    vip, trade = make_group("VIP"), make_group("Trade")
    add(vip, ann, bob, on=1)
    add(vip, ann, on=2, joining=Joining.PRIMARY)
    remove(vip, ann, on=3)
    add(vip, ann, cleo, on=4)
    add(trade, bob, on=5, joining=Joining.MOVE, move_from=vip)
    delete_groups(groups={"id": vip}, occasion=Occasion.manual(now=day(6)), force=True)

    assert [at("vip", on) for on in range(7)] == [
        ([], 0),
        ([ann, bob], 0),
        ([ann, bob], 0),
        ([bob], 0),
        ([ann, bob, cleo], 0),
        ([ann, cleo], 0),
        ([], 0),
    ]
    assert at("standard", 6) == ([ann, cleo], 0)
    with counted() as queries:
        at("vip", 4)
    assert queries.count == 2


def test_erasing_a_customer_keeps_the_counts_and_not_the_person(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, bob, cleo = (make_customer(name) for name in ("ann", "bob", "cleo"))
    vip = make_group("VIP")
    add(vip, ann, bob, cleo, on=-3)
    remove(vip, cleo, on=-2)

    get_user_model().objects.filter(pk__in=[ann, cleo]).delete()

    assert at("vip", -3) == ([bob], 2)
    assert at("vip", -2) == ([bob], 1)
    assert at("vip", 10**4) == ([bob], 0)
    assert set(LedgerEntry.objects.values_list("customer_id", flat=True)) == {None, bob}
    erased = LedgerEntry.objects.filter(cause=Cause.ERASED)
    assert set(erased.values_list("group_code", "change")) == {
        ("standard", Change.LEFT),
        ("vip", Change.LEFT),
    }


def test_a_new_code_leaves_the_old_one_and_is_mirrored(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, bob = make_customer("ann"), make_customer("bob")
    vip = make_group("VIP")
    add(vip, ann, on=1)
    PendingMetadata.objects.all().delete()

    groups.update_group(
        group=vip,
        values={"code": "gold"},
        occasion=Occasion.manual(now=day(2), actor=Actor(user_id=bob)),
    )
    groups.update_group(
        group=vip, values={"name": "Gold"}, occasion=Occasion.manual(now=day(3))
    )
    remove(vip, ann, on=4)

    assert [at("vip", on) for on in (1, 2)] == [([ann], 0), ([], 0)]
    assert [at("gold", on) for on in (1, 2, 3, 4)] == [
        ([], 0),
        ([ann], 0),
        ([ann], 0),
        ([], 0),
    ]
    assert PendingMetadata.objects.get().customer_id == ann
    assert list(
        LedgerEntry.objects.filter(by_user=bob)
        .order_by("pk")
        .values_list("group_code", "group_name", "change", "reason")
    ) == [
        ("vip", "VIP", "left", "The code vip became gold."),
        ("gold", "VIP", "joined", "The code vip became gold."),
    ]


def test_an_exported_ledger_is_harmless(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    vip = make_group("VIP")
    joining.add_members(
        group=vip,
        customer_ids=[make_customer("ann")],
        occasion=Occasion.manual(now=NOW, actor=Actor(app_name="@Till"), reason="=1+1"),
    )
    file = StringIO()

    count = ledger_files.export_ledger(rows=LedgerEntry.objects.all(), file=file)

    assert count == 1
    assert file.getvalue() == (
        "at,customer,group_code,group_name,change,cause,by_user,by_app,reason,"
        "rule_version\n"
        "2026-03-15T12:00:00+00:00,ann@example.com,vip,VIP,joined,app,,'@Till,'=1+1,\n"
    )


def test_erasing_clears_what_was_written_about_the_customer(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, bob, cleo = (make_customer(name) for name in ("ann", "bob", "cleo"))
    vip = make_group("VIP")
    for pk, reason in ((ann, "Ann's brother"), (bob, "Fair"), (cleo, "Cleo asked")):
        joining.add_members(
            group=vip,
            customer_ids=[pk],
            occasion=Occasion.manual(now=NOW, reason=reason),
        )
    exclusions.exclude_customers(
        group=vip,
        customer_ids=[ann],
        occasion=Occasion.manual(now=NOW, reason="Ann resells"),
    )
    # One whose lines a fault has kept.
    LedgerEntry.objects.filter(customer=cleo).update(customer=None)

    get_user_model().objects.get(pk=ann).delete()

    def reasons() -> set[str]:
        return set(LedgerEntry.objects.values_list("reason", flat=True))

    after_erasing = reasons()
    nightly.run_all(cause=RunCause.NIGHTLY, clock=lambda: NOW, leave_default=True)

    assert (after_erasing, reasons()) == ({"", "Fair", "Cleo asked"}, {"", "Fair"})

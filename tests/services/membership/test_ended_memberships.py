"""A membership whose time has come is none, also before the command has ended it."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest

from saleor_customer_groups.models import CustomerGroup, LedgerEntry, Membership
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.base.refusals import Code
from saleor_customer_groups.services.evaluation.condition_previews import (
    preview_conditions,
)
from saleor_customer_groups.services.evaluation.evaluations import evaluate_customers
from saleor_customer_groups.services.evaluation.order_figures import rebuild_figures
from saleor_customer_groups.services.groups.group_deletion import delete_groups
from saleor_customer_groups.services.groups.groups import update_group
from saleor_customer_groups.services.membership import (
    expiry,
    joining,
    leaving,
    primary_groups,
)
from saleor_customer_groups.services.membership.admission import MembershipChanges
from saleor_customer_groups.services.membership.files import member_files
from saleor_customer_groups.services.membership.files.member_file_rows import (
    read_members,
)
from saleor_customer_groups.services.membership.history.members_at import members_at
from tests.port import past

from ..conftest import NOW
from ..evaluation.running import DAY, THOUSAND, bought, run
from ..occasions import with_occasion
from .test_exclusions import exclude

MakeGroup = Callable[..., CustomerGroup]
MakeCustomer = Callable[..., int]
END, LATER = NOW + DAY, NOW + 3 * DAY


def add(group: CustomerGroup, *customers: int, **how: Any) -> MembershipChanges:
    return joining.add_members(
        group=group, customer_ids=customers, **with_occasion(**how)
    )


def lines(customer: int) -> list[tuple[str, str, str, int]]:
    """Return the ledger, with how many days after ``NOW`` something happened."""
    found = LedgerEntry.objects.filter(customer=customer).order_by("at", "pk")
    return [
        (each.group_code, each.change, each.cause, (each.at - NOW).days)
        for each in found
    ]


def count_at(group: CustomerGroup, days: int) -> int:
    at = NOW + days * DAY
    found = members_at(code=group.code, at=at)
    return found.entries.count()


@pytest.fixture
def ann(make_customer: MakeCustomer) -> int:
    return make_customer("ann")


def test_it_takes_no_place_and_the_ledger_has_its_end(
    ann: int, make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    bob, vip = make_customer("bob"), make_group("VIP", capacity=1)
    add(vip, ann, until=END)

    before = (count_at(vip, 0), count_at(vip, 1), count_at(vip, 3))
    full = add(vip, bob, now=END - DAY / 2)
    added = add(vip, bob, now=LATER)

    assert [each.code for each in full.refused] == [Code.CAPACITY_REACHED]
    assert (before, added.changed) == ((1, 0, 0), 1)
    assert (count_at(vip, 0), count_at(vip, 1), count_at(vip, 3)) == (1, 0, 1)
    assert lines(ann) == [
        ("vip", "joined", "staff", 0),
        ("vip", "left", "expired", 1),
        ("standard", "joined", "expired", 1),
    ]
    assert Membership.objects.get(customer=ann).since == END


@pytest.mark.parametrize("how", ["add", "import", "rule", "run", "exclude", "delete"])
def test_whoever_changes_memberships_ends_it_at_its_time(
    how: str, ann: int, make_group: MakeGroup
) -> None:
    vip = make_group("VIP", kind="hybrid", conditions={"all": [THOUSAND]})
    add(vip, ann, until=END)
    ended = [("vip", "left", "expired", 1), ("standard", "joined", "expired", 1)]
    back = [("vip", "joined", "staff", 3), ("standard", "left", "staff", 3)]
    rule = [("vip", "joined", "rule", 3), ("standard", "left", "rule", 3)]

    match how:
        case "add":
            add(vip, ann, now=LATER)
            after = back
        case "import":
            member_files.import_members(
                group=vip,
                rows=read_members(b"email\nann@example.com\n", field="file"),
                occasion=Occasion.manual(now=LATER),
            )
            after = [(code, change, "import", at) for code, change, _, at in back]
        case "rule":
            past.place(ann, at=LATER, total="1000.00")
            rebuild_figures()
            preview = preview_conditions(vip.conditions, group=vip, now=LATER)
            assert (preview.joining, preview.leaving) == (1, 0)
            evaluate_customers([ann], now=LATER, leave_default=True)
            after = rule
        case "run":
            bought(ann, "1000.00", at=LATER)
            assert run(vip, now=LATER).joined == 1
            after = rule
        case "exclude":
            exclude(vip, ann, now=LATER)
            after = [("vip", "excluded", "staff", 3)]
        case "delete":
            going = {"groups": {"id": vip}, "occasion": Occasion.manual(now=LATER)}
            assert delete_groups(**going, dry_run=True).members == 0
            delete_groups(**going)
            after = []

    assert lines(ann) == [("vip", "joined", "staff", 0), *ended, *after]
    since = Membership.objects.get(customer=ann).since
    assert since == (LATER if after in (back, rule) or how == "import" else END)


def test_the_command_writes_the_end_and_not_its_own_time(
    ann: int, make_group: MakeGroup
) -> None:
    vip, trade = make_group("VIP"), make_group("Trade")
    add(vip, ann, until=END)
    add(trade, ann, until=END + DAY)

    assert expiry.end_expired(now=LATER) == 2

    assert lines(ann)[2:] == [
        ("vip", "left", "expired", 1),
        ("trade", "left", "expired", 2),
        ("standard", "joined", "expired", 2),
    ]


def test_nobody_makes_it_primary_removes_it_or_finds_it_in_a_file(
    ann: int, make_group: MakeGroup
) -> None:
    vip = make_group("VIP")
    add(vip, ann, until=END)
    call = {"group": vip, "customer_ids": [ann], "occasion": Occasion.manual(now=LATER)}
    file = StringIO()

    exported = member_files.export_members(group=vip, file=file, now=LATER)
    primary = primary_groups.make_primary(**call)
    removed = leaving.remove_members(**call)

    assert exported == 0
    for outcome in (primary, removed):
        assert [each.code for each in outcome.refused] == [Code.NOT_A_MEMBER]


def test_a_new_code_leaves_its_end_under_the_old_one(
    ann: int, make_group: MakeGroup
) -> None:
    vip = make_group("VIP")
    add(vip, ann, until=END)

    update_group(
        group=vip, values={"code": "very"}, occasion=Occasion.manual(now=LATER)
    )

    assert lines(ann) == [
        ("vip", "joined", "staff", 0),
        ("vip", "left", "expired", 1),
        ("standard", "joined", "expired", 1),
    ]

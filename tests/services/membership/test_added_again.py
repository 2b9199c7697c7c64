"""Adding somebody again: what is not given stays, what is given is in the ledger."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from saleor_customer_groups.models import (
    CustomerGroup,
    Exclusion,
    LedgerEntry,
    Membership,
)
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.membership import joining, leaving
from saleor_customer_groups.services.membership.joining import UNCHANGED, Joining
from saleor_customer_groups.services.membership.leaving import Leaving

from ..conftest import NOW
from ..groups.programmes import D, change, level, programme
from ..occasions import with_occasion
from .test_exclusions import exclude
from .test_member_files import counts, import_text

MakeGroup = Callable[..., CustomerGroup]
MakeCustomer = Callable[..., int]
JUNE = datetime.fromisoformat("2027-06-30T00:00:00+00:00")


def add(group: CustomerGroup, *customers: int, **how: Any) -> None:
    outcome = joining.add_members(
        group=group, customer_ids=customers, **with_occasion(**how)
    )
    assert not outcome.refused


def row(customer: int, group: CustomerGroup) -> tuple[bool, str, datetime | None]:
    found = Membership.objects.get(customer=customer, group=group)
    return found.by_hand, found.reason, found.until


def lines(customer: int, group: CustomerGroup) -> list[tuple[str, str]]:
    found = LedgerEntry.objects.filter(customer=customer, group_code=group.code)
    return list(found.order_by("pk").values_list("change", "reason"))


def test_what_is_not_given_stays_in_every_way_of_adding(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, bob = make_customer("ann"), make_customer("bob")
    vip, trade = make_group("VIP"), make_group("Trade")
    add(vip, ann, until=JUNE, reason="Contract 4711")
    contract = (True, "Contract 4711", JUNE)

    add(vip, ann, bob)
    assert row(ann, vip) == contract
    assert row(bob, vip) == (True, "", None)
    add(vip, ann, joining=Joining.PRIMARY)
    assert row(ann, vip) == contract
    add(trade, ann)
    add(vip, ann, joining=Joining.MOVE, move_from=trade)
    assert row(ann, vip) == contract
    add(trade, ann)
    leaving.remove_members(
        group=trade,
        customer_ids=[ann],
        occasion=Occasion.manual(now=NOW),
        leaving=Leaving.TO_GROUP,
        to_group=vip,
    )
    assert row(ann, vip) == contract
    done = import_text(vip, "email\nann@example.com\nbob@example.com\n")
    assert (row(ann, vip), counts(done)) == (contract, (0, 0, 2, 0))
    done = import_text(vip, "email,reason\nann@example.com,\n")
    assert (row(ann, vip), counts(done)) == (contract, (0, 0, 1, 0))
    assert lines(ann, vip) == [("joined", "Contract 4711"), ("made_primary", "")]


def test_what_is_given_is_changed_alone_with_a_line_in_the_ledger(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, vip = make_customer(), make_group("VIP")
    add(vip, ann, until=JUNE, reason="Contract 4711")

    add(vip, ann, reason="Contract 4712")
    assert row(ann, vip) == (True, "Contract 4712", JUNE)
    add(vip, ann, until=JUNE + timedelta(days=1))
    assert row(ann, vip) == (True, "Contract 4712", JUNE + timedelta(days=1))
    add(vip, ann, until=None)
    assert row(ann, vip) == (True, "Contract 4712", None)
    add(vip, ann, until=UNCHANGED, reason="")
    assert row(ann, vip) == (True, "", None)
    import_text(vip, "email,until\nann@example.com,2027-06-29\n", reason="File")
    assert row(ann, vip)[:2] == (True, "File")
    import_text(vip, "email,until\nann@example.com,\n")
    assert row(ann, vip) == (True, "File", None)

    assert lines(ann, vip) == [
        ("joined", "Contract 4711"),
        ("source_changed", "Contract 4712"),
        ("source_changed", ""),
        ("source_changed", ""),
        ("source_changed", ""),
        ("source_changed", "File"),
        ("source_changed", "File"),
    ]


def test_the_same_again_is_no_line(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, vip = make_customer(), make_group("VIP")

    for _ in range(2):
        add(vip, ann, until=JUNE, reason="Contract 4711")

    assert lines(ann, vip) == [("joined", "Contract 4711")]


def test_a_second_reason_of_an_exclusion_is_a_line_and_none_keeps_the_first(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, vip = make_customer(), make_group("VIP")
    exclude(vip, ann, reason="Resells")

    exclude(vip, ann)
    first = Exclusion.objects.get().reason
    for _ in range(2):
        exclude(vip, ann, reason="Resells on two sites")

    assert (first, Exclusion.objects.get().reason) == (
        "Resells",
        "Resells on two sites",
    )
    assert lines(ann, vip) == [
        ("excluded", "Resells"),
        ("excluded", "Resells on two sites"),
    ]


def test_the_last_level_keeps_its_end_unless_another_is_given(db: None) -> None:
    made = programme(levels=[level("Bronze", "0", maximum=D("1000"))])
    (bronze,) = made.levels.values_list("group_id", flat=True)

    def ends(**given: Any) -> list[D | None]:
        change(made, levels=[level("Bronze", "0", group_id=bronze, **given)])
        return list(made.levels.values_list("maximum", flat=True))

    assert ends(keeps_maximum=True) == [D("1000")]
    assert ends(maximum=D("900")) == [D("900")]
    assert ends() == [None]

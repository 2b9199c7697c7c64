"""Members as CSV files, by e-mail: all rows count, or none."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from saleor_customer_groups.models import (
    Cause,
    Change,
    CustomerGroup,
    LedgerEntry,
    Membership,
)
from saleor_customer_groups.services.base.csv.files import Import
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.membership import joining
from saleor_customer_groups.services.membership.files import member_files
from saleor_customer_groups.services.membership.files.member_file_rows import (
    read_members,
)
from saleor_customer_groups.services.membership.files.member_files import ImportMode
from tests.queries import counted

from ..conftest import NOW
from ..groups.test_groups import refusals
from ..occasions import with_occasion
from .stored import groups_of, ledger
from .test_exclusions import exclude

MakeGroup = Callable[..., CustomerGroup]
MakeCustomer = Callable[..., int]
REPLACE = ImportMode.REPLACE


def import_text(group: CustomerGroup, text: str, **how: Any) -> Import:
    return member_files.import_members(
        group=group,
        rows=read_members(text.encode(), field="file"),
        **with_occasion(**how),
    )


def counts(done: Import) -> tuple[int, int, int, int]:
    assert done.bad_rows == ()
    return done.added, done.changed, done.unchanged, done.removed


def bad_rows(done: Import) -> list[str]:
    assert (done.added, done.changed, done.removed) == (0, 0, 0)
    return [str(bad) for bad in done.bad_rows]


def stored(group: CustomerGroup) -> list[tuple[Any, ...]]:
    rows = Membership.objects.filter(group=group, by_hand=True)
    return list(rows.order_by("pk").values_list("customer_id", "reason", "until"))


def test_customers_join_by_email_and_a_repeat_changes_nothing(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, bob, vip = make_customer("ann"), make_customer("bob"), make_group("VIP")
    joining.register(customer_id=ann, now=NOW)
    text = (
        "until,email,reason\n"
        "2026-12-31,Ann@Example.com,\n"
        "2026-06-01T12:00:00+02:00,bob@example.com,Sponsor\n"
    )

    dry = import_text(vip, text, reason="Fair", dry_run=True)
    untouched = stored(vip)
    first = import_text(vip, text, reason="Fair")
    again = import_text(vip, text, reason="Fair")
    emails_alone = import_text(vip, "email\nbob@example.com\n")

    assert counts(dry) == counts(first) == (2, 0, 0, 0)
    assert (untouched, counts(again), counts(emails_alone)) == (
        [],
        (0, 0, 2, 0),
        (0, 0, 1, 0),
    )
    assert stored(vip) == [
        (ann, "Fair", datetime(2027, 1, 1, tzinfo=UTC)),
        (bob, "Sponsor", datetime(2026, 6, 1, 10, tzinfo=UTC)),
    ]
    assert ledger()[1:] == [
        (ann, "vip", Change.JOINED, Cause.IMPORT),
        (bob, "vip", Change.JOINED, Cause.IMPORT),
        (ann, "standard", Change.LEFT, Cause.IMPORT),
    ]
    reasons = LedgerEntry.objects.filter(group_code="vip").order_by("pk")
    assert list(reasons.values_list("reason", flat=True)) == ["Fair", "Sponsor"]


def test_replacing_takes_out_whom_hand_has_added_and_rules_keep_theirs(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, bob, cleo, dan = (
        make_customer(name) for name in ("ann", "bob", "cleo", "dan")
    )
    vip = make_group("VIP", kind="hybrid", capacity=4)
    import_text(vip, "email\nann@example.com\nbob@example.com\ncleo@example.com\n")
    Membership.objects.filter(customer_id=cleo).update(by_rule=True)
    Membership.objects.create(customer_id=dan, group=vip, by_rule=True, since=NOW)
    make_customer("eve")
    before = len(ledger())
    text = "email,reason\nann@example.com,\ndan@example.com,Friend\neve@example.com,\n"

    dry = import_text(vip, text, mode=REPLACE, dry_run=True)
    done = import_text(vip, text, mode=REPLACE)

    assert counts(dry) == counts(done) == (1, 1, 1, 2)
    assert groups_of(bob) == {"Standard": "by_default"}
    assert groups_of(cleo) == {"VIP": "by_rule"}
    assert groups_of(dan) == {"VIP": "by_hand+by_rule"}
    assert [(row[0], row[1], row[2]) for row in ledger()[before + 1 :]] == [
        (dan, "vip", Change.SOURCE_CHANGED),
        (cleo, "vip", Change.SOURCE_CHANGED),
        (bob, "vip", Change.LEFT),
        (bob, "standard", Change.JOINED),
    ]
    assert LedgerEntry.objects.get(customer_id=dan).reason == "Friend"
    assert stored(vip)[0] == (ann, "", None)


def test_an_end_is_kept_in_the_calendar_and_in_the_days_of_the_shop(
    make_group: MakeGroup, make_customer: MakeCustomer, settings: Any
) -> None:
    vip, ann = make_group("VIP"), make_customer("ann")
    for zone, until, end in (
        ("Africa/Cairo", "2027-04-29", "2027-04-29T22:00:00+00:00"),
        ("Africa/Cairo", "2027-04-30", "2027-04-30T21:00:00+00:00"),
        ("America/Chicago", "2026-12-31", "2027-01-01T06:00:00+00:00"),
        ("Asia/Tokyo", "9998-12-31", "9998-12-31T15:00:00+00:00"),
    ):
        settings.TIME_ZONE = zone
        done = import_text(vip, f"email,until\nann@example.com,{until}\n")
        assert done.bad_rows == ()
        assert stored(vip) == [(ann, "", datetime.fromisoformat(end))]
    before = stored(vip)

    for until in ("9999-12-31T23:59:59-05:00", "9999-12-31", "0001-01-01"):
        done = import_text(vip, f"email,until\nann@example.com,{until}\n")
        assert bad_rows(done) == [
            f"line 2: {until} is too far away: leave out an end that never comes."
        ]
    assert stored(vip) == before


def test_every_bad_row_is_named_and_nothing_is_changed(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    vip = make_group("VIP", capacity=2)
    for name in ("ann", "bob", "cleo"):
        make_customer(name)
    make_customer("idle", is_active=False)
    exclude(vip, make_customer("out"))
    before = ledger()
    rows = [
        "ann@example.com,,",
        "nobody@example.com,,",
        "ANN@example.com,,",
        "idle@example.com,,",
        "out@example.com,,",
        ",no address,",
        "bob@example.com",
        f"bob@example.com,{'x' * 501},",
        "bob@example.com,,2026-01-01",
        "bob@example.com,,tomorrow",
        "bob@example.com,,2026-06-01T12:00:00",
        "bob@example.com,,",
        "cleo@example.com,,",
    ]
    no_time = (
        "is neither a day such as 2026-12-31 nor a time with its zone such as"
        " 2026-12-31T12:00:00+00:00."
    )

    done = import_text(vip, "email,reason,until\n" + "\n".join(rows))

    assert bad_rows(done) == [
        "line 3: There is no customer with the e-mail address nobody@example.com.",
        "line 4: The same customer is already in line 2 as ann@example.com.",
        "line 5: The account of idle@example.com is not active.",
        "line 6: out@example.com is excluded from VIP. Lift the exclusion first.",
        "line 7: The row has no e-mail address.",
        "line 8: The row has 1 cell, the first line 3: email,reason,until.",
        "line 9: The reason has 501 characters; the maximum is 500.",
        "line 10: 2026-01-01 lies in the past.",
        f"line 11: tomorrow {no_time}",
        f"line 12: 2026-06-01T12:00:00 {no_time}",
        "line 14: VIP takes 2 customers and is full by then.",
    ]
    assert stored(vip) == []
    assert ledger() == before


@pytest.mark.parametrize(
    ("values", "text", "refusal"),
    [
        ({"is_active": False}, "email\nx\n", {"group": "group_inactive"}),
        ({"kind": "automatic"}, "email\nx\n", {"group": "group_automatic"}),
        ({}, "email\n", {"file": "required"}),
        ({}, "name\nx\n", {"file": "invalid"}),
        ({}, "email,email\nx,x\n", {"file": "invalid"}),
        ({}, "email\n" + "x\n" * 10_001, {"file": "too_many"}),
    ],
)
def test_a_call_that_cannot_be_is_refused_as_a_whole(
    make_group: MakeGroup, values: dict[str, Any], text: str, refusal: dict[str, str]
) -> None:
    vip = make_group("VIP", **values)

    with pytest.raises(ValidationError) as refused:
        import_text(vip, text, mode=REPLACE)

    found = {field: code for field, (code, _) in refusals(refused.value).items()}
    assert found == refusal


def test_an_exported_file_is_harmless_and_can_be_imported_again(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    vip = make_group("VIP")
    until = NOW + timedelta(days=1)
    for name, reason, end in (
        ("+ann", "=cmd|' /C calc'!A0", None),
        ("bob", "\tTab", until),
        ("cleo", "Fair", None),
    ):
        joining.add_members(
            group=vip,
            customer_ids=[make_customer(name)],
            occasion=Occasion.manual(now=NOW, reason=reason),
            until=end,
        )
    file = StringIO()

    count = member_files.export_members(group=vip, file=file, now=NOW)
    again = import_text(vip, file.getvalue(), mode=REPLACE)

    assert count == 3
    assert file.getvalue() == (
        "email,reason,until\n"
        "'+ann@example.com,'=cmd|' /C calc'!A0,\n"
        "bob@example.com,'\tTab,2026-03-16T12:00:00+00:00\n"
        "cleo@example.com,Fair,\n"
    )
    assert counts(again) == (0, 0, 3, 0)


def test_many_rows_cost_no_more_queries_than_one(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    vip = make_group("VIP")
    for number in range(20):
        customer = make_customer(f"c{number}")
        joining.register(customer_id=customer, now=NOW)

    def cost(*numbers: int) -> int:
        text = "email,reason\n" + "".join(f"c{n}@example.com,{n}\n" for n in numbers)
        with counted() as adding:
            import_text(vip, text)
        with counted() as changing:
            import_text(vip, text.replace(".com,", ".com,Number "))
        with counted() as replacing:
            import_text(vip, "email\nc19@example.com\n", mode=REPLACE)
        return adding.count + changing.count + replacing.count

    import_text(vip, "email\nc19@example.com\n")
    assert cost(0) == cost(*range(1, 19))

"""Members as files: each row names a customer by e-mail, and all rows count or none."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TextIO

from django.db import transaction
from django.db.models import BooleanField, CharField, DateTimeField, Q, QuerySet, Value
from django.db.models.functions import Cast

from ....engine.base.messages import Message, counted
from ....models import Cause, Change, CustomerGroup, Membership
from ...base.bulk_sql import among
from ...base.csv.files import SHOWN, BadRow, Import, Progress, refuse_to_empty
from ...base.csv.ids import write_id
from ...base.csv.text import write_rows
from ...base.occasions import Occasion
from ...base.open_checkouts import reprice_customers
from ...base.refusals import Code, refuse
from ...base.transactions.locks import lock_membership_changes
from ..admission import (
    check_manual_joining,
    locked,
    locked_memberships,
)
from ..current_members import current
from ..customers_by_email import customers_by_key, without_own_email
from ..default_members import default_members
from ..expiry import end_due
from ..ledger import ITS_REASON, announce, begin, end_default_memberships, write
from ..manual_membership import end_manual_membership
from .member_file_rows import (
    BY_HAND,
    COLUMNS,
    CUSTOMER,
    MemberRow,
    NamedMember,
    check_members,
)


class ImportMode(StrEnum):
    """What happens to members who are not in the file."""

    ADD = "add"
    REPLACE = "replace"


@transaction.atomic
def import_members(
    *,
    group: CustomerGroup,
    rows: Sequence[MemberRow],
    occasion: Occasion,
    mode: ImportMode = ImportMode.ADD,
    leave_default: bool = True,
    allow_empty: bool = False,
    dry_run: bool = False,
    progress: Progress = lambda rows: None,
) -> Import:
    """Add the customers whom a file names to a group: all of them, or none.

    Importing the same file again changes nothing.

    :param occasion: its reason is for rows without one of their own. If neither has
        one, a customer who was added manually before keeps theirs.
    :param mode: ``replace`` takes out customers whom staff have added and the file does
        not name.
    :param leave_default: joining another group ends the default membership.
    :param allow_empty: let a file that names nobody empty the group, in the mode
        ``replace``.
    :param dry_run: change nothing, return what would change.
    :param progress: called with how many rows of each batch have been checked.
    :raises django.core.exceptions.ValidationError: the call as a whole is refused
        (group inactive or automatic, nobody in the file).
    """
    now = occasion.now
    lock_membership_changes()
    group = locked(group)
    check_manual_joining(group)
    named, bad_rows = check_members(
        rows,
        group=group,
        now=now,
        reason=occasion.reason or "",
        progress=progress,
    )
    plan = _plan(group, named, mode, now=now)
    if not rows and not (allow_empty and mode is ImportMode.REPLACE):
        if not plan.leaving:
            raise refuse("file", Code.REQUIRED, Message("The file names nobody."))
        refuse_to_empty(
            counted(len(plan.leaving), "the only member", "all {number} members")
        )
    bad_rows = [*bad_rows, *_without_place(group, plan, now=now)]
    if bad_rows:
        bad_rows.sort(key=lambda bad: bad.line)
        return Import(rows=len(rows), bad_rows=bad_rows)
    leaving = [row.customer_id for row in plan.leaving[:SHOWN]]
    shown = sorted(each.email for each in customers_by_key(leaving).values())
    if not dry_run:
        imported = replace(occasion, cause=Cause.IMPORT, reason=None)
        _carry_out(group, plan, occasion=imported, leave_default=leave_default)
    return Import(
        rows=len(rows),
        added=len(plan.new),
        changed=len(plan.changed),
        removed=len(plan.leaving),
        some_removed=shown,
    )


def export_members(*, group: CustomerGroup, file: TextIO, now: datetime) -> int:
    """Write the members of a group as a CSV file that can be imported again.

    If somebody is in it by a rule or by default, another column says so; if an address
    does not identify a customer, another one has their ids.

    :returns: how many there are.
    """
    shared = without_own_email()
    there = group.memberships.filter(current(now))
    default = default_members(now=now)
    in_no_group = default.customers
    if group.pk != default.group_id:
        in_no_group = in_no_group.none()
    others = {
        BY_HAND: there.exclude(_by_hand(now)).exists() or in_no_group.exists(),
        CUSTOMER: bool(shared)
        and (
            there.filter(customer_id__in=shared).exists()
            or in_no_group.filter(pk__in=shared).exists()
        ),
    }
    more = [name for name, is_needed in others.items() if is_needed]
    write_rows(file, [[*COLUMNS, *more]])
    rows = there.order_by().values_list(*_WRITTEN)
    if BY_HAND in more and group.pk == default.group_id:
        rows = rows.union(in_no_group.order_by().values_list(*_OF_CUSTOMER), all=True)
    rows = rows.order_by("customer__email", "customer_id")
    return write_rows(file, _cells(rows, more, shared, now=now))


_WRITTEN = ("customer_id", "customer__email", "reason", "until", "by_hand")
# The same for a customer without a membership.
_OF_CUSTOMER = (
    "pk",
    "email",
    Value("", CharField()),
    Cast(Value(None), DateTimeField()),
    Value(False, BooleanField()),
)


def _by_hand(now: datetime) -> Q:
    return Q(by_hand=True) & (Q(until__isnull=True) | Q(until__gt=now))


def _cells(
    rows: QuerySet,
    more: Sequence[str],
    shared: Collection[int],
    *,
    now: datetime,
) -> Iterator[list[object]]:
    for pk, email, reason, until, by_hand in rows.iterator():
        stays_by_hand = by_hand and (until is None or until > now)
        cells = [email, *((reason, until) if stays_by_hand else (None, None))]
        if BY_HAND in more:
            cells.append("yes" if stays_by_hand else "no")
        if CUSTOMER in more:
            cells.append(write_id("User", pk) if pk in shared else None)
        yield cells


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a file changes in a group.

    ``changed`` are memberships as they are to be.
    """

    new: Sequence[NamedMember]
    changed: Sequence[Membership]
    leaving: Sequence[Membership]


def _plan(
    group: CustomerGroup,
    named: Sequence[NamedMember],
    mode: ImportMode,
    *,
    now: datetime,
) -> _Plan:
    ids = [each.customer_id for each in named]
    there = {
        row.customer_id: row
        for row in locked_memberships(ids, group)
        if _stays_after_its_end(row, now)
    }
    changed = [
        there[each.customer_id]
        for each in named
        if each.by_hand
        and each.customer_id in there
        and _take_over(there[each.customer_id], each)
    ]
    leaving: Sequence[Membership] = []
    if mode is ImportMode.REPLACE:
        leaving = list(
            Membership.objects.select_for_update()
            .filter(Q(until__isnull=True) | Q(until__gt=now), group=group, by_hand=True)
            .exclude(among(ids))
            .order_by("pk")
        )
    new = [each for each in named if each.by_hand and each.customer_id not in there]
    return _Plan(new, changed, leaving)


def _stays_after_its_end(row: Membership, now: datetime) -> bool:
    """Remove what has ended from a membership, and tell whether anything is left.

    ``expiry.end_due`` does the same in the database before the plan is carried out.
    """
    if row.until is not None and row.until <= now:
        row.by_hand, row.reason, row.until = False, "", None
    return row.by_hand or row.by_rule or row.by_default


def _take_over(row: Membership, named: NamedMember) -> bool:
    """Set what a row says about a membership; tell whether that has changed it."""
    before = row.by_hand, row.reason, row.until
    row.by_hand = True
    row.reason = named.reason or row.reason
    if named.says_until:
        row.until = named.until
    return (row.by_hand, row.reason, row.until) != before


def _without_place(
    group: CustomerGroup, plan: _Plan, *, now: datetime
) -> Iterable[BadRow]:
    if group.capacity is None:
        return
    gone = sum(not (row.by_rule or row.by_default) for row in plan.leaving)
    taken = group.memberships.filter(current(now)).count()
    places = max(group.capacity - taken + gone, 0)
    message = counted(
        group.capacity,
        "{group} takes 1 customer and is full by then.",
        "{group} takes {number} customers and is full by then.",
        group=group.name,
    )
    for each in plan.new[places:]:
        yield BadRow(each.line, message)


def _carry_out(
    group: CustomerGroup,
    plan: _Plan,
    *,
    occasion: Occasion,
    leave_default: bool,
) -> None:
    concerned = [*(each.customer_id for each in plan.new)]
    concerned += [row.customer_id for row in (*plan.changed, *plan.leaving)]
    end_due(Q(group=group) | among(concerned), now=occasion.now)
    joined = [each.customer_id for each in plan.new]
    begun = begin(
        group,
        joined,
        occasion=occasion,
        own=ITS_REASON,
        by_hand=True,
        since=occasion.now,
        each={name: [getattr(row, name) for row in plan.new] for name in _SAID},
    )
    if plan.changed:
        _write_changed(plan.changed, occasion=occasion)
    moves = [begun]
    if leave_default and not group.is_default:
        moves.append(end_default_memberships(joined, occasion=occasion))
    announce(*moves)
    end_manual_membership(plan.leaving, occasion=occasion)
    reprice_customers([*joined, *(row.customer_id for row in plan.changed)])


# What a file says of each member.
_SAID = ("reason", "until")


def _write_changed(rows: Sequence[Membership], *, occasion: Occasion) -> None:
    write(
        # Django would write a condition for every row.
        "UPDATE saleor_customer_groups_membership AS membership"
        " SET by_hand = true, reason = given.reason, until = given.until"
        " FROM unnest(%s::bigint[], %s::text[], %s::timestamptz[])"
        " AS given (pk, reason, until) WHERE membership.id = given.pk"
        " RETURNING membership.*",
        [[getattr(row, name) for row in rows] for name in ("pk", *_SAID)],
        change=Change.SOURCE_CHANGED,
        occasion=occasion,
        own=ITS_REASON,
    )

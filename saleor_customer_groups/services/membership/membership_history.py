"""The record of memberships: who was where when, and what outlives a customer."""

import heapq
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any, NamedTuple, TextIO

from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Sum, Value, When

from ...models import Cause, Change, CustomerGroup, LedgerEntry, Membership
from ..base.codes import listed
from ..base.csv.text import write_rows
from ..base.occasions import Occasion
from .current_members import current, has_ended
from .default_members import default_code
from .lists.member_filters import named_like
from .metadata.queue import enqueue_metadata_sync

logger = logging.getLogger(__name__)

COLUMNS = (
    "at",
    "customer",
    "group_code",
    "group_name",
    "change",
    "cause",
    "by_user",
    "by_app",
    "reason",
    "rule_version",
)


@dataclass(frozen=True, slots=True)
class MembersAt:
    """Who was a member of a group at a time.

    ``entries`` are the lines with which they joined, ``erased`` counts the members of
    whom nothing else is known any more.
    """

    code: str
    at: datetime
    entries: QuerySet[LedgerEntry]
    erased: int

    def search(self, text: str) -> tuple[QuerySet[LedgerEntry], QuerySet]:
        """Return the lines and the others without one in whom a text is found."""
        _, users = self.without_line()
        lines = self.entries.filter(named_like(text, of="customer__"))
        return lines, users.filter(named_like(text))

    def without_line(self) -> tuple[CustomerGroup | None, QuerySet]:
        """Return who was in the default group because of being in no other.

        They are customers from before the plugin, and those who registered while it was
        off, until they are put into it.

        :returns: the default group, None where another one was asked for, and users.
        """
        group = CustomerGroup.objects.get(is_default=True)
        users = get_user_model()._default_manager.filter(is_staff=False)
        if self.at < group.created_at or code_at(group, self.at) != self.code:
            return None, users.none()
        lines = LedgerEntry.objects.filter(at__lte=self.at)
        left = lines.filter(
            Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk")),
            customer=OuterRef("customer"),
            group_code=OuterRef("group_code"),
            change=Change.LEFT,
        )
        ended = _ended(self.at).filter(
            customer=OuterRef("customer"), group__code=OuterRef("group_code")
        )
        in_a_group = lines.filter(
            ~Exists(left), ~Exists(ended), customer=OuterRef("pk"), change=Change.JOINED
        )
        return group, users.filter(~Exists(in_a_group), date_joined__lte=self.at)


def code_at(group: CustomerGroup, at: datetime) -> str:
    """Return the code that a group had at a time."""
    for code, until in _former_codes(group):
        if at < until:
            return code
    return group.code


def _former_codes(group: CustomerGroup) -> list[tuple[str, datetime]]:
    """Return the codes that a group had, each with its end, the oldest first."""
    if not are_former_codes(group.former_codes):
        logger.error("Broken former codes of group %s are left out", group.code)
        return []
    return [(code, datetime.fromisoformat(until)) for code, until in group.former_codes]


def are_former_codes(data: object) -> bool:
    """Tell whether stored data is the codes that a group had, each with its end."""
    try:
        return isinstance(data, list) and all(
            isinstance(code, str) and datetime.fromisoformat(until).tzinfo is not None
            for code, until in data
        )
    except (TypeError, ValueError):
        return False


def is_about(group: CustomerGroup) -> Q:
    """Return the condition that a line is about a group, whatever code it had.

    Another group may have had one of them before or since.
    """
    about = Q()
    begins = None
    for code, until in (*_former_codes(group), (group.code, None)):
        one = Q(group_code=code)
        if begins:
            one &= Q(at__gte=begins)
        if until:
            # With what was written when it got its next one.
            one &= Q(at__lte=until)
        about |= one
        begins = until
    return about


def members_at(*, code: str, at: datetime) -> MembersAt:
    """Return who was in the group with this code at a time, from the ledger.

    Of the default group of today these are not all: see ``MembersAt.without_line``.
    """
    moves = LedgerEntry.objects.filter(
        group_code=code, at__lte=at, change__in=[Change.JOINED, Change.LEFT]
    )
    last = (
        moves.filter(customer__isnull=False)
        .order_by("customer_id", "-at", "-pk")
        .distinct("customer_id")
    )
    step = Case(When(change=Change.JOINED, then=Value(1)), default=Value(-1))
    erased = moves.filter(customer__isnull=True)
    ended = _ended(at).filter(group__code=code)
    joined = LedgerEntry.objects.filter(
        ~Exists(ended.filter(customer=OuterRef("customer"))),
        pk__in=last.values("pk"),
        change=Change.JOINED,
    )
    return MembersAt(
        code=code,
        at=at,
        entries=joined,
        erased=erased.aggregate(number=Sum(step))["number"] or 0,
    )


def _ended(at: datetime) -> QuerySet[Membership]:
    """Return the memberships that have ended, whose line may be yet to be written."""
    return Membership.objects.filter(until__lte=at).exclude(current(at))


def codes_at(*, customer_id: int, at: datetime) -> str:
    """Return the codes of the groups a customer was in at a time, such as "gold, vip".

    A customer of whom the ledger has nothing was in the default group.
    """
    moves = LedgerEntry.objects.filter(
        customer=customer_id, at__lte=at, change__in=[Change.JOINED, Change.LEFT]
    )
    last = moves.order_by("group_code", "-at", "-pk").distinct("group_code")
    codes = [
        code
        for code, change in last.values_list("group_code", "change")
        if change == Change.JOINED
    ]
    return listed(codes or [default_code()])


class PastMembership(NamedTuple):
    """A group in which a customer was at a time."""

    code: str
    name: str
    is_primary: bool


def past_memberships(
    moments: Sequence[tuple[int, datetime]],
) -> Mapping[tuple[int, datetime], Sequence[PastMembership]]:
    """Return the groups that customers were in at times, from the ledger, in one query.

    They are none for a customer of whom it has nothing, who was in the default group.

    :param moments: the primary key of a customer, and the time.
    """
    found: dict[tuple[int, datetime], list[PastMembership]] = {
        each: [] for each in moments
    }
    with connection.cursor() as cursor:
        cursor.execute(
            _PAST_MEMBERSHIPS,
            {
                "customers": [customer for customer, _ in found],
                "times": [at for _, at in found],
                "moves": [Change.JOINED, Change.LEFT],
                "choices": [Change.MADE_PRIMARY, Change.NO_LONGER_PRIMARY],
                "joined": Change.JOINED,
                "chosen": Change.MADE_PRIMARY,
            },
        )
        keys = list(found)
        for place, *membership in cursor.fetchall():
            found[keys[place - 1]].append(PastMembership(*membership))
    return found


_PAST_MEMBERSHIPS = """
SELECT asked.place, membership.group_code, membership.group_name,
    COALESCE(choice.change = %(chosen)s, FALSE)
FROM unnest(%(customers)s::bigint[], %(times)s::timestamptz[])
    WITH ORDINALITY asked (customer, at, place)
CROSS JOIN LATERAL (
    SELECT DISTINCT ON (group_code) group_code, group_name, change
    FROM saleor_customer_groups_ledgerentry
    WHERE customer_id = asked.customer AND at <= asked.at AND change = ANY(%(moves)s)
    ORDER BY group_code, at DESC, id DESC
) membership
LEFT JOIN LATERAL (
    SELECT change
    FROM saleor_customer_groups_ledgerentry
    WHERE customer_id = asked.customer AND at <= asked.at
        AND group_code = membership.group_code AND change = ANY(%(choices)s)
    ORDER BY at DESC, id DESC
    LIMIT 1
) choice ON TRUE
WHERE membership.change = %(joined)s AND NOT EXISTS (
    -- It has ended, and its line is yet to be written.
    SELECT FROM saleor_customer_groups_membership ended
    JOIN saleor_customer_groups_customergroup of ON of.id = ended.group_id
    WHERE ended.customer_id = asked.customer AND of.code = membership.group_code
        AND ended.until <= asked.at AND NOT ended.by_rule AND NOT ended.by_default
)
ORDER BY asked.place, membership.group_code
"""


def record_erasure(*, customer_id: int, now: datetime) -> None:
    """Record that a customer whose account is being deleted leaves their groups.

    The lines name nobody, as all others about the customer will in a moment: so the
    number of members stays right for every time before and after. What staff have
    written about the customer goes.
    """
    LedgerEntry.objects.filter(customer=customer_id).exclude(reason="").update(
        reason=""
    )
    rows = Membership.objects.filter(customer_id=customer_id).select_related("group")
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            group_code=row.group.code,
            group_name=row.group.name,
            change=Change.LEFT,
            cause=Cause.EXPIRED if has_ended(row, now) else Cause.ERASED,
            at=row.until if has_ended(row, now) else now,
        )
        for row in rows
    )


def forget_reasons() -> None:
    """Clear the reasons of lines that name nobody any more.

    A fault has kept them, or the account was erased before anybody cleared them.
    """
    about_nobody = LedgerEntry.objects.filter(customer__isnull=True)
    about_nobody.exclude(reason="").update(reason="")


def record_new_code(
    *, group: CustomerGroup, before: CustomerGroup, occasion: Occasion
) -> None:
    """Record that the members of a group are in it under another code from now on.

    Each leaves the old code and joins the new one, so that either can be asked for at
    any time; the codes in their metadata follow.

    :param occasion: its reason is the change of the code itself.
    """
    actor = occasion.actor
    reason = f"The code {before.code} became {group.code}."
    with connection.cursor() as cursor:
        for change, named in ((Change.LEFT, before), (Change.JOINED, group)):
            cursor.execute(
                "INSERT INTO saleor_customer_groups_ledgerentry"
                " (customer_id, group_code, group_name, change, cause, by_user_id,"
                " by_app, reason, at)"
                " SELECT customer_id, %s, %s, %s, %s, %s, %s, %s, %s"
                " FROM saleor_customer_groups_membership WHERE group_id = %s"
                " ORDER BY id",
                [
                    named.code,
                    named.name,
                    change.value,
                    occasion.cause.value,
                    actor.user_id,
                    actor.app_name,
                    reason[:500],
                    occasion.now,
                    group.pk,
                ],
            )
    enqueue_metadata_sync(list(group.memberships.values_list("customer_id", flat=True)))


def export_members_at(*, members_at: MembersAt, file: TextIO) -> int:
    """Write who was in a group at a time as a CSV file, as the ledger is written.

    :returns: how many there are; erased accounts are not among them.
    """
    group, customers = members_at.without_line()
    name = group.name if group else ""
    line = (members_at.code, name, Change.JOINED, Cause.REGISTERED, *[None] * 4)
    others = customers.order_by("date_joined", "pk").values_list("date_joined", "email")
    rows = heapq.merge(
        _lines(members_at.entries),
        ((*each, *line) for each in others.iterator()),
        key=itemgetter(0),
    )
    write_rows(file, [COLUMNS])
    return write_rows(file, rows)


def export_ledger(*, rows: QuerySet[LedgerEntry], file: TextIO) -> int:
    """Write lines of the ledger as a CSV file, the oldest first.

    :returns: how many there are.
    """
    write_rows(file, [COLUMNS])
    return write_rows(file, _lines(rows))


def _lines(rows: QuerySet[LedgerEntry]) -> Iterator[tuple[Any, ...]]:
    lines = rows.order_by("at", "pk").values_list(
        "at",
        "customer__email",
        "group_code",
        "group_name",
        "change",
        "cause",
        "by_user__email",
        "by_app",
        "reason",
        "rule_version",
    )
    return lines.iterator()

"""In which groups customers were at a time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import DateTimeField, IntegerField

from ....models import Change, LedgerEntry
from ....port.base.kept_queries import KeptQuery, Parameter
from ...base.codes import listed
from ..default_members import default_code


def codes_at(*, customer_id: int, at: datetime) -> str:
    """Return the codes of the groups a customer was in at a time, such as "gold, vip".

    A customer without any line in the ledger was in the default group.
    """
    last = _LAST_MOVES.rows(customer=customer_id, at=at)
    codes = [each["group_code"] for each in last if each["change"] == Change.JOINED]
    return listed(codes or [default_code()])


_LAST_MOVES = KeptQuery(
    lambda: (
        LedgerEntry.objects.filter(
            customer=Parameter("customer", IntegerField()),
            at__lte=Parameter("at", DateTimeField()),
            change__in=[Change.JOINED, Change.LEFT],
        )
        .order_by("group_code", "-at", "-pk")
        .distinct("group_code")
        .values("group_code", "change")
    )
)


class PastMembership(NamedTuple):
    """A group in which a customer was at a time."""

    code: str
    name: str
    is_primary: bool


def past_memberships(
    moments: Sequence[tuple[int, datetime]],
) -> Mapping[tuple[int, datetime], Sequence[PastMembership]]:
    """Return the groups that customers were in at times, from the ledger, in one query.

    There are none for a customer without any line: they were in the default group.

    :param moments: pairs of the primary key of a customer, and the time.
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

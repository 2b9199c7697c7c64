"""Begin, change and end memberships, each with its line in the ledger."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql import DeleteQuery, UpdateQuery

from ...models import Change, CustomerGroup, LedgerEntry, Membership
from ...models.moments import nearest_moment
from ..base.bulk_sql import among, constant_columns, insertion
from ..base.evaluation_queue import Moved, enqueue_moved
from ..base.occasions import Occasion
from .current_members import current
from .lists.by_revenue import REVENUE
from .metadata.queue import enqueue_metadata_sync

# What a line takes from the row that it is about, by its own fields.
AT_ITS_START = {"at": nearest_moment("changed.since")}
AT_ITS_END = {"at": nearest_moment("changed.until")}
# Without the mark of texts that can be said in other languages, which people do not
# write (``engine/base/stored_messages.py``).
ITS_REASON = {"reason": "replace(changed.reason, chr(30), '')"}

_OF_ITS_GROUP = {"group_code": "groups.code", "group_name": "groups.name"}
_WRITE = f"""
WITH changed AS ({{statement}})
INSERT INTO {LedgerEntry._meta.db_table} (customer_id, {{names}})
SELECT changed.customer_id, {{values}}
FROM changed
JOIN {CustomerGroup._meta.db_table} groups ON groups.id = changed.group_id
ORDER BY changed.id
RETURNING customer_id, group_code
"""  # noqa: S608 names of tables

_NOBODY = Moved((), frozenset())


def write(
    statement: str,
    parameters: Sequence[Any],
    *,
    change: Change,
    occasion: Occasion,
    own: Mapping[str, str] | None = None,
) -> Moved:
    """Change memberships or exclusions, and write a line about each, in one statement.

    The caller says who came or left (``announce``).

    :param statement: returns the rows, each whole.
    :param own: what a line takes from its row instead of the occasion.
    :returns: the customers of the rows, and the codes of their groups.
    """
    actor = occasion.actor
    line = LedgerEntry(
        change=change,
        cause=occasion.cause,
        by_user_id=actor.user_id,
        by_app=actor.app_name,
        reason=occasion.reason or "",
        at=occasion.now,
    )
    taken = {**_OF_ITS_GROUP, **(own or {})}
    names, constants = constant_columns(line, taken)
    text = _WRITE.format(
        statement=statement,
        names=", ".join([*taken, *names]),
        values=", ".join([*taken.values(), *(["%s"] * len(names))]),
    )
    with connection.cursor() as cursor:
        cursor.execute(text, [*parameters, *constants])
        rows = cursor.fetchall()
    return Moved([pk for pk, _ in rows], frozenset(code for _, code in rows))


def begin(
    group: CustomerGroup,
    ids: Collection[int],
    *,
    occasion: Occasion,
    own: Mapping[str, str] | None = None,
    **values: Any,
) -> Moved:
    """Put customers into a group; the caller holds ``lock_membership_changes``.

    Whoever is in it already stays as they are.

    :param own: see ``write``.
    :param values: of the memberships (``insertion``).
    """
    if not ids:
        return _NOBODY
    return write(
        *insertion(Membership, ids, known=REVENUE, group=group, **values),
        change=Change.JOINED,
        occasion=occasion,
        own=own,
    )


def alter(
    rows: QuerySet,
    values: Mapping[str, Any],
    *,
    change: Change,
    occasion: Occasion,
) -> None:
    """Set fields of memberships or exclusions, with a line about each."""
    query = rows.order_by().query.chain(UpdateQuery)
    query.add_update_values(values)
    write(*_returning(query), change=change, occasion=occasion)


def end(
    rows: QuerySet,
    *,
    occasion: Occasion,
    change: Change = Change.LEFT,
    own: Mapping[str, str] | None = None,
) -> Moved:
    """End memberships or exclusions.

    :param own: see ``write``.
    """
    query = rows.order_by().query.chain(DeleteQuery)
    return write(*_returning(query), change=change, occasion=occasion, own=own)


def _returning(query: Any) -> tuple[str, Sequence[Any]]:
    statement, parameters = query.get_compiler(connection=connection).as_sql()
    return f"{statement} RETURNING *", parameters


def join_default(
    ids: Collection[int],
    *,
    occasion: Occasion,
    since: Mapping[int, datetime] | None = None,
) -> Moved:
    """Put those customers into the default group who are not in it.

    The ledger gives no reason for it, whatever that of the occasion is.

    :param since: since when, by customer, for those who were in it before the occasion
        already.
    """
    if not ids:
        return _NOBODY
    joining = sorted(set(ids))
    begun = (
        {"each": {"since": [since.get(pk, occasion.now) for pk in joining]}}
        if since
        else {"since": occasion.now}
    )
    return begin(
        CustomerGroup.objects.get(is_default=True),
        joining,
        occasion=replace(occasion, reason=None),
        own=AT_ITS_START,
        by_default=True,
        **begun,
    )


def put_back(
    customer_ids: Iterable[int],
    *,
    occasion: Occasion,
    since: Mapping[int, datetime] | None = None,
) -> Moved:
    """Put those customers who are in no group into the default group.

    :param occasion: see ``join_default``.
    :param since: see ``join_default``.
    """
    ids = set(customer_ids)
    rows = Membership.objects.filter(current(occasion.now), among(ids))
    ids -= set(rows.values_list("customer_id", flat=True))
    return join_default(ids, occasion=occasion, since=since)


def end_default_memberships(ids: Collection[int], *, occasion: Occasion) -> Moved:
    """End memberships that exist by default alone, in former default groups, too.

    The ledger gives no reason for it, whatever that of the occasion is.
    """
    if not ids:
        return _NOBODY
    return end(
        Membership.objects.filter(
            among(ids),
            by_default=True,
            by_hand=False,
            by_rule=False,
        ),
        occasion=replace(occasion, reason=None),
    )


def make_primary(
    group: CustomerGroup,
    ids: Collection[int],
    *,
    occasion: Occasion,
) -> None:
    """Make a group the primary one of these customers."""
    rows = Membership.objects.filter(among(ids))
    alter(
        rows.filter(is_primary=True).exclude(group=group),
        {"is_primary": False},
        change=Change.NO_LONGER_PRIMARY,
        occasion=occasion,
    )
    alter(
        rows.filter(group=group, is_primary=False),
        {"is_primary": True},
        change=Change.MADE_PRIMARY,
        occasion=occasion,
    )


def announce(*moves: Moved) -> None:
    """Give customers who came or left new metadata, and have them evaluated."""
    enqueue_metadata_sync({pk for each in moves for pk in each.customer_ids})
    for each in moves:
        if each.customer_ids:
            enqueue_moved(each.customer_ids, codes=each.codes)

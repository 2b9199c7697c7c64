"""The codes that a group had, and its lines of the ledger under each."""

import logging
from datetime import datetime

from django.db import connection
from django.db.models import Q

from ....engine.base.messages import Message
from ....engine.base.stored_messages import write_text
from ....models import Change, CustomerGroup
from ...base.occasions import Occasion
from ..metadata.queue import enqueue_metadata_sync

logger = logging.getLogger(__name__)


def code_at(group: CustomerGroup, at: datetime) -> str:
    """Return the code that a group had at a time."""
    for code, until in _former_codes(group):
        if at < until:
            return code
    return group.code


def code_periods(
    group: CustomerGroup,
) -> list[tuple[str, datetime | None, datetime | None]]:
    """Return every code that a group has or had, with its beginning and its end.

    Either is None where it is open.
    """
    found: list[tuple[str, datetime | None, datetime | None]] = []
    begins = None
    for code, until in _former_codes(group):
        found.append((code, begins, until))
        begins = until
    return [*found, (group.code, begins, None)]


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
            # Including the lines written when it got its next code.
            one &= Q(at__lte=until)
        about |= one
        begins = until
    return about


def is_about_code(code: str) -> Q:
    """Return the condition that a line is about the group with a code.

    :param code: of a group, whatever code it had before, or of a deleted one.
    """
    group = CustomerGroup.objects.filter(code=code).first()
    return Q(group_code=code) if group is None else is_about(group)


def record_new_code(
    *, group: CustomerGroup, before: CustomerGroup, occasion: Occasion
) -> None:
    """Record that the members of a group are in it under another code from now on.

    Each leaves the old code and joins the new one, so that either can be asked for at
    any time; the codes in their metadata follow.

    :param occasion: its reason is the change of the code itself.
    """
    actor = occasion.actor
    reason = Message(
        "The code {before} became {now}.", before=before.code, now=group.code
    )
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
                    write_text(reason)[:500],
                    occasion.now,
                    group.pk,
                ],
            )
    enqueue_metadata_sync(list(group.memberships.values_list("customer_id", flat=True)))

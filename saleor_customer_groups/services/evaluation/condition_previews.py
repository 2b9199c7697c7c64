"""What conditions would do, without doing it."""

from array import array
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connections, router, transaction

from ...conditions import LeafValue, Node
from ...engine.base.messages import Joined
from ...models import CustomerGroup, Membership
from ..base.bulk_sql import as_array, expect_many_rows
from ..base.refusals import Code, no_such_customer, refuse
from . import condition_checks, group_conditions
from .candidates import contradiction_of, find_qualifying, is_yet_to_begin

# The same as in ``rule_memberships.plan_changes``, for all customers at once.
_COMPARED = f"""
FROM unnest(%s::bigint[]) found (customer_id)
FULL JOIN (
  SELECT
    customer_id,
    by_rule,
    by_hand AND (until IS NULL OR until > now.at) AS by_hand,
    by_default,
    ends.at IS NULL OR (unqualified_since <= ends.at) IS TRUE AS is_over
  FROM {Membership._meta.db_table},
    (SELECT %s AS group_id, %s::timestamptz AS at) ends,
    (SELECT %s::timestamptz AS at) now
  WHERE {Membership._meta.db_table}.group_id = ends.group_id
    AND (until IS NULL OR until > now.at OR by_rule OR by_default)
) members ON members.customer_id = found.customer_id
"""  # noqa: S608 the name of a table

_IS_JOINING = "members.customer_id IS NULL"

_IS_LEAVING = """
  found.customer_id IS NULL AND members.by_rule AND members.is_over
  AND NOT members.by_hand AND NOT members.by_default
"""

_COMPARISON = f"""
SELECT
  COUNT(*) FILTER (WHERE {_IS_JOINING}),
  COUNT(*) FILTER (WHERE {_IS_LEAVING}),
  COUNT(*) FILTER (
    WHERE found.customer_id IS NULL AND members.by_rule AND NOT members.is_over
  ),
  COUNT(members.customer_id)
{_COMPARED}
"""

_PAGE = f"""
SELECT COALESCE(found.customer_id, members.customer_id)
{_COMPARED}
WHERE {{which}}
ORDER BY 1 LIMIT %s OFFSET %s
"""


@dataclass(frozen=True, slots=True)
class ConditionPreview:
    """How many customers meet conditions, and what a run would then do.

    ``joining`` counts those for whom there is a place. ``matching`` are the primary
    keys of those who meet them, in their order.
    """

    count: int
    joining: int
    leaving: int
    kept_by_grace: int
    without_place: int
    matching: Sequence[int]
    group: CustomerGroup | None
    now: datetime

    def who_joins(self, *, start: int, size: int) -> Sequence[int]:
        """Return some of those who meet them and are not in the group yet.

        Those who find no free place are among them.

        :param start: how many to pass over.
        :param size: how many at the most.
        """
        if self.group is None:
            return self.matching[start : start + size]
        return self._page(self.group, _IS_JOINING, start, size)

    def who_leaves(self, *, start: int, size: int) -> Sequence[int]:
        """Return some of those who would leave.

        :param start: how many to pass over.
        :param size: how many at the most.
        """
        if self.group is None:
            return ()
        return self._page(self.group, _IS_LEAVING, start, size)

    def _page(
        self, group: CustomerGroup, which: str, start: int, size: int
    ) -> Sequence[int]:
        sql = _PAGE.format(which=which)
        rows = _ask(sql, self.matching, group, self.now, size, start)
        return [customer_id for (customer_id,) in rows]


def preview_conditions(
    conditions: Any,
    *,
    group: CustomerGroup | None,
    now: datetime,
    leave_default: bool = True,
    has_begun: bool = False,
) -> ConditionPreview:
    """Return what a run with conditions would do; nothing is written.

    :param conditions: as they would be saved.
    :param group: the group that would have them, as it is; None for a new one.
    :param leave_default: joining a group ends the default membership.
    :param has_begun: whether a level counts as one of a programme that has begun.
    :raises django.core.exceptions.ValidationError: they are refused, with the path, or
        the group would contradict itself.
    """
    tree: Node | None = condition_checks.check_conditions(conditions)
    if group is None:
        matching = find_qualifying(None, tree, now=now)
        count = len(matching)
        return ConditionPreview(count, count, 0, 0, 0, matching, None, now)
    asking = copy(group)
    asking.conditions = conditions
    if problem := contradiction_of(asking, leave_default=leave_default):
        raise refuse("conditions", Code.CYCLE, Joined("", [problem, "."]))
    if not has_begun and is_yet_to_begin(group, now=now):
        tree = None
    matching = find_qualifying(group, tree, now=now)
    waiting, leaving, kept, members = _compare(matching, group, now)
    joining = waiting
    if group.capacity is not None:
        joining = min(waiting, max(group.capacity - (members - leaving), 0))
    return ConditionPreview(
        count=len(matching),
        joining=joining,
        leaving=leaving,
        kept_by_grace=kept,
        without_place=waiting - joining,
        matching=matching,
        group=group,
        now=now,
    )


def _compare(
    matching: "array[int]", group: CustomerGroup, now: datetime
) -> tuple[int, int, int, int]:
    """Count those who would join, would leave, are kept by grace, and all members."""
    ((waiting, leaving, kept, members),) = _ask(_COMPARISON, matching, group, now)
    return waiting, leaving, kept, members


def _ask(
    sql: str, matching: Sequence[int], group: CustomerGroup, now: datetime, *more: int
) -> list[Any]:
    grace = timedelta(days=group.grace_days)
    alias = router.db_for_read(Membership)
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        expect_many_rows(alias)
        ends = now - grace if grace else None
        cursor.execute(sql, [as_array(matching), group.pk, ends, now, *more])
        return cursor.fetchall()


def check_customer(
    conditions: Any, *, customer_id: int, now: datetime
) -> list[LeafValue]:
    """Return every condition with the value of one customer; nothing is written.

    :raises django.core.exceptions.ValidationError: the conditions are refused, or there
        is no such customer.
    """
    if not get_user_model()._default_manager.filter(pk=customer_id).exists():
        raise no_such_customer()
    tree = condition_checks.check_conditions(conditions)
    return list(group_conditions.values_of(tree, customer_id=customer_id, now=now))

"""Whose orders a report is about, as SQL. docs/reports.md, Basis."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.contrib.auth import get_user_model

from ...models import CustomerGroup, Membership
from ..base.bulk_sql import as_array
from ..membership.history.group_codes import code_periods
from .scopes import Basis, Part, ReportScope

# A code, and from when until when a group had it; None where that is open.
CodePeriod = tuple[str, datetime | None, datetime | None]

_MEMBERSHIPS = Membership._meta.db_table
_USERS = get_user_model()._meta.db_table
SELECT_STAFF = f"SELECT id FROM {_USERS} WHERE is_staff"  # noqa: S608 name of a table
STAFF = f"ARRAY({SELECT_STAFF})"
EVERYBODY = f"SELECT id AS customer_id FROM {_USERS} WHERE NOT is_staff"  # noqa: S608

# As ``current_members.current``.
CURRENT = "(members.until IS NULL OR members.until > %s OR by_rule OR by_default)"


def with_staff(sql: str, staff: Collection[int]) -> str:
    """Return a statement in which members of staff stand, instead of looking them up.

    They are few, but no index leads to them: each place that leaves them out would
    read all users, and keep PostgreSQL from using several processes.
    """
    return sql.replace(STAFF, f"'{as_array(staff)}'::integer[]")


class AudienceKind(StrEnum):
    """Whose orders they are."""

    GROUP = "group"
    EVERYBODY = "everybody"
    NO_GROUP = "no_group"


@dataclass(frozen=True, slots=True)
class Audience:
    """Whose orders a report is about.

    ``groups`` are a group and, where wanted, all below it; for ``NO_GROUP`` the default
    group: who is in no other one.
    """

    kind: AudienceKind
    groups: tuple[CustomerGroup, ...] = ()

    def customers(self, now: datetime) -> Part:
        """Return SQL for the ``customer_id`` of who they are now, each once.

        Members of staff are no customers.
        """
        default = [group.pk for group in self.groups if group.is_default]
        match self.kind:
            case AudienceKind.EVERYBODY:
                return EVERYBODY, ()
            case AudienceKind.NO_GROUP:
                return _in_none_but(default, now)
        ids = [group.pk for group in self.groups]
        sql = (
            f"SELECT members.customer_id FROM {_MEMBERSHIPS} members"  # noqa: S608
            f" WHERE members.group_id = ANY(%s::integer[]) AND {CURRENT}"
            # Who was a customer before.
            f" AND members.customer_id <> ALL({STAFF})"
        )
        if not default:
            if len(ids) == 1:
                return sql, (ids, now)
            # Whoever is in several of them counts once.
            return (
                f"SELECT DISTINCT customer_id FROM ({sql}) several",  # noqa: S608
                (ids, now),
            )
        others, parameters = _in_none_but([], now)
        return f"{sql} UNION {others}", (ids, now, *parameters)

    def code_periods(self) -> list[CodePeriod]:
        """Return the codes of the groups, each with its beginning and its end."""
        return [each for group in self.groups for each in code_periods(group)]

    def orders(self, scope: ReportScope) -> Part:
        """Return the condition that an order among ``figures`` is theirs."""
        if self.kind is AudienceKind.EVERYBODY:
            return "TRUE", ()
        if scope.basis is Basis.MEMBERS_NOW:
            customers, parameters = self.customers(scope.as_of)
            return f"figures.customer_id IN ({customers})", parameters
        if self.kind is AudienceKind.NO_GROUP:
            codes = [code for code, *_ in self.code_periods()]
            return (
                f"(figures.customer_id <> ALL({STAFF})"
                " AND figures.group_codes <@ %s::varchar[])",
                (codes,),
            )
        codes, begins, ends = map(list, zip(*self.code_periods(), strict=True))
        return _AT_ORDER, (codes, codes, begins, ends)


# A code may have been that of another group before or since.
_AT_ORDER = """(
  figures.group_codes && %s::varchar[]
  AND EXISTS (
    SELECT FROM unnest(%s::varchar[], %s::timestamptz[], %s::timestamptz[])
      AS was (code, begins, ends)
    WHERE was.code = ANY(figures.group_codes)
      AND (was.begins IS NULL OR figures.placed_at >= was.begins)
      AND (was.ends IS NULL OR figures.placed_at < was.ends)
  )
)"""


def of_groups(
    groups: Sequence[CustomerGroup], *, descendants: bool = False
) -> list[Audience]:
    """Return those of each group; one query at most.

    :param descendants: with everybody in the groups below it.
    """
    if not descendants:
        return [Audience(AudienceKind.GROUP, (group,)) for group in groups]
    every = list(CustomerGroup.objects.order_by("pk"))
    audiences = []
    for group in groups:
        found, keys = [group], {group.pk}
        # Parents may form a circle, if somebody writes one by SQL.
        while below := [
            each for each in every if each.parent_id in keys and each.pk not in keys
        ]:
            found += below
            keys |= {each.pk for each in below}
        audiences.append(Audience(AudienceKind.GROUP, tuple(found)))
    return audiences


def everybody() -> Audience:
    """Return the whole shop."""
    return Audience(AudienceKind.EVERYBODY)


def in_no_group() -> Audience:
    """Return who is in no group but the default one."""
    default = CustomerGroup.objects.get(is_default=True)
    return Audience(AudienceKind.NO_GROUP, (default,))


def _in_none_but(group_ids: list[int], now: datetime) -> Part:
    """Return the customers who are in no group, or in none but some."""
    return (
        f"SELECT users.id AS customer_id FROM {_USERS} users"  # noqa: S608
        " WHERE NOT users.is_staff AND NOT EXISTS ("
        f"SELECT FROM {_MEMBERSHIPS} members WHERE members.customer_id = users.id"
        f" AND members.group_id <> ALL(%s::integer[]) AND {CURRENT})",
        (group_ids, now),
    )

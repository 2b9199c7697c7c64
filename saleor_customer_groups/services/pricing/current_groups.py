"""The current groups of customers, and the version of the rules in force."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    DateTimeField,
    F,
    IntegerField,
    OuterRef,
    Subquery,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from ... import engine, port
from ...models import Membership, RuleSetVersion
from ...port.base.arrays import ArrayOf, IsAnyOf
from ...port.base.kept_queries import KeptExpression, KeptQuery, LookedUp, Parameter
from ..membership.current_members import current
from ..rules.rule_rows import codes_of
from ..rules.rule_snapshot import RuleSnapshot


@dataclass(frozen=True, slots=True)
class CurrentGroups:
    """The current groups of somebody, and the version of the rules in force."""

    token: UUID | None
    customer_id: int | None
    group_ids: tuple[int, ...]
    primary_group_id: int | None
    valid_until: datetime | None

    def customer(self, rule_snapshot: RuleSnapshot) -> engine.Customer | None:
        """Return the customer as the engine needs them, None for a guest."""
        if self.customer_id is None:
            return None
        return engine.Customer(
            groups=tuple(codes_of(self.group_ids, rule_snapshot.codes)),
            primary=rule_snapshot.codes.get(self.primary_group_id or 0),
        )


def read_current_groups(
    customer: int | LookedUp | None, *, now: datetime
) -> CurrentGroups:
    """Read the groups of a customer and the version of the rules in one query.

    :param customer: the primary key, an expression that finds it, or None for a guest.
    """
    if not isinstance(customer, LookedUp):
        customer = LookedUp(_KNOWN, {"customer": customer})
    query = _current_groups(customer.by)
    rows = query.rows(now=now, **customer.values)
    if not rows:
        # In the primary database, which may be ahead of the replica.
        with port.writing():
            RuleSetVersion.objects.get_or_create(pk=1)
            rows = query.rows(now=now, **customer.values)
    return _groups_in(rows[0])


_KNOWN = KeptExpression(Parameter("customer", IntegerField()))


@cache
def _current_groups(customer: KeptExpression) -> KeptQuery:
    who, now = customer.expression, Parameter("now", DateTimeField())
    return KeptQuery(
        lambda: RuleSetVersion.objects.order_by("pk").values(
            "token",
            customer_id=Cast(who, IntegerField()),
            **_memberships(who, now),
        )[:1]
    )


def read_current_groups_of(
    customer_ids: Collection[int], *, now: datetime
) -> list[CurrentGroups]:
    """Read the same for many customers, in one query and in no particular order."""
    rows = _CURRENT_GROUPS_OF.rows(customers=list(customer_ids), now=now)
    return list(map(_groups_in, rows))


def _memberships(who: Combinable, now: datetime | Combinable) -> dict[str, Combinable]:
    """Return expressions for somebody's groups, the primary one, and the next end."""
    memberships = Membership.objects.filter(current(now), customer_id=who)
    ends = memberships.filter(until__gt=now).order_by("until")
    return {
        "group_ids": ArrayOf(
            memberships.order_by("pk").values("group_id"), of=BigIntegerField()
        ),
        "primary_group_id": Subquery(
            memberships.filter(is_primary=True).values("group_id")[:1]
        ),
        # Within the calendar already, which the field would look at once more.
        "valid_until": Subquery(ends.values("until")[:1], output_field=DateTimeField()),
    }


def _groups_in(row: Mapping[str, Any]) -> CurrentGroups:
    return CurrentGroups(**{**row, "group_ids": tuple(row["group_ids"])})


_CURRENT_GROUPS_OF = KeptQuery(
    lambda: (
        get_user_model()
        ._default_manager.filter(
            IsAnyOf(F("pk"), Parameter("customers", ArrayField(IntegerField())))
        )
        .order_by()
        .values(
            token=Subquery(RuleSetVersion.objects.values("token")[:1]),
            customer_id=F("pk"),
            **_memberships(OuterRef("pk"), Parameter("now", DateTimeField())),
        )
    )
)

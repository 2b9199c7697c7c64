"""Who was in a group at a time."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Sum, Value, When

from ....models import Change, CustomerGroup, LedgerEntry, Membership
from ..current_members import current
from ..lists.member_filters import named_like
from .group_codes import code_at


@dataclass(frozen=True, slots=True)
class MembersAt:
    """Who was a member of a group at a time.

    ``entries`` are the lines with which they joined, ``erased`` counts the members
    whose accounts have been erased.
    """

    code: str
    at: datetime
    entries: QuerySet[LedgerEntry]
    erased: int

    def search(self, text: str) -> tuple[QuerySet[LedgerEntry], QuerySet]:
        """Return the members in whom a text is found, with and without a line."""
        _, users = self.without_line()
        lines = self.entries.filter(named_like(text, of="customer__"))
        return lines, users.filter(named_like(text))

    def without_line(self) -> tuple[CustomerGroup | None, QuerySet]:
        """Return who was in the default group because they were in no other.

        These are customers from before the plugin, and those who registered while it
        was off, until they are made members.

        :returns: the default group, None if another one was asked for, and users.
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


def members_at(*, code: str, at: datetime) -> MembersAt:
    """Return who was in the group with this code at a time, from the ledger.

    Members of today's default group may have no line: see ``MembersAt.without_line``.
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
    """Return the memberships that have ended, whose line may not be written yet."""
    return Membership.objects.filter(until__lte=at).exclude(current(at))

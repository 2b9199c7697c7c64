"""How far customers have come in the level programmes of the shop."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Prefetch

from ...conditions import Branch, Junction
from ...engine.base.messages import Message, Number
from ...engine.facts.wording import write_money
from ...engine.money import round_up
from ...models import Level, LevelProgramme, Membership
from ..evaluation import group_conditions
from ..membership.current_members import current
from .level_conditions import metric_of


@dataclass(frozen=True, slots=True)
class LevelProgress:
    """How far a customer has come in a programme.

    ``level`` is the one whose group the customer is in, ``next`` the lowest above it
    and above ``value``, and ``missing`` what is missing to that.
    """

    programme: LevelProgramme
    level: Level | None
    next: Level | None
    value: Decimal
    missing: Decimal | None

    @property
    def message(self) -> str:
        """Say what is missing to the next level; empty at the top."""
        if self.next is None or self.missing is None:
            return ""
        currency = self.programme.currency
        missing = (
            write_money(self.missing, currency)
            if currency
            else Number(f"{self.missing:f}")
        )
        group = self.next.group.name
        return Message("{missing} more to {group}", missing=missing, group=group)


def progress_of(
    customer_ids: Collection[int], *, now: datetime
) -> Mapping[int, Sequence[LevelProgress]]:
    """Return how far each customer has come in each programme that has begun.

    A constant number of queries. Programmes and levels that are inactive are left out.
    """
    active = Level.objects.filter(group__is_active=True).select_related("group")
    programmes = list(
        LevelProgramme.objects.filter(group__is_active=True, active_from__lte=now)
        .select_related("group")
        .prefetch_related(Prefetch("levels", active))
        .order_by("group__name_lower")
    )
    if not programmes:
        return {pk: [] for pk in customer_ids}
    memberships = Membership.objects.filter(
        current(now),
        customer__in=customer_ids,
        group__level__programme__in=programmes,
    )
    joined = set(memberships.values_list("customer_id", "group_id"))
    values = _values(programmes, customer_ids, now)
    return {
        pk: [
            _progress(
                programme,
                [
                    each
                    for each in programme.levels.all()
                    if (pk, each.group_id) in joined
                ],
                value,
            )
            for programme, value in zip(programmes, values[pk], strict=True)
        ]
        for pk in customer_ids
    }


def _values(
    programmes: Sequence[LevelProgramme], customer_ids: Collection[int], now: datetime
) -> Mapping[int, Sequence[Decimal]]:
    """Return for each customer what the metric of each programme comes to."""
    tree = Branch(
        Junction.ANY,
        tuple(
            group_conditions.read_conditions(
                {**metric_of(programme), "operator": "gte", "value": 0}
            )
            for programme in programmes
        ),
    )
    found = group_conditions.values_of_customers(
        tree, customer_ids=customer_ids, now=now
    )
    return {pk: [Decimal(each.value or 0) for each in found[pk]] for pk in customer_ids}


def _progress(
    programme: LevelProgramme, reached: Sequence[Level], value: Decimal
) -> LevelProgress:
    """Return the progress of a customer.

    :param reached: the levels whose groups they are in, the lowest first.
    """
    level = reached[-1] if reached else None
    floor = value if level is None else max(value, level.minimum)
    above = [each for each in programme.levels.all() if each.minimum > floor]
    following = above[0] if above else None
    if following is None:
        return LevelProgress(programme, level, None, value, None)
    missing = following.minimum - value
    missing = (
        round_up(missing, programme.currency)
        if programme.currency
        else Decimal(int(missing))
    )
    return LevelProgress(programme, level, following, value, missing)

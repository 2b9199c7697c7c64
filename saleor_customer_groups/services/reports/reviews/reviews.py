"""The lists of reviews by their names, with what each is asked with.

docs/reports.md, Reviews.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from ....engine.base.messages import Message
from ....models import CustomerGroup, LevelProgramme
from ...base.refusals import Code, refuse
from .at_risk import inactive_members, lapsing_members
from .in_grace import members_in_grace
from .near_level import near_levels
from .overlap import overlaps
from .review_kinds import ReviewKind
from .review_lists import ReviewList
from .review_values import (
    MAX_DAYS_AHEAD,
    read_amount,
    read_days,
    read_percent,
    read_review_currency,
)
from .waiting import waiting_customers


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRequest:
    """What a list is asked with; what it does not take is passed over.

    :param group: the group to look at; the list of inactive members, and that of those
        who will leave, need one, others then look at all.
    :param programme: the programme whose levels are near; None for all.
    :param days: None for as many as usual.
    :param percent: what is missing at most; None for as many as usual.
    :param amount: the same as an amount, instead.
    :param currency: that of revenue; None for that of most orders.
    """

    group: CustomerGroup | None = None
    programme: LevelProgramme | None = None
    days: int | None = None
    percent: Decimal | None = None
    amount: Decimal | None = None
    currency: str | None = None


def open_review(
    kind: ReviewKind, request: ReviewRequest, *, now: datetime
) -> ReviewList[Any]:
    """Return a list, which is read when it is asked for its rows.

    :raises django.core.exceptions.ValidationError: something that it is asked with is
        missing or invalid.
    """
    groups = None if request.group is None else [request.group]
    match kind:
        case ReviewKind.INACTIVE:
            return inactive_members(
                _needed(request.group),
                days=read_days(request.days),
                currency=read_review_currency(request.currency),
                now=now,
            )
        case ReviewKind.LAPSING:
            return lapsing_members(
                _needed(request.group),
                days=read_days(request.days, maximum=MAX_DAYS_AHEAD),
                currency=read_review_currency(request.currency),
                now=now,
            )
        case ReviewKind.NEAR_LEVEL:
            return near_levels(
                None if request.programme is None else [request.programme],
                percent=read_percent(request.percent),
                amount=read_amount(request.amount),
                now=now,
            )
        case ReviewKind.IN_GRACE:
            return members_in_grace(groups, now=now)
        case ReviewKind.OVERLAP:
            return overlaps(now=now)
        case ReviewKind.WAITING:
            return waiting_customers(groups, now=now)


def _needed(group: CustomerGroup | None) -> CustomerGroup:
    if group is None:
        raise refuse("group", Code.REQUIRED, Message("Name the group to look at."))
    return group

"""What a shop owner reads about one group. docs/reports.md, Group report."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from ...engine.base.messages import Message
from ...engine.reports.metrics import Figure, Sums, measure
from ...models import CustomerGroup, OrderFigures
from ..base.refusals import Code, refuse, too_many
from .audiences import Audience, AudienceKind, everybody, in_no_group, of_groups
from .joined_and_left import moves_of
from .scopes import ReportScope
from .sums import sums_of

MIN_COMPARED, MAX_COMPARED = 2, 12


@dataclass(frozen=True, slots=True)
class GroupReport:
    """The metrics of an audience, beside those of the whole shop."""

    scope: ReportScope
    audience: Audience
    figures: Sequence[Figure]

    @property
    def group(self) -> CustomerGroup | None:
        """The group that the report is about, None for others."""
        is_group = self.audience.kind is AudienceKind.GROUP
        return self.audience.groups[0] if is_group else None


def group_report(
    group: CustomerGroup, *, scope: ReportScope, descendants: bool = False
) -> GroupReport:
    """Return what a shop owner reads about a group; a constant number of queries.

    docs/reports.md, Group report.

    :param descendants: with everybody in the groups below it.
    """
    audiences = of_groups([group], descendants=descendants)
    (report,) = measure_audiences(audiences, scope)
    return report


def compare_groups(
    groups: Sequence[CustomerGroup],
    *,
    scope: ReportScope,
    with_everybody: bool = False,
    with_no_group: bool = False,
    descendants: bool = False,
) -> list[GroupReport]:
    """Return the metrics of two to twelve audiences: groups first, in their order.

    The number of queries does not depend on how many there are. docs/reports.md,
    Comparison.

    :param with_everybody: the whole shop is one of them.
    :param with_no_group: those in no group but the default are one of them.
    :param descendants: each group with everybody in the groups below it.
    :raises django.core.exceptions.ValidationError: they are too few or too many.
    """
    audiences = audiences_compared(
        groups,
        with_everybody=with_everybody,
        with_no_group=with_no_group,
        descendants=descendants,
    )
    return measure_audiences(audiences, scope)


def audiences_compared(
    groups: Sequence[CustomerGroup],
    *,
    with_everybody: bool,
    with_no_group: bool,
    descendants: bool,
) -> list[Audience]:
    """Return two to twelve audiences, as ``compare_groups`` takes them.

    :raises django.core.exceptions.ValidationError: they are too few or too many.
    """
    number = len(groups) + with_everybody + with_no_group
    if number < MIN_COMPARED:
        raise refuse("groups", Code.REQUIRED, Message("Name two to compare."))
    if number > MAX_COMPARED:
        raise too_many(
            "groups", number, Message("columns to compare"), maximum=MAX_COMPARED
        )
    audiences = of_groups(groups, descendants=descendants)
    if with_everybody:
        audiences.append(everybody())
    if with_no_group:
        audiences.append(in_no_group())
    return audiences


def orders_without_figures(scope: ReportScope) -> int:
    """Return how many orders of the period lack what reports ask; the night adds it."""
    lacking = Q(channel=None) | Q(group_codes=None) | Q(line_share=None)
    orders = OrderFigures.objects.filter(
        lacking, placed_at__gte=scope.begins_at, placed_at__lt=scope.ends_at
    )
    return orders.count()


def measure_audiences(
    audiences: Sequence[Audience], scope: ReportScope
) -> list[GroupReport]:
    """Return the metrics of each audience; a constant number of queries."""
    *sums, of_all = sums_of([*audiences, everybody()], scope=scope)
    with_moves = [
        each
        if audience.kind is not AudienceKind.GROUP
        else replace(each, joined=moves.joined, left=moves.left)
        for audience, each, moves in zip(
            audiences, sums, moves_of(audiences, scope=scope), strict=True
        )
    ]
    return [
        GroupReport(scope, audience, _measured(each, of_all, scope))
        for audience, each in zip(audiences, with_moves, strict=True)
    ]


def _measured(sums: Sums, of_all: Sums, scope: ReportScope) -> list[Figure]:
    return measure(
        sums, of_all=of_all, years=scope.period.years, currency=scope.currency
    )

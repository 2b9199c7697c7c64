"""Numbers of reports that are kept for a while. docs/reports.md, How fresh they are.

Each part of a report is kept on its own, as pages ask for each in a request of its own.
Nothing of customers is kept but their primary keys: names and addresses are looked up
for whoever may see them.
"""

import json
import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from django.core.cache import cache

from ...engine.reports.metrics import Figure
from ...models import CustomerGroup
from ..base.package import package_version
from ..base.transactions.isolation import FaultsLogged
from .audiences import Audience, AudienceKind, of_groups
from .group_report import GroupReport, audiences_compared, measure_audiences
from .report_tables import (
    MAX_CUSTOMERS,
    Month,
    TopCustomer,
    by_month,
    named_customers,
    top_customers,
)
from .revenue_parts import RevenueParts, revenue_parts
from .rule_results import RuleResult, by_rule
from .scopes import ReportScope
from .sold_goods import GoodsKind, SoldGoods, sold_goods

logger = logging.getLogger(__name__)

KEPT_SECONDS = 600
_KEY = "saleor_customer_groups:report:"


class ReportPart(StrEnum):
    """What is kept of a report."""

    METRICS = "metrics"
    MONTHS = "months"
    CUSTOMERS = "customers"
    RULES = "rules"
    GOODS = "goods"
    TAXES = "taxes"


class KeptReports:
    """Reports on some audiences, of which parts may have been read before.

    Parts that are read now are kept for others.
    """

    def __init__(
        self, audiences: Sequence[Audience], *, scope: ReportScope, kept: bool
    ) -> None:
        """Describe the reports.

        :param kept: whether what was read in the last ten minutes is good enough.
        """
        self.audiences = audiences
        self._scope = scope
        self._is_kept = kept
        self._parts: dict[tuple[Any, ...], tuple[datetime, Any]] = {}

    @property
    def scope(self) -> ReportScope:
        """What they are about, as of when the oldest of the parts was read."""
        read_at = [at for at, _ in self._parts.values()]
        return replace(self._scope, as_of=min(read_at, default=self._scope.as_of))

    def read(self, parts: Collection[ReportPart]) -> None:
        """Read some parts, unless they are kept."""
        for part in parts:
            self.part(part)

    def part(self, part: ReportPart, *asked: Any) -> Any:
        """Return a part, read now unless it is kept.

        :param asked: what else it depends on than what the report is about.
        """
        place = (part, *asked)
        if place not in self._parts:
            key = _KEY + self._key(*place)
            found = None
            if self._is_kept:
                with FaultsLogged(logger, "What was kept of a report is not there"):
                    found = cache.get(key)
            if found is None:
                found = self._scope.as_of, self._make(*place)
                with FaultsLogged(logger, "What was read of a report is not kept"):
                    cache.set(key, found, KEPT_SECONDS)
            self._parts[place] = found
        _, value = self._parts[place]
        return value

    def reports(self) -> list[GroupReport]:
        """Return the reports with their metrics."""
        figures: Sequence[Sequence[Figure]] = self.part(ReportPart.METRICS)
        return [
            GroupReport(self.scope, audience, each)
            for audience, each in zip(self.audiences, figures, strict=True)
        ]

    def _make(self, part: ReportPart, *asked: Any) -> Any:
        if part is ReportPart.METRICS:
            measured = measure_audiences(self.audiences, self._scope)
            return [list(each.figures) for each in measured]
        (audience,) = self.audiences
        return _TABLES[part](audience, self._scope, *asked)

    def _key(self, *place: Any) -> str:
        """Return what tells a part from those of others: all that it depends on."""
        scope = self._scope
        about = [
            *(package_version(), place, scope.zone, scope.currency, scope.channel),
            *(scope.basis, scope.begins_at, scope.ends_at, scope.earlier_at),
            [
                [
                    each.kind,
                    [[group.pk, group.is_default] for group in each.groups],
                    # Orders bear codes, which groups may give one another.
                    each.code_periods(),
                ]
                for each in self.audiences
            ],
        ]
        return sha256(json.dumps(about, default=str).encode()).hexdigest()


class KeptGroupReport(KeptReports):
    """A report on one group."""

    @property
    def audience(self) -> Audience:
        """Whose orders it is about."""
        return self.audiences[0]

    @property
    def group(self) -> CustomerGroup | None:
        """The group that it is about, None for others."""
        is_group = self.audience.kind is AudienceKind.GROUP
        return self.audience.groups[0] if is_group else None

    @property
    def figures(self) -> Sequence[Figure]:
        """The metrics."""
        (figures,) = self.part(ReportPart.METRICS)
        return figures

    def written(self, *, with_figures: bool) -> GroupReport:
        """Return the report for a file, whose tables are then read."""
        figures = self.figures if with_figures else ()
        return GroupReport(self.scope, self.audience, figures)

    @property
    def months(self) -> Sequence[Month]:
        """What was bought in each month."""
        return self.part(ReportPart.MONTHS)

    @property
    def rules(self) -> Sequence[RuleResult]:
        """What each list, rule and promotion did."""
        return self.part(ReportPart.RULES)

    def top_customers(self, first: int) -> list[TopCustomer]:
        """Return who bought for the most, with their names as they are now."""
        rows = self.part(ReportPart.CUSTOMERS)
        return named_customers(rows[: min(max(first, 0), MAX_CUSTOMERS)])

    def goods(
        self, kind: GoodsKind, *, first: int, attribute_id: int | None = None
    ) -> SoldGoods:
        """Return what was bought; see ``sold_goods``."""
        found: SoldGoods = self.part(ReportPart.GOODS, kind, first, attribute_id)
        return found

    @property
    def taxes(self) -> RevenueParts:
        """What of the revenue are taxes."""
        found: RevenueParts = self.part(ReportPart.TAXES)
        return found


def kept_report(
    group: CustomerGroup, *, scope: ReportScope, descendants: bool, kept: bool
) -> KeptGroupReport:
    """Return the report on a group, whose parts are read when they are asked for.

    :param descendants: with everybody in the groups below it.
    :param kept: whether what was read in the last ten minutes is good enough.
    """
    audiences = of_groups([group], descendants=descendants)
    return KeptGroupReport(audiences, scope=scope, kept=kept)


def kept_comparison(
    groups: Sequence[CustomerGroup],
    *,
    scope: ReportScope,
    with_everybody: bool,
    with_no_group: bool,
    descendants: bool,
    kept: bool,
) -> list[GroupReport]:
    """Return the metrics of two to twelve audiences, as ``compare_groups``.

    :param kept: whether what was read in the last ten minutes is good enough.
    :raises django.core.exceptions.ValidationError: they are too few or too many.
    """
    audiences = audiences_compared(
        groups,
        with_everybody=with_everybody,
        with_no_group=with_no_group,
        descendants=descendants,
    )
    return KeptReports(audiences, scope=scope, kept=kept).reports()


def _customers(audience: Audience, scope: ReportScope) -> Any:
    """Return the best customers without their names and addresses."""
    found = top_customers(audience, scope=scope, first=MAX_CUSTOMERS)
    return [replace(each, name="", email="") for each in found]


def _goods(
    audience: Audience,
    scope: ReportScope,
    kind: GoodsKind,
    first: int,
    attribute_id: int | None,
) -> SoldGoods:
    return sold_goods(
        audience, scope=scope, kind=kind, first=first, attribute_id=attribute_id
    )


_TABLES: dict[ReportPart, Callable[..., Any]] = {
    ReportPart.MONTHS: lambda audience, scope: by_month(audience, scope=scope),
    ReportPart.CUSTOMERS: _customers,
    ReportPart.RULES: lambda audience, scope: by_rule(audience, scope=scope),
    ReportPart.GOODS: _goods,
    ReportPart.TAXES: lambda audience, scope: revenue_parts(audience, scope=scope),
}

"""What a shop owner reads about one group."""

from collections.abc import Sequence
from io import StringIO
from typing import Any

import graphene
from django.core.exceptions import ValidationError

from ...engine.reports.metrics import Figure
from ...models import CustomerGroup as GroupRow
from ...port.base.asked import asked_fields, asked_with
from ...services.reports.group_report import orders_without_figures
from ...services.reports.kept_reports import (
    KeptGroupReport,
    ReportPart,
    kept_report,
)
from ...services.reports.report_files import ReportTable, export_report
from ...services.reports.scopes import ReportScope
from ...services.reports.sold_goods import GoodsKind
from ..base.arguments.arguments import refuse_unusable
from ..base.enums import (
    CustomerGroupReportGoodsEnum,
    CustomerGroupReportTableEnum,
)
from ..base.errors import CustomerGroupError, errors_of
from ..base.ids import get_group
from ..base.loading.loading import reads
from ..base.rights import MANAGE_ORDERS, MANAGE_USERS, Restricted, may
from ..groups.group_types import CustomerGroup
from .goods_types import (
    CustomerGroupReportGoods,
    CustomerGroupReportParts,
    attribute_pk,
    goods_of,
    parts_of,
)
from .report_scopes import KEPT, SCOPE_ARGUMENTS, CustomerGroupReportScope, scope_of
from .report_types import (
    CustomerGroupReportCustomer,
    CustomerGroupReportMetric,
    CustomerGroupReportMonth,
    CustomerGroupReportRule,
    customers_of,
    month_of,
    rule_of,
)

BOM = "\ufeff"
WITH_BOM = graphene.Boolean(
    default_value=False,
    description="Whether it begins with a mark by which spreadsheets know UTF-8.",
)


class CustomerGroupReport(graphene.ObjectType):
    """What a shop owner reads about a group; nothing but `errors` if it is refused."""

    scope = graphene.Field(
        CustomerGroupReportScope, description="What all numbers are about."
    )
    group = graphene.Field(CustomerGroup, description="The group.")
    groups_count = graphene.Int(
        description="How many groups count: more than one with those below it."
    )
    metrics = graphene.List(
        graphene.NonNull(CustomerGroupReportMetric),
        description="All metrics, always in the same order.",
    )
    unfilled_orders = graphene.Int(
        description=(
            "How many orders of the period, of the whole shop, still lack what reports"
            " ask of them: after an upgrade the next night fills it in, and until then"
            " numbers are too low."
        )
    )
    parts = graphene.Field(
        CustomerGroupReportParts,
        description="What of the revenue are taxes, and what gift cards paid beside.",
    )
    months = graphene.List(
        graphene.NonNull(CustomerGroupReportMonth),
        description="What was bought in each month, the earliest first.",
    )
    top_customers = graphene.List(
        graphene.NonNull(CustomerGroupReportCustomer),
        description="The customers who bought for the most.",
        first=graphene.Int(default_value=10, description="How many, at most 100."),
    )
    rules = graphene.List(
        graphene.NonNull(CustomerGroupReportRule),
        description=(
            "What each list, rule and promotion did to these orders, the largest"
            " discount first; at most 500."
        ),
    )
    goods = graphene.Field(
        CustomerGroupReportGoods,
        description="What was bought, the most money first.",
        by=CustomerGroupReportGoodsEnum(
            default_value=GoodsKind.PRODUCT.value,
            description="By what it is summed up.",
        ),
        attribute=graphene.ID(
            description="The id of the attribute by whose values it is summed up."
        ),
        first=graphene.Int(
            default_value=10,
            description="How many items: 100 products at most, 60 of all else.",
        ),
    )
    csv = graphene.String(
        description=(
            "A table of the report as CSV. Addresses of customers are left out for"
            " callers who may not manage users."
        ),
        table=CustomerGroupReportTableEnum(
            default_value=ReportTable.METRICS.value, description="Which table it is."
        ),
        goods_by=CustomerGroupReportGoodsEnum(
            default_value=GoodsKind.PRODUCT.value,
            description="By what the table of goods is summed up.",
        ),
        attribute=graphene.ID(
            description="The id of the attribute by whose values it is."
        ),
        with_bom=WITH_BOM,
    )
    errors = graphene.List(
        graphene.NonNull(CustomerGroupError),
        required=True,
        description="What was refused.",
    )

    @staticmethod
    def resolve_scope(root: Any, _info: Any) -> ReportScope | None:
        """Return what it is about."""
        return root.report and root.report.scope

    @staticmethod
    def resolve_group(root: Any, _info: Any) -> GroupRow | None:
        """Return the group."""
        return root.report and root.report.group

    @staticmethod
    def resolve_groups_count(root: Any, _info: Any) -> int | None:
        """Count the groups."""
        return root.report and len(root.report.audience.groups)

    @staticmethod
    def resolve_metrics(root: Any, _info: Any) -> Sequence[Figure] | None:
        """Return the metrics."""
        return root.report and root.report.figures

    @staticmethod
    @reads
    def resolve_unfilled_orders(root: Any, _info: Any) -> int | None:
        """Count the orders."""
        return root.report and orders_without_figures(root.report.scope)

    @staticmethod
    @reads
    def resolve_parts(root: Any, _info: Any) -> CustomerGroupReportParts | None:
        """Sum them up."""
        return root.report and parts_of(root.report)

    @staticmethod
    @reads
    def resolve_months(root: Any, _info: Any) -> list[CustomerGroupReportMonth] | None:
        """Read the months."""
        if root.report is None:
            return None
        scope = root.report.scope
        return [month_of(row, scope) for row in root.report.months]

    @staticmethod
    @reads
    def resolve_top_customers(
        root: Any, _info: Any, *, first: int | None = 10
    ) -> list[CustomerGroupReportCustomer] | None:
        """Find the customers."""
        if root.report is None:
            return None
        scope = root.report.scope
        rows = root.report.top_customers(10 if first is None else first)
        return customers_of(rows, scope)

    @staticmethod
    @reads
    def resolve_rules(root: Any, _info: Any) -> list[CustomerGroupReportRule] | None:
        """Read what was recorded of orders."""
        if root.report is None:
            return None
        scope = root.report.scope
        return [rule_of(row, scope) for row in root.report.rules]

    @staticmethod
    @reads
    def resolve_goods(
        root: Any,
        _info: Any,
        *,
        by: str | None = None,
        attribute: str | None = None,
        first: int | None = 10,
    ) -> CustomerGroupReportGoods | None:
        """Sum up what was bought."""
        if root.report is None:
            return None
        asked = _goods_asked(by=by, attribute=attribute, first=first)
        return goods_of(root.report, **asked)

    @staticmethod
    @reads
    def resolve_csv(
        root: Any,
        info: Any,
        *,
        table: str | None,
        goods_by: str | None = None,
        attribute: str | None = None,
        with_bom: bool | None = False,
    ) -> str | None:
        """Write a table."""
        if root.report is None:
            return None
        file = StringIO()
        which = ReportTable(table or ReportTable.METRICS)
        export_report(
            root.report.written(with_figures=which is ReportTable.METRICS),
            which,
            file=file,
            with_emails=may(info, MANAGE_USERS),
            goods=GoodsKind(goods_by or GoodsKind.PRODUCT),
            attribute_id=attribute_pk(attribute),
        )
        return f"{BOM if with_bom else ''}{file.getvalue()}"


_PARTS = {
    "metrics": ReportPart.METRICS,
    "months": ReportPart.MONTHS,
    "topCustomers": ReportPart.CUSTOMERS,
    "rules": ReportPart.RULES,
    "parts": ReportPart.TAXES,
}


def _goods_asked(
    *, by: str | None = None, attribute: str | None = None, first: int | None = None
) -> dict[str, Any]:
    return {
        "kind": GoodsKind(by or GoodsKind.PRODUCT),
        "attribute": attribute,
        "first": 10 if first is None else first,
    }


class GroupReportQueries(graphene.ObjectType):
    """What can be asked about one group."""

    customer_group_report = Restricted(
        graphene.NonNull(CustomerGroupReport),
        permission=MANAGE_ORDERS,
        has_typed_errors=True,
        description="What a shop owner reads about a group: see docs/reports.md.",
        id=graphene.ID(required=True, description="The id of the group."),
        kept=KEPT,
        **SCOPE_ARGUMENTS,
    )

    @staticmethod
    def resolve_customer_group_report(
        _root: Any, info: Any, *, id: str, **arguments: Any
    ) -> CustomerGroupReport:
        """Make the report, with what is asked of it."""
        report: KeptGroupReport | None = None
        errors: list[CustomerGroupError] = []
        try:
            refuse_unusable({"id": id, **arguments})
            report = kept_report(
                get_group(id),
                scope=scope_of(arguments),
                descendants=bool(arguments.get("descendants")),
                kept=bool(arguments.get("kept")),
            )
            # By now, so that the scope can say as of when.
            asked = asked_fields(info)
            report.read([part for name, part in _PARTS.items() if name in asked])
            for given in asked_with(info, CustomerGroupReport._meta.name, "goods"):
                goods_of(report, **_goods_asked(**given))
        except ValidationError as error:
            errors = errors_of(error, {})
        answer = CustomerGroupReport(errors=errors)
        answer.report = report
        return answer

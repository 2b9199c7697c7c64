"""Groups side by side."""

from collections.abc import Sequence
from io import StringIO
from typing import Any

import graphene
from django.core.exceptions import ValidationError

from ...engine.reports.metrics import Figure
from ...models import CustomerGroup as GroupRow
from ...services.reports.group_report import GroupReport
from ...services.reports.kept_reports import kept_comparison
from ...services.reports.report_files import export_comparison
from ...services.reports.scopes import ReportScope
from ..base.arguments.arguments import refuse_unusable
from ..base.enums import CustomerGroupReportAudienceEnum
from ..base.errors import CustomerGroupError, errors_of
from ..base.ids import get_groups
from ..base.rights import MANAGE_ORDERS, Restricted
from ..groups.group_types import CustomerGroup
from .group_reports import BOM, WITH_BOM
from .report_scopes import KEPT, SCOPE_ARGUMENTS, CustomerGroupReportScope, scope_of
from .report_types import CustomerGroupReportMetric

# What the service calls the argument ``ids``.
_NAMES = {"groups": "ids"}


class CustomerGroupComparisonColumn(graphene.ObjectType):
    """One of the groups that are compared, or everybody, or those in no group."""

    audience = CustomerGroupReportAudienceEnum(
        required=True, description="Whose orders these are."
    )
    group = graphene.Field(CustomerGroup, description="The group, null for others.")
    metrics = graphene.List(
        graphene.NonNull(CustomerGroupReportMetric),
        required=True,
        description="All metrics, in the same order in each column.",
    )

    @staticmethod
    def resolve_audience(root: GroupReport, _info: Any) -> str:
        """Return whose orders they are."""
        return root.audience.kind.value

    @staticmethod
    def resolve_group(root: GroupReport, _info: Any) -> GroupRow | None:
        """Return the group."""
        return root.group

    @staticmethod
    def resolve_metrics(root: GroupReport, _info: Any) -> Sequence[Figure]:
        """Return the metrics."""
        return root.figures


class CustomerGroupComparison(graphene.ObjectType):
    """Groups side by side; nothing but `errors` if it is refused."""

    scope = graphene.Field(
        CustomerGroupReportScope, description="What all numbers are about."
    )
    columns = graphene.List(
        graphene.NonNull(CustomerGroupComparisonColumn),
        description=(
            "The groups in the order in which they were given, then everybody, then"
            " those in no group."
        ),
    )
    csv = graphene.String(
        description="The metrics as CSV, with a column for each group.",
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
        return root.reports[0].scope if root.reports else None

    @staticmethod
    def resolve_columns(root: Any, _info: Any) -> Sequence[GroupReport] | None:
        """Return the columns."""
        return root.reports

    @staticmethod
    def resolve_csv(
        root: Any, _info: Any, *, with_bom: bool | None = False
    ) -> str | None:
        """Write the metrics."""
        if root.reports is None:
            return None
        file = StringIO()
        export_comparison(root.reports, file=file)
        return f"{BOM if with_bom else ''}{file.getvalue()}"


class ComparisonQueries(graphene.ObjectType):
    """What can be asked about several groups."""

    customer_group_comparison = Restricted(
        graphene.NonNull(CustomerGroupComparison),
        permission=MANAGE_ORDERS,
        has_typed_errors=True,
        description="Two to twelve groups side by side: see docs/reports.md.",
        ids=graphene.List(
            graphene.NonNull(graphene.ID),
            required=True,
            description="The ids of the groups.",
        ),
        everybody=graphene.Boolean(
            default_value=False, description="Whether the whole shop is one of them."
        ),
        no_group=graphene.Boolean(
            default_value=False,
            description=(
                "Whether those who are in no group but the default are one of them."
            ),
        ),
        kept=KEPT,
        **SCOPE_ARGUMENTS,
    )

    @staticmethod
    def resolve_customer_group_comparison(
        _root: Any, _info: Any, *, ids: Sequence[str], **arguments: Any
    ) -> CustomerGroupComparison:
        """Compare the groups."""
        reports: list[GroupReport] | None = None
        errors: list[CustomerGroupError] = []
        try:
            refuse_unusable({"ids": ids, **arguments})
            reports = kept_comparison(
                get_groups(ids, field="ids"),
                scope=scope_of(arguments),
                with_everybody=bool(arguments.get("everybody")),
                with_no_group=bool(arguments.get("no_group")),
                descendants=bool(arguments.get("descendants")),
                kept=bool(arguments.get("kept")),
            )
        except ValidationError as error:
            errors = errors_of(error, _NAMES)
        answer = CustomerGroupComparison(errors=errors)
        answer.reports = reports
        return answer

"""The type of a dry run."""

from io import StringIO
from typing import Any

import graphene

from ...models import DryRun
from ...port.graphql import saleor
from ...services.reports.dry_runs.dry_run_tables import DryRunTable, export_dry_run
from ...services.reports.dry_runs.dry_runs import read_draft, read_report
from ..base.enums import (
    CustomerGroupDryRunStateEnum,
    CustomerGroupDryRunTableEnum,
    CustomerGroupReportBasisEnum,
)
from ..base.languages.words import Words
from ..base.loading.loading import reads
from ..base.rights import MANAGE_USERS, may
from .dry_run_reports import CustomerGroupDryRunReport, write_report

BOM = "\ufeff"


class CustomerGroupDryRun(graphene.ObjectType):
    """A draft of a rule, tried on past orders in the background."""

    class Meta:
        interfaces = [graphene.relay.Node]

    state = CustomerGroupDryRunStateEnum(
        required=True, description="How far it has come."
    )
    kind = graphene.String(
        description=(
            "What is tried: price_rule, price_list or promotion; null if it can no"
            " longer be read."
        )
    )
    name = graphene.String(description="What it is called.")
    is_deletion = graphene.Boolean(description="Whether it is deleted.")
    basis = CustomerGroupReportBasisEnum(
        required=True, description="For which groups the orders are priced."
    )
    since = graphene.Field(
        lambda: saleor().DateTime,
        required=True,
        description="From when on the orders were placed.",
    )
    until = graphene.Field(
        lambda: saleor().DateTime,
        required=True,
        description="Before when they were placed.",
    )
    currency = graphene.String(required=True, description="The currency of the orders.")
    channel = graphene.String(
        required=True, description="The slug of their channel; empty for all."
    )
    orders = graphene.Int(required=True, description="How many orders there are.")
    orders_done = graphene.Int(
        required=True, description="How many of them were priced so far."
    )
    problem = Words(description="Why it failed; otherwise empty.")
    created_at = graphene.Field(
        lambda: saleor().DateTime,
        required=True,
        description="When somebody asked for it.",
    )
    started_at = graphene.Field(
        lambda: saleor().DateTime,
        description="When it began, for the last time; its rules are those of then.",
    )
    finished_at = graphene.Field(
        lambda: saleor().DateTime, description="When it ended; null while it goes on."
    )
    report = graphene.Field(
        CustomerGroupDryRunReport, description="The report; null until it is done."
    )
    csv = graphene.String(
        description=(
            "A table of the report as CSV; null until it is done. Addresses of"
            " customers are left out for callers who may not manage users."
        ),
        table=CustomerGroupDryRunTableEnum(
            default_value=DryRunTable.SUMS.value, description="Which table it is."
        ),
        with_bom=graphene.Boolean(
            default_value=False,
            description="Whether it begins with a mark by which spreadsheets know it.",
        ),
    )

    @staticmethod
    @reads
    def resolve_csv(
        root: DryRun, info: Any, *, table: str | None, with_bom: bool | None = False
    ) -> str | None:
        """Write a table."""
        report = read_report(root)
        if report is None:
            return None
        file = StringIO()
        export_dry_run(
            report,
            DryRunTable(table or DryRunTable.SUMS),
            file=file,
            with_emails=may(info, MANAGE_USERS),
        )
        return f"{BOM if with_bom else ''}{file.getvalue()}"

    @staticmethod
    def resolve_kind(root: DryRun, _info: Any) -> str | None:
        """Read the draft."""
        draft = read_draft(root)
        return None if draft is None else draft.kind

    @staticmethod
    def resolve_name(root: DryRun, _info: Any) -> str | None:
        """Read the draft."""
        draft = read_draft(root)
        return None if draft is None else draft.name

    @staticmethod
    def resolve_is_deletion(root: DryRun, _info: Any) -> bool | None:
        """Read the draft."""
        draft = read_draft(root)
        return None if draft is None else draft.terms is None

    @staticmethod
    def resolve_report(root: DryRun, _info: Any) -> CustomerGroupDryRunReport | None:
        """Write the report."""
        report = read_report(root)
        return None if report is None else write_report(report)

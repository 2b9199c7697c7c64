"""What a report is about, as arguments and as an answer."""

from collections.abc import Mapping
from typing import Any

import graphene
from django.utils import timezone

from ...port.graphql import saleor
from ...services.reports.scopes import Basis, ReportScope, read_scope
from ..base.enums import CustomerGroupReportBasisEnum

SCOPE_ARGUMENTS: Mapping[str, Any] = {
    "start": graphene.String(
        description=(
            "The first day of the period in the time zone of the shop, such as"
            ' "2026-01-01"; left out: twelve months before its end.'
        )
    ),
    "end": graphene.String(
        description="The day after its last one; left out: today, which is not in it."
    ),
    "currency": graphene.String(
        description="The currency; left out: that of most orders in the period."
    ),
    "channel": graphene.String(description="The slug of a channel; left out: all."),
    "basis": CustomerGroupReportBasisEnum(
        default_value=Basis.MEMBERS_NOW.value,
        description="Which orders are those of a group.",
    ),
    "descendants": graphene.Boolean(
        default_value=False,
        description="Whether everybody in the groups below it counts, each once.",
    ),
}


KEPT = graphene.Boolean(
    default_value=False,
    description=(
        "Whether numbers are good enough that somebody has asked for in the last ten"
        " minutes; `asOf` says when they were read."
    ),
)


class CustomerGroupReportScope(graphene.ObjectType):
    """What all numbers of a report are about."""

    start = graphene.String(required=True, description="The first day of the period.")
    end = graphene.String(
        required=True, description="The day after the last one of the period."
    )
    time_zone = graphene.String(
        required=True, description="The time zone in which days begin."
    )
    currency = graphene.String(
        required=True,
        description="The currency of the orders; those in others are left out.",
    )
    channel = graphene.String(description="The slug of the channel, null for all.")
    basis = CustomerGroupReportBasisEnum(
        required=True, description="Which orders are those of a group."
    )
    as_of = graphene.Field(
        lambda: saleor().DateTime,
        required=True,
        description="When the numbers were read.",
    )

    @staticmethod
    def resolve_start(root: ReportScope, _info: Any) -> str:
        """Return the first day."""
        return root.period.start.isoformat()

    @staticmethod
    def resolve_end(root: ReportScope, _info: Any) -> str:
        """Return the day after the last one."""
        return root.period.end.isoformat()

    @staticmethod
    def resolve_time_zone(root: ReportScope, _info: Any) -> str:
        """Return the name of the zone."""
        return root.zone


def scope_of(arguments: Mapping[str, Any]) -> ReportScope:
    """Return what a report is about.

    :raises django.core.exceptions.ValidationError: an argument is invalid.
    """
    return read_scope(
        start=arguments.get("start"),
        end=arguments.get("end"),
        currency=arguments.get("currency"),
        channel=arguments.get("channel"),
        basis=Basis(arguments.get("basis") or Basis.MEMBERS_NOW),
        now=timezone.now(),
    )

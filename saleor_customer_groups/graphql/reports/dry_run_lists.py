"""Dry runs of the last days, the latest first."""

from typing import Any

import graphene

from ...models import DryRun
from ..base.enums import CustomerGroupDryRunStateEnum
from ..base.loading.connections import (
    PAGE_ARGUMENTS,
    CountableConnection,
    Listing,
    list_rows,
    read_page,
)
from ..base.rights import MANAGE_DISCOUNTS, MANAGE_ORDERS, Restricted
from .dry_run_types import CustomerGroupDryRun


class CustomerGroupDryRunCountableConnection(CountableConnection):
    """A page of dry runs."""

    class Meta:
        node = CustomerGroupDryRun


class CustomerGroupDryRunFilterInput(graphene.InputObjectType):
    """Which dry runs are wanted: those that meet everything given."""

    states = graphene.List(
        graphene.NonNull(CustomerGroupDryRunStateEnum),
        description="Only those that have come this far.",
    )


class DryRunListQueries(graphene.ObjectType):
    """What can be asked about all dry runs."""

    customer_group_dry_runs = Restricted(
        CustomerGroupDryRunCountableConnection,
        permission=MANAGE_ORDERS,
        and_permission=MANAGE_DISCOUNTS,
        description="The dry runs of the last 30 days, the latest first.",
        filter=CustomerGroupDryRunFilterInput(description="Which are wanted."),
        **PAGE_ARGUMENTS,
    )

    @staticmethod
    def resolve_customer_group_dry_runs(
        _root: Any, _info: Any, **arguments: Any
    ) -> Listing:
        """List them."""
        page = read_page(arguments, ["created_at", "pk"], descending=True)
        rows = DryRun.objects.all()
        states = (arguments.get("filter") or {}).get("states")
        if states is not None:
            rows = rows.filter(state__in=states)
        return list_rows(rows, page)

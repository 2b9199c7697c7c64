"""Dry runs: try a draft of a rule on past orders, look at it, cancel it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import graphene
from django.db import transaction
from django.utils import timezone

from ... import tasks
from ...models import DryRun
from ...services.reports.dry_runs import dry_runs
from ..base.errors import CustomerGroupMutation
from ..base.ids import filter_ids, get_dry_run
from ..base.rights import (
    MANAGE_DISCOUNTS,
    MANAGE_ORDERS,
    Restricted,
    actor,
    needs_all,
)
from .dry_run_inputs import CustomerGroupDryRunInput, read_draft, read_request
from .dry_run_types import CustomerGroupDryRun


class _DryRunMutation(CustomerGroupMutation):
    class Meta:
        abstract = True

    permission = MANAGE_ORDERS
    and_permission = MANAGE_DISCOUNTS
    dry_run = graphene.Field(CustomerGroupDryRun, description="The dry run.")


class CustomerGroupDryRunStart(_DryRunMutation):
    """Try a draft of a rule on past orders."""

    class Meta:
        description = (
            "Try a price rule, price list or promotion that is not saved, or a change"
            " or deletion of one that is, on past orders, in the background. Nothing is"
            " saved but the report, which is kept for 30 days. There are at most"
            " 100,000 orders." + needs_all(MANAGE_ORDERS, MANAGE_DISCOUNTS)
        )

    class Arguments:
        input = CustomerGroupDryRunInput(
            required=True, description="The draft and the orders."
        )

    @classmethod
    def change(cls, info: Any, *, input: Mapping[str, Any]) -> Any:
        """Store it, and have it carried out."""
        now = timezone.now()
        draft, errors = read_draft(input, now=now)
        if draft is None:
            return cls(errors=errors)
        stored = dry_runs.start_dry_run(
            draft=draft, request=read_request(input), actor=actor(info), now=now
        )
        transaction.on_commit(partial(tasks.carry_out_dry_run.delay, stored.pk))
        # Without a broker it has run by now.
        stored.refresh_from_db()
        return cls(dry_run=stored)


class CustomerGroupDryRunCancel(_DryRunMutation):
    """Cancel a dry run."""

    class Meta:
        description = "Cancel a dry run that goes on." + needs_all(
            MANAGE_ORDERS, MANAGE_DISCOUNTS
        )

    class Arguments:
        id = graphene.ID(required=True, description="The id of the dry run.")

    @classmethod
    def change(cls, info: Any, *, id: str) -> Any:
        """Cancel it."""
        cancelled = dry_runs.cancel_dry_run(dry_run=get_dry_run(id), now=timezone.now())
        return cls(dry_run=cancelled)


class DryRunQueries(graphene.ObjectType):
    """What can be asked about dry runs."""

    customer_group_dry_run = Restricted(
        CustomerGroupDryRun,
        permission=MANAGE_ORDERS,
        and_permission=MANAGE_DISCOUNTS,
        description="Look up a dry run, to see how far it has come, and its report.",
        id=graphene.ID(required=True, description="The id of the dry run."),
    )

    @staticmethod
    def resolve_customer_group_dry_run(
        _root: Any, _info: Any, *, id: str
    ) -> DryRun | None:
        """Find the dry run."""
        pks = filter_ids([id], "CustomerGroupDryRun")
        return DryRun.objects.filter(pk__in=pks).first()


class DryRunMutations(graphene.ObjectType):
    """What can be done with dry runs."""

    customer_group_dry_run_start = CustomerGroupDryRunStart.Field()
    customer_group_dry_run_cancel = CustomerGroupDryRunCancel.Field()

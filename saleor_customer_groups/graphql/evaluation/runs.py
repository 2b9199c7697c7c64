"""Runs of groups that fill themselves: begin one, read what they did."""

from typing import Any

import graphene
from django.db import transaction
from django.utils import timezone

from ... import tasks
from ...models import MembershipRun, RunCause
from ...services.evaluation.rule_memberships import MAX_TOLD
from ...services.evaluation.runs import start_run, stop_run
from ..base.enums import CustomerGroupRunCauseEnum, CustomerGroupRunStateEnum
from ..base.errors import CustomerGroupMutation
from ..base.ids import filter_ids, get_group, get_run
from ..base.loading.connections import PAGE_ARGUMENTS, Listing, list_rows, read_page
from ..base.loading.sorting import read_sorting, sorting_input
from ..base.rights import MANAGE_USERS, Restricted, needs
from .run_types import CustomerGroupRun, CustomerGroupRunCountableConnection


def schedule(*runs: MembershipRun | None) -> None:
    """Have runs, if there are any, carried out together after the commit."""
    ids = [run.pk for run in runs if run is not None]
    if ids:
        transaction.on_commit(lambda: tasks.carry_out_runs.delay(ids))


class CustomerGroupRunStart(CustomerGroupMutation):
    """Calculate now who belongs in a group."""

    permission = MANAGE_USERS
    run = graphene.Field(
        CustomerGroupRun,
        description="The run; if one is going on already, that one.",
    )

    class Meta:
        description = (
            "Calculate now who belongs in a group, in the background."
            + needs(MANAGE_USERS)
        )

    class Arguments:
        id = graphene.ID(required=True, description="The id of the group.")
        fire_webhooks = graphene.Boolean(
            default_value=True,
            description=(
                "Tell Saleor's apps of the customers whose groups change. They are not"
                f" told if more than {MAX_TOLD} change at once."
            ),
        )

    @classmethod
    def change(cls, info: Any, *, id: str, fire_webhooks: bool | None) -> Any:
        """Begin the run."""
        run = start_run(
            group=get_group(id),
            cause=RunCause.BY_HAND,
            now=timezone.now(),
            fires_webhooks=fire_webhooks is not False,
        )
        schedule(run)
        run.refresh_from_db()
        return cls(run=run)


class CustomerGroupRunStop(CustomerGroupMutation):
    """Stop a run."""

    permission = MANAGE_USERS
    run = graphene.Field(CustomerGroupRun, description="The run.")

    class Meta:
        description = (
            "Stop a run: what it has done stays. Runs of the levels of a programme"
            " end together." + needs(MANAGE_USERS)
        )

    class Arguments:
        id = graphene.ID(required=True, description="The id of the run.")

    @classmethod
    def change(cls, info: Any, *, id: str) -> Any:
        """Stop the run."""
        return cls(run=stop_run(run=get_run(id), now=timezone.now()))


class CustomerGroupRunFilterInput(graphene.InputObjectType):
    """Which runs are wanted: those that meet everything given."""

    states = graphene.List(
        graphene.NonNull(CustomerGroupRunStateEnum),
        description="Only those that have come this far.",
    )
    causes = graphene.List(
        graphene.NonNull(CustomerGroupRunCauseEnum),
        description="Only those that were started for one of these reasons.",
    )


CustomerGroupRunSortingInput = sorting_input(
    "CustomerGroupRun", ("started_at", "examined", "joined", "left")
)


class RunQueries(graphene.ObjectType):
    """What can be asked about runs."""

    customer_group_runs = Restricted(
        CustomerGroupRunCountableConnection,
        permission=MANAGE_USERS,
        description="The runs of a group.",
        group_id=graphene.ID(required=True, description="The id of the group."),
        filter=CustomerGroupRunFilterInput(description="Which runs are wanted."),
        sort_by=CustomerGroupRunSortingInput(
            description="How they are sorted; left out: the latest first."
        ),
        **PAGE_ARGUMENTS,
    )

    @staticmethod
    def resolve_customer_group_runs(
        _root: Any, _info: Any, *, group_id: str, **arguments: Any
    ) -> Listing:
        """List the runs."""
        field, descending = read_sorting(
            arguments.get("sort_by"), "started_at", descending=True
        )
        page = read_page(arguments, [field, "pk"], descending=descending)
        rows = MembershipRun.objects.filter(
            group__in=filter_ids([group_id], "CustomerGroup")
        )
        wanted = arguments.get("filter") or {}
        for name, column in (("states", "state__in"), ("causes", "cause__in")):
            if wanted.get(name) is not None:
                rows = rows.filter(**{column: wanted[name]})
        return list_rows(rows, page)


class RunMutations(graphene.ObjectType):
    """What can be done with runs."""

    customer_group_run = CustomerGroupRunStart.Field()
    customer_group_run_stop = CustomerGroupRunStop.Field()

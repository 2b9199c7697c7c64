"""The type of a run of a group that fills itself."""

from typing import Any

import graphene

from ...models import MembershipRun
from ...port.graphql import saleor
from ..base.enums import CustomerGroupRunCauseEnum, CustomerGroupRunStateEnum
from ..base.languages.words import Words
from ..base.loading import batches
from ..base.loading.connections import CountableConnection
from ..base.loading.loading import load


def _group() -> Any:
    from ..groups.group_types import CustomerGroup

    return CustomerGroup


class CustomerGroupRun(graphene.ObjectType):
    """One calculation of who belongs in a group, and what it did."""

    class Meta:
        interfaces = [graphene.relay.Node]

    group = graphene.Field(
        _group, required=True, description="The group that it evaluates."
    )
    cause = CustomerGroupRunCauseEnum(required=True, description="Why it was started.")
    state = CustomerGroupRunStateEnum(required=True, description="How far it has come.")
    conditions_version = graphene.Int(
        required=True, description="The version of the conditions that it uses."
    )
    evaluated_at = graphene.Field(
        lambda: saleor().DateTime,
        required=True,
        description="The moment for which everybody is evaluated.",
    )
    started_at = graphene.Field(
        lambda: saleor().DateTime, required=True, description="When it began."
    )
    finished_at = graphene.Field(
        lambda: saleor().DateTime, description="When it ended; null while it goes on."
    )
    seconds = graphene.Float(
        description="How long it took; null while it goes on.",
    )
    examined = graphene.Int(
        required=True, description="How many customers it has looked at."
    )
    joined = graphene.Int(required=True, description="How many joined.")
    left = graphene.Int(required=True, description="How many left.")
    kept_by_grace = graphene.Int(
        required=True, description="How many no longer qualify and stay for now."
    )
    in_vain = graphene.Int(
        required=True,
        source="without_place",
        description="How many qualify and find no free place.",
    )
    problem = Words(
        description="Why it failed, such as a deleted product; otherwise empty.",
    )

    @staticmethod
    def resolve_group(root: MembershipRun, info: Any) -> Any:
        """Load the group."""
        return load(info, batches.groups.groups, root.group_id)

    @staticmethod
    def resolve_seconds(root: MembershipRun, _info: Any) -> float | None:
        """Return the duration."""
        if root.finished_at is None:
            return None
        return (root.finished_at - root.started_at).total_seconds()


class CustomerGroupRunCountableConnection(CountableConnection):
    """A page of runs."""

    class Meta:
        node = CustomerGroupRun

"""The types with which queries about conditions answer."""

from collections.abc import Callable, Sequence
from typing import Any

import graphene

from ...port.graphql import saleor
from ...services.evaluation.condition_previews import (
    ConditionPreview,
)
from ..base.arguments.literals import Parameters
from ..base.errors import CustomerGroupError
from ..base.loading import batches

MAX_CUSTOMERS = 100


class CustomerGroupConditionField(graphene.ObjectType):
    """Something about a customer that a condition can ask for."""

    name = graphene.String(required=True, description="Its name, for programs.")
    title = graphene.String(required=True, description="Its name, for people.")
    description = graphene.String(required=True, description="What it is.")
    value_kind = graphene.String(
        required=True, description="What its values are, such as `amount`."
    )
    operators = graphene.Field(
        Parameters,
        required=True,
        description="The operators that fit, each with the JSON schema of its value.",
    )
    arguments = graphene.Field(
        Parameters,
        required=True,
        description="The JSON schema of its other arguments, such as the period.",
    )


# Arguments for a part of some customers.
_PART = {
    "first": graphene.Int(default_value=20, description="How many, at most 100."),
    "offset": graphene.Int(default_value=0, description="How many to skip."),
}


class CustomerGroupConditionPreview(graphene.ObjectType):
    """What a run with some conditions would do."""

    count = graphene.Int(description="How many customers meet them.")
    joining = graphene.Int(description="How many would join.")
    leaving = graphene.Int(description="How many would leave.")
    kept_by_grace = graphene.Int(
        description="How many would stay for now by the group's grace."
    )
    in_vain = graphene.Int(description="How many would find no free place.")
    customers = graphene.List(
        lambda: graphene.NonNull(saleor().User),
        required=True,
        description="Some of those who meet them, the oldest accounts first.",
        **_PART,
    )
    joiners = graphene.List(
        lambda: graphene.NonNull(saleor().User),
        required=True,
        description=(
            "Some of those who would join or find no free place, the oldest accounts"
            " first."
        ),
        **_PART,
    )
    leavers = graphene.List(
        lambda: graphene.NonNull(saleor().User),
        required=True,
        description="Some of those who would leave, the oldest accounts first.",
        **_PART,
    )
    errors = graphene.List(
        graphene.NonNull(CustomerGroupError),
        required=True,
        description="What was refused, with the path of the condition.",
    )

    @staticmethod
    def resolve_customers(root: Any, info: Any, *, first: int, offset: int) -> Any:
        """Return some of the customers."""
        return _some(
            root,
            info,
            lambda found, start, size: found.matching[start : start + size],
            first,
            offset,
        )

    @staticmethod
    def resolve_joiners(root: Any, info: Any, *, first: int, offset: int) -> Any:
        """Return some of those who would join."""
        return _some(
            root,
            info,
            lambda found, start, size: found.who_joins(start=start, size=size),
            first,
            offset,
        )

    @staticmethod
    def resolve_leavers(root: Any, info: Any, *, first: int, offset: int) -> Any:
        """Return some of those who would leave."""
        return _some(
            root,
            info,
            lambda found, start, size: found.who_leaves(start=start, size=size),
            first,
            offset,
        )


class CustomerGroupConditionCheck(graphene.ObjectType):
    """A condition, and the value of one customer for it."""

    path = graphene.String(
        required=True, description="Its place, such as `conditions.all.0`."
    )
    field = graphene.String(required=True, description="What it asks for.")
    operator = graphene.String(required=True, description="How it compares.")
    wanted = graphene.Field(Parameters, description="The value that it asks for.")
    value = graphene.Field(
        Parameters,
        description="The value of the customer; null if they have none.",
    )
    is_met = graphene.Boolean(
        required=True, description="Whether the customer meets it."
    )


class CustomerGroupConditionTest(graphene.ObjectType):
    """Conditions asked of one customer."""

    conditions = graphene.List(
        graphene.NonNull(CustomerGroupConditionCheck),
        required=True,
        description="Every condition, in the order of the tree.",
    )
    errors = graphene.List(
        graphene.NonNull(CustomerGroupError),
        required=True,
        description="What was refused, with the path of the condition.",
    )


def _some(
    root: Any,
    info: Any,
    part: Callable[[ConditionPreview, int, int], Sequence[int]],
    first: int,
    offset: int,
) -> list[Any]:
    """Return the users of a part of a preview; an empty list if it was refused."""
    if root.errors:
        return []
    size = min(max(first, 0), MAX_CUSTOMERS)
    with saleor().reading(info.context):
        found = batches.membership.users(part(root.preview, max(offset, 0), size))
    return [user for user in found if user is not None]

"""The types of level programmes, their levels, and how far a customer has come."""

from typing import Any

import graphene

from ...models import Level, LevelProgramme
from ...port.graphql import saleor
from ...services.groups.level_progress import LevelProgress
from ..base.enums import CustomerGroupMetricEnum, CustomerGroupResetEnum
from ..base.languages.words import Words
from ..base.loading import batches
from ..base.loading.connections import CountableConnection
from ..base.loading.loading import load
from ..base.rights import MANAGE_USERS, Restricted
from .group_types import CustomerGroup


class CustomerGroupLevel(graphene.ObjectType):
    """A level: a group that is filled by what customers come to."""

    group = graphene.Field(
        CustomerGroup, required=True, description="The group, with the level's name."
    )
    minimum = graphene.Field(
        lambda: saleor().Decimal,
        required=True,
        description="From how much on a customer is in it.",
    )
    maximum = graphene.Field(
        lambda: saleor().Decimal,
        description="Below how much a customer is in it; null if there is no end.",
    )

    @staticmethod
    def resolve_group(root: Level, info: Any) -> Any:
        """Load the group."""
        return load(info, batches.groups.groups, root.group_id)


class CustomerGroupLevelProgramme(graphene.ObjectType):
    """A loyalty programme: levels that customers reach."""

    class Meta:
        interfaces = [graphene.relay.Node]
        description = (
            "A loyalty programme: levels that customers reach. Shoppers read the name"
            " and what is measured."
        )

    name = graphene.String(required=True, description="The name, that of its group.")
    metric = CustomerGroupMetricEnum(
        required=True, description="What the levels are measured by."
    )
    currency = graphene.String(
        description="The currency of amounts; null if orders are counted."
    )
    group = Restricted(
        CustomerGroup,
        permission=MANAGE_USERS,
        description="The group above those of the levels.",
    )
    active_from = Restricted(
        lambda: saleor().DateTime,
        permission=MANAGE_USERS,
        description="When it begins; nobody reaches a level before.",
    )
    reset = Restricted(
        CustomerGroupResetEnum,
        permission=MANAGE_USERS,
        description="Which orders count.",
    )
    levels = Restricted(
        lambda: graphene.List(graphene.NonNull(CustomerGroupLevel)),
        permission=MANAGE_USERS,
        description="Its levels, from the lowest up.",
    )
    created_at = Restricted(
        lambda: saleor().DateTime,
        permission=MANAGE_USERS,
        description="When it was created.",
    )
    updated_at = Restricted(
        lambda: saleor().DateTime,
        permission=MANAGE_USERS,
        description="When it was last changed.",
    )

    @staticmethod
    def resolve_name(root: LevelProgramme, _info: Any) -> str:
        """Return the name of the group."""
        return root.group.name

    @staticmethod
    def resolve_currency(root: LevelProgramme, _info: Any) -> str | None:
        """Return the currency, if there is one."""
        return root.currency or None

    @staticmethod
    def resolve_levels(root: LevelProgramme, info: Any) -> Any:
        """Load the levels."""
        return load(info, batches.groups.levels_of_programmes, root.pk)


class CustomerGroupLevelProgrammeCountableConnection(CountableConnection):
    """A page of level programmes."""

    class Meta:
        node = CustomerGroupLevelProgramme


class CustomerGroupLevelProgress(graphene.ObjectType):
    """How far a customer has come in a level programme."""

    programme = graphene.Field(
        CustomerGroupLevelProgramme, required=True, description="The programme."
    )
    group = graphene.Field(
        CustomerGroup,
        description="The group of the level that the customer has; null without one.",
    )
    next = graphene.Field(
        CustomerGroup, description="The group of the next level; null at the top."
    )
    value = graphene.Field(
        lambda: saleor().Decimal,
        required=True,
        description="What the customer has reached so far.",
    )
    missing = graphene.Field(
        lambda: saleor().Decimal,
        description="What is missing to the next level; null at the top.",
    )
    currency = graphene.String(
        description="The currency of the amounts; null if orders are counted."
    )
    message = Words(
        description='The same in words, "120.00 USD more to Gold"; empty at the top.',
    )

    @staticmethod
    def resolve_group(root: LevelProgress, _info: Any) -> Any:
        """Return the level's group."""
        return root.level and root.level.group

    @staticmethod
    def resolve_next(root: LevelProgress, _info: Any) -> Any:
        """Return the next level's group."""
        return root.next and root.next.group

    @staticmethod
    def resolve_currency(root: LevelProgress, _info: Any) -> str | None:
        """Return the currency, if there is one."""
        return root.programme.currency or None

"""Fields of customers: how far they have come in the level programmes of the shop."""

from collections.abc import Sequence
from typing import Any

import graphene
from django.utils import timezone

from ...services.groups.level_progress import LevelProgress, progress_of
from ..base.loading.loading import load, none_if_busy
from ..base.rights import MANAGE_USERS, customer_id, require
from .level_types import CustomerGroupLevelProgress


def resolve_level_progress(root: Any, info: Any) -> Any:
    """Load a customer's progress, for themselves and for those who manage users."""
    if root.pk != customer_id(info):
        require(info, MANAGE_USERS)
    return none_if_busy(load(info, progress_of_customers, root.pk))


def progress_of_customers(keys: Sequence[int]) -> list[Sequence[LevelProgress]]:
    """Return how far each customer has come in each programme."""
    found = progress_of(keys, now=timezone.now())
    return [found[key] for key in keys]


user_level_progress = graphene.Field(
    graphene.List(graphene.NonNull(CustomerGroupLevelProgress)),
    description=(
        "How far the customer has come in each level programme. Customers read their"
        " own; for others the permission MANAGE_USERS is needed."
    ),
    resolver=resolve_level_progress,
)

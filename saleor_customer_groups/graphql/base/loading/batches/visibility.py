"""Sets of products, and what groups see, found for many in one query each."""

from collections.abc import Sequence

from django.utils import timezone

from .....models import CustomerGroup, VisibilitySet
from .....services.visibility.group_views import (
    SeenProducts,
    count_in_sets,
    count_products,
)
from .....services.visibility.sold_lines import are_hidden
from ..gathering import gathered


def groups_of_sets(keys: Sequence[int]) -> list[list[CustomerGroup]]:
    """Return the groups that each set is assigned to."""
    links = (
        VisibilitySet.groups.through.objects.filter(visibilityset__in=keys)
        .select_related("customergroup")
        .order_by("customergroup__name_lower")
    )
    return gathered(
        ((link.visibilityset_id, link.customergroup) for link in links), keys
    )


def sets_of_groups(keys: Sequence[int]) -> list[list[VisibilitySet]]:
    """Return the sets that are assigned to each group."""
    links = (
        VisibilitySet.groups.through.objects.filter(customergroup__in=keys)
        .select_related("visibilityset")
        .order_by("visibilityset__name", "visibilityset__pk")
    )
    return gathered(
        ((link.customergroup_id, link.visibilityset) for link in links), keys
    )


def seen_products(keys: Sequence[CustomerGroup]) -> list[SeenProducts]:
    """Return how many products the members of each group see, or do not."""
    return count_products(keys, now=timezone.now())


def products_of_sets(keys: Sequence[VisibilitySet]) -> list[int | None]:
    """Return how many products are in each set."""
    return count_in_sets(keys)


def hidden_goods(keys: Sequence[tuple[int | None, int]]) -> list[bool]:
    """Return whether customers do not see the variants that they are sold."""
    return are_hidden(keys, now=timezone.now())

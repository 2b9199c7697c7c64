"""Customers, members and exclusions, found for many objects in one query each."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from .....models import CustomerGroup, Exclusion, Membership
from .....services.membership.current_members import current
from .....services.membership.lists.member_filters import named_like
from ..connections import Page
from ..gathering import found_counts, found_pages, gathered


def users(keys: Sequence[int]) -> list[Any]:
    """Return the users with these primary keys."""
    by_pk = get_user_model()._default_manager.in_bulk(keys)
    return [by_pk.get(key) for key in keys]


def members() -> QuerySet[Membership]:
    """Return the memberships that have not ended."""
    return Membership.objects.filter(current(timezone.now()))


def groups_of_customers(keys: Sequence[int]) -> list[list[CustomerGroup]]:
    """Return the groups of each customer, oldest membership first.

    A customer without a membership is in the default group (docs/membership.md,
    Memberships).
    """
    rows = members().filter(customer__in=keys).select_related("group")
    groups_by_customer = gathered(((row.customer_id, row.group) for row in rows), keys)
    if all(groups_by_customer):
        return groups_by_customer
    default = list(CustomerGroup.objects.filter(is_default=True))
    return [theirs or default for theirs in groups_by_customer]


def exclusion_counts(keys: Sequence[tuple[int, str]]) -> list[int]:
    """Return how many exclusions of each group contain a text."""
    return found_counts(_exclusions_of, keys, owner="group")


def exclusion_pages(keys: Sequence[tuple[int, Page, str]]) -> list[list[Exclusion]]:
    """Return the rows that each page cuts out of the exclusions of its group.

    Only those in which a text is found.
    """
    return found_pages(_exclusions_of, keys, owner="group")


def _exclusions_of(text: str) -> QuerySet[Exclusion]:
    rows = Exclusion.objects.annotate(email=F("customer__email"))
    return rows.filter(named_like(text, of="customer__") | Q(reason__icontains=text))

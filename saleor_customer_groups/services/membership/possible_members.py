"""Whom groups are for."""

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

# Whom groups are for: members of staff join none.
POSSIBLE_MEMBERS = Q(is_staff=False)


def possible_members() -> QuerySet:
    """Return whom groups are for: members of staff join none."""
    return get_user_model()._default_manager.filter(POSSIBLE_MEMBERS)

"""What groups and customers may do in the shop, found for many at once."""

from collections.abc import Sequence

from django.utils import timezone

from .....engine.portal.access import PortalAccess
from .....models import CustomerGroup
from .....services.portal.group_permissions import (
    GroupPermission,
    permissions_of_groups,
)
from .....services.portal.shopper_access import find_accesses


def permissions(keys: Sequence[CustomerGroup]) -> list[Sequence[GroupPermission]]:
    """Return what the members of each group alone may do."""
    return permissions_of_groups(keys)


def accesses(keys: Sequence[int]) -> list[PortalAccess]:
    """Return what each customer may do."""
    found = find_accesses(keys, now=timezone.now())
    return [found[key] for key in keys]

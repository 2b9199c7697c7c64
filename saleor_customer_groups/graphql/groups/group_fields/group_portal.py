"""What the members of a group may do in the shop, as fields of the group."""

from typing import Any

import graphene

from ....models import CustomerGroup as Row
from ....services.portal.group_permissions import GroupPermission
from ...base.enums import (
    CustomerGroupPortalPermissionEnum,
    CustomerGroupPortalSettingEnum,
)
from ...base.loading import batches
from ...base.loading.loading import load
from ...base.rights import staff_field


def _group() -> Any:
    from ..group_types import CustomerGroup

    return CustomerGroup


class CustomerGroupPortalPermission(graphene.ObjectType):
    """Whether somebody may do something who is in this group alone."""

    permission = CustomerGroupPortalPermissionEnum(
        required=True, description="What it is about."
    )
    setting = CustomerGroupPortalSettingEnum(
        required=True, description="What the group says itself."
    )
    is_allowed = graphene.Boolean(required=True, description="Whether they may do it.")
    decided_by = graphene.Field(
        _group,
        description=(
            "The group whose word counts, this one or one above it; null if none says"
            " anything, so that they may."
        ),
    )

    is_allowed_above = graphene.Boolean(
        required=True,
        description=(
            "What `OPEN` means while it inherits: whether the groups above let them."
        ),
    )
    decided_above = graphene.Field(
        _group,
        description="The group above that says so; null if none says anything.",
    )

    @staticmethod
    def resolve_permission(root: GroupPermission, _info: Any) -> str:
        """Return the word."""
        return root.permission.value

    @staticmethod
    def resolve_decided_by(root: GroupPermission, info: Any) -> Any:
        """Load the group."""
        pk = root.decided_by_id
        return None if pk is None else load(info, batches.groups.groups, pk)

    @staticmethod
    def resolve_decided_above(root: GroupPermission, info: Any) -> Any:
        """Load the group."""
        pk = root.decided_above_id
        return None if pk is None else load(info, batches.groups.groups, pk)


class GroupPortal:
    """The fields of a group about what its members may do. docs/portal.md."""

    inherits_portal = staff_field(
        graphene.Boolean,
        "Whether what it leaves open is as the group above says.",
    )
    can_log_in = staff_field(
        CustomerGroupPortalSettingEnum, "Whether its members may log in."
    )
    can_see_prices = staff_field(
        CustomerGroupPortalSettingEnum,
        "Whether its members see prices, and have checkouts.",
    )
    can_order = staff_field(
        CustomerGroupPortalSettingEnum, "Whether its members place orders."
    )
    can_request_quotes = staff_field(
        CustomerGroupPortalSettingEnum, "Whether its members may ask for an offer."
    )
    can_see_invoices = staff_field(
        CustomerGroupPortalSettingEnum,
        "Whether its members see the invoices of their orders.",
    )
    portal_permissions = staff_field(
        lambda: graphene.List(graphene.NonNull(CustomerGroupPortalPermission)),
        "What somebody may do who is in this group alone, and which group says so.",
    )

    @staticmethod
    def resolve_portal_permissions(root: Row, info: Any) -> Any:
        """Load them."""
        return load(info, batches.portal.permissions, root)

"""What a page of staff asks first: the caller, and the shop."""

from collections import Counter
from typing import Any

import graphene
from django.conf import settings
from django.contrib.auth import get_user_model

from ... import port
from ...port.contract.shop import ShopChannel
from ...port.graphql import saleor
from ...services.base.package import package_version
from .enums import CustomerGroupPermissionEnum, Permission
from .loading.loading import reads, unless_busy
from .rights import may


class CustomerGroupChannel(graphene.ObjectType):
    """A channel through which the shop sells."""

    slug = graphene.String(required=True, description="Its own stable name.")
    name = graphene.String(required=True, description="Its name, for people.")
    currency = graphene.String(required=True, description="The currency of its prices.")
    is_active = graphene.Boolean(
        required=True, description="Whether anything can be bought in it."
    )


class CustomerGroupSession(graphene.ObjectType):
    """The caller with their permissions, and the shop."""

    is_switched_on = graphene.Boolean(
        required=True, description="Whether customer groups are switched on."
    )
    version = graphene.String(
        required=True,
        description="The version of customer groups; empty if it is not known.",
    )
    saleor_generation = graphene.Int(
        required=True, description="2 for Saleor 2.10, 3 for Saleor 3."
    )
    saleor_version = graphene.String(
        required=True,
        description="The version of Saleor, such as 3.23.28; empty if it is not known.",
    )
    name = graphene.String(
        required=True,
        description="The name of the member of staff or the app; empty without one.",
    )
    email = graphene.String(
        required=True,
        description="The e-mail address of the member of staff; empty for an app.",
    )
    permissions = graphene.List(
        graphene.NonNull(CustomerGroupPermissionEnum),
        required=True,
        description=(
            "Those of the permissions that pages about customer groups ask for that the"
            " token really has."
        ),
    )
    default_currency = graphene.String(
        description=(
            "The currency of most active channels, probably that of a new amount."
            " Null if there is no active channel."
        )
    )
    channels = graphene.List(
        graphene.NonNull(CustomerGroupChannel),
        required=True,
        description=(
            "The channels, by slug. Saleor 2.10 has none: there it is the one that"
            " the shop will have after an upgrade."
        ),
    )
    time_zone = graphene.String(
        required=True,
        description="The time zone in which the shop's days begin and end.",
    )

    @staticmethod
    @reads
    def resolve_is_switched_on(_root: Any, _info: Any) -> bool:
        """Ask for the plugin."""
        return port.active_plugin() is not None

    @staticmethod
    def resolve_version(_root: Any, _info: Any) -> str:
        """Return the version of the package."""
        return package_version()

    @staticmethod
    def resolve_saleor_generation(_root: Any, _info: Any) -> int:
        """Return the generation that the port has found."""
        return port.GENERATION

    @staticmethod
    def resolve_saleor_version(_root: Any, _info: Any) -> str:
        """Ask the port."""
        return port.saleor_version()

    @staticmethod
    def resolve_name(root: Any, _info: Any) -> str:
        """Return the name."""
        is_user = isinstance(root, get_user_model())
        return f"{root.first_name} {root.last_name}".strip() if is_user else root.name

    @staticmethod
    def resolve_email(root: Any, _info: Any) -> str:
        """Return the address."""
        return getattr(root, "email", None) or ""

    @staticmethod
    def resolve_permissions(_root: Any, info: Any) -> list[str]:
        """Ask Saleor for each of them."""
        return [each.value for each in Permission if may(info, each.value)]

    @staticmethod
    def resolve_default_currency(_root: Any, info: Any) -> str | None:
        """Count the currencies."""
        counted = Counter(each.currency for each in _channels(info) if each.is_active)
        return counted.most_common(1)[0][0] if counted else None

    @staticmethod
    def resolve_channels(_root: Any, info: Any) -> list[ShopChannel]:
        """List the channels."""
        return _channels(info)

    @staticmethod
    def resolve_time_zone(_root: Any, _info: Any) -> str:
        """Return the zone of the shop."""
        return settings.TIME_ZONE


class SessionQueries(graphene.ObjectType):
    """The first query of a page of staff."""

    customer_group_session = graphene.Field(
        CustomerGroupSession,
        description=(
            "The caller, their permissions, and the shop: for every member of staff"
            " and every app. Null for shoppers and strangers."
        ),
    )

    @staticmethod
    def resolve_customer_group_session(_root: Any, info: Any) -> Any:
        """Find out who asks."""
        requestor = saleor().requestor(info.context)
        is_shopper = not getattr(requestor, "is_staff", True)
        return None if is_shopper else requestor


def _channels(info: Any) -> list[ShopChannel]:
    """Return the channels, which are read once in a request."""
    kept = info.context.__dict__
    if "_customer_groups_channels" not in kept:
        with unless_busy(), saleor().reading(info.context):
            kept["_customer_groups_channels"] = list(port.shop_channels())
    return kept["_customer_groups_channels"]

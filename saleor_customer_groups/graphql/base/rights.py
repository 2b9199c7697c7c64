"""Who the caller is, and which permissions they have."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import graphene
from django.contrib.auth import get_user_model
from django.utils import timezone

from ...port.graphql import saleor
from ...services.base.actors import SHOP, Actor
from ...services.base.occasions import Occasion
from ...services.base.transactions.statement_limits import allow_long_statements
from .arguments.arguments import refuse_with_error
from .costs import refuse_costly
from .loading.loading import unless_busy

MANAGE_USERS = "account.manage_users"
MANAGE_DISCOUNTS = "discount.manage_discounts"
MANAGE_CHECKOUTS = "checkout.manage_checkouts"
MANAGE_ORDERS = "order.manage_orders"
MANAGE_PLUGINS = "plugins.manage_plugins"


def may(info: Any, permission: str) -> bool:
    """Tell whether the caller has a permission; found out once in a request.

    Callers with one are staff, whose lists may take longer than a shopper's page.
    """
    found = info.context.__dict__.setdefault("_customer_groups_rights", {})
    if permission not in found:
        requestor = saleor().requestor(info.context)
        found[permission] = requestor is not None and requestor.has_perm(permission)
    if found[permission]:
        allow_long_statements()
    return found[permission]


def require(info: Any, permission: str) -> None:
    """Raise Saleor's error if the caller lacks a permission."""
    if not may(info, permission):
        raise saleor().denied(permission)


def customer_id(info: Any) -> int | None:
    """Return the primary key of the calling user, None for an app or a stranger."""
    requestor = saleor().requestor(info.context)
    return requestor.pk if isinstance(requestor, get_user_model()) else None


def actor(info: Any) -> Actor:
    """Return the caller as an actor for the services."""
    requestor = saleor().requestor(info.context)
    if requestor is None:
        return SHOP
    if isinstance(requestor, get_user_model()):
        return Actor(user_id=requestor.pk)
    return Actor(app_name=requestor.name)


def occasion(
    info: Any, *, now: datetime | None = None, reason: str | None = None
) -> Occasion:
    """Return the occasion of the requested change, for the services.

    :param now: when it happens, None for this moment.
    """
    return Occasion.manual(now=now or timezone.now(), actor=actor(info), reason=reason)


def needs(*permissions: str) -> str:
    """Return the sentence of a description that says which permissions are enough."""
    names = " or ".join(each.split(".")[1].upper() for each in permissions)
    return f"\n\nRequires the permission {names}."


def needs_all(*permissions: str) -> str:
    """Return the sentence of a description that says which permissions are needed."""
    names = " and ".join(each.split(".")[1].upper() for each in permissions)
    return f"\n\nRequires the permissions {names}."


class Restricted(graphene.Field):
    """A field that only callers with a permission may read.

    A stored value that an enumeration does not have is null.
    ``or_permission`` is another sufficient permission, ``and_permission`` one that is
    needed, too. With ``has_typed_errors`` its
    own resolver refuses unusable arguments.
    """

    def __init__(
        self,
        *args: Any,
        permission: str,
        description: str,
        or_permission: str | None = None,
        and_permission: str | None = None,
        has_typed_errors: bool = False,
        **named: Any,
    ) -> None:
        needed = needs(*filter(None, (permission, or_permission)))
        if and_permission is not None:
            needed = needs_all(permission, and_permission)
        super().__init__(*args, description=description + needed, **named)
        self.permission = permission
        self.or_permission = or_permission
        self.and_permission = and_permission
        self.has_typed_errors = has_typed_errors

    def get_resolver(self, parent_resolver: Callable[..., Any]) -> Callable[..., Any]:
        """Return the resolver with the check before it."""
        resolver = super().get_resolver(parent_resolver)
        known = self._known_values()

        def checked(root: Any, info: Any, **arguments: Any) -> Any:
            if self.or_permission is None or not may(info, self.or_permission):
                require(info, self.permission)
            if self.and_permission is not None:
                require(info, self.and_permission)
            refuse_costly(info)
            if not self.has_typed_errors:
                refuse_with_error(arguments)
            with unless_busy(), saleor().reading(info.context):
                found = resolver(root, info, **arguments)
            # One row with another word, written by SQL, would end its list in an error.
            return found if known is None or found in known else None

        return checked

    def _known_values(self) -> set[str] | None:
        """Return what an enumeration may be, None for any other type."""
        is_enumeration = isinstance(self._type, type(graphene.Enum))
        meta: Any = getattr(self._type, "_meta", None)
        return {each.value for each in meta.enum} if is_enumeration else None


def staff_field(type_: Any, description: str, **named: Any) -> Restricted:
    """Return a field for callers who may manage users.

    :param named: arguments of the field.
    """
    return Restricted(type_, permission=MANAGE_USERS, description=description, **named)

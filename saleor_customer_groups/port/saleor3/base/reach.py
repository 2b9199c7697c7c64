"""The orders of Saleor 3 with which staff deal whom it limits to some channels."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import (
    Case,
    Exists,
    OuterRef,
    QuerySet,
    TextField,
    UUIDField,
    When,
)
from django.db.models.functions import Cast
from saleor.order.models import Order

from .databases import reading

_KEY = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"


def orders_in_reach(user: Any, context: Any) -> "ChannelOrders | None":
    """Return the orders of the channels to which Saleor limits a member of staff.

    Somebody is limited if each of their groups is.
    """
    if not isinstance(user, get_user_model()):
        return None
    with reading(context):
        limits = list(
            user.groups.values_list("restricted_access_to_channels", flat=True)
        )
    if not limits or not all(limits):
        return None
    return ChannelOrders(
        Order.objects.filter(channel__in=user.groups.values("channels"))
    )


class ChannelOrders:
    """The orders of some channels, as ``contract.graphql.OrdersInReach``."""

    def __init__(self, orders: QuerySet) -> None:
        self._orders = orders.order_by()

    def tell(self, order_ids: Sequence[str]) -> list[bool]:
        """Tell of each of some orders whether it is one of them."""
        keys = [_read(each) for each in order_ids]
        found = set(
            self._orders.filter(pk__in=set(keys) - {None}).values_list("pk", flat=True)
        )
        return [key in found for key in keys]

    def has(self, column: str) -> Exists:
        """Return the condition that the order of a row is one of them.

        As a key, not as text: the index of orders is used then.
        """
        orders = self._orders.alias(of_row=Cast(OuterRef(column), TextField()))
        is_key = When(of_row__regex=_KEY, then=Cast("of_row", UUIDField()))
        return Exists(orders.filter(pk=Case(is_key)))


def _read(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

"""Who comes to a shop whose groups may do different things."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.groups import groups
from tests.owner import Shop
from tests.storefront import Refused, Storefront

MEMBER = "member@example.com"
OTHER = "other@example.com"


class World:
    """A member of a group, and a member of another one that may do everything."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.group = shop.group("Trade")
        self.open = shop.group("Open")
        self.member = shop.member(self.group, MEMBER)
        self.other = shop.member(self.open, OTHER)
        self.guest = Storefront()

    def refuse(self, *permissions: str, group: CustomerGroup | None = None) -> None:
        """Have a group say no to some permissions; the member's if none is named."""
        self._say("no", permissions, group)

    def allow(self, *permissions: str, group: CustomerGroup | None = None) -> None:
        """Have a group say nothing of some permissions any more."""
        self._say("open", permissions, group)

    def refuse_guests(self, *permissions: str) -> CustomerGroup:
        """Have a group for guests that says no to some permissions."""
        return self.shop.group(
            "Guests", for_guests=True, **dict.fromkeys(permissions, "no")
        )

    def _say(
        self, word: str, permissions: tuple[str, ...], group: CustomerGroup | None
    ) -> None:
        groups.update_group(
            group=group or self.group,
            values=dict.fromkeys(permissions, word),
            occasion=Occasion.manual(now=timezone.now()),
        )


def refused(call: Callable[..., Any], *given: Any, **named: Any) -> list[Any]:
    """Call what has to be refused; return the errors."""
    with pytest.raises(Refused) as error:
        call(*given, **named)
    return error.value.errors


def messages(call: Callable[..., Any], *given: Any, **named: Any) -> set[str]:
    """Call what has to be refused; return what is said."""
    return {each["message"] for each in refused(call, *given, **named)}


def user(email: str) -> Any:
    """Return the account with an e-mail."""
    return get_user_model().objects.get(email=email)

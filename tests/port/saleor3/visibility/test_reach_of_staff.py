"""Which drafts are marked for staff of some channels. docs/staff-and-apps.md."""

from typing import Any

from django.contrib.auth import get_user_model
from graphql_relay import to_global_id
from saleor.order.models import Order

from tests.api import Caller
from tests.journeys.visibility.hiding import hide
from tests.owner import Shop
from tests.port.saleor3.terms.sellers import elsewhere, limited, seller

LINES = "query($id: ID!) { order(id: $id) { lines { customerGroupIsHidden } } }"


def test_staff_are_told_of_drafts_of_their_channels_alone(shop: Shop) -> None:
    hide(shop.latte.product)
    shop.member(shop.group("VIP"), "ann@example.com")
    ann = get_user_model().objects.get(email="ann@example.com")
    draft = shop.owner().draft_order(to_global_id("User", ann.pk), {shop.latte: 1})
    channel = Order.objects.get().channel
    here = seller("here", limited("Here", channel))
    there = seller("there", limited("There", elsewhere()))

    def told(caller: Caller) -> Any:
        order = (caller.post(LINES, id=draft.id).data or {}).get("order")
        return order and [each["customerGroupIsHidden"] for each in order["lines"]]

    assert told(here) == [True]
    assert told(there) in (None, [None])

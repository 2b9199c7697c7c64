"""What apps of Saleor 3 are told."""

import json
from typing import Any

from saleor.core.models import EventDelivery
from saleor.webhook.models import Webhook

from tests.port.accounts import make_app, permission

_PRICES = "{ net { amount } gross { amount } }"
_ORDER = f"""{{
  total {_PRICES} subtotal {_PRICES}
  lines {{
    productSku quantity unitPrice {_PRICES} totalPrice {_PRICES} unitDiscountReason
  }}
}}"""
_CHECKOUT = f"""{{
  totalPrice {_PRICES} subtotalPrice {_PRICES}
  lines {{ variant {{ sku }} quantity unitPrice {_PRICES} totalPrice {_PRICES} }}
}}"""
QUERY = f"""subscription {{
  event {{
    ... on DraftOrderCreated {{ order {_ORDER} }}
    ... on DraftOrderUpdated {{ order {_ORDER} }}
    ... on OrderCreated {{ order {_ORDER} }}
    ... on OrderUpdated {{ order {_ORDER} }}
    ... on CheckoutCreated {{ checkout {_CHECKOUT} }}
    ... on CheckoutUpdated {{ checkout {_CHECKOUT} }}
  }}
}}"""
EVENTS = (
    "draft_order_created",
    "draft_order_updated",
    "order_created",
    "order_updated",
    "checkout_created",
    "checkout_updated",
)


class Listener:
    """An app that hears of orders and checkouts, the old way and by a question."""

    # Another one for twins, and what Saleor tells of what is fulfilled: what it would
    # cost without discounts.
    left_out = ("undiscounted", "discount", "metadata", "fulfillments")

    def __init__(self) -> None:
        self._app, _ = make_app("Listener")
        names = ("order.manage_orders", "checkout.manage_checkouts")
        self._app.permissions.set([permission(name) for name in names])
        for query in (None, QUERY):
            webhook = Webhook.objects.create(
                app=self._app,
                target_url="http://127.0.0.1:9/",
                subscription_query=query,
            )
            for name in EVENTS:
                webhook.events.create(event_type=name)

    def heard(self) -> list[tuple[str, Any, Any]]:
        """Return event, old payload and answer of what was told since last asked."""
        rows = list(EventDelivery.objects.order_by("webhook_id", "pk"))
        EventDelivery.objects.all().delete()
        told = [(row.event_type, json.loads(row.payload.get_payload())) for row in rows]
        half = len(told) // 2
        old, new = told[:half], told[half:]
        assert [name for name, _ in old] == [name for name, _ in new]
        return [
            (name, payload[0], next(iter(answer.values())))
            for (name, payload), (_, answer) in zip(old, new, strict=True)
        ]

    def close(self) -> None:
        """Hear no more."""
        self._app.is_active = False
        self._app.save()

"""What apps of Saleor 2.10 are told."""

import json
from typing import Any

from saleor.webhook.models import Webhook

from tests.port.accounts import make_app, permission
from tests.port.loopback import Loopback


class Listener:
    """An app that hears of everything about orders and checkouts."""

    left_out = ("metadata",)

    def __init__(self) -> None:
        self._told: list[tuple[str, Any]] = []
        self._service = Loopback(self._listen)
        self._app, _ = make_app("Listener")
        names = ("order.manage_orders", "checkout.manage_checkouts")
        self._app.permissions.set([permission(name) for name in names])
        webhook = Webhook.objects.create(app=self._app, target_url=self._service.url)
        for name in (
            "order_created",
            "order_updated",
            "order_fully_paid",
            "checkout_quantity_changed",
        ):
            webhook.events.create(event_type=name)

    def _listen(self, event: str, body: bytes) -> bytes:
        self._told.append((event, json.loads(body)[0]))
        return b""

    def heard(self) -> list[tuple[str, Any]]:
        """Return event and payload of what was told since last asked."""
        told, self._told = self._told, []
        return told

    def close(self) -> None:
        """Hear no more."""
        self._app.is_active = False
        self._app.save()
        self._service.close()

"""Tell apps that a customer has changed."""

from collections.abc import Callable
from functools import partial
from typing import Any

from saleor.plugins.manager import get_plugins_manager
from saleor.webhook.event_types import WebhookEventAsyncType
from saleor.webhook.utils import get_webhooks_for_event


def customer_news() -> Callable[[Any], object] | None:
    """Return what sends the webhook about one customer, none where nobody asks for it.

    It must not be called within a transaction: Saleor sends it off at once.
    """
    webhooks = get_webhooks_for_event(WebhookEventAsyncType.CUSTOMER_UPDATED)
    if not webhooks:
        return None
    manager = get_plugins_manager(allow_replica=False)
    return partial(manager.customer_updated, webhooks=webhooks)

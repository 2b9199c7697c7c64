"""Tell apps that a customer has changed."""

from collections.abc import Callable
from typing import Any

from saleor.plugins.manager import get_plugins_manager
from saleor.webhook.event_types import WebhookEventAsyncType
from saleor.webhook.utils import get_webhooks_for_event

# On the instance that the webhook is about.
_TOLD_BY_US = "_customer_groups_told"


def customer_webhook() -> Callable[[Any], object] | None:
    """Return what sends the webhook about one customer; None if no app asks for it.

    It must not be called within a transaction: Saleor sends it off at once.
    """
    webhooks = get_webhooks_for_event(WebhookEventAsyncType.CUSTOMER_UPDATED)
    if not webhooks:
        return None
    manager = get_plugins_manager(allow_replica=False)

    def tell(customer: Any) -> None:
        customer.__dict__[_TOLD_BY_US] = True
        manager.customer_updated(customer, webhooks=webhooks)

    return tell


def is_told_by_us(customer: Any) -> bool:
    """Tell whether it is our own webhook that a customer has changed."""
    return _TOLD_BY_US in customer.__dict__

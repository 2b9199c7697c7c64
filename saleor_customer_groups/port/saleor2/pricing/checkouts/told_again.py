"""Tell apps of a checkout again whose prices a fault kept from being found.

See docs/staff-and-apps.md, What apps are told.
"""

import logging
from typing import Any

from saleor.checkout.models import Checkout
from saleor.plugins.manager import get_plugins_manager
from saleor.plugins.webhook.plugin import WebhookPlugin

from ....base.metadata import with_metadata, without_metadata

logger = logging.getLogger(__name__)

# Metadata key of a checkout of which apps were told Saleor's own prices in a fault.
TOLD_AT_FAULT_KEY = "customer_groups.fault"


def store_told_at_fault(checkout: Checkout) -> None:
    """Store on a checkout that apps are being told Saleor's own prices."""
    changed = with_metadata("private_metadata", {TOLD_AT_FAULT_KEY: True})
    Checkout.objects.filter(pk=checkout.pk).update(private_metadata=changed)


def tell_again(token: Any) -> None:
    """Tell apps of a checkout whose prices have been found; a fault is logged."""
    try:
        rows = Checkout.objects.filter(
            pk=token, private_metadata__has_key=TOLD_AT_FAULT_KEY
        )
        if rows.update(
            private_metadata=without_metadata("private_metadata", TOLD_AT_FAULT_KEY)
        ):
            apps = get_plugins_manager().get_plugin(WebhookPlugin.PLUGIN_ID)
            if apps is not None:
                apps.checkout_quantity_changed(Checkout.objects.get(pk=token), None)
    except Exception:
        logger.exception(
            "Apps are not told of the prices of checkout %s, which were found again"
            " after a fault",
            token,
        )

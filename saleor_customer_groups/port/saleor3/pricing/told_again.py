"""Tell apps of checkouts and orders again whose prices a fault kept from being found.

See docs/staff-and-apps.md, What apps are told.
"""

import logging
from functools import partial
from typing import Any

from django.db import transaction
from saleor.checkout.models import Checkout
from saleor.order.models import Order
from saleor.plugins.manager import get_plugins_manager

from ..base.databases import writing

logger = logging.getLogger(__name__)

# Attribute of a loaded row: the hook by which Saleor tells of it.
_TELL = "_customer_groups_tell"


def tell_when_saved(row: Checkout | Order, hook: str) -> None:
    """Have apps told of a checkout or an order once Saleor has saved its totals.

    :param hook: the method of Saleor's plugins manager, such as "order_updated".
    """
    row.__dict__[_TELL] = hook


def tell_saved(
    *,
    instance: Checkout | Order,
    update_fields: frozenset[str] | None = None,
    **_: Any,
) -> None:
    """Answer the signal after a checkout or an order is saved."""
    if "total_gross_amount" in (update_fields or ()) and _TELL in instance.__dict__:
        hook = instance.__dict__.pop(_TELL)
        # Its lines are saved in the same transaction.
        transaction.on_commit(partial(_tell, instance, hook))


def _tell(row: Checkout | Order, hook: str) -> None:
    try:
        with writing():
            getattr(get_plugins_manager(allow_replica=False), hook)(row)
    except Exception:
        logger.exception(
            "Apps are not told of the prices of %s %s, which were found again after a"
            " fault",
            type(row).__name__,
            row.pk,
        )

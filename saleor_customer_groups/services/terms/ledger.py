"""The ledger of terms: who changed what, and when."""

from collections.abc import Mapping
from typing import Any

from ...models import TermsChange, TermsLedgerEntry
from ..base.occasions import Occasion


def record(
    change: TermsChange,
    occasion: Occasion,
    *,
    details: Mapping[str, Any],
    customer_id: int | None = None,
    group_code: str = "",
    order_id: str = "",
) -> None:
    """Record a change; it stays for good.

    :param details: what was changed, as plain data.
    :param order_id: the primary key of Saleor's order as text.
    """
    TermsLedgerEntry.objects.create(
        change=change,
        at=occasion.now,
        customer_id=customer_id,
        group_code=group_code,
        order_id=order_id,
        details=dict(details),
        reason=(occasion.reason or "")[:500],
        user_id=occasion.actor.user_id,
        app_name=occasion.actor.app_name[:250],
    )

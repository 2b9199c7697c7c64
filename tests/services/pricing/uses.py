"""Uses of promotions, as tests reserve, keep and count them."""

from typing import Any

from saleor_customer_groups import engine
from saleor_customer_groups.port.contract.orders import Completion
from saleor_customer_groups.services.pricing.promotions import (
    promotion_uses,
    reservations,
)

from ..conftest import NOW


def checkout(
    key: str, *codes: str, customer: int | None = None, email: str = ""
) -> Completion:
    """Return a checkout that is about to become an order, and is not paid."""
    return Completion(key, customer, email, codes, is_paid=lambda: False)


def used(
    code: str,
    *,
    by: str = "customer:1",
    checkout_key: str = "",
    now: Any = NOW,
) -> tuple[int, int]:
    """Return how often a promotion was used, by all and by one."""
    found = promotion_uses.read_uses(
        [code], promotion_uses.UsesAsked(by, checkout_key), now=now
    )
    usage = found.usage.get(code, engine.Usage())
    return usage.total, usage.customer


def keep(key: str, order_id: str, *codes: str, by: str = "customer:1") -> None:
    """Have an order keep the promotions of a checkout."""
    reservations.keep(codes, checkout_key=key, order_id=order_id, used_by=by, now=NOW)

"""Where Saleor 3 sends goods: it would send those of unconfirmed orders, too."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from graphene import Node
from saleor.order.error_codes import OrderErrorCode

from ...base.wrapping import Wrapper
from ...terms.hooks import NOT_APPROVED, waits_for_approval
from ..base.databases import writing


def _if_approved(native: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse to send an order that waits for approval."""

    @wraps(native)
    def perform_mutation(
        cls: Any, root: Any, info: Any, *args: Any, **given: Any
    ) -> Any:
        with writing():
            if waits_for_approval(_order_key(given.get("order"))):
                raise ValidationError(
                    {
                        "order": ValidationError(
                            NOT_APPROVED, code=OrderErrorCode.INVALID.value
                        )
                    }
                )
        return native(cls, root, info, *args, **given)

    return perform_mutation


def _order_key(global_id: Any) -> str:
    try:
        name, key = Node.from_global_id(global_id)
    except (TypeError, ValueError):
        return ""
    return str(key) if name == "Order" and key.isprintable() else ""


FULFILMENT_WRAPPERS = (
    Wrapper(
        number=158,
        module="saleor.graphql.order.mutations.order_fulfill",
        path="OrderFulfill.perform_mutation",
        parameters=("cls", "_root", "info"),
        wrap=_if_approved,
        loss="orders that wait for approval can be sent",
    ),
)

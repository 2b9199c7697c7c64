"""Where Saleor 3 shows the invoices of an order."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from ...base.wrapping import Wrapper
from ...portal.callers import access_of_customer, is_spared_caller, limits_access
from ..base.databases import reading


def _of_who_may_see_them(native: Callable[..., Any]) -> Callable[..., Any]:
    """Show no invoices of a customer who may not see them; staff and apps see all.

    Whoever has the id of an order can ask for it: its customer counts.
    """

    @wraps(native)
    def resolve_invoices(root: Any, info: Any, *args: Any, **named: Any) -> Any:
        if limits_access():
            with reading(info.context):
                is_shown = (
                    is_spared_caller() or access_of_customer(root.node).can_see_invoices
                )
            if not is_shown:
                return []
        return native(root, info, *args, **named)

    return resolve_invoices


INVOICE_WRAPPERS = (
    Wrapper(
        number=163,
        module="saleor.graphql.order.types",
        path="Order.resolve_invoices",
        parameters=("root", "info"),
        wrap=_of_who_may_see_them,
        loss="customers see invoices who may not",
    ),
)

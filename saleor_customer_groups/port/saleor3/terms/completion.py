"""Where Saleor makes an order of a checkout that is not paid online."""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any

from ...base.wrapping import Wrapper
from ...contract.terms import Chosen
from ...terms.hooks import find_choice
from ..base.active_plugin import plugin_of
from ..base.databases import writing
from ..pricing.checkouts.checkouts import has_captured
from .checkouts import to_pay
from .lending import lent


def _chosen_for(manager: Any, checkout: Any) -> Chosen | None:
    """Return what was chosen for a checkout that nothing was paid for."""
    if plugin_of(manager) is None:
        return None
    with writing():
        chosen = find_choice(str(checkout.pk))
        return None if chosen is None or has_captured(checkout) else chosen


def _open(native: Callable[..., Any]) -> Callable[..., Any]:
    """Have a checkout that is not paid online become an order that is open."""

    @wraps(native)
    def complete_checkout(
        manager: Any, checkout_info: Any, lines: Any, *args: Any, **named: Any
    ) -> Any:
        checkout = checkout_info.checkout
        chosen = _chosen_for(manager, checkout)
        if chosen is None:
            return native(manager, checkout_info, lines, *args, **named)
        total = to_pay(checkout_info, lines).total
        if not total:
            return native(manager, checkout_info, lines, *args, **named)
        with lent(checkout_info, lines, total, chosen):
            return native(manager, checkout_info, lines, *args, **named)

    return complete_checkout


def lending_to_apps(native: Callable[..., Any]) -> Callable[..., Any]:
    """Do so, too, where an app makes an order of it.

    :param native: Saleor's function that makes the order.
    """

    @wraps(native)
    def create_order_from_checkout(
        checkout_info: Any, manager: Any, *args: Any, **named: Any
    ) -> Any:
        chosen = _chosen_for(manager, checkout_info.checkout)
        lines = checkout_info.lines
        total = to_pay(checkout_info, lines).total if chosen else None
        if chosen is None or not total:
            return native(checkout_info, manager, *args, **named)
        with lent(checkout_info, lines, total, chosen):
            return native(checkout_info, manager, *args, **named)

    return create_order_from_checkout


def _held(native: Callable[..., Any]) -> Callable[..., Any]:
    """Have an order that waits for approval be unconfirmed.

    Saleor asks the channel, of which only the copy in memory is changed meanwhile.
    """
    takes = signature(native)

    @wraps(native)
    def _create_order_from_checkout(*args: Any, **named: Any) -> Any:
        given = takes.bind(*args, **named).arguments
        checkout_info = given["checkout_info"]
        chosen = _chosen_for(given["manager"], checkout_info.checkout)
        if chosen is None or not chosen.waits:
            return native(*args, **named)
        channel = checkout_info.channel
        confirms = channel.automatically_confirm_all_new_orders
        channel.automatically_confirm_all_new_orders = False
        try:
            return native(*args, **named)
        finally:
            channel.automatically_confirm_all_new_orders = confirms

    return _create_order_from_checkout


_LOSS = "checkouts that are not paid online cannot be completed"

COMPLETION_WRAPPERS = (
    Wrapper(
        number=165,
        module="saleor.graphql.checkout.mutations.checkout_complete",
        path="complete_checkout",
        parameters=("manager", "checkout_info", "lines"),
        wrap=_open,
        loss=_LOSS,
    ),
    Wrapper(
        number=166,
        module="saleor.checkout.complete_checkout",
        path="_create_order_from_checkout",
        parameters=("checkout_info", "checkout_lines_info", "manager"),
        wrap=_held,
        loss="orders on terms do not wait for approval",
    ),
)

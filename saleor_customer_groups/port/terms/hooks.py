"""What wrapped functions and signals of both generations ask the plugin's class."""

from collections.abc import Sequence

from ..base.plugin_class import plugin_class
from ..contract.terms import Chosen

NOT_APPROVED = (
    "This order waits for approval: approve it before you send anything of it."
)


def allows_gateway(customer_id: int | None, gateway: str) -> bool:
    """Tell whether a customer may pay by one of Saleor's own ways.

    :param customer_id: None for a guest.
    :param gateway: its id.
    """
    return gateway in allowed_gateways(customer_id, [gateway])


def allowed_gateways(
    customer_id: int | None, gateways: Sequence[str]
) -> frozenset[str]:
    """Return those of Saleor's own ways by which a customer may pay.

    :param customer_id: None for a guest.
    :param gateways: their ids.
    """
    plugin = plugin_class()
    if plugin is None:
        return frozenset(gateways)
    return plugin.allowed_gateways(customer_id, gateways)


def find_choice(checkout_key: str) -> Chosen | None:
    """Return what was chosen for a checkout, None if it is paid online.

    :param checkout_key: its primary key as text.
    """
    plugin = plugin_class()
    return None if plugin is None else plugin.find_choice(checkout_key)


def forget_choice(checkout_key: str) -> None:
    """Forget what was chosen for a checkout that is paid online after all.

    :param checkout_key: its primary key as text.
    """
    if (plugin := plugin_class()) is not None:
        plugin.forget_choice(checkout_key)


def order_money_changed(order_id: str) -> None:
    """Have what is open of an order found out again.

    :param order_id: its primary key as text.
    """
    if (plugin := plugin_class()) is not None:
        plugin.order_money_changed(order_id)


def waits_for_approval(order_id: str) -> bool:
    """Tell whether an order waits for approval.

    :param order_id: its primary key as text.
    """
    plugin = plugin_class()
    return plugin is not None and plugin.waits_for_approval(order_id)


def stays_unconfirmed(order_id: str) -> bool:
    """Tell whether a payment of a part of an order must not confirm it.

    :param order_id: its primary key as text.
    """
    plugin = plugin_class()
    return plugin is not None and plugin.stays_unconfirmed(order_id)

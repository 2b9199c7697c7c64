"""Where Saleor tells apps of checkouts and new orders."""

from ...base.wrapping import Wrapper
from ..pricing.orders.webhook_payloads import matching_total_first, with_group_prices

WEBHOOK_WRAPPERS = (
    Wrapper(
        number=203,
        module="saleor.webhook.payloads",
        path="serialize_checkout_lines",
        parameters=("checkout",),
        wrap=with_group_prices,
        loss="apps are told of lines of checkouts at Saleor's own prices",
    ),
    Wrapper(
        number=204,
        module="saleor.plugins.manager",
        path="PluginsManager.order_created",
        parameters=("self", "order"),
        wrap=matching_total_first,
        loss="apps are told of new orders before their groups and prices are stored",
    ),
)

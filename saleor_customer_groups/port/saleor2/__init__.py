"""Saleor 2.10 behind the contract.

The modules that import Saleor's GraphQL or plugin code are loaded on first use:
Saleor's own applications may not be ready when Django loads this one.
"""

from .channel_names import follow_channels
from .checkouts import expire_prices, open_checkouts, remove_marks
from .customer_changes import connect_customer_changes
from .customer_checkouts import customer_checkout
from .customer_news import customer_news
from .customers import customers, languages
from .figures import counted_orders, order_lines
from .gift_states import gift_states
from .goods import (
    all_gift_cards,
    goods_cart,
    largest_goods_amount,
    selling_channels,
    sold_variants,
)
from .leftovers import remove_order_notes
from .ordered_lines import ordered_goods, ordered_lines
from .plugin import PluginBase, active_plugin, any_plugin
from .ready import channels, ready, writing
from .refused_gifts import accept_gift
from .settings import settings_mistakes
from .shop import (
    below_cost,
    channel_currencies,
    far_above_listing,
    largest_prices,
    listing_amounts,
    most_units,
)
from .unrecorded import unrecorded_orders

__all__ = [
    "PluginBase",
    "accept_gift",
    "active_plugin",
    "all_gift_cards",
    "any_plugin",
    "below_cost",
    "channel_currencies",
    "channels",
    "connect_customer_changes",
    "counted_orders",
    "customer_checkout",
    "customer_news",
    "customers",
    "expire_prices",
    "far_above_listing",
    "follow_channels",
    "gift_states",
    "goods_cart",
    "languages",
    "largest_goods_amount",
    "largest_prices",
    "listing_amounts",
    "most_units",
    "open_checkouts",
    "order_lines",
    "ordered_goods",
    "ordered_lines",
    "ready",
    "remove_marks",
    "remove_order_notes",
    "selling_channels",
    "settings_mistakes",
    "sold_variants",
    "unrecorded_orders",
    "writing",
]

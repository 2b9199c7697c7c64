"""Saleor 3.21 to 3.24 behind the contract.

Saleor 3 has no hook that carries prices: ``wrappers`` wraps the few functions through
which every price of a checkout goes, ``line_prices`` stores ours on its lines.
"""

from ..evaluation.accounts import addresses
from .base.active_plugin import active_plugin, any_plugin, save_settings
from .base.channel_names import follow_channels
from .base.dashboard_app import (
    client_hosts,
    delete_dashboard_app,
    hide_dashboard_app,
    keep_dashboard_app,
    page_address,
)
from .base.databases import writing
from .evaluation.customer_changes import connect_customer_changes
from .evaluation.customers import customers, languages
from .evaluation.order_figures import (
    all_counted_orders,
    counted_orders,
    number_of_orders,
    order_lines,
)
from .invoices.orders import invoice_address, invoiced_order, show_invoice
from .leftovers import remove_order_metadata
from .membership.customer_webhooks import customer_webhook
from .plugin import PluginBase
from .pricing.catalogue.goods import (
    all_gift_cards,
    goods_cart,
    max_goods_amount,
    selling_channels,
    sold_variants,
)
from .pricing.checkouts.carts import read_carts, read_drafts, read_gift_facts
from .pricing.checkouts.checkouts import (
    expire_prices,
    open_checkouts,
    remove_group_prices,
)
from .pricing.checkouts.customer_checkouts import customer_checkout
from .pricing.gifts.refused_gifts import accept_gift
from .pricing.orders.order_baskets import order_baskets
from .pricing.orders.ordered_lines import ordered_lines
from .pricing.orders.unrecorded import undone_orders, unrecorded_orders
from .quotes.drafts import create_quote_draft
from .quotes.placing import is_draft_paid, place_quote_draft
from .quotes.sent import freeze_quote_draft, release_quote_draft
from .reports.goods_names import goods_names
from .reports.past_orders import count_past_orders, past_orders, variant_costs
from .rules.choices import choices, shown_to_shoppers, thumbnails
from .rules.gift_states import gift_states
from .rules.shop import (
    below_cost,
    channel_currencies,
    far_above_listing,
    largest_prices,
    listing_amounts,
    max_units,
)
from .settings import settings_problems
from .setup import channels, connect, saleor_version, shop_channels
from .terms.approval import approve_order, cancel_order
from .terms.checkouts import checkout_to_pay
from .terms.money import (
    freeze_terms,
    grant_credit,
    order_money,
    orders_of_checkouts,
    record_payment,
)

__all__ = [
    "PluginBase",
    "accept_gift",
    "active_plugin",
    "addresses",
    "all_counted_orders",
    "all_gift_cards",
    "any_plugin",
    "approve_order",
    "below_cost",
    "cancel_order",
    "channel_currencies",
    "channels",
    "checkout_to_pay",
    "choices",
    "client_hosts",
    "connect",
    "connect_customer_changes",
    "count_past_orders",
    "counted_orders",
    "create_quote_draft",
    "customer_checkout",
    "customer_webhook",
    "customers",
    "delete_dashboard_app",
    "expire_prices",
    "far_above_listing",
    "follow_channels",
    "freeze_quote_draft",
    "freeze_terms",
    "gift_states",
    "goods_cart",
    "goods_names",
    "grant_credit",
    "hide_dashboard_app",
    "invoice_address",
    "invoiced_order",
    "is_draft_paid",
    "keep_dashboard_app",
    "languages",
    "largest_prices",
    "listing_amounts",
    "max_goods_amount",
    "max_units",
    "number_of_orders",
    "open_checkouts",
    "order_baskets",
    "order_lines",
    "order_money",
    "ordered_lines",
    "orders_of_checkouts",
    "page_address",
    "past_orders",
    "place_quote_draft",
    "read_carts",
    "read_drafts",
    "read_gift_facts",
    "record_payment",
    "release_quote_draft",
    "remove_group_prices",
    "remove_order_metadata",
    "saleor_version",
    "save_settings",
    "selling_channels",
    "settings_problems",
    "shop_channels",
    "show_invoice",
    "shown_to_shoppers",
    "sold_variants",
    "thumbnails",
    "undone_orders",
    "unrecorded_orders",
    "variant_costs",
    "writing",
]

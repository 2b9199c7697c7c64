"""The only place that knows Saleor.

Every name below exists once for each generation of Saleor; which one is installed is
found out by the package that 3.x has and 2.10 has not (``saleor.__version__`` tells
nothing: it is "dev" in 2.10.1).

``GENERATION``
    2 or 3.
``PluginBase``
    Turns the generation's hooks into ``customer_registered``, ``customer_changed``
    (3.x), ``group_codes``, ``quote``, ``quote_units``, ``before_order``,
    ``customer_attached``,
    ``order_placed``, ``order_edited`` (3.x), ``order_failed``, ``order_undone`` and
    ``switched``, which the plugin fills in.
``active_plugin()``
    The plugin as configured now, or none while it is switched off.
``goods_cart(quantities, channel)``
    Variants as the catalogue shows them, to be read like a cart.
``all_gift_cards(type_name, pks)``
    Those of the variants, products, categories and so on that hold gift cards alone.
``largest_goods_amount()``
    The most that the goods of a cart may come to, as prices are entered.
``sold_variants(variant_ids, channels)``
    Those of the variants that have a price in one of the channels.
``any_plugin()``
    The plugin, also while it is switched off, for its settings.
``open_checkouts()``
    The open checkouts, with ``customer_id``.
``connect_customer_changes(changed)``
    Have something told whose orders, address or account change, in the transaction.
``accept_gift(key, code)``
    Take back that a shopper has refused the gift of a promotion; whether that was so.
``customer_checkout(key, customer_id)``
    A checkout of a customer, or of whomever, to be read; none where it is not theirs.
``customer_news()``
    Sends the webhook about a customer who has changed; none where nobody asks for it.
``ordered_goods(order_id)``
    What was bought in an order, as the engine takes it.
``ordered_lines(order_id)``
    What was paid for the lines of an order and refunded of it; none where there is
    none.
``expire_prices(checkouts)``
    Have Saleor find their prices anew when they are next looked at, in one statement.
``remove_marks(checkouts)``
    Take our rows, overrides and marks off them in a few statements; how many had any.
``remove_order_notes()``
    Take our notes off all orders and their lines; their prices stay.
``unrecorded_orders(recorded, since)``
    Placed orders that lack a record of what groups made of them: ``PlacedOrder``.
``selling_channels(variant_id)``
    The slugs of the channels in which a variant has a price.
``follow_channels(tables, using)``
    Have our tables follow the slugs of channels, after migrations; nothing on 2.10.
``channels()``
    The slugs of the channels; on 2.10 the one that its successor will have.
``channel_currencies()``
    The currency of each channel, by its slug.
``most_units()``
    How many units of a variant a cart holds, none without a limit.
``below_cost(entries)``
    Which price lists have entries below the cost of their variant: ``BelowCost``.
``far_above_listing(entries, times)``
    Which price lists have entries many times the listing price: ``FarAboveListing``.
``listing_amounts(variant_ids)``
    The largest listing price of variants, by variant and currency.
``gift_states(variant_ids)``
    Whether variants can be given away, in each channel: ``GiftState``.
``largest_prices()``
    The largest listing price and cost in each channel: ``LargestPrices``.
``customers()``
    Accounts, with ``customer_id``, ``email``, ``created_at``, ``is_confirmed``,
    ``address_id`` of the default shipping, else billing address, ``metadata`` and
    ``private_metadata``.
``addresses()``
    Addresses, with ``address_id``, ``country`` and ``city``.
``languages()``
    At most one row a customer, with ``customer_id`` and ``language``.
``counted_orders(frozen_costs, customer_ids)``
    A statement, and its parameters, of the orders that count, of the customers whom
    the SQL ``customer_ids`` selects or of all: ``order_key`` (text), ``customer_id``,
    ``currency``, ``placed_at``, ``gross_amount``, ``refunded_amount``,
    ``margin_amount`` (none where no cost is known), ``is_paid`` (in full, whatever was
    given back) and ``is_refunded`` (in full). Costs are those in ``frozen_costs``
    (``order_id``, ``order_line_id``, ``cost_amount``; each line once), else those of
    the variants now.
``order_lines(scope)``
    The lines of these orders that are in a scope, with ``customer_id``, ``currency``,
    ``placed_at``, ``quantity`` and ``amount``, taxes included.
``writing()``
    Allow a task to use the database that is written to.
``settings_mistakes()``
    What the shop's settings or this version of Saleor lack: (number, message, hint).
``ready(extension)``
    Connect wrappers, signals and the GraphQL schema when Django has loaded.
"""

from importlib.util import find_spec

from .accounts import addresses

GENERATION = 3 if find_spec("saleor.channel") else 2

if GENERATION == 3:
    from .saleor3 import (
        PluginBase,
        accept_gift,
        active_plugin,
        all_gift_cards,
        any_plugin,
        below_cost,
        channel_currencies,
        channels,
        connect_customer_changes,
        counted_orders,
        customer_checkout,
        customer_news,
        customers,
        expire_prices,
        far_above_listing,
        follow_channels,
        gift_states,
        goods_cart,
        languages,
        largest_goods_amount,
        largest_prices,
        listing_amounts,
        most_units,
        open_checkouts,
        order_lines,
        ordered_goods,
        ordered_lines,
        ready,
        remove_marks,
        remove_order_notes,
        selling_channels,
        settings_mistakes,
        sold_variants,
        unrecorded_orders,
        writing,
    )
else:
    from .saleor2 import (
        PluginBase,
        accept_gift,
        active_plugin,
        all_gift_cards,
        any_plugin,
        below_cost,
        channel_currencies,
        channels,
        connect_customer_changes,
        counted_orders,
        customer_checkout,
        customer_news,
        customers,
        expire_prices,
        far_above_listing,
        follow_channels,
        gift_states,
        goods_cart,
        languages,
        largest_goods_amount,
        largest_prices,
        listing_amounts,
        most_units,
        open_checkouts,
        order_lines,
        ordered_goods,
        ordered_lines,
        ready,
        remove_marks,
        remove_order_notes,
        selling_channels,
        settings_mistakes,
        sold_variants,
        unrecorded_orders,
        writing,
    )

__all__ = [
    "GENERATION",
    "PluginBase",
    "accept_gift",
    "active_plugin",
    "addresses",
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

"""Put a group's price in the place of Saleor's, taxes included."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from prices import Money, TaxedMoney
from saleor.core.taxes import include_taxes_in_prices, quantize_price
from saleor.plugins.manager import get_plugins_manager

from .....engine.money import round_amount
from ...base.request_cache import get_cached, set_cached
from .rounding import WholePrice
from .zero_price import ZeroPrice


def reprice_line(
    line: Any,
    amount: Decimal,
    total: TaxedMoney,
    *,
    discounts: Any,
    plugin_id: str,
    address: Callable[[], Any],
) -> TaxedMoney:
    """Return the total of a checkout line with the group's price for a unit in it.

    The tax plugins are asked again, at the group's price: some tax a unit, others the
    whole line, and the cents differ.

    :param amount: as ``reprice_unit`` has it.
    :param total: what the line costs so far, after the tax plugins.
    :param plugin_id: that of the plugin before which the tax plugins stand.
    """
    quantity = line.quantity
    is_untaxed = total.net == total.gross and bool(total.gross.amount)
    if amount and not is_untaxed:
        price = Money(amount, total.currency)
        again = _taxed_again(line, price, discounts, plugin_id)
        # Avatax asks its service about the stored checkout, and so answers with the old
        # price.
        is_ours = amount * quantity in {again.net.amount, again.gross.amount}
        if is_ours and again.net != again.gross:
            return again
    product = line.variant.product
    unit = reprice_unit(total / quantity, amount, product=product, address=address)
    return unit * quantity


def _taxed_again(line: Any, price: Money, discounts: Any, plugin_id: str) -> TaxedMoney:
    """Return what the plugins before ours make of a line at another price."""
    untaxed = price * line.quantity
    total = TaxedMoney(net=untaxed, gross=untaxed)
    # Some plugins look the price up by themselves.
    line.variant.get_price = lambda *_, **__: price
    try:
        for plugin in plugins_manager().plugins:
            if plugin_id == plugin.PLUGIN_ID:
                break
            found = plugin.calculate_checkout_line_total(
                line, discounts, previous_value=total
            )
            total = total if found is NotImplemented else found
    finally:
        del line.variant.get_price
    return quantize_price(total, price.currency)


def reprice_unit(
    unit: TaxedMoney, amount: Decimal, *, product: Any, address: Callable[[], Any]
) -> TaxedMoney:
    """Return a unit price with the group's amount in the place of Saleor's.

    :param unit: what one unit costs so far, after the tax plugins.
    :param amount: what it costs the customer, on the footing on which the shop enters
        its prices, rounded, in the currency of ``unit``.
    :param product: the product that is taxed.
    :param address: finds out where it is taxed; asked only where there are taxes.
    """
    price = Money(amount, unit.currency)
    if not amount:
        return ZeroPrice(unit.currency)
    # A price of 0.00 does not tell whether there are taxes.
    if unit.net == unit.gross and unit.gross.amount:
        return TaxedMoney(net=price, gross=price)
    taxed_at = address()
    country = taxed_at.country if taxed_at else None
    taxed = quantize_price(
        plugins_manager().apply_taxes_to_product(product, price, country),
        unit.currency,
    )
    if taxed.net != taxed.gross or not unit.gross.amount:
        return taxed
    return _in_proportion(unit, price)


def less(price: TaxedMoney, amount: Decimal) -> TaxedMoney:
    """Return a price less an amount, the tax in proportion.

    :param price: of a whole line, or of shipping.
    :param amount: on the footing on which the shop enters its prices, in the currency
        of ``price``.
    """
    currency = price.currency
    entered, other = price.gross.amount, price.net.amount
    is_gross = other == entered or include_taxes_in_prices()
    if not is_gross:
        entered, other = other, entered
    left = entered - amount
    if left <= 0:
        return ZeroPrice(currency)
    side = Money(left, currency)
    other_side = Money(round_amount(left * other / entered, currency), currency)
    if is_gross:
        return WholePrice(net=other_side, gross=side)
    return WholePrice(net=side, gross=other_side)


def _in_proportion(unit: TaxedMoney, price: Money) -> TaxedMoney:
    """Tax a price at the rate of another one.

    Avatax asks its service for whole documents and cannot tax a price by itself, so its
    rate is taken from the price it has taxed.
    """
    currency = unit.currency
    if include_taxes_in_prices():
        net = price.amount * unit.net.amount / unit.gross.amount
        return TaxedMoney(net=Money(round_amount(net, currency), currency), gross=price)
    gross = price.amount * unit.gross.amount / unit.net.amount
    return TaxedMoney(net=price, gross=Money(round_amount(gross, currency), currency))


def plugins_manager() -> Any:
    """Return one manager for the request: a new one would ask for all rates again."""
    is_known, manager = get_cached("plugins manager")
    if not is_known:
        manager = get_plugins_manager()
        set_cached("plugins manager", manager)
    return manager

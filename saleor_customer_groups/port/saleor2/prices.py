"""Put a group's price in the place of Saleor's, taxes included."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from prices import Money, TaxedMoney
from saleor.core.taxes import include_taxes_in_prices, quantize_price
from saleor.plugins.manager import get_plugins_manager

from ...engine.money import round_amount
from .free import FreePrice
from .memory import recall, remember
from .rounding import WholePrice


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
        return FreePrice(unit.currency)
    # Of 0.00 nobody can tell whether there are taxes.
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
        return FreePrice(currency)
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
    """Return one manager for the request: each new one would ask for all rates anew."""
    is_known, manager = recall("plugins manager")
    if not is_known:
        manager = get_plugins_manager()
        remember("plugins manager", manager)
    return manager

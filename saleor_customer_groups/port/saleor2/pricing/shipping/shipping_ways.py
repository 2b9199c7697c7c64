"""In which ways what is given can be shipped with what is bought."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from prices import Money
from saleor.account.models import Address
from saleor.core.taxes import include_taxes_in_prices, quantize_price
from saleor.product.models import ProductVariant
from saleor.shipping.models import ShippingMethod

from ..... import engine
from ....base.weights import weight_left
from ....contract.carts import ShippingWay
from ..checkouts.prices import less, plugins_manager


def read_shipping_ways(
    *,
    chosen: int | None,
    country: str,
    lines: Sequence[engine.LineResult],
    variant_ids: Sequence[int],
    currency: str,
    weight: Any,
) -> Sequence[ShippingWay] | None:
    """Read the method that is chosen, or all that Saleor offers to a country.

    :param chosen: the primary key of the method, None while there is none.
    :param country: two capital letters, empty while no address is known.
    :param lines: what is bought costs the customer, as the shop enters its prices.
    :param variant_ids: the primary keys of what is bought, line by line.
    :param currency: of the prices.
    :param weight: what is bought weighs.
    :returns: None if there are none.
    """
    if chosen is not None:
        methods = ShippingMethod.objects.filter(pk=chosen)
    elif country:
        methods = ShippingMethod.objects.applicable_shipping_methods(
            price=_subtotal(lines, variant_ids, country, currency),
            weight=weight,
            country_code=country,
        )
    else:
        return None
    return [ShippingWay(weight_left(method, weight)) for method in methods] or None


def _subtotal(
    lines: Sequence[engine.LineResult],
    variant_ids: Sequence[int],
    country: str,
    currency: str,
) -> Money:
    """Return what Saleor compares with the limits of a method: taxes are in it."""
    if include_taxes_in_prices():
        return Money(sum((line.total for line in lines), Decimal(0)), currency)
    variants = ProductVariant.objects.select_related("product__product_type")
    found = variants.in_bulk(list(variant_ids))
    subtotal = Money(Decimal(0), currency)
    taxed_in = Address(country=country).country
    for line, pk in zip(lines, variant_ids, strict=True):
        unit = plugins_manager().apply_taxes_to_product(
            found[pk].product, Money(line.unit_price, currency), taxed_in
        )
        total = quantize_price(unit, currency) * line.quantity
        subtotal += (less(total, line.discount) if line.discount else total).gross
    return subtotal

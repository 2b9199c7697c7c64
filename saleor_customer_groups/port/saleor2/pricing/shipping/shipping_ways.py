"""In which ways what is given can be shipped with what is bought."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from prices import Money
from saleor.account.models import Address
from saleor.core.taxes import include_taxes_in_prices, quantize_price
from saleor.product.models import ProductVariant
from saleor.shipping import ShippingMethodType
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
    known: "ShippingMethods | None" = None,
) -> Sequence[ShippingWay] | None:
    """Read the method that is chosen, or all that Saleor offers to a country.

    :param chosen: the primary key of the method, None while there is none.
    :param country: two capital letters, empty while no address is known.
    :param lines: what is bought costs the customer, as the shop enters its prices.
    :param variant_ids: the primary keys of what is bought, line by line.
    :param currency: of the prices.
    :param weight: what is bought weighs.
    :param known: the methods, where they are read already.
    :returns: None if there are none.
    """
    methods: Iterable[ShippingMethod]
    if chosen is not None:
        methods = (
            known.chosen(chosen) if known else ShippingMethod.objects.filter(pk=chosen)
        )
    elif country:
        offered = (
            known.offered
            if known
            else ShippingMethod.objects.applicable_shipping_methods
        )
        variants = known.variants if known else {}
        methods = offered(
            price=_subtotal(lines, variant_ids, country, currency, variants),
            weight=weight,
            country_code=country,
        )
    else:
        return None
    return [ShippingWay(weight_left(method, weight)) for method in methods] or None


class ShippingMethods:
    """All ways of shipping of a shop, read once for many checkouts.

    ``variants`` are those that are taxed to compare prices with limits, by primary key.
    """

    def __init__(self, variant_ids: Collection[int]) -> None:
        methods = ShippingMethod.objects.select_related("shipping_zone")
        self._methods = methods.in_bulk()
        self.variants = {} if include_taxes_in_prices() else _variants(variant_ids)

    def chosen(self, pk: int) -> list[ShippingMethod]:
        """Return the method that is chosen."""
        return [self._methods[pk]] if pk in self._methods else []

    def offered(
        self, *, price: Money, weight: Any, country_code: str
    ) -> list[ShippingMethod]:
        """Return what Saleor's ``applicable_shipping_methods`` finds."""
        methods = [
            each for each in self._methods.values() if each.currency == price.currency
        ]
        to_country = [
            each
            for each in methods
            if not each.shipping_zone.default
            and country_code in [one.code for one in each.shipping_zone.countries]
        ]
        if not to_country:
            to_country = [each for each in methods if each.shipping_zone.default]
        return [each for each in to_country if _carries(each, price.amount, weight)]


def _carries(method: ShippingMethod, amount: Decimal, weight: Any) -> bool:
    if method.type == ShippingMethodType.PRICE_BASED:
        least, most = (
            method.minimum_order_price_amount,
            method.maximum_order_price_amount,
        )
        return (
            least is not None and least <= amount and (most is None or amount <= most)
        )
    least, most = method.minimum_order_weight, method.maximum_order_weight
    return least <= weight and (most is None or weight <= most)


def _variants(variant_ids: Collection[int]) -> dict[int, ProductVariant]:
    variants = ProductVariant.objects.select_related("product__product_type")
    return variants.in_bulk(list(variant_ids))


def _subtotal(
    lines: Sequence[engine.LineResult],
    variant_ids: Sequence[int],
    country: str,
    currency: str,
    variants: Mapping[int, ProductVariant],
) -> Money:
    """Return what Saleor compares with the limits of a method: taxes are in it."""
    if include_taxes_in_prices():
        return Money(sum((line.total for line in lines), Decimal(0)), currency)
    found = variants or _variants(variant_ids)
    subtotal = Money(Decimal(0), currency)
    taxed_in = Address(country=country).country
    for line, pk in zip(lines, variant_ids, strict=True):
        unit = plugins_manager().apply_taxes_to_product(
            found[pk].product, Money(line.unit_price, currency), taxed_in
        )
        total = quantize_price(unit, currency) * line.quantity
        subtotal += (less(total, line.discount) if line.discount else total).gross
    return subtotal

"""In which ways what is given can be shipped with what is bought."""

from collections.abc import Sequence
from typing import Any

from prices import Money
from saleor.shipping import ShippingMethodType
from saleor.shipping.models import ShippingMethod

from ..contract import ShippingWay
from ..weights import milligrams


def read_shipping_ways(
    *, chosen: int | None, country: str, subtotal: Money, weight: Any
) -> Sequence[ShippingWay] | None:
    """Read the method that is chosen, or all that Saleor offers to a country.

    :param chosen: the primary key of the method, None while there is none.
    :param country: two capital letters, empty while no address is known.
    :param subtotal: what is bought costs.
    :param weight: what is bought weighs.
    :returns: None where there are none.
    """
    if chosen is not None:
        methods = ShippingMethod.objects.filter(pk=chosen)
    elif country:
        methods = ShippingMethod.objects.applicable_shipping_methods(
            price=subtotal, weight=weight, country_code=country
        )
    else:
        return None
    return [ShippingWay(_room(method, weight)) for method in methods] or None


def _room(method: ShippingMethod, weight: Any) -> int | None:
    most = method.maximum_order_weight
    if method.type != ShippingMethodType.WEIGHT_BASED or most is None:
        return None
    return milligrams(most) - milligrams(weight)

"""Weights of goods as whole numbers, which add up exactly."""

from typing import Any

from saleor.shipping import ShippingMethodType
from saleor.shipping.models import ShippingMethod


def milligrams(weight: Any) -> int:
    """Return a weight of Saleor's in whole milligrams.

    :param weight: a ``measurement.measures.Weight``.
    """
    return int(weight.g * 1000 + 0.5)


def weight_left(method: ShippingMethod, weight: Any) -> int | None:
    """Return how much more weight a shipping method can carry, in milligrams.

    :param weight: the weight that it carries already, a
        ``measurement.measures.Weight``.
    :returns: None without a limit.
    """
    limit = method.maximum_order_weight
    if method.type != ShippingMethodType.WEIGHT_BASED or limit is None:
        return None
    return milligrams(limit) - milligrams(weight)

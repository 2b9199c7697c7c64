"""What goods weigh, as whole numbers, which add up exactly."""

from typing import Any


def milligrams(weight: Any) -> int:
    """Return a weight of Saleor's in whole milligrams.

    :param weight: a ``measurement.measures.Weight``.
    """
    return int(weight.g * 1000 + 0.5)

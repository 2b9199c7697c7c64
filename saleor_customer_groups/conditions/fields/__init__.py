"""The fields that a condition can ask for, one file for each family.

A new field is an object in the file of its family.
"""

from collections.abc import Mapping

from . import (
    account,
    address,
    dates,
    lines,
    membership,
    metadata,
    orders,
    payments,
)
from .base import Field

FIELDS: Mapping[str, Field] = {
    field.name: field
    for family in (
        orders,
        lines,
        dates,
        payments,
        account,
        address,
        metadata,
        membership,
    )
    for field in family.FIELDS
}

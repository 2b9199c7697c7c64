"""Attributes of products and variants of Saleor 2.10."""

from collections.abc import Mapping, Sequence
from typing import Any

from saleor.product.models import (
    AssignedProductAttribute,
    AssignedVariantAttribute,
    Attribute,
)

from tests.port.shared_catalogue import code_of


def give_attribute(
    name: str,
    *,
    products: Mapping[Any, Sequence[str]],
    variants: Mapping[Any, Sequence[str]],
) -> int:
    """Add an attribute, and give it to goods.

    :param products: its values by a variant of the product.
    :param variants: those of variants.
    :returns: its primary key.
    """
    attribute = Attribute.objects.create(name=name, slug=code_of(name))
    used = {
        each for values in (*products.values(), *variants.values()) for each in values
    }
    rows = {
        each: attribute.values.create(name=each, slug=code_of(each))
        for each in sorted(used)
    }
    for variant, values in products.items():
        of_type, _ = attribute.attributeproduct.get_or_create(
            product_type=variant.product.product_type
        )
        assigned = AssignedProductAttribute.objects.create(
            product=variant.product, assignment=of_type
        )
        assigned.values.set([rows[each] for each in values])
    for variant, values in variants.items():
        of_type, _ = attribute.attributevariant.get_or_create(
            product_type=variant.product.product_type
        )
        its_own = AssignedVariantAttribute.objects.create(
            variant=variant, assignment=of_type
        )
        its_own.values.set([rows[each] for each in values])
    return attribute.pk

"""Attributes of products and variants of Saleor 3."""

from collections.abc import Mapping, Sequence
from typing import Any

from saleor.attribute import AttributeEntityType, AttributeInputType, AttributeType
from saleor.attribute.models import Attribute, AttributeProduct, AttributeValue
from saleor.attribute.utils import associate_attribute_values_to_instance

from tests.owner import Shop
from tests.port.saleor3.versions import BEFORE_3_22
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
    attribute = Attribute.objects.create(
        name=name, slug=code_of(name), type="product-type"
    )
    used = {
        each for values in (*products.values(), *variants.values()) for each in values
    }
    rows = {
        each: attribute.values.create(name=each, slug=code_of(each))
        for each in sorted(used)
    }
    for variant, values in products.items():
        attribute.attributeproduct.get_or_create(
            product_type=variant.product.product_type
        )
        associate_attribute_values_to_instance(
            variant.product, {attribute.pk: [rows[each] for each in values]}
        )
    for variant, values in variants.items():
        attribute.attributevariant.get_or_create(
            product_type=variant.product.product_type
        )
        associate_attribute_values_to_instance(
            variant, {attribute.pk: [rows[each] for each in values]}
        )
    return attribute.pk


# Attributes that refer to several, and to one alone.
REFERENCE = AttributeInputType.REFERENCE
SINGLE_REFERENCE = REFERENCE if BEFORE_3_22 else AttributeInputType.SINGLE_REFERENCE


def refer(shop: Shop, product: Any, variant: Any) -> None:
    """Have a product refer to another one, and to its variant, in every way."""
    refers_to = {
        AttributeEntityType.PRODUCT: ("reference_product", variant.product),
        AttributeEntityType.PRODUCT_VARIANT: ("reference_variant", variant),
    }
    values = {}
    for entity_type, (column, target) in refers_to.items():
        for input_type in {REFERENCE, SINGLE_REFERENCE}:
            name = f"{input_type}-{entity_type}".lower()
            attribute = Attribute.objects.create(
                slug=name,
                name=name,
                type=AttributeType.PRODUCT_TYPE,
                input_type=input_type,
                entity_type=entity_type,
            )
            AttributeProduct.objects.create(
                attribute=attribute, product_type=shop.catalogue.goods
            )
            value = AttributeValue.objects.create(
                attribute=attribute,
                name=str(target),
                slug=f"ref-{target.pk}",
                **{column: target},
            )
            values[attribute.pk] = [value]
    associate_attribute_values_to_instance(product, values)

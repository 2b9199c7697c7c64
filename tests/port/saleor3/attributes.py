"""Attributes of products that refer to others."""

from typing import Any

from saleor.attribute import AttributeEntityType, AttributeInputType, AttributeType
from saleor.attribute.models import Attribute, AttributeProduct, AttributeValue
from saleor.attribute.utils import associate_attribute_values_to_instance

from tests.owner import Shop


def refer(shop: Shop, product: Any, variant: Any) -> None:
    """Have a product refer to another one, and to its variant, in every way."""
    refers_to = {
        AttributeEntityType.PRODUCT: ("reference_product", variant.product),
        AttributeEntityType.PRODUCT_VARIANT: ("reference_variant", variant),
    }
    values = {}
    for entity_type, (column, target) in refers_to.items():
        for input_type in (
            AttributeInputType.REFERENCE,
            AttributeInputType.SINGLE_REFERENCE,
        ):
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

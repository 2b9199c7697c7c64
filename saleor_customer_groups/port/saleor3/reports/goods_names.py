"""What goods of Saleor 3 are called, and what they belong to, for reports."""

from django.db.models import F
from saleor.attribute.models import AssignedVariantAttributeValue
from saleor.product.models import ProductVariant

from ...contract.orders import Sql
from ...reports.goods_names import as_sql, of_catalogue


def goods_names(type_name: str, *, attribute_id: int | None = None) -> Sql:
    """Return what each variant is, or is in; see ``port``."""
    if type_name != "Attribute":
        return as_sql(of_catalogue(type_name))
    of_products = "product__attributevalues__value"
    products = ProductVariant.objects.filter(
        **{f"{of_products}__attribute": attribute_id}
    )
    variants = AssignedVariantAttributeValue.objects.filter(
        value__attribute=attribute_id
    )
    return as_sql(
        products.values(
            variant_pk=F("pk"),
            item_id=F(of_products),
            item_name=F(f"{of_products}__name"),
        ),
        variants.values(
            variant_pk=F("assignment__variant"),
            item_id=F("value"),
            item_name=F("value__name"),
        ),
    )

"""What goods of Saleor 2.10 are called, and what they belong to, for reports."""

from django.db.models import F
from saleor.product.models import AssignedVariantAttribute, ProductVariant

from ...contract.orders import Sql
from ...reports.goods_names import as_sql, of_catalogue


def goods_names(type_name: str, *, attribute_id: int | None = None) -> Sql:
    """Return what each variant is, or is in; see ``port``."""
    if type_name != "Attribute":
        return as_sql(of_catalogue(type_name))
    products = ProductVariant.objects.filter(
        product__attributes__values__attribute=attribute_id
    )
    variants = AssignedVariantAttribute.objects.filter(values__attribute=attribute_id)
    of_products = "product__attributes__values"
    return as_sql(
        products.values(
            variant_pk=F("pk"),
            item_id=F(of_products),
            item_name=F(f"{of_products}__name"),
        ),
        variants.values("variant_id", item_id=F("values"), item_name=F("values__name")),
    )

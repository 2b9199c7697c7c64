"""What goods are called, and what they belong to, for reports."""

from django.db.models import F, QuerySet
from saleor.product.models import ProductVariant

from ..contract.orders import Sql

_PATHS = {
    "Product": "product",
    "Category": "product__category",
    "Collection": "product__collections",
    "ProductType": "product__product_type",
}


def of_catalogue(type_name: str) -> QuerySet:
    """Return what each variant is, or is in: ``variant_pk``, ``item_id``, ``name``.

    :param type_name: Product, Category, Collection or ProductType.
    """
    path = _PATHS[type_name]
    rows = ProductVariant.objects.order_by().filter(**{f"{path}__isnull": False})
    return rows.values(
        variant_pk=F("pk"), item_id=F(path), item_name=F(f"{path}__name")
    )


def as_sql(*querysets: QuerySet) -> Sql:
    """Return the rows of several querysets as one statement, each once."""
    found = [queryset.order_by().query.sql_with_params() for queryset in querysets]
    return (
        " UNION ".join(sql for sql, _ in found),
        tuple(each for _, parameters in found for each in parameters),
    )

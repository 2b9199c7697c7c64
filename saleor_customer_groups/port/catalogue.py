"""What the catalogue has, many things at once."""

from collections.abc import Collection

from saleor.product import models


def names_in_catalogue(type_name: str, pks: Collection[int]) -> dict[int, str]:
    """Return the names of those things that there are, by primary key, in one query.

    :param type_name: Product, ProductVariant, Category, Collection or ProductType.
    """
    rows = getattr(models, type_name)._default_manager.filter(pk__in=pks).order_by()
    if type_name != "ProductVariant":
        return dict(rows.values_list("pk", "name"))
    return {
        pk: f"{product} ({variant})" if variant not in ("", product) else product
        for pk, product, variant in rows.values_list("pk", "product__name", "name")
    }

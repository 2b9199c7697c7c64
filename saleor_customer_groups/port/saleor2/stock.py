"""What of the goods Saleor 2.10 can deliver."""

from collections.abc import Collection, Mapping

from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from saleor.product.models import ProductVariant
from saleor.warehouse.models import Stock


def read_stock(variant_ids: Collection[int], *, country: str) -> Mapping[int, int]:
    """Read how many units of some variants are left to deliver, in one query.

    :param country: two capital letters.
    :returns: 0 for a variant that cannot be sold, absent where there is no limit.
    """
    # Reckoned as Saleor does when it makes an order, which counts two warehouses with
    # the same quantity once: more than that it would not let through.
    left = (
        Stock.objects.for_country(country)
        .filter(product_variant=OuterRef("pk"))
        .order_by()
        .values("product_variant")
        .annotate(
            left=Coalesce(Sum("quantity", distinct=True), 0)
            - Coalesce(Sum("allocations__quantity_allocated"), 0)
        )
        .values("left")
    )
    rows = ProductVariant.objects.filter(
        pk__in=variant_ids, product__is_published=True
    ).order_by()
    found = dict.fromkeys(variant_ids, 0)
    for pk, is_counted, published_on, units in rows.values_list(
        "pk", "track_inventory", "product__publication_date", Subquery(left)
    ):
        if units is None or (published_on and published_on > timezone.now().date()):
            continue
        if is_counted:
            found[pk] = max(units, 0)
        else:
            del found[pk]
    return found

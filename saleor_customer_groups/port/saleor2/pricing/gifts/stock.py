"""What of the goods Saleor 2.10 can deliver."""

from collections.abc import Collection, Mapping

from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from saleor.product.models import ProductVariant
from saleor.warehouse.models import Stock

from ....base.weights import milligrams
from ....contract.carts import GiftVariant


def read_gift_variants(
    variant_ids: Collection[int], *, country: str
) -> dict[int, GiftVariant]:
    """Read whether variants can be given away, in one query.

    :param country: two capital letters.
    """
    # Calculated as Saleor does when it makes an order, which counts two warehouses with
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
    rows = (
        ProductVariant.objects.filter(pk__in=variant_ids)
        .select_related("product__product_type")
        .annotate(left=Subquery(left))
    )
    found = dict.fromkeys(variant_ids, GiftVariant(0, problem="no longer exists"))
    for variant in rows:
        product = variant.product
        problem = ""
        day = product.publication_date
        if not product.is_published or (day and day > timezone.now().date()):
            problem = "is not published"
        elif variant.left is None:
            problem = f"is not sold in {country}"
        found[variant.pk] = GiftVariant(
            units=_units(variant) if not problem else 0,
            product_id=product.pk,
            needs_shipping=product.product_type.is_shipping_required,
            weight=milligrams(variant.get_weight()),
            base_amount=variant.base_price.amount,
            problem=problem,
        )
    return found


def beside_bought(
    found: Mapping[int, GiftVariant], bought: Mapping[int, int]
) -> dict[int, GiftVariant]:
    """Return the same with what is bought taken off.

    :param bought: units by variant.
    """
    return {
        pk: each._replace(units=max(each.units - bought.get(pk, 0), 0))
        if each.units
        else each
        for pk, each in found.items()
    }


def _units(variant: ProductVariant) -> int | None:
    return max(variant.left, 0) if variant.track_inventory else None

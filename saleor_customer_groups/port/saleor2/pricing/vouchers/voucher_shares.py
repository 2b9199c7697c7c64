"""What a voucher for some goods takes off each line of an order of Saleor 2.10.

2.10 keeps one discount for the order as a whole.
"""

from collections.abc import Mapping

from prices import Money
from saleor.discount import VoucherType
from saleor.discount.models import Voucher
from saleor.order.models import Order, OrderLine

from .....engine.money import to_minor_units


def voucher_by_line(order: Order) -> dict[str, int]:
    """Return what a voucher takes off the lines that it is for.

    :returns: minor units by the primary key of the line as text; empty where the
        voucher is for the whole order or for shipping, or there is none.
    """
    voucher = order.voucher
    if (
        voucher is None
        or voucher.type != VoucherType.SPECIFIC_PRODUCT
        or not order.discount_amount
    ):
        return {}
    within = _goods_of(voucher)
    lines = order.lines.select_related("variant__product").order_by("pk")
    concerned = [
        line
        for line in lines.prefetch_related("variant__product__collections")
        if line.unit_price_gross_amount and (within is None or _is_in(within, line))
    ]
    if voucher.apply_once_per_order:
        cheapest = sorted(concerned, key=lambda line: line.unit_price_gross_amount)
        return {str(line.pk): _off(voucher, line) for line in cheapest[:1]}
    return {str(line.pk): _off(voucher, line) * line.quantity for line in concerned}


def _off(voucher: Voucher, line: OrderLine) -> int:
    price = Money(line.unit_price_gross_amount, line.currency)
    off = voucher.get_discount_amount_for(price).amount
    return to_minor_units(off, line.currency)


def _goods_of(voucher: Voucher) -> Mapping[str, set[int]] | None:
    """Return the primary keys of what a voucher is for, None if it is for all."""
    within = {
        name: set(getattr(voucher, name).values_list("pk", flat=True))
        for name in ("products", "categories", "collections")
    }
    return within if any(within.values()) else None


def _is_in(within: Mapping[str, set[int]], line: OrderLine) -> bool:
    if line.variant is None:
        return False
    product = line.variant.product
    collections = {collection.pk for collection in product.collections.all()}
    # Saleor asks for the product's own category alone.
    return (
        product.pk in within["products"]
        or product.category_id in within["categories"]
        or not within["collections"].isdisjoint(collections)
    )

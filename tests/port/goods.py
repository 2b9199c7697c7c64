"""What happens to goods in the meantime, on either Saleor."""

from decimal import Decimal
from typing import Any

from measurement.measures import Weight
from saleor.product.models import ProductType
from saleor.shipping.models import ShippingZone
from saleor.warehouse.models import Stock

from saleor_customer_groups import port


def set_stock(variant: Any, quantity: int) -> None:
    """Have so many units of a variant in the warehouse."""
    Stock.objects.filter(product_variant=variant).update(quantity=quantity)


def withdraw(variant: Any) -> None:
    """Take a variant out of the catalogue."""
    product = variant.product
    if port.GENERATION == 3:
        product.channel_listings.update(is_published=False)
    else:
        type(product).objects.filter(pk=product.pk).update(is_published=False)


def make_digital(*variants: Any) -> None:
    """Have variants be goods that nobody ships."""
    kind, _ = ProductType.objects.get_or_create(
        slug="digital", defaults={"name": "Digital", "is_shipping_required": False}
    )
    for variant in variants:
        variant.product.product_type = kind
        variant.product.save()


def set_weight(variant: Any, kilograms: float) -> None:
    """Have a variant weigh so much."""
    variant.weight = Weight(kg=kilograms)
    variant.save()


def way_by_weight(name: str, price: str, most: float | None, least: float = 0) -> Any:
    """Add a way of shipping for goods between two weights, in kilograms."""
    zone = ShippingZone.objects.get()
    values = {"price_amount": Decimal(price), "currency": "USD"}
    method = zone.shipping_methods.create(
        name=name,
        type="weight",
        minimum_order_weight=Weight(kg=least),
        maximum_order_weight=None if most is None else Weight(kg=most),
        **({} if port.GENERATION == 3 else values),
    )
    if port.GENERATION == 3:
        method.channel_listings.create(channel=zone.channels.get(), **values)
    return method

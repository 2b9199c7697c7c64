"""What happens to goods in the meantime, on either Saleor."""

from typing import Any

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

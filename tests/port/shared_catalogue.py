"""What of a shop's catalogue is made the same on both Saleors."""

from decimal import Decimal
from functools import cached_property
from typing import Any

from saleor.account.models import Address
from saleor.giftcard.models import GiftCard
from saleor.product.models import Category, ProductType, ProductVariant
from saleor.shipping.models import ShippingMethod
from saleor.warehouse.models import Stock, Warehouse


class SharedCatalogue:
    """A shop with one warehouse, one product type and ways of shipping."""

    @cached_property
    def warehouse(self) -> Any:
        """The one warehouse."""
        return Warehouse.objects.get(slug="warehouse")

    @cached_property
    def goods(self) -> Any:
        """The one product type."""
        return ProductType.objects.get(slug="goods")

    @property
    def post(self) -> Any:
        """The first way of shipping."""
        return ShippingMethod.objects.get(name="Post")

    def category(self, name: str, parent: Any = None) -> Any:
        """Return a category, adding it, below another one where given, if need be."""
        found = Category.objects.filter(slug=code_of(name)).first()
        return found or Category.objects.create(
            name=name, slug=code_of(name), parent=parent
        )

    def find(self, *skus: str) -> list[Any]:
        """Return variants that are there already."""
        found = ProductVariant.objects.select_related("product__category")
        variants = {each.sku: each for each in found.filter(sku__in=skus)}
        return [variants[sku] for sku in skus]

    def gift_card(self, code: str, balance: str) -> None:
        """Add a gift card that nobody has used."""
        GiftCard.objects.create(
            code=code,
            initial_balance_amount=Decimal(balance),
            current_balance_amount=Decimal(balance),
        )

    def fill_stock(self, variant: Any) -> None:
        """Have more of a variant in the warehouse than anybody buys."""
        Stock.objects.create(
            warehouse=self.warehouse, product_variant=variant, quantity=1000
        )


def make_warehouse(zone: Any) -> Any:
    """Make the warehouse, which delivers to a zone."""
    address = Address.objects.create(
        street_address_1="1 Main St",
        city="New York",
        country="US",
        country_area="NY",
        postal_code="10001",
    )
    warehouse = Warehouse.objects.create(
        name="Warehouse", slug="warehouse", address=address
    )
    warehouse.shipping_zones.add(zone)
    return warehouse


def code_of(name: str) -> str:
    """Return the slug of a name."""
    return name.lower().replace(" ", "-")

"""What a shop on Saleor 2.10 sells, made on its own models."""

from decimal import Decimal
from typing import Any

# Saleor 2.10 has a circular import that this one, coming first, avoids.
import saleor.product.utils  # noqa: F401
from django.contrib.sites.models import Site
from graphene import Node
from saleor.discount import DiscountValueType, VoucherType
from saleor.discount.models import Sale, Voucher
from saleor.product.models import (
    Collection,
    Product,
    ProductImage,
    ProductType,
)
from saleor.shipping.models import ShippingZone

from tests.port.shared_catalogue import SharedCatalogue, code_of, make_warehouse


class Catalogue(SharedCatalogue):
    """A shop with one warehouse and one way of shipping for 10.00 USD."""

    @classmethod
    def make(cls) -> "Catalogue":
        """Make the shop, which every test's database has from its start."""
        zone = ShippingZone.objects.create(name="Everywhere", countries=["US", "DE"])
        zone.shipping_methods.create(
            name="Post", type="price", price_amount=Decimal(10)
        )
        make_warehouse(zone)
        ProductType.objects.create(name="Goods", slug="goods")
        return cls()

    def picture(self, variant: Any, name: str) -> str:
        """Give the product of a variant a picture; return where its small one is."""
        ProductImage.objects.create(product=variant.product, image=f"{name}.png")
        return f"/media/__sized__/{name}-thumbnail-255x255.png"

    def collection(self, name: str) -> Any:
        """Add a collection."""
        return Collection.objects.create(
            name=name, slug=code_of(name), is_published=True
        )

    def variant(
        self,
        sku: str,
        price: str,
        *,
        category: Any,
        cost: str | None = None,
        collections: tuple[Any, ...] = (),
    ) -> Any:
        """Add a product with one variant."""
        product = Product.objects.create(
            name=sku,
            slug=code_of(sku),
            product_type=self.goods,
            category=category,
            price_amount=Decimal(price),
            is_published=True,
        )
        for collection in collections:
            collection.products.add(product)
        return self._variant(product, sku, cost)

    def another(self, variant: Any, sku: str, price: str) -> Any:
        """Add another variant to the product of one."""
        return self._variant(variant.product, sku, None, Decimal(price))

    def _variant(
        self, product: Any, sku: str, cost: str | None, price: Decimal | None = None
    ) -> Any:
        variant = product.variants.create(
            sku=sku,
            price_override_amount=price,
            cost_price_amount=Decimal(cost) if cost else None,
        )
        self.fill_stock(variant)
        return variant

    def set_price(self, variant: Any, price: str) -> None:
        """Change the listing price of a variant."""
        variant.product.price_amount = Decimal(price)
        variant.product.save()

    def let_prices_run_out(self) -> None:
        """Do nothing: 2.10 finds every price each time."""

    def put_on_sale(self, percent: str, *variants: Any) -> None:
        """Take a percentage off some products, for everybody."""
        sale = Sale.objects.create(
            name="Sale", type=DiscountValueType.PERCENTAGE, value=Decimal(percent)
        )
        sale.products.set([variant.product for variant in variants])

    def voucher(
        self,
        code: str,
        value: str,
        *variants: Any,
        once: bool = False,
        of_shipping: bool = False,
        in_money: bool = False,
        min_spent: str | None = None,
        min_items: int = 0,
    ) -> None:
        """Add a voucher off the entire order, some products or shipping.

        :param value: a percentage, or an amount where it is ``in_money``.
        """
        more = {"min_spent_amount": Decimal(min_spent)} if min_spent else {}
        # A voucher for the entire order would not look at "once".
        is_of_goods = bool(variants) or once
        voucher = Voucher.objects.create(
            code=code,
            type=(
                VoucherType.SHIPPING
                if of_shipping
                else VoucherType.SPECIFIC_PRODUCT
                if is_of_goods
                else VoucherType.ENTIRE_ORDER
            ),
            discount_value_type=(
                DiscountValueType.FIXED if in_money else DiscountValueType.PERCENTAGE
            ),
            discount_value=Decimal(value),
            apply_once_per_order=once,
            min_checkout_items_quantity=min_items,
            **more,
        )
        voucher.products.set([variant.product for variant in variants])

    def shipping(
        self, name: str, price: str, *, minimum: str, maximum: str | None = None
    ) -> str:
        """Add a way of shipping for orders of some value; return its id."""
        method = ShippingZone.objects.get().shipping_methods.create(
            name=name,
            type="price",
            price_amount=Decimal(price),
            minimum_order_price_amount=Decimal(minimum),
            maximum_order_price_amount=Decimal(maximum) if maximum else None,
        )
        return Node.to_global_id("ShippingMethod", method.pk)

    def charge_taxes(
        self, percent: str, *, included: bool, shown: bool | None = None
    ) -> None:
        """Charge a tax on everything, included in prices or on top of them.

        :param shown: whether prices are shown with it; None leaves that as it is.
        """
        from django_prices_vatlayer.models import VAT
        from saleor.plugins.models import PluginConfiguration

        settings = Site.objects.get_current().settings
        settings.include_taxes_in_prices = included
        if shown is not None:
            settings.display_gross_prices = shown
        settings.charge_taxes_on_shipping = False
        settings.save()
        VAT.objects.update_or_create(
            country_code="US",
            defaults={"data": {"standard_rate": float(percent), "reduced_rates": {}}},
        )
        PluginConfiguration.objects.update_or_create(
            identifier="mirumee.taxes.vatlayer",
            defaults={
                "active": True,
                "configuration": [{"name": "Access key", "value": "key"}],
            },
        )
        for product_type in ProductType.objects.all():
            product_type.store_value_in_metadata({"vatlayer.code": "standard"})
            product_type.save()

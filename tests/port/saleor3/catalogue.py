"""What a shop on Saleor 3 sells, made on its own models."""

from decimal import Decimal
from typing import Any

from django.contrib.sites.models import Site
from django.utils import timezone
from graphene import Node
from saleor.channel.models import Channel
from saleor.checkout.models import Checkout
from saleor.discount import DiscountValueType, VoucherType
from saleor.discount.models import (
    Promotion,
    Voucher,
    VoucherChannelListing,
    VoucherCode,
)
from saleor.product.models import (
    Collection,
    CollectionChannelListing,
    CollectionProduct,
    Product,
    ProductChannelListing,
    ProductMedia,
    ProductType,
    ProductVariant,
    ProductVariantChannelListing,
)
from saleor.product.utils.variant_prices import update_discounted_prices_for_promotion
from saleor.product.utils.variants import fetch_variants_for_promotion_rules
from saleor.shipping.models import (
    ShippingMethodChannelListing,
    ShippingZone,
)
from saleor.tax.models import TaxConfiguration

from tests.port.shared_catalogue import SharedCatalogue, code_of, make_warehouse


class Catalogue(SharedCatalogue):
    """A shop with one channel, one warehouse and one way of shipping for 10.00 USD."""

    def __init__(self) -> None:
        self.channel = Channel.objects.get(slug="default-channel")
        self.taxes = self.channel.tax_configuration

    @classmethod
    def make(cls) -> "Catalogue":
        """Make the shop, which every test's database has from its start."""
        settings = Site.objects.get_current().settings
        settings.enable_account_confirmation_by_email = False
        settings.save()
        channel, _ = Channel.objects.get_or_create(
            slug="default-channel",
            defaults={
                "pk": 1,  # by which the dialect knows it
                "name": "Default",
                "currency_code": "USD",
                "default_country": "US",
                "is_active": True,
            },
        )
        TaxConfiguration.objects.update_or_create(
            channel=channel,
            defaults={
                "charge_taxes": False,
                "prices_entered_with_tax": True,
                "tax_calculation_strategy": "FLAT_RATES",
            },
        )
        zone = ShippingZone.objects.create(name="Everywhere", countries=["US", "DE"])
        zone.channels.add(channel)
        post = zone.shipping_methods.create(name="Post", type="price")
        ShippingMethodChannelListing.objects.create(
            shipping_method=post,
            channel=channel,
            price_amount=Decimal(10),
            currency="USD",
            minimum_order_price_amount=Decimal(0),
        )
        make_warehouse(zone).channels.add(channel)
        ProductType.objects.create(
            name="Goods", slug="goods", kind="normal", is_shipping_required=True
        )
        return cls()

    def picture(self, variant: Any, name: str) -> str:
        """Give the product of a variant a picture; return where its small one is."""
        media = ProductMedia.objects.create(
            product=variant.product, image=f"{name}.png"
        )
        return f"/thumbnail/{Node.to_global_id('ProductMedia', media.pk)}/128/"

    def collection(self, name: str) -> Any:
        """Add a collection."""
        collection = Collection.objects.create(name=name, slug=code_of(name))
        CollectionChannelListing.objects.create(
            collection=collection, channel=self.channel, is_published=True
        )
        return collection

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
        now = timezone.now()
        product = Product.objects.create(
            name=sku, slug=code_of(sku), product_type=self.goods, category=category
        )
        ProductChannelListing.objects.create(
            product=product,
            channel=self.channel,
            is_published=True,
            published_at=now,
            available_for_purchase_at=now,
            visible_in_listings=True,
            discounted_price_amount=Decimal(price),
            currency="USD",
        )
        for collection in collections:
            CollectionProduct.objects.create(collection=collection, product=product)
        return self._variant(product, sku, price, cost)

    def another(self, variant: Any, sku: str, price: str) -> Any:
        """Add another variant to the product of one."""
        return self._variant(variant.product, sku, price)

    def _variant(
        self, product: Any, sku: str, price: str, cost: str | None = None
    ) -> Any:
        variant = ProductVariant.objects.create(product=product, sku=sku, name=sku)
        ProductVariantChannelListing.objects.create(
            variant=variant,
            channel=self.channel,
            price_amount=Decimal(price),
            discounted_price_amount=Decimal(price),
            cost_price_amount=Decimal(cost) if cost else None,
            currency="USD",
        )
        self.fill_stock(variant)
        return variant

    def set_price(self, variant: Any, price: str) -> None:
        """Change the listing price of a variant, and let stored prices run out."""
        variant.channel_listings.update(
            price_amount=Decimal(price), discounted_price_amount=Decimal(price)
        )
        self.let_prices_run_out()

    def let_prices_run_out(self) -> None:
        """Let the hour pass for which Saleor keeps prices."""
        past = timezone.now()
        Checkout.objects.update(price_expiration=past, discount_expiration=past)

    def put_on_sale(self, percent: str, *variants: Any) -> None:
        """Take a percentage off some products, for everybody."""
        promotion = Promotion.objects.create(name="Sale", type="catalogue")
        products = [Node.to_global_id("Product", each.product_id) for each in variants]
        rule = promotion.rules.create(
            name="Sale",
            catalogue_predicate={"productPredicate": {"ids": products}},
            reward_value_type=DiscountValueType.PERCENTAGE,
            reward_value=Decimal(percent),
        )
        rule.channels.add(self.channel)
        fetch_variants_for_promotion_rules(promotion.rules.all())
        update_discounted_prices_for_promotion(Product.objects.all())

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
        voucher = Voucher.objects.create(
            type=(
                VoucherType.SHIPPING
                if of_shipping
                else VoucherType.SPECIFIC_PRODUCT
                if variants
                else VoucherType.ENTIRE_ORDER
            ),
            discount_value_type=(
                DiscountValueType.FIXED if in_money else DiscountValueType.PERCENTAGE
            ),
            apply_once_per_order=once,
            min_checkout_items_quantity=min_items,
        )
        voucher.products.set([variant.product for variant in variants])
        VoucherCode.objects.create(voucher=voucher, code=code)
        VoucherChannelListing.objects.create(
            voucher=voucher,
            channel=self.channel,
            discount_value=Decimal(value),
            min_spent_amount=Decimal(min_spent) if min_spent else None,
            currency="USD",
        )

    def shipping(
        self, name: str, price: str, *, minimum: str, maximum: str | None = None
    ) -> str:
        """Add a way of shipping for orders of some value; return its id."""
        zone = ShippingZone.objects.get()
        method = zone.shipping_methods.create(name=name, type="price")
        ShippingMethodChannelListing.objects.create(
            shipping_method=method,
            channel=self.channel,
            price_amount=Decimal(price),
            currency="USD",
            minimum_order_price_amount=Decimal(minimum),
            maximum_order_price_amount=Decimal(maximum) if maximum else None,
        )
        return Node.to_global_id("ShippingMethod", method.pk)

    def charge_taxes(
        self, percent: str, *, included: bool, shown: bool | None = None
    ) -> None:
        """Charge a tax on everything, included in prices or on top of them.

        :param shown: whether prices are shown with it; None if as they are entered.
        """
        from saleor.tax.models import TaxClass

        self.taxes.charge_taxes = True
        self.taxes.prices_entered_with_tax = included
        self.taxes.display_gross_prices = included if shown is None else shown
        self.taxes.save()
        tax_class, _ = TaxClass.objects.get_or_create(name="Standard")
        tax_class.country_rates.update_or_create(
            country="US", defaults={"rate": Decimal(percent)}
        )
        ProductType.objects.update(tax_class=tax_class)

"""Categories, products, collections, and the stock of the demo shop."""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django.utils.text import slugify
from saleor.account.models import Address
from saleor.product.models import (
    Category,
    Collection,
    CollectionProduct,
    Product,
    ProductType,
    ProductVariant,
)
from saleor.shipping import ShippingMethodType
from saleor.shipping.models import ShippingMethod, ShippingZone
from saleor.warehouse.models import Stock, Warehouse

from . import Seeding, goods
from .places import COUNTRIES

# More than all walk-throughs will ever buy.
UNITS_IN_STOCK = 20_000

SHIPPING_METHODS = {"Standard parcel": Decimal("7.50"), "Express": Decimal("19.00")}


def create_catalogue(seeding: Seeding) -> None:
    """Create everything that is for sale."""
    categories: dict[str, Category] = {}
    _create_categories(goods.CATEGORIES, None, categories)
    products = _create_products(seeding, categories)
    variants = _create_variants(products)
    _create_collections(seeding, products)
    zone = _create_shipping()
    _create_stock(zone, variants)


def _create_categories(
    tree: goods.Tree, parent: Category | None, found: dict[str, Category]
) -> None:
    for name, below in tree.items():
        category = Category.objects.create(
            name=name, slug=slugify(name), parent=parent and found[parent.name]
        )
        found[name] = category
        _create_categories(below, category, found)


def _create_products(
    seeding: Seeding, categories: Mapping[str, Category]
) -> dict[str, Product]:
    types = {
        name: ProductType.objects.create(
            name=name, slug=slugify(name), has_variants=name == "Coffee"
        )
        for name in goods.CATEGORIES
    }
    products = [
        Product(
            product_type=types[_top(categories[product.category])],
            category=categories[product.category],
            name=product.name,
            slug=slugify(product.name),
            price_amount=Decimal(product.variants[0].price),
            minimal_variant_price_amount=Decimal(product.variants[0].price),
            publication_date=seeding.days_ago(800).date(),
            is_published=True,
        )
        for product in goods.PRODUCTS
    ]
    return {product.name: product for product in Product.objects.bulk_create(products)}


def _top(category: Category) -> str:
    """Return the name of the topmost category above one."""
    while category.parent is not None:
        category = category.parent
    name: str = category.name
    return name


def _create_variants(products: Mapping[str, Product]) -> list[ProductVariant]:
    variants = []
    for product in goods.PRODUCTS:
        for place, variant in enumerate(product.variants):
            prices = {
                "price_override_amount": Decimal(variant.price) if place else None,
                "cost_price_amount": variant.cost and Decimal(variant.cost),
            }
            variants.append(
                ProductVariant(
                    product=products[product.name],
                    sku=slugify(f"{product.name} {variant.name}").upper(),
                    name=variant.name,
                    **prices,
                )
            )
    created: list[ProductVariant] = ProductVariant.objects.bulk_create(variants)
    return created


def _create_collections(seeding: Seeding, products: Mapping[str, Product]) -> None:
    for name, product_names in goods.COLLECTIONS.items():
        collection = Collection.objects.create(
            name=name,
            slug=slugify(name),
            publication_date=seeding.days_ago(800).date(),
            is_published=True,
        )
        CollectionProduct.objects.bulk_create(
            CollectionProduct(
                collection=collection, product=products[product_name], sort_order=place
            )
            for place, product_name in enumerate(product_names)
        )


def _create_shipping() -> ShippingZone:
    zone = ShippingZone.objects.create(
        name="Where we deliver", countries=[country.code for country in COUNTRIES]
    )
    for name, price in SHIPPING_METHODS.items():
        ShippingMethod.objects.create(
            name=name,
            type=ShippingMethodType.PRICE_BASED,
            price_amount=price,
            shipping_zone=zone,
        )
    return zone


def _create_stock(zone: ShippingZone, variants: list[ProductVariant]) -> None:
    address = Address.objects.create(
        company_name="Bean and Leaf",
        street_address_1="1 Dock Street",
        city="New York",
        country_area="NY",
        postal_code="10001",
        country="US",
    )
    warehouse = Warehouse.objects.create(
        id=UUID("00000000-0000-4000-8000-000000000001"),
        name="Dock Street",
        slug="dock-street",
        address=address,
    )
    warehouse.shipping_zones.add(zone)
    Stock.objects.bulk_create(
        Stock(warehouse=warehouse, product_variant=variant, quantity=UNITS_IN_STOCK)
        for variant in variants
    )

"""The catalogue sales and vouchers of the demo shop."""

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_DOWN, Decimal

from saleor.discount import DiscountValueType, VoucherType
from saleor.discount.models import Sale, Voucher
from saleor.discount.utils import fetch_active_discounts
from saleor.product.models import Category, Collection, Product
from saleor.product.utils.variant_prices import update_products_minimal_variant_prices

from . import Seeding

TEA_WEEKS = "Tea weeks"
ROASTERS_CHOICE = "Roaster's choice"
WELCOME = "WELCOME10"
FREE_SHIPPING = "SHIPFREE"

TEA_WEEKS_PERCENT = Decimal(20)
ROASTERS_CHOICE_PERCENT = Decimal(5)
WELCOME_PERCENT = Decimal(10)
FREE_SHIPPING_MINIMUM = Decimal(80)


@dataclass(frozen=True, slots=True)
class SaleTerms:
    """What a sale takes off some products, from when on."""

    starts_at: datetime
    percent: Decimal
    product_ids: frozenset[int]

    def price(self, product_id: int, price: Decimal, at: datetime) -> Decimal:
        """Return what a product costs at a time. Saleor rounds the discount down."""
        if at < self.starts_at or product_id not in self.product_ids:
            return price
        discount = price * self.percent / 100
        return price - discount.quantize(Decimal("0.01"), ROUND_DOWN)


def create_sales(seeding: Seeding) -> list[SaleTerms]:
    """Create the two sales. They have no end, so that every later run meets them."""
    tea = Category.objects.get(name="Tea")
    choice = Collection.objects.get(name="Roaster's choice")
    tea_weeks = Sale.objects.create(
        name=TEA_WEEKS,
        type=DiscountValueType.PERCENTAGE,
        value=TEA_WEEKS_PERCENT,
        start_date=seeding.days_ago(21, hour=0),
    )
    tea_weeks.categories.add(tea)
    roasters_choice = Sale.objects.create(
        name=ROASTERS_CHOICE,
        type=DiscountValueType.PERCENTAGE,
        value=ROASTERS_CHOICE_PERCENT,
        start_date=seeding.days_ago(90, hour=0),
    )
    roasters_choice.collections.add(choice)
    update_products_minimal_variant_prices(
        Product.objects.all(), fetch_active_discounts()
    )
    teas = Product.objects.filter(category__in=tea.get_descendants(include_self=True))
    return [
        SaleTerms(
            tea_weeks.start_date,
            tea_weeks.value,
            frozenset(teas.values_list("pk", flat=True)),
        ),
        SaleTerms(
            roasters_choice.start_date,
            roasters_choice.value,
            frozenset(choice.products.values_list("pk", flat=True)),
        ),
    ]


def create_vouchers(seeding: Seeding) -> dict[str, Voucher]:
    """Create the two vouchers, by code."""
    vouchers = [
        Voucher.objects.create(
            code=WELCOME,
            name="10 % off the first order",
            type=VoucherType.ENTIRE_ORDER,
            discount_value_type=DiscountValueType.PERCENTAGE,
            discount_value=WELCOME_PERCENT,
            apply_once_per_customer=True,
            start_date=seeding.days_ago(731, hour=0),
        ),
        Voucher.objects.create(
            code=FREE_SHIPPING,
            name="Free shipping",
            type=VoucherType.SHIPPING,
            discount_value_type=DiscountValueType.PERCENTAGE,
            discount_value=Decimal(100),
            min_spent_amount=FREE_SHIPPING_MINIMUM,
            start_date=seeding.days_ago(731, hour=0),
        ),
    ]
    return {voucher.code: voucher for voucher in vouchers}

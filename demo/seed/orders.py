"""The orders of the last two years, with their lines, deliveries and events."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from django.db.models import OuterRef, Subquery
from saleor.account.models import Address, User
from saleor.discount.models import Voucher, VoucherCustomer
from saleor.order import FulfillmentStatus, OrderEvents, OrderStatus
from saleor.order.models import (
    Fulfillment,
    FulfillmentLine,
    Order,
    OrderEvent,
    OrderLine,
)
from saleor.product.models import ProductVariant
from saleor.shipping.models import ShippingMethod
from saleor.warehouse.models import Allocation, Stock

from . import Seeding
from .discounts import WELCOME, SaleTerms
from .group_prices import GroupPrices, record_benefits, stamp
from .histories import Fate, Purchase, Shop, draw_histories
from .payments import create_payments
from .places import COUNTRIES

LANGUAGES = {country.code: country.language for country in COUNTRIES}


def create_orders(
    seeding: Seeding,
    customers: Sequence[User],
    sales: Sequence[SaleTerms],
    vouchers: dict[str, Voucher],
) -> int:
    """Create two years of orders and return how many."""
    variants = list(ProductVariant.objects.select_related("product").order_by("sku"))
    shop = Shop(
        variants=variants,
        shipping=list(ShippingMethod.objects.order_by("price_amount")),
        sales=sales,
        vouchers=vouchers,
        group_prices=GroupPrices(variant.pk for variant in variants),
    )
    purchases = draw_histories(seeding, customers, shop)
    orders = Order.objects.bulk_create(_draft_orders(seeding, purchases))
    pairs = list(zip(orders, purchases, strict=True))
    lines = OrderLine.objects.bulk_create(
        line for order, purchase in pairs for line in _draft_lines(order, purchase)
    )
    record_benefits(orders)
    create_payments(pairs)
    _create_deliveries([order for order, each in pairs if each.is_delivered], lines)
    _create_allocations(orders, lines)
    OrderEvent.objects.bulk_create(
        event for order, purchase in pairs for event in _draft_events(order, purchase)
    )
    _count_vouchers(purchases)
    return len(orders)


def _draft_orders(seeding: Seeding, purchases: Sequence[Purchase]) -> list[Order]:
    addresses = Address.objects.bulk_create(
        Address(**purchase.customer.default_shipping_address.as_data())
        for purchase in purchases
    )
    orders = [
        Order(
            created=purchase.placed_at,
            status=_status(purchase),
            user=purchase.customer,
            user_email=purchase.customer.email,
            language_code=LANGUAGES[address.country.code],
            billing_address=address,
            shipping_address=address,
            shipping_method=purchase.shipping,
            shipping_method_name=purchase.shipping.name,
            shipping_price_net_amount=purchase.shipping.price_amount,
            shipping_price_gross_amount=purchase.shipping.price_amount,
            token=str(UUID(int=seeding.chance.getrandbits(128), version=4)),
            total_net_amount=purchase.total,
            total_gross_amount=purchase.total,
            voucher=purchase.voucher,
            discount_amount=purchase.discount_amount,
            discount_name=purchase.voucher and purchase.voucher.code,
        )
        for purchase, address in zip(purchases, addresses, strict=True)
    ]
    for order, purchase in zip(orders, purchases, strict=True):
        quotes = [
            (line.variant.pk, line.quote) for line in purchase.lines if line.quote
        ]
        stamp(order, purchase.groups, quotes)
    return orders


def _status(purchase: Purchase) -> str:
    if purchase.fate is Fate.CANCELLED:
        return str(OrderStatus.CANCELED)
    if purchase.is_delivered:
        return str(OrderStatus.FULFILLED)
    return str(OrderStatus.UNFULFILLED)


def _draft_lines(order: Order, purchase: Purchase) -> list[OrderLine]:
    return [
        OrderLine(
            order=order,
            variant=bought.variant,
            product_name=bought.variant.product.name,
            variant_name=bought.variant.name,
            product_sku=bought.variant.sku,
            is_shipping_required=True,
            quantity=bought.quantity,
            quantity_fulfilled=bought.quantity if purchase.is_delivered else 0,
            unit_price_net_amount=bought.unit_amount,
            unit_price_gross_amount=bought.unit_amount,
        )
        for bought in purchase.lines
    ]


def _create_deliveries(orders: Sequence[Order], lines: Sequence[OrderLine]) -> None:
    created = Fulfillment.objects.bulk_create(
        Fulfillment(
            order=order, fulfillment_order=1, status=FulfillmentStatus.FULFILLED
        )
        for order in orders
    )
    # Saleor writes the time of saving into the rows.
    placed = Order.objects.filter(pk=OuterRef("order_id")).values("created")
    Fulfillment.objects.update(created=Subquery(placed))
    deliveries = {delivery.order_id: delivery for delivery in created}
    stocks = _stocks()
    FulfillmentLine.objects.bulk_create(
        FulfillmentLine(
            fulfillment=deliveries[line.order_id],
            order_line=line,
            quantity=line.quantity,
            stock=stocks[line.variant_id],
        )
        for line in lines
        if line.order_id in deliveries
    )


def _create_allocations(orders: Sequence[Order], lines: Sequence[OrderLine]) -> None:
    """Hold back what was ordered and is still to be sent."""
    is_open = {order.pk for order in orders if order.status == OrderStatus.UNFULFILLED}
    stocks = _stocks()
    Allocation.objects.bulk_create(
        Allocation(
            order_line=line,
            stock=stocks[line.variant_id],
            quantity_allocated=line.quantity,
        )
        for line in lines
        if line.order_id in is_open
    )


def _stocks() -> dict[int, Stock]:
    return {stock.product_variant_id: stock for stock in Stock.objects.all()}


def _draft_events(order: Order, purchase: Purchase) -> list[OrderEvent]:
    types = [OrderEvents.PLACED]
    if purchase.fate is Fate.CANCELLED:
        types.append(OrderEvents.CANCELED)
    elif purchase.fate is not Fate.UNPAID:
        types.append(OrderEvents.ORDER_FULLY_PAID)
    if purchase.is_delivered:
        types.append(OrderEvents.FULFILLMENT_FULFILLED_ITEMS)
    return [
        OrderEvent(
            order=order,
            type=kind,
            date=order.created,
            user=order.user if kind == OrderEvents.PLACED else None,
        )
        for kind in types
    ]


def _count_vouchers(purchases: Sequence[Purchase]) -> None:
    used = Counter(each.voucher.pk for each in purchases if each.voucher)
    for voucher, times in used.items():
        Voucher.objects.filter(pk=voucher).update(used=times)
    VoucherCustomer.objects.bulk_create(
        VoucherCustomer(voucher=each.voucher, customer_email=each.customer.email)
        for each in purchases
        if each.voucher and each.voucher.code == WELCOME
    )

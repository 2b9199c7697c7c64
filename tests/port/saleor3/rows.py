"""What stands in the tables of Saleor 3, and what its staff and apps do there."""

from decimal import Decimal
from typing import Any

from django.utils import timezone
from saleor.checkout.models import CheckoutLine
from saleor.discount.models import (
    CheckoutLineDiscount,
    Promotion,
    Voucher,
    VoucherChannelListing,
    VoucherCode,
)
from saleor.order.models import Order, OrderLine
from saleor.product.models import Product
from saleor.product.utils.variant_prices import update_discounted_prices_for_promotion

from saleor_customer_groups.models import CustomerGroup, PriceRule
from saleor_customer_groups.port.saleor3.pricing.line_metadata import (
    REASON_KEY,
    has_field,
)
from saleor_customer_groups.services.rules import price_rules
from tests.owner import Shop
from tests.port.accounts import make_app, permission
from tests.storefront import Checkout, Storefront

D = Decimal
EMAIL = "ann@example.com"


def basket(shop: Shop) -> dict[Any, int]:
    """Return two espressos and a tea."""
    return {shop.espresso: 2, shop.green_tea: 1}


def vip() -> CustomerGroup:
    """Return the group whose member Ann is."""
    return CustomerGroup.objects.get(name="VIP")


def leave(shop: Shop) -> None:
    """Take Ann out of her group."""
    shop.take_out_of(vip(), EMAIL)


def join(shop: Shop) -> None:
    """Put Ann back into her group."""
    shop.put_into(vip(), EMAIL)


def change_rule(kind: str, **values: Any) -> None:
    """Change the price rule of that kind."""
    price_rules.update_price_rule(
        rule=PriceRule.objects.get(adjustment__kind=kind),
        values=values,
        now=timezone.now(),
    )


def discounts() -> dict[str, list[tuple[str, Decimal]]]:
    """Return type and amount of all discounts on checkout lines, by SKU."""
    found: dict[str, list[tuple[str, Decimal]]] = {}
    for row in CheckoutLineDiscount.objects.order_by("type"):
        found.setdefault(row.line.variant.sku, []).append((row.type, row.amount_value))
    return found


def overrides() -> dict[str, Decimal | None]:
    """Return the price overrides of checkout lines, by SKU."""
    return dict(CheckoutLine.objects.values_list("variant__sku", "price_override"))


def notes() -> dict[str, dict[str, str]]:
    """Return the private metadata of checkout lines, by SKU."""
    return dict(CheckoutLine.objects.values_list("variant__sku", "private_metadata"))


def override_reason(line: CheckoutLine | OrderLine) -> str | None:
    """Return why a line has another price than the catalogue's.

    Saleor has a field for it since 3.23.19; before, our note is all there is.
    """
    if has_field(type(line), "price_override_reason"):
        return line.price_override_reason
    return line.private_metadata.get(REASON_KEY)


def order_lines() -> dict[str, OrderLine]:
    """Return the lines of the one order, by SKU; they and shipping are its total."""
    order = Order.objects.get()
    lines = {line.product_sku: line for line in order.lines.all()}
    total = sum(line.total_price_gross_amount for line in lines.values())
    assert order.total_gross_amount == total + order.shipping_price_gross_amount
    return lines


def make_voucher(
    shop: Shop, code: str, percent: str, *variants: Any, minimum: str = "", **more: Any
) -> None:
    """Make a voucher for some variants, or else for the whole order."""
    kind = "specific_product" if variants else "entire_order"
    voucher = Voucher.objects.create(
        type=kind, discount_value_type="percentage", **more
    )
    voucher.variants.set(variants)
    VoucherCode.objects.create(voucher=voucher, code=code)
    VoucherChannelListing.objects.create(
        voucher=voucher,
        channel=shop.catalogue.channel,
        discount_value=D(percent),
        currency="USD",
        min_spent_amount=D(minimum) if minimum else None,
    )


def promote_orders(shop: Shop, **reward: Any) -> Any:
    """Make a promotion of all orders; return its rule."""
    promotion = Promotion.objects.create(name="Spring", type="order")
    rule = promotion.rules.create(
        name="Spring",
        order_predicate={
            "discountedObjectPredicate": {"baseSubtotalPrice": {"range": {"gte": 1}}}
        },
        **reward,
    )
    rule.channels.add(shop.catalogue.channel)
    return rule


def end_sales(shop: Shop) -> None:
    """End all promotions, and let stored prices run out."""
    Promotion.objects.all().delete()
    update_discounted_prices_for_promotion(Product.objects.all())
    shop.catalogue.let_prices_run_out()


def an_app(*permissions: str) -> Storefront:
    """Return an app with some permissions."""
    app, token = make_app("Till")
    app.permissions.set([permission(name) for name in permissions])
    return Storefront(token)


def pay_by_transaction(checkout: Checkout) -> None:
    """Charge the total of a checkout, as an app does."""
    an_app("payment.handle_payments").change(
        """mutation($id: ID!, $amount: PositiveDecimal!) {
          transactionCreate(id: $id, transaction: {
            name: "Cash", pspReference: "1",
            amountCharged: {amount: $amount, currency: "USD"}
          }) { transaction { id } errors { field message code } }
        }""",
        id=checkout.id,
        amount=str(checkout.total),
    )

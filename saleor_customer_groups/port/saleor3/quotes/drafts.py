"""Make a draft order of a checkout, which stays as it is."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from saleor.account.models import Address
from saleor.checkout import calculations as checkout_calculations
from saleor.checkout import complete_checkout
from saleor.checkout.base_calculations import base_checkout_delivery_price
from saleor.checkout.fetch import (
    CheckoutInfo,
    CheckoutLineInfo,
    fetch_checkout_info,
    fetch_checkout_lines,
)
from saleor.checkout.lock_objects import checkout_qs_select_for_update
from saleor.checkout.models import Checkout
from saleor.checkout.utils import calculate_checkout_weight
from saleor.core.postgres import FlatConcatSearchVector
from saleor.core.taxes import zero_taxed_money
from saleor.discount import DiscountType
from saleor.discount.models import OrderLineDiscount
from saleor.order import OrderOrigin, OrderStatus
from saleor.order import calculations as order_calculations
from saleor.order.events import draft_order_created_event
from saleor.order.models import Order, OrderLine
from saleor.order.search import prepare_order_search_vector_value
from saleor.order.utils import (
    calculate_draft_order_line_price_expiration_date,
    update_order_display_gross_prices,
)
from saleor.plugins.manager import get_plugins_manager
from saleor.product.models import ProductTranslation, ProductVariantTranslation
from saleor.shipping.models import ShippingMethod

from ...contract.quoted_orders import QuotedOrder, QuoteProblem, QuoteRefused
from ..base.active_plugin import plugin_of
from ..pricing.line_metadata import (
    DISCOUNT_NAME,
    EFFECTS_KEY,
    ORDER_LINE_KEYS,
    QUOTE_KEY,
    SHIPPING_KEY,
    is_gift,
    quote_in_metadata,
)
from ..pricing.orders.draft_orders import price_draft_order
from ..pricing.orders.price_origin import store_paid_prices
from ..pricing.shipping.shipping_ways import chosen_method
from .native_calls import call_native
from .sent import read_quoted_order


def create_quote_draft(key: str, customer_id: int, *, note: str) -> QuotedOrder:
    """Make a draft order of what is in a checkout of a customer.

    :raises QuoteRefused: there is no such checkout, or it cannot be quoted.
    """
    manager = get_plugins_manager(allow_replica=False)
    info, lines = _read(_checkout(key, customer_id), manager)
    order = _create_order(info, lines, note=note)
    _create_lines(order, info, lines, manager)
    if (plugin := plugin_of(manager)) is not None:
        price_draft_order(order, plugin.quote_units)
    call_native(
        order_calculations.fetch_order_prices_if_expired,
        order,
        manager,
        requestor=None,
        force_update=True,
    )
    order.refresh_from_db()
    order.search_vector = FlatConcatSearchVector(
        *prepare_order_search_vector_value(order)
    )
    order.save(update_fields=["search_vector"])
    customer = get_user_model().objects.get(pk=customer_id)
    draft_order_created_event(order=order, user=customer, app=None)
    # Saleor before 3.23 has another function to tell of orders.
    transaction.on_commit(partial(manager.draft_order_created, order))
    return read_quoted_order(order)


def _checkout(key: str, customer_id: int) -> Checkout:
    try:
        found = checkout_qs_select_for_update().filter(pk=UUID(key), user=customer_id)
    except ValueError:
        raise QuoteRefused(QuoteProblem.NO_CHECKOUT) from None
    checkout = found.first()
    if checkout is None:
        raise QuoteRefused(QuoteProblem.NO_CHECKOUT)
    return checkout


def _read(
    checkout: Checkout, manager: Any
) -> tuple[CheckoutInfo, list[CheckoutLineInfo]]:
    """Return a checkout at the prices that it has now."""
    lines, unavailable = fetch_checkout_lines(checkout)
    if unavailable:
        raise QuoteRefused(QuoteProblem.UNAVAILABLE)
    if not lines:
        raise QuoteRefused(QuoteProblem.EMPTY)
    if checkout.voucher_code:
        raise QuoteRefused(QuoteProblem.HAS_VOUCHER)
    info, found = call_native(
        checkout_calculations.fetch_checkout_data,
        checkout_info=fetch_checkout_info(checkout, lines, manager),
        manager=manager,
        lines=lines,
        requestor=checkout.user,
        force_update=True,
    )
    return info, list(found)


def _create_order(
    info: CheckoutInfo, lines: Sequence[CheckoutLineInfo], *, note: str
) -> Order:
    checkout = info.checkout
    shipping = base_checkout_delivery_price(info, list(lines))
    order = Order(
        status=OrderStatus.DRAFT,
        origin=OrderOrigin.DRAFT,
        channel=info.channel,
        currency=checkout.currency,
        user=info.user,
        user_email=info.get_customer_email() or "",
        language_code=checkout.language_code,
        customer_note=note,
        billing_address=_copied(info.billing_address),
        shipping_address=_copied(info.shipping_address),
        weight=calculate_checkout_weight(list(lines)),
        lines_count=len(lines),
        tax_exemption=checkout.tax_exemption,
        total=zero_taxed_money(checkout.currency),
        undiscounted_total=zero_taxed_money(checkout.currency),
        shipping_price=zero_taxed_money(checkout.currency),
        base_shipping_price=shipping,
        undiscounted_base_shipping_price=shipping,
        should_refresh_prices=True,
        **_delivery(checkout),
    )
    update_order_display_gross_prices(order)
    order.save()
    return order


def _delivery(checkout: Checkout) -> dict[str, Any]:
    """Return how a checkout is shipped, as orders store it.

    Where an app ships it, staff choose again: drafts are shipped in Saleor's own ways.
    """
    if (point := checkout.collection_point) is not None:
        return {"collection_point": point, "collection_point_name": str(point)}
    built_in, _ = chosen_method(checkout)
    methods = ShippingMethod.objects.select_related("tax_class")
    method = methods.filter(pk=built_in).first() if built_in else None
    if method is None:
        return {}
    found = {"shipping_method": method, "shipping_method_name": method.name}
    if (of := method.tax_class) is None:
        return found
    return {
        **found,
        "shipping_tax_class": of,
        "shipping_tax_class_name": of.name,
        "shipping_tax_class_metadata": of.metadata,
        "shipping_tax_class_private_metadata": of.private_metadata,
    }


def _copied(address: Address | None) -> Address | None:
    return None if address is None else address.get_copy()


def _create_lines(
    order: Order, info: CheckoutInfo, lines: Sequence[CheckoutLineInfo], manager: Any
) -> None:
    expires_at = calculate_draft_order_line_price_expiration_date(
        order.channel, order.status
    )
    products, variants = _translated_names(lines, order.language_code)
    made: list[OrderLine] = []
    discounts: list[OrderLineDiscount] = []
    for line_info in lines:
        # Looked up when called: it is wrapped to copy our discounts, too.
        ordered = complete_checkout._create_line_for_order(
            manager,
            info,
            list(lines),
            line_info,
            products,
            variants,
            info.tax_configuration.prices_entered_with_tax,
            voucher_channel_listing=None,
        )
        line, found = ordered.line, list(ordered.line_discounts or ())
        line.order_id = order.pk
        line.draft_base_price_expire_at = expires_at
        quote = quote_in_metadata(line, QUOTE_KEY)
        if is_gift(line):
            line.draft_base_price_expire_at = None
        elif quote is not None and quote.promotions:
            found = [each for each in found if not _is_ours(each)]
            _fix_price(line)
        made.append(line)
        discounts += found
    OrderLine.objects.bulk_create(made)
    OrderLineDiscount.objects.bulk_create(discounts)


def _translated_names(
    lines: Sequence[CheckoutLineInfo], language: str
) -> tuple[dict[int, str], dict[int, str]]:
    """Return the names of products and of variants in a language, by primary key."""
    products = ProductTranslation.objects.filter(
        product__in=[line.product.pk for line in lines],
        language_code=language,
        name__isnull=False,
    )
    variants = ProductVariantTranslation.objects.filter(
        product_variant__in=[line.variant.pk for line in lines],
        language_code=language,
    )
    return (
        dict(products.values_list("product_id", "name")),
        dict(variants.values_list("product_variant_id", "name")),
    )


def _is_ours(discount: OrderLineDiscount) -> bool:
    return discount.type == DiscountType.MANUAL and discount.name == DISCOUNT_NAME


def _fix_price(line: OrderLine) -> None:
    """Have a line cost what promotions make of it, until staff type another price.

    Drafts have no promotions of groups, and would go back to the price without.
    """
    gone = (*ORDER_LINE_KEYS, EFFECTS_KEY, SHIPPING_KEY)
    line.private_metadata = {
        key: value
        for key, value in (line.private_metadata or {}).items()
        if key not in gone
    }
    line.draft_base_price_expire_at = None
    store_paid_prices(line)

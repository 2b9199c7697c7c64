"""Make a draft order of a checkout, which stays as it is."""

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from prices import TaxedMoney
from saleor.account.models import Address
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.core.taxes import quantize_price, zero_taxed_money
from saleor.discount import DiscountInfo
from saleor.discount.utils import fetch_active_discounts
from saleor.order import OrderStatus
from saleor.order.events import draft_order_created_event
from saleor.order.models import Order, OrderLine
from saleor.order.utils import recalculate_order
from saleor.plugins.manager import PluginsManager, get_plugins_manager

from ...base.metadata import with_metadata
from ...contract.quoted_orders import QuotedOrder, QuoteProblem, QuoteRefused
from ..pricing.checkouts.cached_quotes import CheckoutQuotes, plugin_for
from ..pricing.gifts.gifts import is_gift
from ..pricing.orders.kept_prices import KEPT_KEY
from ..visibility.checkouts import refuse_hidden_lines
from .sent import read_quoted_order

Discounts = Sequence[DiscountInfo]


def create_quote_draft(key: str, customer_id: int, *, note: str) -> QuotedOrder:
    """Make a draft order of what is in a checkout of a customer.

    :raises QuoteRefused: there is no such checkout, or it cannot be quoted.
    """
    checkout = _checkout(key, customer_id)
    manager, discounts = get_plugins_manager(), fetch_active_discounts()
    plugin = plugin_for(manager, checkout)
    if plugin is not None:
        plugin.give(checkout, discounts)
    lines = list(checkout)
    _check(checkout, lines)
    order = _create_order(checkout, lines, manager, discounts, note=note)
    made = [(line, _create_line(order, line, manager, discounts)) for line in lines]
    if plugin is not None and (kept := _kept(plugin, made, discounts)):
        Order.objects.filter(pk=order.pk).update(
            private_metadata=with_metadata("private_metadata", {KEPT_KEY: kept})
        )
        order.private_metadata = {KEPT_KEY: kept}
    draft_order_created_event(order=order, user=checkout.user)
    # By the signal of this, its lines are priced as those of any draft.
    recalculate_order(order)
    order.refresh_from_db()
    return read_quoted_order(order)


def _checkout(key: str, customer_id: int) -> Checkout:
    checkouts = Checkout.objects.select_for_update(of=("self",))
    try:
        checkout = checkouts.filter(pk=UUID(key), user=customer_id).first()
    except ValueError:
        checkout = None
    if checkout is None:
        raise QuoteRefused(QuoteProblem.NO_CHECKOUT)
    return checkout


def _check(checkout: Checkout, lines: Sequence[CheckoutLine]) -> None:
    if not any(not is_gift(line) for line in lines):
        raise QuoteRefused(QuoteProblem.EMPTY)
    if checkout.voucher_code:
        raise QuoteRefused(QuoteProblem.HAS_VOUCHER)
    try:
        refuse_hidden_lines(checkout)
    except ValidationError:
        raise QuoteRefused(QuoteProblem.UNAVAILABLE) from None
    if not all(line.variant.product.is_visible for line in lines):
        raise QuoteRefused(QuoteProblem.UNAVAILABLE)


def _create_order(
    checkout: Checkout,
    lines: Sequence[CheckoutLine],
    manager: PluginsManager,
    discounts: Discounts,
    *,
    note: str,
) -> Order:
    method = checkout.shipping_method if checkout.is_shipping_required() else None
    shipping = zero_taxed_money(checkout.currency)
    if method is not None:
        shipping = manager.calculate_checkout_shipping(checkout, lines, discounts)
    return Order.objects.create(
        status=OrderStatus.DRAFT,
        currency=checkout.currency,
        user=checkout.user,
        user_email=checkout.get_customer_email(),
        customer_note=note,
        billing_address=_copied(checkout.billing_address),
        shipping_address=_copied(checkout.shipping_address),
        shipping_method=method,
        shipping_method_name=None if method is None else str(method),
        shipping_price=shipping,
        weight=checkout.get_total_weight(),
    )


def _copied(address: Address | None) -> Address | None:
    return None if address is None else address.get_copy()


def _create_line(
    order: Order, line: CheckoutLine, manager: PluginsManager, discounts: Discounts
) -> OrderLine:
    """Make a line as Saleor makes that of an order, but without asking for stock."""
    variant = line.variant
    names = {"product_name": str(variant.product), "variant_name": str(variant)}
    translated = {
        "product_name": str(variant.product.translated),
        "variant_name": str(variant.translated),
    }
    total = manager.calculate_checkout_line_total(line, discounts)
    unit: TaxedMoney = quantize_price(total / line.quantity, total.currency)
    return order.lines.create(
        **names,
        **{
            f"translated_{name}": text if text != names[name] else ""
            for name, text in translated.items()
        },
        product_sku=variant.sku,
        is_shipping_required=variant.is_shipping_required(),
        quantity=line.quantity,
        variant=variant,
        unit_price=unit,
        tax_rate=unit.tax / unit.net if unit.net.amount else 0,
    )


def _kept(
    plugin: CheckoutQuotes,
    made: Sequence[tuple[CheckoutLine, OrderLine]],
    discounts: Discounts,
) -> dict[str, int | None]:
    """Return the lines on which promotions count, which drafts do not have."""
    kept: dict[str, int | None] = {}
    for line, ordered in made:
        if is_gift(line):
            kept[str(ordered.pk)] = ordered.quantity
            continue
        found = plugin.checkout_quote(line, discounts)
        if found is not None and found[1].promotions:
            kept[str(ordered.pk)] = None
    return kept

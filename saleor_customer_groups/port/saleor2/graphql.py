"""Saleor 2.10's GraphQL, as ``contract.graphql.SaleorGraphQL`` describes it."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

import graphene

# Saleor 2.10 has a circular import that this one, coming first, avoids.
import saleor.product.utils  # noqa: F401
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from graphql_jwt.exceptions import PermissionDenied
from promise import Promise
from saleor.account.models import Address
from saleor.checkout.models import Checkout
from saleor.core.taxes import include_taxes_in_prices, quantize_price
from saleor.graphql.account.enums import CountryCodeEnum as CountryCode
from saleor.graphql.account.types import User
from saleor.graphql.checkout.types import CheckoutLine
from saleor.graphql.core.dataloaders import DataLoader
from saleor.graphql.core.enums import OrderDirection
from saleor.graphql.core.scalars import Decimal
from saleor.graphql.core.types.money import Money, TaxedMoney, TaxedMoneyRange
from saleor.graphql.core.types.upload import Upload
from saleor.graphql.discount.dataloaders import DiscountsByDateTimeLoader
from saleor.order import OrderStatus
from saleor.order.models import Order
from saleor.product import models as catalogue

from ...engine.portal.access import PortalAccess
from ..contract.carts import OpenCart
from ..contract.graphql import LinePrice, LineTaxes
from ..contract.graphql import OrderLine as LineOfOrder
from ..portal.callers import access_of
from ..portal.refusals import no_prices
from ..visibility.callers import requestor_of
from .base.active_plugin import PLUGIN_ID
from .base.loaders import CheckoutLoader
from .invoices.downloads import caller
from .plugin import address_of
from .pricing.checkouts.carts import CheckoutCart, DraftOrderCart
from .pricing.checkouts.prices import reprice_unit
from .pricing.gifts.gifts import is_gift
from .pricing.orders.orders import sold_line, stored_quotes
from .terms.lending import to_pay

__all__ = [
    "CountryCode",
    "DateTime",
    "Decimal",
    "Money",
    "OrderDirection",
    "TaxedMoney",
    "TaxedMoneyRange",
    "Upload",
    "User",
    "access",
    "active_plugin",
    "caller",
    "changing",
    "checkout_to_pay",
    "denied",
    "draft_cart",
    "hidden_prices",
    "line_price",
    "line_taxes",
    "open_checkout",
    "order_line",
    "orders_in_reach",
    "product_taxes",
    "reading",
    "requestor",
    "undiscounted_total",
    "visible_variants",
]

DateTime = graphene.DateTime


def requestor(context: Any) -> Any:
    """Return the user or app that asks, None for somebody unknown."""
    app = getattr(context, "app", None)
    if app:
        return app
    user = getattr(context, "user", None)
    return user if user is not None and user.is_authenticated else None


def denied(permission: str) -> Exception:
    """Return the error with which Saleor answers who lacks a permission."""
    return PermissionDenied()


def orders_in_reach(user: Any, context: Any) -> None:
    """Return None: Saleor 2.10 has no channels."""


def access(context: Any) -> PortalAccess:
    """Return what the caller may do in the shop."""
    with reading(context):
        return access_of(requestor_of(context))


def hidden_prices() -> Exception:
    """Return the error with which those are answered to whom prices are hidden."""
    return PermissionDenied(no_prices())


def active_plugin(context: Any) -> Promise:
    """Return a promise of the plugin as the request knows it, None while off."""
    plugin = context.plugins.get_plugin(PLUGIN_ID)
    return Promise.resolve(plugin if plugin is not None and plugin.active else None)


@contextmanager
def reading(context: Any) -> Iterator[None]:
    """Allow reading; there is one database."""
    yield


@contextmanager
def changing(context: Any) -> Iterator[None]:
    """Allow changes; there is one database."""
    yield


def visible_variants(
    context: Any, variant_ids: Collection[int], channel: str
) -> list[int]:
    """Return those of the variants that whoever asks may see, in their order."""
    products = catalogue.Product.objects.visible_to_user(
        requestor(context) or AnonymousUser()
    )
    rows = catalogue.ProductVariant.objects.filter(
        pk__in=variant_ids, product__in=products
    )
    seen = set(rows.values_list("pk", flat=True))
    return [pk for pk in variant_ids if pk in seen]


def product_taxes(
    info: Any, product_ids: Collection[int], channel: str, country: str | None
) -> Promise:
    """Return a promise of a function that taxes prices as ``pricing`` does."""
    context = info.context
    rows = catalogue.Product.objects.filter(pk__in=product_ids)
    products = {each.pk: each for each in rows.select_related("product_type")}
    where = Address(country=country).country if country else context.country
    return Promise.resolve(
        lambda pk, price: context.plugins.apply_taxes_to_product(
            products[pk], price, where
        )
    )


def line_price(info: Any, line: Any) -> Promise:
    """Return a promise of the ``LinePrice`` of a checkout line, or of None."""
    context = info.context
    plugin = context.plugins.get_plugin(PLUGIN_ID)
    if plugin is None or not plugin.active:
        return Promise.resolve(None)

    def found(discounts: Any) -> LinePrice | None:
        quoted = plugin.checkout_quote(line, list(discounts or ()))
        if quoted is None:
            return None
        customer_id, quote = quoted
        return LinePrice(
            quote=quote,
            is_gift=is_gift(line),
            currency=settings.DEFAULT_CURRENCY,
            customer_id=customer_id,
        )

    return DiscountsByDateTimeLoader(context).load(context.request_time).then(found)


def line_taxes(info: Any, line: Any) -> Promise:
    """Return a promise of the ``LineTaxes`` of a checkout line."""

    def read(total: Any) -> LineTaxes:
        def tax(price: Any) -> Any:
            if price == (total.gross if include_taxes_in_prices() else total.net):
                return total
            # Saleor taxes one unit, and takes it so many times.
            unit = quantize_price(price / line.quantity, price.currency)
            is_of_units = unit * line.quantity == price
            variant = line.variant
            taxed = reprice_unit(
                total / line.quantity,
                (unit if is_of_units else price).amount,
                product=variant.product,
                address=lambda: address_of(line.checkout),
            )
            return taxed * line.quantity if is_of_units else taxed

        return LineTaxes(
            tax=tax, shows_gross=info.context.site.settings.display_gross_prices
        )

    return Promise.resolve(CheckoutLine.resolve_total_price(line, info)).then(read)


def undiscounted_total(info: Any, line: Any) -> Promise:
    """Return a promise of what a checkout line would cost at the listing price."""

    def compare(total: Any) -> Any:
        variant = line.variant
        unit = reprice_unit(
            total / line.quantity,
            variant.base_price.amount,
            product=variant.product,
            address=lambda: address_of(line.checkout),
        )
        return max(unit * line.quantity, total, key=lambda price: price.gross)

    return Promise.resolve(CheckoutLine.resolve_total_price(line, info)).then(compare)


class OrderByIdLoader(DataLoader):
    """Saleor 2.10 itself asks for the order of each line."""

    context_key = "customer_groups_order_by_id"

    def batch_load(self, keys: Collection[int]) -> list[Order | None]:
        """Return the orders with these primary keys."""
        found = Order.objects.in_bulk(keys)
        return [found.get(key) for key in keys]


def order_line(info: Any, line: Any) -> Promise:
    """Return a promise of an ``OrderLine``."""

    def read(order: Order) -> LineOfOrder:
        is_draft = order.status == OrderStatus.DRAFT
        return LineOfOrder(
            id=str(line.pk),
            order_id=str(order.pk),
            customer_id=order.user_id,
            variant_id=line.variant_id,
            is_draft=is_draft,
            draft=sold_line(line, stored_quotes(order)) if is_draft else None,
        )

    # The order by which the line was found knows what has changed in the request.
    order = line._state.fields_cache.get("order")
    if order is not None:
        return Promise.resolve(read(order))
    return OrderByIdLoader(info.context).load(line.order_id).then(read)


def open_checkout(info: Any, of: Any) -> Promise:
    """Return a promise of a checkout to be read, as it is loaded in the request."""

    def read(checkout: Checkout) -> CheckoutCart:
        cart = CheckoutCart(checkout.pk, discounts=info.context.discounts)
        cart.customer = checkout.user_id
        return cart

    if isinstance(of, Checkout):
        return Promise.resolve(read(of))
    return CheckoutLoader(info.context).load(of.checkout_id).then(read)


def checkout_to_pay(info: Any, of: Any) -> Promise:
    """Return a promise of what is to be paid for a checkout."""
    return Promise.resolve(to_pay(of, info.context.discounts))


def draft_cart(order: Order) -> OpenCart | None:
    """Return a draft order to be read, None for any other order."""
    return DraftOrderCart(order) if order.status == OrderStatus.DRAFT else None

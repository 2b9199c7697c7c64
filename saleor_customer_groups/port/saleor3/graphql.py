"""Saleor 3's GraphQL, as ``contract.graphql.SaleorGraphQL`` describes it."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import graphene
from promise import Promise
from saleor.channel.models import Channel
from saleor.core.exceptions import PermissionDenied
from saleor.graphql.account.enums import CountryCodeEnum as CountryCode
from saleor.graphql.account.types import User
from saleor.graphql.checkout.dataloaders import (
    CheckoutByTokenLoader,
    CheckoutInfoByCheckoutTokenLoader,
    CheckoutLinesInfoByCheckoutTokenLoader,
)
from saleor.graphql.checkout.types import Checkout, CheckoutLine
from saleor.graphql.core import scalars
from saleor.graphql.core.context import disallow_replica_in_context, setup_context_user
from saleor.graphql.core.enums import OrderDirection
from saleor.graphql.core.scalars import Decimal
from saleor.graphql.core.types.money import Money, TaxedMoney, TaxedMoneyRange
from saleor.graphql.core.types.upload import Upload
from saleor.graphql.discount.dataloaders import OrderLineDiscountsByOrderLineIDLoader
from saleor.graphql.order.dataloaders import OrderByIdLoader
from saleor.graphql.plugins.dataloaders import get_plugin_manager_promise
from saleor.graphql.utils import get_user_or_app_from_context
from saleor.product import models as catalogue

from ...engine.portal.access import PortalAccess
from ..contract.carts import OpenCart
from ..contract.graphql import LinePrice, LineTaxes
from ..contract.graphql import OrderLine as LineOfOrder
from ..contract.terms import CheckoutToPay
from ..portal.callers import access_of
from ..portal.refusals import no_prices
from ..visibility.callers import requestor_of
from .base.active_plugin import plugin_of
from .base.databases import reading, writing
from .base.reach import orders_in_reach
from .invoices.downloads import caller
from .pricing.catalogue.taxes import product_taxes, taxed
from .pricing.checkouts.carts import CheckoutCart, DraftOrderCart
from .pricing.checkouts.stored_prices import is_our_override, our_discount
from .pricing.line_metadata import QUOTE_KEY, is_gift, quote_in_metadata
from .pricing.orders.orders import sold_line
from .pricing.orders.price_origin import stored_quote
from .terms.checkouts import to_pay

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

DateTime = getattr(scalars, "DateTime", graphene.DateTime)


def requestor(context: Any) -> Any:
    """Return the user or app that asks, None for somebody unknown."""
    return get_user_or_app_from_context(context) or None


def denied(permission: str) -> Exception:
    """Return the error with which Saleor answers who lacks a permission."""
    name = permission.split(".")[1].upper()
    return PermissionDenied(
        "To access this path, you need one of the following permissions: " + name
    )


def access(context: Any) -> PortalAccess:
    """Return what the caller may do in the shop."""
    with reading(context):
        return access_of(requestor_of(context))


def hidden_prices() -> Exception:
    """Return the error with which those are answered to whom prices are hidden."""
    return PermissionDenied(no_prices())


def active_plugin(context: Any) -> Promise:
    """Return a promise of the plugin as the request knows it, None while off."""

    def found(manager: Any) -> Any:
        with reading(context):
            return plugin_of(manager)

    return get_plugin_manager_promise(context).then(found)


@contextmanager
def changing(context: Any) -> Iterator[None]:
    """Allow writing, and let the rest of the request read what was written."""
    disallow_replica_in_context(context)
    with writing():
        setup_context_user(context)
        yield


def visible_variants(
    context: Any, variant_ids: Collection[int], channel: str
) -> list[int]:
    """Return those of the variants that whoever asks may see, in their order."""
    rows = catalogue.ProductVariant.objects.filter(pk__in=variant_ids)
    visible = rows.visible_to_user(
        requestor(context),
        Channel.objects.filter(slug=channel).first(),
        limited_channel_access=True,
    )
    seen = set(visible.values_list("pk", flat=True))
    return [pk for pk in variant_ids if pk in seen]


def line_price(info: Any, line: Any) -> Promise:
    """Return a promise of the ``LinePrice`` of a checkout line, or of None.

    It is read from the line, after Saleor has found the prices again if they had
    expired; what that loads is loaded for the prices anyway.
    """
    context = info.context
    checkout_id = line.node.checkout_id

    def read(found: Any) -> LinePrice | None:
        checkout, lines = found
        of_line = (each for each in lines if each.line.pk == line.node.pk)
        each = next(of_line, None)
        return None if each is None else _line_price(each, checkout.user_id)

    return (
        Promise.resolve(CheckoutLine.resolve_unit_price(line, info))
        .then(
            lambda _: Promise.all(
                [
                    CheckoutByTokenLoader(context).load(checkout_id),
                    CheckoutLinesInfoByCheckoutTokenLoader(context).load(checkout_id),
                ]
            )
        )
        .then(read)
    )


def line_taxes(info: Any, line: Any) -> Promise:
    """Return a promise of the ``LineTaxes`` of a checkout line."""
    context = info.context

    def with_checkout(total: Any) -> Promise:
        checkout = CheckoutInfoByCheckoutTokenLoader(context)
        return checkout.load(line.node.checkout_id).then(
            lambda found: Promise.all([total, found, _shows_gross(found, info)]).then(
                read
            )
        )

    def read(found: Any) -> LineTaxes:
        total, checkout, shows_gross = found
        includes_tax = checkout.tax_configuration.prices_entered_with_tax
        of_line = (each.line for each in checkout.lines if each.line.pk == line.node.pk)
        rate = next(of_line, line.node).tax_rate

        def tax(price: Any) -> Any:
            if price == (total.gross if includes_tax else total.net):
                return total
            return taxed(price, rate=rate, includes_tax=includes_tax)

        return LineTaxes(tax=tax, shows_gross=shows_gross)

    return Promise.resolve(CheckoutLine.resolve_total_price(line, info)).then(
        with_checkout
    )


def _shows_gross(found: Any, info: Any) -> Any:
    """Return a promise of ``displayGrossPrices`` of a checkout.

    It asks for the country of the checkout, whose addresses are loaded already.
    """
    checkout = found.checkout
    for name in ("shipping_address", "billing_address"):
        address = getattr(found, name)
        if address is not None and address.pk == getattr(checkout, f"{name}_id"):
            setattr(checkout, name, address)
    return Checkout.resolve_display_gross_prices(SimpleNamespace(node=checkout), info)


def undiscounted_total(info: Any, line: Any) -> Promise:
    """Return a promise of what a checkout line would cost at the listing price.

    Saleor's own ``undiscountedTotalPrice`` is on the footing on which the channel
    enters its prices, so that it cannot be compared with the gross total.
    """
    context = info.context

    def compare(total: Any) -> Promise:
        return (
            CheckoutInfoByCheckoutTokenLoader(context)
            .load(line.node.checkout_id)
            .then(lambda checkout: read(total, checkout))
        )

    def read(total: Any, checkout: Any) -> Any:
        of_line = (each.line for each in checkout.lines if each.line.pk == line.node.pk)
        found = next(of_line, line.node)
        listed = taxed(
            found.undiscounted_unit_price * found.quantity,
            rate=found.tax_rate,
            includes_tax=checkout.tax_configuration.prices_entered_with_tax,
        )
        return max(listed, total, key=lambda price: price.gross)

    return Promise.resolve(CheckoutLine.resolve_total_price(line, info)).then(compare)


def order_line(info: Any, line: Any) -> Promise:
    """Return a promise of an ``OrderLine``."""
    context = info.context
    line = getattr(line, "node", line)

    def read(order: Any) -> Any:
        if not order.is_draft():
            return facts(order, None)
        discounts = OrderLineDiscountsByOrderLineIDLoader(context).load(line.pk)
        return discounts.then(
            lambda discounts: facts(order, stored_quote(line, discounts))
        )

    def facts(order: Any, quote: Any) -> LineOfOrder:
        return LineOfOrder(
            id=str(line.pk),
            order_id=str(order.pk),
            customer_id=order.user_id,
            variant_id=line.variant_id,
            is_draft=order.is_draft(),
            draft=None if quote is None else sold_line(line, quote),
        )

    return OrderByIdLoader(context).load(line.order_id).then(read)


def open_checkout(info: Any, of: Any) -> Promise:
    """Return a promise of a checkout to be read, as Saleor loads it for its prices."""
    node = getattr(of, "node", of)
    key = getattr(node, "checkout_id", node.pk)
    found = CheckoutInfoByCheckoutTokenLoader(info.context).load(key)
    return found.then(lambda checkout: CheckoutCart(checkout, checkout.lines))


def checkout_to_pay(info: Any, of: Any) -> Promise:
    """Return a promise of what is to be paid for a checkout, loaded as its total is."""
    token = of.node.token

    def read(found: Any) -> CheckoutToPay:
        checkout_info, lines = found
        with writing():
            return to_pay(checkout_info, lines)

    return Promise.all(
        [
            CheckoutInfoByCheckoutTokenLoader(info.context).load(token),
            CheckoutLinesInfoByCheckoutTokenLoader(info.context).load(token),
        ]
    ).then(read)


def draft_cart(order: Any) -> OpenCart | None:
    """Return a draft order to be read, None for any other order."""
    order = getattr(order, "node", order)
    return DraftOrderCart(order) if order.is_draft() else None


def _line_price(info: Any, customer_id: int | None) -> LinePrice | None:
    line = info.line
    if our_discount(info) is None and not is_our_override(line):
        return None
    quote = quote_in_metadata(line, QUOTE_KEY)
    if quote is None:
        return None
    return LinePrice(
        quote=quote,
        is_gift=is_gift(line),
        currency=line.currency,
        customer_id=customer_id,
    )

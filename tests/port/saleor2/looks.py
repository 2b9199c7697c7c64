"""Look at a checkout of Saleor 2.10 without a storefront, in a tenth of the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from graphene import Node
from saleor.checkout import calculations, models, utils
from saleor.discount import VoucherType
from saleor.discount.models import NotApplicable
from saleor.discount.utils import fetch_active_discounts

from saleor_customer_groups.port.saleor2.base import request_cache
from saleor_customer_groups.port.saleor2.base.active_plugin import PLUGIN_ID
from saleor_customer_groups.port.saleor2.pricing.checkouts.prices import plugins_manager
from saleor_customer_groups.port.saleor2.pricing.gifts.gifts import is_gift
from tests.port.answers import Checkout, Line


@contextmanager
def request() -> Iterator[None]:
    """Be in a request of a shopper's."""
    # Not by Django's signals, which would end the transaction of the test.
    request_cache._request_started()
    try:
        yield
    finally:
        request_cache._request_finished()


def has_lost_shipping(token: str) -> bool:
    """Return that Saleor 2.10 never drops the way of shipping that was chosen."""
    return False


def look(token: str) -> tuple[Checkout, Decimal | None]:
    """Look at a checkout, as a storefront does.

    :returns: what it shows; and what Saleor itself takes off for its voucher at what is
        charged, None if no voucher applies.
    """
    with request():
        checkout = models.Checkout.objects.select_related("shipping_method").get(
            pk=token
        )
        sales = fetch_active_discounts()
        manager = plugins_manager()
        plugin = manager.get_plugin(PLUGIN_ID)
        plugin.give(checkout, sales)
        lines = _lines_of(checkout)
        total = manager.calculate_checkout_total(checkout, lines, sales)
        totals = [manager.calculate_checkout_line_total(each, sales) for each in lines]
        subtotal = manager.calculate_checkout_subtotal(checkout, lines, sales)
        shipping = manager.calculate_checkout_shipping(checkout, lines, sales)
        shown = Checkout(
            id=Node.to_global_id("Checkout", checkout.pk),
            token=str(checkout.pk),
            lines=tuple(
                Line(
                    id=Node.to_global_id("CheckoutLine", line.pk),
                    sku=line.variant.sku,
                    quantity=line.quantity,
                    unit=_plain(price.gross / line.quantity),
                    total=_plain(price.gross),
                    group="" if is_gift(line) else None,
                )
                for line, price in zip(lines, totals, strict=True)
            ),
            subtotal=_plain(subtotal.gross),
            shipping=_plain(shipping.gross),
            discount=_plain(checkout.discount),
            total=_plain(total.gross),
            voucher=checkout.voucher_code or "",
        )
        return shown, _expected(checkout, lines, sales, subtotal.gross)


def expected_discount(token: str) -> Decimal | None:
    """Return what Saleor itself takes off for the voucher at what is charged."""
    with request():
        checkout = models.Checkout.objects.get(pk=token)
        lines, sales = _lines_of(checkout), fetch_active_discounts()
        subtotal = calculations.checkout_subtotal(
            checkout=checkout, lines=lines, discounts=sales
        )
        return _expected(checkout, lines, sales, subtotal.gross)


def copy(token: str, voucher: str) -> str:
    """Make a fresh checkout of the same content; the voucher is entered in it."""
    checkout = models.Checkout.objects.get(pk=token)
    lines = [line for line in checkout.lines.all() if not is_gift(line)]
    utils.remove_voucher_from_checkout(fresh := _again(checkout))
    models.CheckoutLine.objects.bulk_create(
        models.CheckoutLine(
            checkout=fresh, variant_id=line.variant_id, quantity=line.quantity
        )
        for line in lines
    )
    utils.update_checkout_quantity(fresh)
    if voucher:
        with request():
            utils.add_voucher_code_to_checkout(
                fresh, list(fresh), voucher, fetch_active_discounts()
            )
    return str(fresh.pk)


def _lines_of(checkout: Any) -> list[Any]:
    """Read lines with what Saleor would ask for of each, again for each price."""
    lines = models.CheckoutLine.objects.select_related(
        "variant__product__category", "variant__product__product_type"
    ).prefetch_related("variant__product__collections")
    prefetch_related_objects([checkout], Prefetch("lines", lines))
    return list(checkout)


def _again(checkout: Any) -> Any:
    fresh = models.Checkout()
    for field in models.Checkout._meta.concrete_fields:
        if field.name not in {"token", "private_metadata", "metadata"}:
            setattr(fresh, field.attname, getattr(checkout, field.attname))
    fresh.save()
    return fresh


def _expected(checkout: Any, lines: Any, sales: Any, subtotal: Any) -> Decimal | None:
    voucher = utils.get_voucher_for_checkout(checkout)
    if voucher is None:
        return None
    try:
        found = utils.get_voucher_discount_for_checkout(voucher, checkout, lines, sales)
    except NotApplicable:
        return None
    if voucher.type == VoucherType.SHIPPING:
        return found.amount
    return min(found, subtotal).amount


def _plain(money: Any) -> Decimal:
    return Decimal(money.amount).quantize(Decimal("0.01"))

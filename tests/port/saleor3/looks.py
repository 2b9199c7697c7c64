"""Look at a checkout of Saleor 3 without a storefront, in a tenth of the time."""

from copy import copy as copied
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.utils import timezone
from graphene import Node
from promise import Promise
from saleor.checkout import base_calculations, calculations, models, utils
from saleor.checkout.fetch import fetch_checkout_info, fetch_checkout_lines
from saleor.core.db.connection import allow_writer
from saleor.discount import VoucherType
from saleor.discount.models import NotApplicable
from saleor.plugins.manager import get_plugins_manager

from saleor_customer_groups.port.saleor3.pricing.line_metadata import is_gift
from tests.port.answers import Checkout, Line
from tests.port.saleor3.versions import BEFORE_3_23


@allow_writer()
def look(token: str) -> tuple[Checkout, Decimal | None]:
    """Look at a checkout, as a storefront does.

    :returns: what it shows; and what Saleor itself takes off for its voucher at what is
        charged, None if no voucher applies.
    """
    manager = get_plugins_manager(allow_replica=False)
    info, lines = _fetched(token, manager)
    # A promise since 3.23.
    fetched = calculations.fetch_checkout_data(info, manager, lines, None)
    info, lines = Promise.resolve(fetched).get()
    checkout = info.checkout
    shown = Checkout(
        id=Node.to_global_id("Checkout", checkout.pk),
        token=str(checkout.pk),
        lines=tuple(
            Line(
                id=Node.to_global_id("CheckoutLine", each.line.pk),
                sku=each.variant.sku,
                quantity=each.line.quantity,
                unit=_plain(each.line.total_price.gross / each.line.quantity),
                total=_plain(each.line.total_price.gross),
                group="" if is_gift(each.line) else None,
            )
            for each in lines
        ),
        subtotal=_plain(checkout.subtotal.gross),
        shipping=_plain(checkout.shipping_price.gross),
        discount=_plain(checkout.discount),
        total=_plain(checkout.total.gross),
        voucher=checkout.voucher_code or "",
    )
    return shown, _expected(token, manager)


def has_lost_shipping(token: str) -> bool:
    """Tell whether Saleor has dropped the way of shipping that was chosen.

    Before 3.23 it does where units are taken out beside a voucher of the whole order,
    whose discount is still that of before and more than the goods cost now: with
    customer groups on, off and not installed.
    """
    if not BEFORE_3_23:
        return False
    return models.Checkout.objects.get(pk=token).shipping_method_id is None


@allow_writer()
def copy(token: str, voucher: str) -> str:
    """Make a fresh checkout of the same content; the voucher is entered in it."""
    checkout = models.Checkout.objects.get(pk=token)
    lines = [each for each in checkout.lines.all() if not is_gift(each)]
    fresh = copied(checkout)
    fresh.pk = fresh.token = uuid4()
    fresh._state.adding = True
    fresh.voucher_code = fresh.discount_name = fresh.translated_discount_name = None
    fresh.discount_amount = Decimal(0)
    fresh.price_expiration = fresh.discount_expiration = timezone.now()
    delivery = getattr(checkout, "assigned_delivery", None)  # since 3.23
    if delivery is not None:
        fresh.assigned_delivery = None
    fresh.save(force_insert=True)
    models.CheckoutLine.objects.bulk_create(
        models.CheckoutLine(
            checkout=fresh,
            variant_id=line.variant_id,
            quantity=line.quantity,
            currency=line.currency,
            undiscounted_unit_price_amount=line.undiscounted_unit_price_amount,
        )
        for line in lines
    )
    if delivery is not None:
        delivery = copied(delivery)
        delivery.pk = uuid4()
        delivery.checkout = fresh
        delivery._state.adding = True
        delivery.save(force_insert=True)
        fresh.assigned_delivery = delivery
        fresh.save(update_fields=["assigned_delivery"])
    if voucher:
        manager = get_plugins_manager(allow_replica=False)
        info, infos = _fetched(str(fresh.pk), manager)
        utils.add_voucher_code_to_checkout(manager, info, infos, voucher)
        utils.invalidate_checkout(
            info, infos, manager, recalculate_discount=False, save=True
        )
    return str(fresh.pk)


@allow_writer()
def expected_discount(token: str) -> Decimal | None:
    """Return what Saleor itself takes off for the voucher at what is charged."""
    return _expected(token, get_plugins_manager(allow_replica=False))


def _fetched(token: str, manager: Any) -> Any:
    checkout = models.Checkout.objects.get(pk=token)
    lines, _ = fetch_checkout_lines(checkout)
    return fetch_checkout_info(checkout, lines, manager), lines


def _expected(token: str, manager: Any) -> Decimal | None:
    info, lines = _fetched(token, manager)
    if info.voucher is None:
        return None
    address = info.shipping_address or info.billing_address
    for each in lines:
        # As when it is entered.
        each.voucher = None
    try:
        found = utils.get_voucher_discount_for_checkout(
            manager, info.voucher, info, lines, address
        )
    except NotApplicable:
        return None
    if info.voucher.type == VoucherType.SHIPPING:
        return found.amount
    subtotal = base_calculations.base_checkout_subtotal(
        lines, info.channel, info.checkout.currency
    )
    return min(found, subtotal).amount


def _plain(money: Any) -> Decimal:
    return Decimal(money.amount).quantize(Decimal("0.01"))

"""In which ways what is given can be shipped with what is bought."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet, prefetch_related_objects
from prices import Money
from saleor.checkout.fetch import CheckoutInfo, CheckoutLineInfo
from saleor.checkout.models import Checkout
from saleor.checkout.utils import calculate_checkout_weight
from saleor.discount import VoucherType
from saleor.discount.utils.voucher import calculate_line_discount_amount_from_voucher
from saleor.shipping import ShippingMethodType
from saleor.shipping.models import ShippingMethod, ShippingMethodChannelListing
from saleor.shipping.postal_codes import is_shipping_method_applicable_for_postal_code

from ..... import engine
from ....base.weights import weight_left
from ....contract.carts import ShippingWay


def chosen_method(checkout: Checkout) -> tuple[int | None, str | None]:
    """Return the method of Saleor's that is chosen, or the id of that of an app."""
    # Saleor 3.23 keeps it with what it was offered for, 3.21 with the checkout alone.
    offered: Any = getattr(checkout, "assigned_delivery", None)
    if offered is None:
        return checkout.shipping_method_id, checkout.external_shipping_method_id
    return offered.built_in_shipping_method_id, offered.external_shipping_method_id


def subtotal(lines: Sequence[engine.LineResult], currency: str) -> Money:
    """Return what Saleor compares with limits: prices as they are entered."""
    return Money(sum((line.total for line in lines), Decimal(0)), currency)


def subtotal_with_voucher(
    checkout_info: CheckoutInfo,
    lines: Sequence[CheckoutLineInfo],
    prices: Sequence[engine.LineResult],
) -> Money:
    """Return what Saleor compares with limits: prices less what a voucher takes off.

    :param prices: what the lines cost without it.
    """
    currency = checkout_info.checkout.currency
    channel, voucher = checkout_info.channel, checkout_info.voucher
    value = subtotal(prices, currency)
    if voucher is None or voucher.type == VoucherType.SHIPPING:
        return value
    of_channel = [
        listing
        for listing in voucher.channel_listings.all()
        if listing.channel_id == channel.pk
    ]
    # One that does not apply at these prices goes when they are stored.
    if not of_channel or (of_channel[0].min_spent_amount or 0) > value.amount:
        return value
    off_lines = Money(0, currency)
    for info, price in zip(lines, prices, strict=True):
        total = Money(price.total, currency)
        off_lines += calculate_line_discount_amount_from_voucher(info, total)
    value -= off_lines
    if voucher.type != VoucherType.ENTIRE_ORDER:
        return value
    # Saleor takes off twice what a voucher for the cheapest unit takes off once.
    return value - (
        off_lines
        if voucher.apply_once_per_order
        else voucher.get_discount_amount_for(value, channel)
    )


def read_shipping_ways(
    checkout_info: CheckoutInfo,
    lines: Sequence[CheckoutLineInfo],
    *,
    subtotal: Money,
    known: "ShippingMethods | None" = None,
) -> Sequence[ShippingWay] | None:
    """Read the method that is chosen, or all of Saleor's that are offered.

    :param lines: those that are shipped, without our gifts.
    :param known: the methods, where they are read already.
    :returns: None if no address is known, or an app ships, or the goods are
        collected.
    """
    checkout = checkout_info.checkout
    built_in, external = chosen_method(checkout)
    if external or checkout.collection_point_id:
        return None
    weight = calculate_checkout_weight(list(lines))
    if known is not None:
        found = (
            known.chosen(built_in)
            if built_in
            else known.offered(
                checkout_info,
                price=subtotal,
                weight=weight,
                product_ids={info.product.pk for info in lines},
            )
        )
        return _ways(found, known.excluded_products, weight=weight)
    methods: QuerySet | None
    if built_in:
        methods = ShippingMethod.objects.filter(pk=built_in)
    else:
        methods = ShippingMethod.objects.applicable_shipping_methods_for_instance(
            checkout,
            channel_id=checkout.channel_id,
            price=subtotal,
            shipping_address=checkout_info.shipping_address,
            lines=list(lines),
        )
    return ways_of(methods, weight=weight)


def ways_of(methods: QuerySet | None, *, weight: Any) -> list[ShippingWay] | None:
    """Return what more the methods carry, beside what weighs so much.

    :returns: None if there are none.
    """
    found = [] if methods is None else list(methods)
    if not found:
        return None
    excluded = _excluded_products(method.pk for method in found)
    return _ways(found, excluded, weight=weight)


def _ways(
    methods: Sequence[ShippingMethod],
    excluded: Mapping[int, Collection[int]],
    *,
    weight: Any,
) -> list[ShippingWay] | None:
    return [
        ShippingWay(weight_left(method, weight), frozenset(excluded.get(method.pk, ())))
        for method in methods
    ] or None


class ShippingMethods:
    """The ways in which some checkouts are or may be shipped, read once for all.

    ``excluded_products`` are the primary keys of what a method does not ship.
    """

    def __init__(self, checkout_infos: Sequence[CheckoutInfo]) -> None:
        checkouts = [info.checkout for info in checkout_infos]
        if hasattr(Checkout, "assigned_delivery"):
            prefetch_related_objects(checkouts, "assigned_delivery")
        of_checkouts = (chosen_method(checkout)[0] for checkout in checkouts)
        chosen = {pk for pk in of_checkouts if pk is not None}
        self._chosen = ShippingMethod.objects.in_bulk(chosen)
        self._listings = list(
            ShippingMethodChannelListing.objects.filter(
                channel__in={checkout.channel_id for checkout in checkouts},
                shipping_method__shipping_zone__channels=F("channel"),
            )
            .select_related("shipping_method__shipping_zone")
            .prefetch_related("shipping_method__postal_code_rules")
        )
        self.excluded_products = _excluded_products(
            {*chosen, *(each.shipping_method_id for each in self._listings)}
        )

    def chosen(self, pk: int) -> list[ShippingMethod]:
        """Return the method that is chosen."""
        return [self._chosen[pk]] if pk in self._chosen else []

    def offered(
        self,
        checkout_info: CheckoutInfo,
        *,
        price: Money,
        weight: Any,
        product_ids: Collection[int],
    ) -> list[ShippingMethod]:
        """Return what Saleor's ``applicable_shipping_methods_for_instance`` finds."""
        address = checkout_info.shipping_address
        channel_id = checkout_info.checkout.channel_id
        found = []
        for listing in self._listings:
            method = listing.shipping_method
            excluded = self.excluded_products.get(method.pk, set())
            countries = {each.code for each in method.shipping_zone.countries}
            if (
                address
                and address.country.code in countries
                and (listing.channel_id, listing.currency)
                == (channel_id, price.currency)
                and excluded.isdisjoint(product_ids)
                and _carries(listing, price.amount, weight)
                and is_shipping_method_applicable_for_postal_code(address, method)
            ):
                found.append(method)
        return found


def _carries(
    listing: ShippingMethodChannelListing, amount: Decimal, weight: Any
) -> bool:
    method = listing.shipping_method
    is_by_price = method.type == ShippingMethodType.PRICE_BASED
    what: Any = amount if is_by_price else weight
    limits: Any = listing if is_by_price else method
    name = "order_price_amount" if is_by_price else "order_weight"
    least, most = (getattr(limits, f"{end}_{name}") for end in ("minimum", "maximum"))
    return (least is None or least <= what) and (most is None or what <= most)


def _excluded_products(method_pks: Iterable[int]) -> Mapping[int, set[int]]:
    found: dict[int, set[int]] = {}
    rows = ShippingMethod.excluded_products.through.objects.filter(
        shippingmethod__in=list(method_pks)
    )
    for method, product in rows.values_list("shippingmethod_id", "product_id"):
        found.setdefault(method, set()).add(product)
    return found

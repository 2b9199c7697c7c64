"""The stock of variants that may be given away."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib.sites.models import Site
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from saleor.checkout.fetch import CheckoutInfo, CheckoutLineInfo
from saleor.checkout.models import Checkout
from saleor.product.models import (
    ProductChannelListing,
    ProductVariant,
    ProductVariantChannelListing,
)
from saleor.warehouse import WarehouseClickAndCollectOption
from saleor.warehouse.models import Reservation, Stock

from .....engine.base.messages import Message
from ....base.weights import milligrams
from ....contract.carts import GiftVariant
from ..catalogue.catalogue import is_gift_card
from ..line_metadata import is_gift


def read_stock(
    variant_ids: Collection[int],
    *,
    checkout: Checkout,
    channel: str,
    lines: Sequence[CheckoutLineInfo],
    country: str,
) -> dict[int, int]:
    """Read how many units of variants are left beside those that are paid for.

    :returns: 0 or less if there are none left or the variant cannot be sold here,
        absent if there is no limit.
    """
    found = read_gift_variants(
        variant_ids, checkout=checkout, channel=channel, lines=lines, country=country
    )
    return {pk: each.units for pk, each in found.items() if each.units is not None}


def read_gift_variants(
    variant_ids: Collection[int],
    *,
    checkout: Checkout,
    channel: str,
    lines: Sequence[CheckoutLineInfo],
    country: str,
) -> dict[int, GiftVariant]:
    """Read whether variants can be given away beside what is paid for.

    Two queries. What is sold before it is in stock is not given away.

    :param channel: the slug of the checkout's channel.
    :param lines: those of the checkout.
    :param country: where it is shipped to.
    """
    found = read_variants(
        variant_ids,
        channel=channel,
        stocks=_stocks(checkout, channel, country),
        reservations=_reservations().exclude(checkout_line__checkout=checkout.pk),
    )
    return beside_bought(found, _bought(lines))


def read_gift_variants_of_many(
    variant_ids: Collection[int],
    checkouts: Sequence[tuple[CheckoutInfo, Sequence[CheckoutLineInfo]]],
) -> list[dict[int, GiftVariant]]:
    """Read the same for many checkouts, each with its lines.

    Three queries for each place from which the goods come.
    """
    places = [
        (info.channel.slug, info.get_country(), info.checkout.collection_point_id)
        for info, _ in checkouts
    ]
    pks = [info.checkout.pk for info, _ in checkouts]
    in_place = {}
    own: dict[tuple[Any, UUID], Counter[int]] = defaultdict(Counter)
    for place, (info, _) in zip(places, checkouts, strict=True):
        if place in in_place:
            continue
        channel, country, _ = place
        stocks = _stocks(info.checkout, channel, country)
        in_place[place] = read_variants(
            variant_ids, channel=channel, stocks=stocks, reservations=_reservations()
        )
        of_these = _reservations().filter(
            checkout_line__checkout__in=pks,
            stock__in=stocks.filter(product_variant__in=variant_ids),
        )
        for pk, variant, units in of_these.values_list(
            "checkout_line__checkout", "stock__product_variant", "quantity_reserved"
        ):
            own[place, pk][variant] += units
    found = []
    for place, pk, (_, lines) in zip(places, pks, checkouts, strict=True):
        # Reservations of the checkout itself do not count.
        taken = _bought(lines)
        taken.subtract(own[place, pk])
        found.append(beside_bought(in_place[place], taken))
    return found


def beside_bought(
    found: Mapping[int, GiftVariant], bought: Mapping[int, int]
) -> dict[int, GiftVariant]:
    """Return variants, with the bought units subtracted from their stock.

    :param bought: units by variant.
    """
    return {
        pk: each
        if each.units is None
        else each._replace(units=max(each.units - bought.get(pk, 0), 0))
        for pk, each in found.items()
    }


def _bought(lines: Sequence[CheckoutLineInfo]) -> Counter[int]:
    bought = Counter[int]()
    for info in lines:
        if not is_gift(info.line):
            bought[info.line.variant_id] += info.line.quantity
    return bought


def _reservations() -> QuerySet:
    return Reservation.objects.filter(reserved_until__gt=timezone.now())


def read_variants(
    variant_ids: Collection[int],
    *,
    channel: str,
    stocks: QuerySet,
    reservations: QuerySet,
) -> dict[int, GiftVariant]:
    """Read whether variants can be sold, and how many units of them, in two queries.

    The number is negative if more units are reserved than there are.

    :param channel: the slug of the channel.
    :param stocks: from which Saleor would allocate.
    :param reservations: the units reserved for others, by ``stock``.
    """
    now = timezone.now()
    listings = ProductVariantChannelListing.objects.filter(
        variant=OuterRef("pk"), channel__slug=channel
    )
    shown = ProductChannelListing.objects.filter(
        product=OuterRef("product_id"), channel__slug=channel
    )
    published = shown.filter(
        Q(published_at=None) | Q(published_at__lte=now), is_published=True
    )
    rows = (
        ProductVariant.objects.filter(pk__in=variant_ids)
        .select_related("product__product_type")
        .annotate(
            listing_price=Subquery(listings.values("price_amount")[:1]),
            is_shown=Exists(published),
            is_for_sale=Exists(shown.filter(available_for_purchase_at__lte=now)),
        )
    )
    found = dict.fromkeys(
        variant_ids, GiftVariant(0, problem=Message("no longer exists"))
    )
    counted = []
    for variant in rows:
        product = variant.product
        problem = _problem(variant)
        is_counted = variant.track_inventory and not problem
        if is_counted:
            counted.append(variant.pk)
        found[variant.pk] = GiftVariant(
            units=None if not problem and not is_counted else 0,
            product_id=product.pk,
            needs_shipping=product.product_type.is_shipping_required,
            weight=milligrams(variant.get_weight()),
            base_amount=variant.listing_price,
            problem=problem,
        )
    if counted:
        reserved = (
            reservations.order_by()
            .values("stock")
            .annotate(units=Sum("quantity_reserved"))
        )
        left = Counter(dict.fromkeys(counted, 0))
        for pk, available, reserved_units in (
            stocks.filter(product_variant__in=counted)
            .annotate_available_quantity()
            .annotate(reserved=Coalesce(Subquery(reserved.values("units")), 0))
            .values_list("product_variant_id", "available_quantity", "reserved")
        ):
            left[pk] += available - reserved_units
        for pk, units in left.items():
            found[pk] = found[pk]._replace(units=units)
    return found


def _problem(variant: Any) -> str:
    """Return why a shopper could not put a variant into the cart, or an empty text."""
    # A gift is goods, not money.
    if is_gift_card(variant.product.product_type):
        return Message("is a gift card")
    if variant.listing_price is None:
        return Message("has no price in this channel")
    if not variant.is_shown:
        return Message("is not published")
    if not variant.is_for_sale:
        return Message("is not for sale yet")
    if variant.is_preorder_active():
        return Message("is sold before it is in stock")
    return ""


def _stocks(checkout: Checkout, channel: str, country: str) -> QuerySet:
    """Return the stocks that Saleor will allocate from when it makes the order."""
    if point := checkout.collection_point:
        stocks = Stock.objects.for_channel_and_click_and_collect(channel)
        is_local = (
            point.click_and_collect_option == WarehouseClickAndCollectOption.LOCAL_STOCK
        )
        return stocks.filter(warehouse=point.pk) if is_local else stocks
    return stocks_for_country(channel, country)


def stocks_for_country(channel: str, country: str) -> QuerySet:
    """Return the stocks from which Saleor ships to a country.

    :param channel: the slug of the channel.
    :param country: two capital letters.
    """
    settings = Site.objects.get_current().settings
    # Before 3.23 there was no other way.
    stocks = Stock.objects
    if getattr(settings, "use_legacy_shipping_zone_stock_availability", True):
        return stocks.for_channel_and_country(channel, country)
    return stocks.for_channel(channel)

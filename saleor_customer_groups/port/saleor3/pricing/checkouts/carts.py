"""Read checkouts and draft orders of Saleor 3 as the engine takes them."""

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from decimal import Decimal
from functools import cached_property
from inspect import unwrap
from typing import Any, NamedTuple

from django.db.models import prefetch_related_objects
from prices import Money
from saleor.checkout.base_calculations import base_checkout_undiscounted_delivery_price
from saleor.checkout.fetch import CheckoutInfo, CheckoutLineInfo
from saleor.discount import DiscountType
from saleor.order.fetch import EditableOrderLineInfo, fetch_draft_order_lines_info
from saleor.order.models import Order, OrderLine

from ..... import engine
from ....base.kept_queries import KeptRows
from ....contract.carts import GiftVariant, Reading, ShippingWay
from ...rules.price_list_entries import listed_prices
from ..catalogue.catalogue import (
    Ancestors,
    promotion_rule,
    read_ancestors,
    read_line,
    read_promotion,
)
from ..gifts.order_effects import extra_units
from ..gifts.refused_gifts import read_refused_gifts, read_refused_gifts_of
from ..gifts.stock import read_gift_variants, read_gift_variants_of_many
from ..line_metadata import DISCOUNT_NAME, is_gift
from ..orders import price_origin
from ..shipping.shipping_ways import (
    ShippingMethods,
    chosen_method,
    read_shipping_ways,
    subtotal_with_voucher,
)
from .stored_prices import is_locked, is_our_override


class GiftFacts(NamedTuple):
    """What a checkout is asked about gifts, read for many checkouts together."""

    variants: Mapping[int, GiftVariant]
    refused: Mapping[str, int]
    methods: ShippingMethods


class CheckoutCart:
    """A checkout with the lines that Saleor is about to price.

    :param beside_voucher: whether a voucher is being entered.
    """

    def __init__(
        self,
        checkout_info: CheckoutInfo,
        lines: list[CheckoutLineInfo],
        *,
        beside_voucher: bool = False,
    ) -> None:
        checkout = checkout_info.checkout
        self.name = f"Checkout {checkout.pk}"
        self.key = str(checkout.pk)
        self.customer = checkout.user_id
        self.currency = checkout.currency
        self.channel = checkout_info.channel.slug
        self.all_lines = lines
        # Gifts, Saleor's own and ours, are not bought.
        self.lines: Sequence[CheckoutLineInfo] = [
            info for info in lines if not info.line.is_gift and not is_gift(info.line)
        ]
        self.info = checkout_info
        # Saleor's own gifts are shipped with what is bought.
        self._shipped = [info for info in lines if not is_gift(info.line)]
        self.needs_shipping = any(
            info.product_type.is_shipping_required for info in self._shipped
        )
        self._has_voucher = beside_voucher or checkout_info.voucher is not None
        self.gift_facts: GiftFacts | None = None

    @property
    def line_keys(self) -> list[str]:
        """The ids of the lines as text, in their order."""
        return [str(info.line.pk) for info in self.lines]

    def read_cart(self, entries: KeptRows | None) -> Reading:
        """Read what is in the cart; categories above and entries cost a query each."""
        (reading,) = read_carts([self], entries)
        return reading

    def facts(self, ancestors: Ancestors) -> engine.Cart:
        """Return what is in the cart.

        :param ancestors: of the categories of its lines.
        """
        return engine.Cart(
            lines=tuple(_line(info, ancestors) for info in self.lines),
            has_voucher=self._has_voucher,
        )

    def read_shipping_price(self) -> Decimal:
        """Return the price of the method that is chosen, 0 if there is none."""
        if not self.has_shipping_method:
            # Saleor 3.21 would read all methods to find it.
            return Decimal(0)
        native = unwrap(base_checkout_undiscounted_delivery_price)
        return native(self.info, self.all_lines).amount

    def read_refused_gifts(self) -> Mapping[str, int]:
        """Read what the shopper has refused, in one query."""
        if self.gift_facts is not None:
            return self.gift_facts.refused
        return read_refused_gifts(self.info.checkout.pk)

    def read_email(self) -> str:
        """Return the e-mail of a guest."""
        return self.info.checkout.email or ""

    @property
    def has_shipping_method(self) -> bool:
        """Whether a way of shipping is chosen, of Saleor's or of an app."""
        return any(chosen_method(self.info.checkout))

    def read_gift_variants(
        self, variant_ids: Collection[int]
    ) -> Mapping[int, GiftVariant]:
        """Read what is in stock for the channel and the country of the checkout."""
        if self.gift_facts is not None:
            return self.gift_facts.variants
        return read_gift_variants(
            variant_ids,
            checkout=self.info.checkout,
            channel=self.channel,
            lines=self.all_lines,
            country=self.info.get_country(),
        )

    def read_shipping_ways(
        self, lines: Sequence[engine.LineResult]
    ) -> Sequence[ShippingWay] | None:
        """Read the method of Saleor's that is chosen, or those that it would offer."""
        return read_shipping_ways(
            self.info,
            self._shipped,
            subtotal=subtotal_with_voucher(self.info, self.lines, lines),
            known=self.gift_facts and self.gift_facts.methods,
        )


class DraftOrderCart:
    """An order that staff are still writing, or some lines of which they edit.

    :param edited: the lines that are to be priced, None for all of them. The others
        keep the prices that were agreed upon.
    """

    def __init__(self, order: Order, *, edited: Collection[Any] | None = None) -> None:
        self.name = f"Order {order.pk}"
        self.customer = order.user_id
        self.currency = order.currency
        self.channel = order.channel.slug
        self.order = order
        self._edited = edited

    @cached_property
    def all_lines(self) -> list[EditableOrderLineInfo]:
        """The lines that have a variant, as Saleor fetches them."""
        return fetch_draft_order_lines_info(self.order, fetch_actual_prices=True)

    @property
    def lines(self) -> list[EditableOrderLineInfo]:
        """The lines that are paid for, with units that staff have added to a gift."""
        return [
            info
            for info in self.all_lines
            if not info.line.is_gift
            and (not is_gift(info.line) or extra_units(info.line))
        ]

    def is_open(self, info: EditableOrderLineInfo) -> bool:
        """Tell whether the price of a line is to be found."""
        is_edited = self._edited is None or info.line.pk in self._edited
        return is_edited and not price_origin.is_locked(info)

    def read_cart(self, entries: KeptRows | None) -> Reading:
        """Read what is in the order, in a constant number of queries."""
        (reading,) = read_carts([self], entries)
        return reading

    def facts(self, ancestors: Ancestors) -> engine.Cart:
        """Return what is in the order.

        :param ancestors: of the categories of its lines.
        """
        return engine.Cart(
            lines=tuple(
                _order_line(info, ancestors, locked=not self.is_open(info))
                for info in self.lines
            ),
            has_voucher=self.order.voucher_id is not None,
        )


def read_carts(checkouts: Sequence[Any], entries: KeptRows | None) -> list[Reading]:
    """Read many checkouts, or draft orders, in as many queries as one."""
    lines = [info for each in checkouts for info in each.lines]
    ancestors = read_ancestors(lines)
    carts = [each.facts(ancestors) for each in checkouts]
    units = max(
        (sum(line.quantity for line in cart.lines) for cart in carts), default=0
    )
    listed = listed_prices(entries, _variants(lines), units=units)
    readings = []
    for each, cart in zip(checkouts, carts, strict=True):
        variants = set(map(str, _variants(each.lines)))
        theirs = tuple(price for price in listed if price.variant in variants)
        readings.append(Reading(cart, theirs))
    return readings


def read_gift_facts(checkouts: Sequence[Any], variant_ids: Collection[int]) -> None:
    """Load what checkouts will be asked about gifts."""
    vouchers = [voucher for each in checkouts if (voucher := each.info.voucher)]
    prefetch_related_objects(vouchers, "channel_listings")
    methods = ShippingMethods([each.info for each in checkouts])
    refused = read_refused_gifts_of([each.info.checkout.pk for each in checkouts])
    variants = read_gift_variants_of_many(
        variant_ids, [(each.info, each.all_lines) for each in checkouts]
    )
    for each, of_checkout in zip(checkouts, variants, strict=True):
        each.gift_facts = GiftFacts(
            of_checkout, refused.get(each.info.checkout.pk, {}), methods
        )


def read_drafts(drafts: Sequence[Any], entries: KeptRows | None) -> list[Reading]:
    """Read many draft orders in as many queries as one.

    Their vouchers are ignored: only prices before vouchers count.
    """
    orders = {each.order.pk: each.order for each in drafts}
    prefetch_related_objects(list(orders.values()), "channel")
    lines: dict[Any, list[OrderLine]] = {pk: [] for pk in orders}
    rows = list(OrderLine.objects.filter(order__in=list(orders)))
    prefetch_related_objects(rows, *_PREFETCHED)
    for line in rows:
        lines[line.order_id].append(line)
    for each in drafts:
        order = copy(each.order)
        order.voucher = None
        each.all_lines = fetch_draft_order_lines_info(
            order, lines[each.order.pk], fetch_actual_prices=True
        )
    return read_carts(drafts, entries)


# What Saleor's ``fetch_draft_order_lines_info`` reads of the lines of one order.
_PREFETCHED = (
    "discounts__promotion_rule__promotion",
    "variant__product__collections",
    "variant__product__product_type",
    "variant__channel_listings__variantlistingpromotionrule__promotion_rule"
    "__promotion__translations",
    "variant__channel_listings__variantlistingpromotionrule__promotion_rule"
    "__translations",
)


def _variants(lines: Sequence[CheckoutLineInfo | EditableOrderLineInfo]) -> set[int]:
    return {info.line.variant_id for info in lines}


def _line(info: CheckoutLineInfo, ancestors: Ancestors) -> engine.Line:
    if is_locked(info):
        return read_line(
            info, ancestors=ancestors, unit_price=_charged(info), locked=True
        )
    rule = promotion_rule(info)
    base = info.channel_listing.price_amount
    # Saleor has rounded what the promotion takes off, when it put it on the variant.
    listed = info.rules_info[0].variant_listing_promotion_rule if rule else None
    public = max(base - listed.discount_amount, Decimal(0)) if listed else base
    return read_line(
        info,
        ancestors=ancestors,
        unit_price=base,
        public_price=public,
        promotion=read_promotion(rule),
    )


def _order_line(
    info: EditableOrderLineInfo, ancestors: Ancestors, *, locked: bool
) -> engine.Line:
    # For a gift only the units count that staff have added.
    extra = extra_units(info.line)
    quantity = extra or info.line.quantity
    if locked:
        charged = price_origin.charged_price(info)
        return read_line(
            info,
            ancestors=ancestors,
            unit_price=charged * info.line.quantity / quantity,
            quantity=quantity,
            locked=True,
        )
    return read_line(
        info,
        ancestors=ancestors,
        unit_price=price_origin.listing_price(info),
        quantity=quantity,
        promotion=read_promotion(promotion_rule(info)),
    )


def _charged(info: CheckoutLineInfo) -> Decimal:
    """Return what Saleor charges for one unit of a line whose price is not ours."""
    listing = info.channel_listing
    if info.line.price_override is not None and not is_our_override(info.line):
        unit = Money(info.line.price_override, info.line.currency)
    elif listing is not None and listing.price is not None:
        unit = listing.price
    else:
        unit = info.line.undiscounted_unit_price
    by_app = [
        discount.amount_value
        for discount in info.discounts
        if discount.type == DiscountType.MANUAL and discount.name != DISCOUNT_NAME
    ]
    if by_app:
        return max(unit.amount - sum(by_app) / info.line.quantity, Decimal(0))
    rule = promotion_rule(info)
    return (rule.get_discount(unit.currency)(unit) if rule else unit).amount

"""The quote of a checkout of Saleor 2.10, calculated once in a request."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from saleor.checkout.models import Checkout, CheckoutLine
from saleor.discount import DiscountInfo

from ....contract.hooks import PluginHooks
from ....contract.quotes import LineQuote, nothing_off
from ...base.active_plugin import PLUGIN_ID
from ...base.request_cache import get_cached, set_cached
from ..gifts.gifts import gift_of, give, in_stock, is_gift
from ..gifts.promotion_effects import HAS_GIFTS_KEY, NO_EFFECTS, PromotionEffects
from ..gifts.refused_gifts import end_refusals
from ..vouchers import vouchers
from .carts import CheckoutCart
from .paid_prices import CustomerQuote, paid_effects, paid_quote
from .promised_prices import read_promised_prices
from .told_again import tell_again


@dataclass(frozen=True, slots=True)
class CachedQuote:
    """What a checkout was quoted, by the primary key of the line.

    It is empty if no rule concerns the customer, and after a fault, which
    ``is_certain`` tells apart.
    """

    cart: CheckoutCart
    customer_id: int | None = None
    group_codes: str = ""
    lines: Mapping[int, LineQuote] = field(default_factory=dict)
    effects: PromotionEffects = NO_EFFECTS
    ended_refusals: frozenset[str] = frozenset()
    is_certain: bool = True
    shipping_discount_on: Callable[[Decimal], Decimal] = field(
        default=nothing_off, compare=False, repr=False
    )

    def ours(self) -> dict[int, LineQuote]:
        """Return what the lines cost whose price a group made."""
        return {pk: quote for pk, quote in self.lines.items() if quote.is_ours}

    def knows(self, line: CheckoutLine) -> bool:
        """Tell whether a line was quoted, in the quantity of the loaded line."""
        return self.cart.units.get(line.pk) == line.quantity


def is_quote_cached(token: Any) -> bool:
    """Tell whether this request knows the quote of a checkout already."""
    return get_cached(_key(token))[0]


def is_quoted(token: Any, lines: Iterable[CheckoutLine]) -> bool:
    """Tell whether this request has priced a checkout with just these lines in it."""
    is_known, cached = get_cached(_key(token))
    bought = {line.pk: line.quantity for line in lines if not is_gift(line)}
    return is_known and cached.cart.units == bought


def codes_at_sale(
    token: Any, customer_id: int, codes_of: Callable[..., str], *, at: datetime
) -> str:
    """Return the codes of the groups by which a checkout became an order.

    :param token: of the checkout.
    :param customer_id: whose order it is.
    :param codes_of: the hook ``group_codes``, which is asked if this request has not
        priced the checkout for this customer.
    :param at: when it became an order.
    """
    is_known, cached = get_cached(_key(token))
    if is_known and cached.group_codes and cached.customer_id == customer_id:
        codes: str = cached.group_codes
        return codes
    return codes_of(customer_id, at=at)


def _key(token: Any) -> tuple[str, Any]:
    return ("checkout", token)


class CheckoutQuotes(PluginHooks):
    """What the plugin knows of a checkout, calculated once in a request."""

    def checkout_quote(
        self, line: CheckoutLine, discounts: Sequence[DiscountInfo]
    ) -> CustomerQuote:
        """Return whose price a line has and which; None for Saleor's own price."""
        is_paid, quoted = paid_quote(line)
        if is_paid:
            return quoted
        if not self.active:
            return None
        if is_gift(line):
            cached = self.cached_quote(line.checkout_id, discounts)
            gift = gift_of(line, cached.effects.gifts)
            base = line.variant.base_price.amount
            return (cached.customer_id, gift.quote(base)) if gift else None
        cached = self.cached_quote(line.checkout_id, discounts, line=line)
        quote = cached.lines.get(line.pk)
        if quote is None or not quote.is_ours:
            return None
        if not cached.knows(line):
            # Promotions were calculated for another quantity than that of the loaded
            # line.
            quote = replace(quote, discount_amount=Decimal(0), promotions=())
        return cached.customer_id, quote

    def promotion_effects(
        self, checkout: Checkout, discounts: Sequence[DiscountInfo]
    ) -> PromotionEffects:
        """Return what promotions give to a checkout beside its lines."""
        effects = paid_effects(checkout)
        if effects is not None:
            return effects
        if not self.active:
            return NO_EFFECTS
        return self.cached_quote(checkout.pk, discounts).effects

    def give(self, checkout: Checkout, discounts: Sequence[DiscountInfo]) -> bool:
        """Have the gifts in a checkout that it has earned; tell whether any changed."""
        key = ("gifts", checkout.pk)
        if get_cached(key)[0]:
            return False
        gifts = self.promotion_effects(checkout, discounts).gifts
        self._end_refusals(checkout)
        if gifts and paid_effects(checkout) is not None:
            # What was paid for is not given up, but Saleor would not deliver it.
            cart = CheckoutCart(checkout.pk, discounts=())
            cart.read_cart(None)
            gifts = in_stock(gifts, cart)
        is_changed = give(checkout, gifts)
        set_cached(key, True)
        return is_changed

    def _end_refusals(self, checkout: Checkout) -> None:
        key = _key(checkout.pk)
        is_known, cached = get_cached(key)
        if is_known and cached.ended_refusals:
            end_refusals(checkout.pk, cached.ended_refusals)
            # To end them has emptied the cache of the request.
            set_cached(key, replace(cached, ended_refusals=frozenset()))

    def has_found_prices(
        self, checkout: Checkout, discounts: Sequence[DiscountInfo]
    ) -> bool:
        """Tell whether the prices of a checkout are those that it has without a fault.

        Those that were paid, or at which a payment was prepared, are.
        """
        if not self.active or paid_effects(checkout) is not None:
            return True
        cached = self.cached_quote(checkout.pk, discounts)
        return cached.is_certain or bool(cached.lines)

    def is_current_gift(self, line: CheckoutLine) -> bool:
        """Tell whether a line is a gift of today, not one that was paid for."""
        return self.active and is_gift(line) and not paid_quote(line)[0]

    def refresh_voucher(
        self,
        checkout: Checkout,
        lines: Sequence[CheckoutLine],
        discounts: Sequence[DiscountInfo],
    ) -> bool:
        """Have a voucher calculated on today's prices; tell whether it had to be."""
        return vouchers.refresh_voucher(checkout, lines, discounts, active=self.active)

    def has_prices(
        self, lines: Sequence[CheckoutLine], discounts: Sequence[DiscountInfo]
    ) -> bool:
        """Tell whether a group made the price of any line, or gave one."""
        return any(
            is_gift(line) or self.checkout_quote(line, discounts) for line in lines
        )

    def cached_quote(
        self,
        token: Any,
        discounts: Sequence[DiscountInfo],
        *,
        line: CheckoutLine | None = None,
    ) -> CachedQuote:
        """Return what a checkout is quoted, calculated once in a request.

        :param discounts: the sales of Saleor that are on now.
        :param line: one that the quote must know, if it knows any.
        """
        is_known, cached = get_cached(_key(token))
        # Somebody else may have changed a line, or its quantity, since then.
        if is_known and (line is None or not cached.lines or cached.knows(line)):
            return cached
        cart = CheckoutCart(token, discounts=list(discounts or ()))
        quote = self.quote(cart)
        if quote is None:
            cached = self._promised_quote(cart, None) or CachedQuote(
                cart, is_certain=False
            )
        elif quote.left_out and (
            promised := self._promised_quote(cart, quote.left_out)
        ):
            cached = promised
        elif not quote.lines:
            cached = CachedQuote(
                cart, customer_id=quote.customer_id, group_codes=quote.group_codes
            )
        else:
            cached = CachedQuote(
                cart=cart,
                customer_id=quote.customer_id,
                group_codes=quote.group_codes,
                lines=dict(zip(cart.units, quote.lines, strict=True)),
                effects=PromotionEffects(
                    quote.gifts, quote.shipping_promotions, quote.promotions
                ),
                ended_refusals=quote.ended_refusals,
                shipping_discount_on=quote.shipping_discount_on,
            )
        set_cached(_key(token), cached)
        if cached.is_certain and cart.is_told_at_fault:
            tell_again(token)
        return cached

    def _promised_quote(
        self, cart: CheckoutCart, left_out: frozenset[str] | None
    ) -> CachedQuote | None:
        """Return the prices at which a payment was prepared: they cannot be found now.

        :param left_out: the codes of what cannot be read, None if nothing can.
        :returns: None if there is no such payment, or nothing that cannot be read made
            its prices.
        """
        promised = read_promised_prices(cart)
        if promised is None or not (left_out is None or promised.codes & left_out):
            return None
        return CachedQuote(
            cart,
            customer_id=promised.customer_id,
            lines=promised.lines,
            effects=promised.effects,
            is_certain=False,
        )


def plugin_for(manager: Any, checkout: Checkout) -> CheckoutQuotes | None:
    """Return the plugin if it may have anything to change in a checkout.

    :param manager: Saleor's plugins.
    """
    plugin = manager.get_plugin(PLUGIN_ID)
    if plugin is None:
        return None
    metadata = checkout.private_metadata
    is_ours = HAS_GIFTS_KEY in metadata or vouchers.VOUCHER_KEY in metadata
    return plugin if plugin.active or is_ours else None

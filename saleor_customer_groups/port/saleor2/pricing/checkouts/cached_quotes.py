"""The quote of a checkout of Saleor 2.10, found once in a request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from saleor.checkout.models import Checkout, CheckoutLine
from saleor.discount import DiscountInfo

from ....contract.hooks import PluginHooks
from ....contract.quotes import LineQuote
from ...base.request_cache import get_cached, set_cached
from ..gifts.gifts import gift_of, give, in_stock, is_gift
from ..gifts.promotion_effects import NOTHING, PromotionEffects
from ..gifts.refused_gifts import end_refusals
from ..vouchers import vouchers
from .carts import CheckoutCart
from .paid_prices import CustomerQuote, paid_given, paid_quote
from .promised_prices import read_promise


@dataclass(frozen=True, slots=True)
class CachedQuote:
    """What was found for a checkout, by the primary key of the line.

    It is empty where nothing concerns the customer, and after a fault, which
    ``is_certain`` tells apart.
    """

    cart: CheckoutCart
    customer_id: int | None = None
    lines: Mapping[int, LineQuote] = field(default_factory=dict)
    given: PromotionEffects = NOTHING
    ended_refusals: frozenset[str] = frozenset()
    is_certain: bool = True

    def ours(self) -> dict[int, LineQuote]:
        """Return what the lines cost whose price a group made."""
        return {pk: quote for pk, quote in self.lines.items() if quote.is_ours}

    def knows(self, line: CheckoutLine) -> bool:
        """Tell whether a line was found, in the quantity that it has in hand."""
        return self.cart.units.get(line.pk) == line.quantity


def is_found(token: Any) -> bool:
    """Tell whether this request knows the quote of a checkout already."""
    return get_cached(_key(token))[0]


def _key(token: Any) -> tuple[str, Any]:
    return ("checkout", token)


class CheckoutQuotes(PluginHooks):
    """What the plugin knows of a checkout, found once in a request."""

    def checkout_quote(
        self, line: CheckoutLine, discounts: Sequence[DiscountInfo]
    ) -> CustomerQuote:
        """Return whose price a line has and which, none for Saleor's own price."""
        is_paid, quoted = paid_quote(line)
        if is_paid:
            return quoted
        if not self.active:
            return None
        if is_gift(line):
            found = self.found(line.checkout_id, discounts)
            gift = gift_of(line, found.given.gifts)
            base = line.variant.base_price.amount
            return (found.customer_id, gift.quote(base)) if gift else None
        found = self.found(line.checkout_id, discounts, line=line)
        quote = found.lines.get(line.pk)
        if quote is None or not quote.is_ours:
            return None
        if not found.knows(line):
            # In hand is another quantity than that for which promotions were reckoned.
            quote = replace(quote, discount_amount=Decimal(0), promotions=())
        return found.customer_id, quote

    def given(
        self, checkout: Checkout, discounts: Sequence[DiscountInfo]
    ) -> PromotionEffects:
        """Return what promotions give to a checkout beside its lines."""
        paid = paid_given(checkout)
        if paid is not None:
            return paid
        if not self.active:
            return NOTHING
        return self.found(checkout.pk, discounts).given

    def give(self, checkout: Checkout, discounts: Sequence[DiscountInfo]) -> bool:
        """Have the gifts in a checkout that it has earned; tell whether any changed."""
        key = ("gifts", checkout.pk)
        if get_cached(key)[0]:
            return False
        gifts = self.given(checkout, discounts).gifts
        self._end_refusals(checkout)
        if gifts and paid_given(checkout) is not None:
            # What was paid for is not given up, but Saleor would not deliver it.
            cart = CheckoutCart(checkout.pk, discounts=())
            cart.read_cart(None)
            gifts = in_stock(gifts, cart)
        is_changed = give(checkout, gifts)
        set_cached(key, True)
        return is_changed

    def _end_refusals(self, checkout: Checkout) -> None:
        key = _key(checkout.pk)
        is_known, found = get_cached(key)
        if is_known and found.ended_refusals:
            end_refusals(checkout.pk, found.ended_refusals)
            # To end them has made the request forget what it has found.
            set_cached(key, replace(found, ended_refusals=frozenset()))

    def is_given(self, line: CheckoutLine) -> bool:
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

    def found(
        self,
        token: Any,
        discounts: Sequence[DiscountInfo],
        *,
        line: CheckoutLine | None = None,
    ) -> CachedQuote:
        """Return what a checkout was quoted.

        :param discounts: the sales of Saleor that are on now.
        :param line: one that it must know, where anything is known.
        """
        is_known, found = get_cached(_key(token))
        # Another line, or quantity, comes from somebody else since then.
        if is_known and (line is None or not found.lines or found.knows(line)):
            return found
        cart = CheckoutCart(token, discounts=list(discounts or ()))
        quote = self.quote(cart)
        if quote is None:
            found = self._promised(cart)
        elif not quote.lines:
            found = CachedQuote(cart)
        else:
            found = CachedQuote(
                cart=cart,
                customer_id=quote.customer_id,
                lines=dict(zip(cart.units, quote.lines, strict=True)),
                given=PromotionEffects(
                    quote.gifts, quote.shipping_promotions, quote.promotions
                ),
                ended_refusals=quote.ended_refusals,
            )
        set_cached(_key(token), found)
        return found

    def _promised(self, cart: CheckoutCart) -> CachedQuote:
        """Return at what a payment was prepared, where prices cannot be found."""
        promised = read_promise(cart)
        if promised is None:
            return CachedQuote(cart, is_certain=False)
        return CachedQuote(
            cart,
            customer_id=promised.customer_id,
            lines=promised.lines,
            given=promised.given,
            is_certain=False,
        )

"""Read checkouts and draft orders of Saleor 2.10 as the engine takes them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet, Subquery
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.discount import DiscountInfo
from saleor.order.models import Order, OrderLine

from ... import engine
from ..contract import Reading
from ..goods import listed_prices
from .goods import CHANNEL, read_goods, read_line


class CheckoutCart:
    """A checkout, known by its token alone."""

    def __init__(self, token: Any, *, discounts: Sequence[DiscountInfo]) -> None:
        self.name = f"Checkout {token}"
        self.customer = Subquery(Checkout.objects.filter(pk=token).values("user_id"))
        self.currency = settings.DEFAULT_CURRENCY
        self.channel = CHANNEL
        self.line_ids: list[int] = []
        self._token = token
        self._discounts = discounts

    def read_cart(self, entries: QuerySet | None) -> Reading:
        """Read lines, catalogue, price lists and checkout in one query."""
        rows = read_goods(
            CheckoutLine.objects.filter(checkout_id=self._token),
            entries,
            units=F("quantity"),
            shipping_price=F("checkout__shipping_method__price_amount"),
            voucher_code=F("checkout__voucher_code"),
        )
        self.line_ids = [row["pk"] for row in rows]
        cart = engine.Cart(
            lines=tuple(read_line(row, self._discounts, self.currency) for row in rows),
            shipping_price=(rows[0]["shipping_price"] if rows else None) or Decimal(0),
            has_voucher=bool(rows and rows[0]["voucher_code"]),
        )
        return Reading(cart, listed_prices(rows))


class DraftOrderCart:
    """An order that staff are still writing."""

    def __init__(self, order: Order, *, discounts: Sequence[DiscountInfo]) -> None:
        self.name = f"Draft order {order.pk}"
        self.customer = order.user_id
        self.currency = order.currency
        self.channel = CHANNEL
        self.line_ids: list[int] = []
        self._order = order
        self._discounts = discounts

    def read_cart(self, entries: QuerySet | None) -> Reading:
        """Read the lines that have a variant, with catalogue and price lists, at once.

        It takes one query.
        """
        rows = read_goods(
            OrderLine.objects.filter(order_id=self._order.pk, variant__isnull=False),
            entries,
            units=F("quantity"),
        )
        self.line_ids = [row["pk"] for row in rows]
        cart = engine.Cart(
            lines=tuple(read_line(row, self._discounts, self.currency) for row in rows),
            shipping_price=self._order.shipping_price_gross_amount,
            has_voucher=self._order.voucher_id is not None,
        )
        return Reading(cart, listed_prices(rows))

"""Read checkouts and draft orders of Saleor 2.10 as the engine takes them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    CharField,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, NullIf
from django.utils.functional import SimpleLazyObject
from saleor.account.models import Address
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.core.weight import Weight
from saleor.discount import DiscountInfo
from saleor.discount.utils import fetch_active_discounts
from saleor.order.models import Order, OrderLine
from saleor.shipping.models import ShippingMethod

from ..... import engine
from ....base.arrays import IsAnyOf
from ....base.kept_queries import KeptExpression, KeptRows, LookedUp, Parameter
from ....contract.carts import GiftVariant, Reading, ShippingWay
from ....pricing.goods import listed_prices
from ....pricing.refused_gifts import REFUSED_GIFTS_KEY, read_refused
from ...base.channel_names import CHANNEL
from ..catalogue.goods import KEYS, GoodsReader, read_line
from ..gifts.promotion_effects import GIFT_KEY
from ..gifts.stock import beside_bought, read_gift_variants, unit_grams
from ..orders.kept_prices import is_kept_gift
from ..orders.orders import is_charged, stored_quotes
from ..shipping.shipping_ways import ShippingMethods, read_shipping_ways
from ..vouchers.entered_voucher import is_voucher_entered
from .told_again import TOLD_AT_FAULT_KEY


class CheckoutCart:
    """A checkout, known by its token alone.

    ``units`` are the quantities of the lines that were read, in their order, by primary
    key; ``is_shipping_promoted`` tells whether anything asked for the shipping price.
    """

    def __init__(self, token: Any, *, discounts: Sequence[DiscountInfo]) -> None:
        self.name = f"Checkout {token}"
        self.key = str(token)
        self.customer: int | LookedUp | None = LookedUp(_CUSTOMER, {"checkout": token})
        self.currency = settings.DEFAULT_CURRENCY
        self.channel = CHANNEL
        self.units: dict[int, int] = {}
        self.is_shipping_promoted = False
        self.needs_shipping = False
        self._rows: list[dict[str, Any]] = []
        self._stock: Mapping[int, GiftVariant] | None = None
        self._methods: ShippingMethods | None = None
        self.token = token
        self._discounts = discounts

    @property
    def line_keys(self) -> list[str]:
        """The ids of the lines that were read as text, in their order."""
        return list(map(str, self.units))

    def read_cart(self, entries: KeptRows | None) -> Reading:
        """Read lines, catalogue, price lists and checkout in one query.

        Gifts are not among the lines: they are not bought.
        """
        return self.take(_LINES.read([self.token], entries))

    def take(self, rows: list[dict[str, Any]]) -> Reading:
        """Keep what was read of its lines, and return it."""
        self._rows = rows
        self.needs_shipping = any(row["needs_shipping"] for row in rows)
        self.units = {row["pk"]: row["units"] for row in rows}
        cart = engine.Cart(
            lines=tuple(read_line(row, self._discounts, self.currency) for row in rows),
            has_voucher=bool(self._first("voucher_code"))
            or is_voucher_entered(self.token),
        )
        return Reading(cart, listed_prices(rows))

    def read_shipping_price(self) -> Decimal:
        """Return the price of the method that is chosen, which is read already."""
        self.is_shipping_promoted = True
        return self._first("shipping_price") or Decimal(0)

    def read_refused_gifts(self) -> Mapping[str, int]:
        """Return what the shopper has refused, which is read already."""
        return read_refused(self._first("refused"))

    def read_email(self) -> str:
        """Return the e-mail of a guest, which is read already."""
        return self._first("email") or ""

    @property
    def has_shipping_method(self) -> bool:
        """Whether a way of shipping is chosen, which is read already."""
        return self._first("shipping_method") is not None

    def read_gift_variants(
        self, variant_ids: Collection[int]
    ) -> Mapping[int, GiftVariant]:
        """Read what is in stock for the country of the checkout, in one query."""
        found = self._stock
        if found is None:
            found = read_gift_variants(variant_ids, country=self.country)
        return beside_bought(
            found, {row["variant_pk"]: row["units"] for row in self._rows}
        )

    @property
    def is_told_at_fault(self) -> bool:
        """Whether apps were told other prices of it, which is read already."""
        return self._first("told_at_fault") is not None

    @property
    def country(self) -> str:
        """The country to which Saleor delivers, which is read already."""
        return self._first("country") or ""

    @property
    def variant_ids(self) -> list[int]:
        """The primary keys of what is in the lines that were read, in their order."""
        return [row["variant_pk"] for row in self._rows]

    def take_gift_facts(
        self, stock: Mapping[int, GiftVariant], methods: ShippingMethods
    ) -> None:
        """Keep what was read of gifts and ways of shipping for many checkouts.

        :param stock: of the variants that may be given, in the country of this one.
        """
        self._stock, self._methods = stock, methods

    def read_shipping_ways(
        self, lines: Sequence[engine.LineResult]
    ) -> Sequence[ShippingWay] | None:
        """Read the method that is chosen, or those that Saleor would offer."""
        weight = Weight(g=sum(row["grams"] * row["units"] for row in self._rows))
        return read_shipping_ways(
            chosen=self._first("shipping_method"),
            country=self._first("ship_to") or "",
            lines=lines,
            variant_ids=self.variant_ids,
            currency=self.currency,
            weight=weight,
            known=self._methods,
        )

    def _first(self, name: str) -> Any:
        return self._rows[0][name] if self._rows else None


def _of_checkout(rows: QuerySet, to: str, column: str) -> Combinable:
    """Return an expression for a column of what the checkout of a line points to.

    PostgreSQL plans subqueries one by one, but each join with all others: planning
    takes longer than the query.

    :param to: the field of the checkout that points to it.
    """
    pk = OuterRef(f"checkout__{to}_id")
    return Subquery(rows.filter(pk=pk).order_by().values(column))


def _country_of(address: str) -> Combinable:
    return _of_checkout(Address.objects.all(), address, "country")


def _country() -> Combinable:
    """Return an expression for the country that Saleor delivers a checkout to."""
    return Coalesce(
        *(
            NullIf(_country_of(address), Value(""))
            for address in ("shipping_address", "billing_address")
        ),
        "checkout__country",
        output_field=CharField(),
    )


def read_carts(checkouts: Sequence[Any], entries: KeptRows | None) -> list[Reading]:
    """Read many checkouts in one query."""
    by_token: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for row in _LINES.read([each.token for each in checkouts], entries):
        by_token[row["token"]].append(row)
    return [each.take(by_token[each.token]) for each in checkouts]


def read_gift_facts(checkouts: Sequence[Any], variant_ids: Collection[int]) -> None:
    """Have checkouts know what they will be asked of gifts.

    What shoppers have refused is read with the lines.
    """
    stock = {
        country: read_gift_variants(variant_ids, country=country)
        for country in {each.country for each in checkouts}
    }
    methods = ShippingMethods({pk for each in checkouts for pk in each.variant_ids})
    for each in checkouts:
        each.take_gift_facts(stock[each.country], methods)


_LINES = GoodsReader(
    lambda tokens: CheckoutLine.objects.filter(
        IsAnyOf(F("checkout_id"), tokens)
    ).exclude(data__has_key=GIFT_KEY),
    ArrayField(UUIDField()),
    token=F("checkout_id"),
    units=F("quantity"),
    shipping_price=_of_checkout(
        ShippingMethod.objects.all(), "shipping_method", "price_amount"
    ),
    voucher_code=F("checkout__voucher_code"),
    email=F("checkout__email"),
    country=_country(),
    refused=KeyTextTransform(REFUSED_GIFTS_KEY, "checkout__private_metadata"),
    told_at_fault=KeyTextTransform(TOLD_AT_FAULT_KEY, "checkout__private_metadata"),
    shipping_method=F("checkout__shipping_method"),
    ship_to=_country_of("shipping_address"),
    needs_shipping=F("variant__product__product_type__is_shipping_required"),
    grams=unit_grams("variant__"),
)
_CUSTOMER = KeptExpression(
    Subquery(
        Checkout.objects.filter(pk=Parameter("checkout", UUIDField())).values("user_id")
    )
)


class DraftOrderCart:
    """An order that staff are still writing."""

    def __init__(self, order: Order) -> None:
        self.name = f"Draft order {order.pk}"
        self.customer = order.user_id
        self.currency = order.currency
        self.channel = CHANNEL
        self.order_pk = order.pk
        self._order = order

    @cached_property
    def lines(self) -> list[OrderLine]:
        """The lines that have a variant, without gifts."""
        return [
            line
            for line in _order_lines([self.order_pk])
            if not is_kept_gift(self._order, line)
        ]

    @cached_property
    def _on_sale(self) -> set[int]:
        """The lines that Saleor has put on sale, as it does with a new address only."""
        stored = stored_quotes(self._order)
        found = set()
        for line in self.lines:
            quote = stored.get(line.variant_id)
            if quote is not None and is_charged(line, quote):
                is_on_sale = quote.public_amount != quote.base_amount
            else:
                is_on_sale = line.variant.base_price.amount not in (
                    line.unit_price_net_amount,
                    line.unit_price_gross_amount,
                )
            if is_on_sale:
                found.add(line.pk)
        return found

    @cached_property
    def _discounts(self) -> Sequence[DiscountInfo]:
        return fetch_active_discounts() if self._on_sale else ()

    def discounts_of(self, line_id: int) -> Sequence[DiscountInfo]:
        """Return Saleor's sales as far as a line has them."""
        return self._discounts if line_id in self._on_sale else ()

    def take(self, lines: list[OrderLine], sales: Sequence[DiscountInfo]) -> None:
        """Keep what was read of many drafts: its own lines, and Saleor's sales."""
        self.lines, self._discounts = lines, sales

    def read_cart(self, entries: KeptRows | None) -> Reading:
        """Read the goods of the lines, with catalogue and price lists, at once."""
        return self.reading_of(
            _ORDER_LINES.read([line.pk for line in self.lines], entries)
        )

    def reading_of(self, rows: list[dict[str, Any]]) -> Reading:
        """Return what was read of the lines."""
        cart = engine.Cart(
            lines=tuple(
                read_line(row, self.discounts_of(row["pk"]), self.currency)
                for row in rows
            ),
            shipping_price=self._order.shipping_price_gross_amount,
            has_voucher=self._order.voucher_id is not None,
        )
        return Reading(cart, listed_prices(rows))


def read_drafts(drafts: Sequence[Any], entries: KeptRows | None) -> list[Reading]:
    """Read many draft orders; their lines, the goods and sales cost a query each."""
    lines: dict[int, list[OrderLine]] = {each.order_pk: [] for each in drafts}
    for line in _order_lines(list(lines)):
        lines[line.order_id].append(line)
    rows: dict[int, list[dict[str, Any]]] = {pk: [] for pk in lines}
    of_line = {line.pk: pk for pk, theirs in lines.items() for line in theirs}
    for row in _ORDER_LINES.read(list(of_line), entries):
        rows[of_line[row["pk"]]].append(row)
    sales = SimpleLazyObject(fetch_active_discounts)
    for each in drafts:
        each.take(lines[each.order_pk], sales)
    return [each.reading_of(rows[each.order_pk]) for each in drafts]


def _order_lines(order_pks: Collection[int]) -> list[OrderLine]:
    lines = OrderLine.objects.filter(order__in=order_pks, variant__isnull=False)
    return list(lines.select_related("variant__product").order_by("pk"))


_ORDER_LINES = GoodsReader(
    lambda pks: OrderLine.objects.filter(IsAnyOf(F("pk"), pks)),
    KEYS,
    units=F("quantity"),
)

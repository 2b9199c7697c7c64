"""What members of groups paid in the past: priced by the engine, as of that day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from saleor.order.models import Order

from saleor_customer_groups import engine, port
from saleor_customer_groups.models import (
    AppliedBenefit,
    Change,
    CustomerGroup,
    LedgerEntry,
)
from saleor_customer_groups.port.contract.quotes import LineQuote
from saleor_customer_groups.port.membership.customer_metadata import GROUPS_KEY
from saleor_customer_groups.port.saleor2.pricing.orders.orders import (
    sold_lines,
    store_quotes,
)
from saleor_customer_groups.services.base.codes import listed
from saleor_customer_groups.services.base.configuration import configuration_of
from saleor_customer_groups.services.pricing.orders.applied_benefits import benefits_of
from saleor_customer_groups.services.pricing.pricing import line_quotes
from saleor_customer_groups.services.pricing.promotions.promotion_facts import (
    PromotionAttribution,
)
from saleor_customer_groups.services.rules.rule_snapshot import read_all_rules


class Wanted(NamedTuple):
    """Units of a variant that somebody wants, and what anybody else paid for one.

    ``percent_off`` is what a sale of then took off, 0 without one.
    """

    variant_id: int
    quantity: int
    public_amount: Decimal
    percent_off: Decimal


class GroupPrices:
    """The prices of groups, for whoever was a member at a time.

    The rules have to be there, and the ledger of who joined and left when.
    """

    def __init__(self, variant_ids: Iterable[int]) -> None:
        self._snapshot = read_all_rules()
        (self._channel,) = port.channels()
        goods = port.goods_cart(dict.fromkeys(variant_ids, 1), channel=self._channel)
        self._currency = goods.currency
        reading = goods.read_cart(self._snapshot.entries_for(self._snapshot.names))
        self._book, _ = self._snapshot.book_with(reading.listed_prices)
        self._goods = {int(line.variant): line for line in reading.cart.lines}
        self._settings = configuration_of(port.any_plugin()).pricing()
        self._default = CustomerGroup.objects.get(is_default=True).code
        self._moves: dict[int, list[tuple[datetime, str, str]]] = defaultdict(list)
        moves = LedgerEntry.objects.filter(change__in=[Change.JOINED, Change.LEFT])
        for customer_id, at, change, code in moves.order_by("at", "pk").values_list(
            "customer_id", "at", "change", "group_code"
        ):
            self._moves[customer_id].append((at, change, code))

    def codes(self, customer_id: int, at: datetime) -> list[str]:
        """Return the codes of the groups that a customer was in."""
        found: set[str] = set()
        for moved_at, change, code in self._moves[customer_id]:
            if moved_at <= at:
                (found.add if change == Change.JOINED else found.discard)(code)
        return sorted(found)

    def quotes(
        self, codes: Sequence[str], wanted: Sequence[Wanted], *, at: datetime
    ) -> Sequence[LineQuote | None]:
        """Return what each costs together with the others, None at Saleor's own price.

        :param codes: of the groups of the customer.
        """
        if not set(codes) - {self._default}:
            return [None] * len(wanted)
        customer = engine.Customer(groups=tuple(codes))
        facts = engine.Facts(
            currency=self._currency,
            channel=self._channel,
            now=at,
            settings=self._settings,
            groups=self._snapshot.groups,
            customer=customer,
            cart=engine.Cart(lines=tuple(map(self._line, wanted))),
        )
        result = engine.price_units(
            facts, self._book, max_amount=port.max_goods_amount()
        )
        effective = self._snapshot.effective_groups(customer)
        attribution = PromotionAttribution(result, self._snapshot, effective)
        return [
            each if each.is_ours else None
            for each in line_quotes(result, self._snapshot, attribution)
        ]

    def _line(self, wanted: Wanted) -> engine.Line:
        sale = wanted.percent_off
        return self._goods[wanted.variant_id].model_copy(
            update={
                "quantity": wanted.quantity,
                "public_price": wanted.public_amount,
                "promotion": engine.LinePercentOff(percent=sale) if sale else None,
            }
        )


def stamp(
    order: Order, codes: Iterable[str], quotes: Iterable[tuple[int, LineQuote]]
) -> None:
    """Put on an order, which is not saved yet, what checkouts leave on theirs."""
    store_quotes(order, quotes)
    if codes:
        order.private_metadata = {**order.private_metadata, GROUPS_KEY: listed(codes)}


def record_benefits(orders: Iterable[Order]) -> None:
    """Record what groups made of the prices of orders, as when each was placed."""
    AppliedBenefit.objects.bulk_create(
        benefit
        for order in orders
        for line in sold_lines(order).lines
        for benefit in benefits_of(line, order_id=str(order.pk), now=order.created)
    )

"""Past orders priced twice: with the rules as they are now, and with a draft."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal

from django.db.models import CharField

from .... import engine, port
from ....engine.facts.groups import Lineages
from ....engine.money import round_amount
from ....engine.reports.replays import GiftCosts, Replay, ReplayedLine
from ....models import AppliedBenefit, Basis
from ....port.base.arrays import among
from ....port.contract.past_orders import PastOrder, PastOrders, Span
from ...base.configuration import Configuration
from ...pricing.promotions.promotion_facts import variants_given
from ...pricing.promotions.promotion_uses import used_by
from ...rules.rule_snapshot import RuleSnapshot
from .dry_run_customers import Customers
from .dry_run_drafts import Books, DraftedRules, DryRunDraft
from .dry_run_uses import TwoCourses, UsesSoFar, read_uses_before

# So many orders are read and priced at a time: it bounds the memory.
BATCH = 500


class Replayer:
    """Prices the orders of a span, batch by batch, in the order of time.

    Each is priced at the moment at which it was placed, for its customer's groups, with
    the shop's settings of now. What is not kept of an order counts as it was good for
    the customer: gifts are in stock and not refused. docs/dry-run.md.
    """

    def __init__(
        self,
        snapshot: RuleSnapshot,
        draft: DryRunDraft,
        *,
        span: Span,
        basis: Basis,
        configuration: Configuration,
        now: datetime,
    ) -> None:
        self.rules = DraftedRules(snapshot, draft)
        self._snapshot = snapshot
        self._span = span
        self._settings = configuration.pricing()
        self._max_amount = port.max_goods_amount()
        self._customers = Customers(snapshot, basis=basis, now=now)
        promotions = self.rules.promotions
        uses = read_uses_before(
            {each.code for each in promotions if each.is_limited} | draft.codes,
            since=span.since,
        )
        before = UsesSoFar(snapshot.book.promotions, uses)
        drafted = draft.promotion
        if drafted is not None and draft.saved_code not in ("", drafted.code):
            # It goes on with the uses of the one that it replaces.
            uses |= {
                (drafted.code, by): number
                for (code, by), number in list(uses.items())
                if code == draft.saved_code
            }
        self._uses = TwoCourses(before, UsesSoFar(promotions, uses))
        self._lineages: dict[engine.Customer | None, Lineages] = {}

    def gift_costs(self) -> GiftCosts:
        """Return what costs the shop what may be given away, in one query or none."""
        variants = variants_given(self.rules.promotions)
        costs = port.variant_costs(variants) if variants else {}
        return {(channel, str(pk)): cost for (channel, pk), cost in costs.items()}

    def batches(self) -> Iterator[list[Replay | None]]:
        """Yield the orders, None for those whose facts are no longer there.

        Each batch costs the same number of queries, however many orders are in it.
        """
        begin_at: str | None = None
        while True:
            found = port.past_orders(self._span, begin_at=begin_at, limit=BATCH)
            if found.orders:
                yield self._replay_all(found)
            begin_at = found.next_from
            if begin_at is None:
                return

    def _replay_all(self, found: PastOrders) -> list[Replay | None]:
        customers = self._customers.of(found.orders)
        books = self.rules.books(
            {int(line.goods.variant) for each in found.orders for line in each.lines}
        )
        costs = _frozen_costs(found)
        return [
            self._replay(each, customers[each.order_id], books, costs)
            if each.is_whole
            else None
            for each in found.orders
        ]

    def _replay(
        self,
        order: PastOrder,
        customer: engine.Customer | None,
        books: Books,
        costs: Mapping[str, Decimal],
    ) -> Replay:
        lineages = self._lineages_of(customer)
        goods = [
            line.goods.model_copy(update={"cost": costs[line.line_id]})
            if line.line_id in costs
            else line.goods
            for line in order.lines
        ]
        facts = engine.Facts.model_construct(
            currency=order.currency,
            channel=order.channel,
            now=order.placed_at,
            settings=self._settings,
            groups=self._snapshot.groups,
            customer=customer,
            cart=engine.Cart.model_construct(
                shipping_price=order.shipping_amount,
                has_voucher=order.has_voucher,
                lines=tuple(goods),
            ),
        )
        by = used_by(order.customer_id, order.email)
        # What the draft has others use up may concern whom it does not.
        is_concerned = self.rules.concern(lineages.effective) or self._uses.are_apart
        before = self._price(order, facts, books.before, self._uses.before, by)
        after = before
        if is_concerned:
            after = self._price(order, facts, books.after, self._uses.after, by)
        self._uses.count(before, after, by)
        return Replay(
            customer=None if order.customer_id is None else str(order.customer_id),
            groups=lineages.members,
            channel=order.channel,
            currency=order.currency,
            lines=tuple(
                ReplayedLine(
                    product=line.goods.product,
                    product_name=line.product_name,
                    goods=each,
                    gross=line.taxes.gross,
                    net=line.taxes.net,
                )
                for line, each in zip(order.lines, goods, strict=True)
            ),
            shipping_gross=order.shipping_taxes.gross,
            charged=_charged(order),
            before=before,
            after=after,
        )

    def _price(
        self,
        order: PastOrder,
        facts: engine.Facts,
        book: engine.RuleBook,
        uses: UsesSoFar,
        by: str,
    ) -> engine.Result:
        if order.is_by_staff:
            return engine.price_units(facts, book, max_amount=self._max_amount)
        cart = facts.cart.model_copy(update={"usage": uses.of(by)})
        return engine.price(
            facts.model_copy(update={"cart": cart}), book, max_amount=self._max_amount
        )

    def _lineages_of(self, customer: engine.Customer | None) -> Lineages:
        found = self._lineages.get(customer)
        if found is None:
            found = Lineages(self._snapshot.groups, customer)
            self._lineages[customer] = found
        return found


def _frozen_costs(found: PastOrders) -> Mapping[str, Decimal]:
    """Return what lines cost the shop when they were sold, if that was recorded."""
    benefits = AppliedBenefit.objects.filter(
        among(
            "order_id",
            [each.order_id for each in found.orders],
            of=CharField(max_length=36),
        ),
        cost_amount__isnull=False,
    ).exclude(order_line_id="")
    return dict(benefits.order_by().values_list("order_line_id", "cost_amount"))


def _charged(order: PastOrder) -> Decimal:
    """Return what was charged, taxes and shipping included, before vouchers."""
    amounts = (
        *((line.charged_amount, line.taxes) for line in order.lines),
        (order.shipping_charged_amount, order.shipping_taxes),
    )
    return sum(
        (
            round_amount(amount * taxes.gross, order.currency)
            for amount, taxes in amounts
        ),
        Decimal(0),
    )

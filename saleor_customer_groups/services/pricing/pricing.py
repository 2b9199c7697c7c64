"""What a customer pays in an open checkout or draft order."""

import logging
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ... import engine, port
from ...engine.money import round_amount
from ...port.contract.carts import OpenCart, OpenCheckout, Reading
from ...port.contract.quotes import Applied, LineQuote, Quote
from ..base.codes import listed
from ..base.configuration import Configuration
from ..base.transactions.isolation import FaultsLogged, isolated
from ..rules.amounts import log_left_out
from ..rules.rule_rows import codes_of
from ..rules.rule_snapshot import RuleSnapshot, read_rule_snapshot
from .current_groups import CurrentGroups, read_current_groups
from .hidden_goods import HiddenGoods
from .promotions.gifts import GiftChoice
from .promotions.promotion_facts import (
    PromotionAttribution,
    promotions_in,
    with_surroundings,
)
from .promotions.promotion_uses import Uses

logger = logging.getLogger(__name__)


def quote(
    checkout: OpenCheckout, *, configuration: Configuration, now: datetime
) -> Quote | None:
    """Return what a checkout costs its customer, promotions included.

    Where no rule concerns the customer this costs one query. A fault in it never
    reaches the sale: it is logged, and Saleor's own prices hold.

    :returns: the prices, or None if they could not be found.
    """
    return _quote_or_none(checkout, checkout, configuration=configuration, now=now)


def shipping_discount_amount(
    checkout: OpenCheckout, *, configuration: Configuration, now: datetime
) -> Decimal:
    """Return what promotions take off the shipping price of a checkout.

    Where none of the customer's promotions is about shipping this costs one query.

    :returns: an amount in the checkout's currency; 0 after a fault, which is logged.
    """
    logged = FaultsLogged(
        logger,
        "%s is offered shipping at Saleor's own prices: pricing it for the customer's"
        " groups failed",
        checkout.name,
    )
    with logged, isolated(writes=False):
        current_groups = read_current_groups(checkout.customer, now=now)
        if not _promotes_shipping(checkout, current_groups, now=now):
            return Decimal(0)
        pricing_input = read_input(
            checkout, checkout, current_groups, configuration=configuration, now=now
        )
        if pricing_input is not None:
            shipping_price = pricing_input.facts.cart.shipping_price
            return pricing_input.shipping_discount_on(shipping_price)
    return Decimal(0)


def _promotes_shipping(
    checkout: OpenCheckout, current_groups: CurrentGroups, *, now: datetime
) -> bool:
    """Tell whether a promotion for the customer lowers shipping, in some cart."""
    rule_snapshot = read_rule_snapshot(current_groups.token)
    effective = rule_snapshot.effective_groups(current_groups.customer(rule_snapshot))
    promotions = promotions_in(rule_snapshot.book, checkout, effective, now=now)
    return any(promotion.benefit.lowers_shipping for promotion in promotions)


def quote_units(
    cart: OpenCart, *, configuration: Configuration, now: datetime
) -> Quote | None:
    """Return the same for a draft order, in which no promotion counts."""
    return _quote_or_none(cart, None, configuration=configuration, now=now)


def _quote_or_none(
    cart: OpenCart,
    checkout: OpenCheckout | None,
    *,
    configuration: Configuration,
    now: datetime,
) -> Quote | None:
    logged = FaultsLogged(
        logger,
        "%s is sold at Saleor's own prices: pricing it for the customer's groups"
        " failed",
        cart.name,
    )
    with logged, isolated(writes=False):
        return _quote(
            cart,
            checkout,
            read_current_groups(cart.customer, now=now),
            configuration=configuration,
            now=now,
        )
    return None


def _quote(
    cart: OpenCart,
    checkout: OpenCheckout | None,
    current_groups: CurrentGroups,
    *,
    configuration: Configuration,
    now: datetime,
) -> Quote:
    pricing_input = read_input(
        cart, checkout, current_groups, configuration=configuration, now=now
    )
    if pricing_input is None:
        return Quote(
            current_groups.customer_id,
            _group_codes(current_groups, read_rule_snapshot(current_groups.token)),
            valid_until=current_groups.valid_until,
            left_out=read_rule_snapshot(current_groups.token).left_out,
        )
    rule_snapshot = pricing_input.rule_snapshot
    result = pricing_input.price()
    log_left_out(result, cart.name)
    attribution = PromotionAttribution(result, rule_snapshot, pricing_input.effective)
    return Quote(
        customer_id=current_groups.customer_id,
        group_codes=_group_codes(current_groups, rule_snapshot),
        lines=line_quotes(result, rule_snapshot, attribution),
        gifts=attribution.gifts(),
        shipping_promotions=attribution.promoted(result.shipping_promotions),
        promotions=result.promotions,
        ended_refusals=(
            pricing_input.gifts.ended_refusals(result)
            if pricing_input.gifts
            else frozenset()
        ),
        left_out=pricing_input.left_out,
        shipping_discount_on=pricing_input.shipping_discount_on,
        valid_until=min(
            filter(
                None,
                (
                    current_groups.valid_until,
                    pricing_input.valid_until,
                    rule_snapshot.book.next_change(now),
                ),
            ),
            default=None,
        ),
    )


def _group_codes(current_groups: CurrentGroups, rule_snapshot: RuleSnapshot) -> str:
    codes = codes_of(current_groups.group_ids, rule_snapshot.codes)
    is_known = len(codes) == len(current_groups.group_ids)
    if current_groups.customer_id is None or not is_known:
        return ""
    default = (each.code for each in rule_snapshot.groups if each.is_default)
    return listed(codes or default)


@dataclass(frozen=True, slots=True)
class PricingInput:
    """What the engine is given: a cart, its customer, and rules that may concern it.

    ``left_out`` are the codes of rules that cannot be read, whoever they are for;
    ``effective`` those of the groups whose rules may concern it; ``gifts`` is None if
    promotions do not count. ``valid_until`` is when a promotion that is used up may
    count again, None if never.
    """

    facts: engine.Facts
    book: engine.RuleBook
    left_out: frozenset[str]
    rule_snapshot: RuleSnapshot
    effective: frozenset[str]
    gifts: GiftChoice | None = None
    valid_until: datetime | None = None

    def price(self) -> engine.Result:
        """Price the cart; without a choice of gifts no promotion counts in it."""
        if self.gifts is None:
            return engine.price_units(
                self.facts,
                self.book,
                max_amount=port.max_goods_amount(),
            )
        return self.gifts.price(self.facts, self.book)

    def shipping_discount_on(self, shipping_price: Decimal) -> Decimal:
        """Return what promotions would take off another shipping price."""
        promotions = self.book.in_force(
            channel=self.facts.channel, currency=self.facts.currency, now=self.facts.now
        ).promotions.all_of(self.effective)
        lowers = any(each.benefit.lowers_shipping for each in promotions)
        if self.gifts is None or not lowers:
            return Decimal(0)
        cart = self.facts.cart.model_copy(update={"shipping_price": shipping_price})
        facts = self.facts.model_copy(update={"cart": cart})
        result = self.gifts.price_shipping(facts, self.book)
        return sum((each.amount for each in result.shipping_promotions), Decimal(0))


def read_input(
    cart: OpenCart,
    checkout: OpenCheckout | None,
    current_groups: CurrentGroups,
    *,
    configuration: Configuration,
    now: datetime,
    reading: Reading | None = None,
    uses: Uses | None = None,
    hidden_goods: HiddenGoods | None = None,
    for_verdicts: bool = False,
) -> PricingInput | None:
    """Read what the price of a cart depends on, None if no rule concerns it.

    :param checkout: the same cart as a checkout, if promotions count in it.
    :param reading: what is in the cart, if it was read already.
    :param uses: how often promotions were used, if it was read already.
    :param hidden_goods: the same for all carts of a request.
    :param for_verdicts: read what verdicts on promotions need, too.
    """
    rule_snapshot = read_rule_snapshot(current_groups.token)
    customer = current_groups.customer(rule_snapshot)
    effective = rule_snapshot.effective_groups(customer)
    if not rule_snapshot.book.concerns(effective):
        return None
    reading = reading or cart.read_cart(rule_snapshot.entries_for(effective))
    facts = engine.Facts(
        currency=cart.currency,
        channel=cart.channel,
        now=now,
        settings=configuration.pricing(),
        groups=rule_snapshot.groups,
        customer=customer,
        cart=reading.cart,
    )
    book, left_out = rule_snapshot.book_with(reading.listed_prices)
    gifts = valid_until = None
    if checkout is not None:
        hidden_goods = hidden_goods or HiddenGoods()
        book = hidden_goods.without_gifts(
            book, rule_snapshot.visibility.view(customer, now=now), effective
        )
        facts, gifts, valid_until = with_surroundings(
            facts,
            checkout,
            book,
            effective,
            customer_id=current_groups.customer_id,
            uses=uses,
            of_all=for_verdicts,
        )
    return PricingInput(
        facts, book, left_out, rule_snapshot, effective, gifts, valid_until
    )


def line_quotes(
    result: engine.Result,
    rule_snapshot: RuleSnapshot,
    attribution: PromotionAttribution,
) -> tuple[LineQuote, ...]:
    """Return what each line of a cart costs, and why.

    :param result: what was calculated by the rules of the snapshot.
    """
    return tuple(
        _line_quote(line, result, rule_snapshot, attribution) for line in result.lines
    )


def _line_quote(
    line: engine.LineResult,
    result: engine.Result,
    rule_snapshot: RuleSnapshot,
    attribution: PromotionAttribution,
) -> LineQuote:
    currency = result.currency
    base = round_amount(line.base_price, currency)
    running = line.base_price
    reached = [base]
    for price in line.applied_prices:
        running += price.amount
        reached.append(round_amount(running, currency))
    group_amount = reached[-1]
    if not line.promotion_kept:
        # The minimum margin may have raised it.
        reached[-1] = line.unit_price
    return LineQuote(
        base_amount=line.base_price,
        public_amount=line.public_price,
        group_amount=group_amount,
        unit_amount=line.unit_price,
        keeps_promotion=line.promotion_kept,
        applied=tuple(
            Applied(
                kind=price.kind,
                code=price.code,
                name=price.name,
                group_code=price.group,
                group_name=rule_snapshot.names[price.group],
                amount=after - before,
            )
            for price, before, after in zip(
                line.applied_prices, reached, reached[1:], strict=False
            )
        ),
        discount_amount=line.discount,
        promotions=attribution.promoted(line.applied_promotions),
        # They change what other promotions give, so they are stored with it.
        used_without_giving=(
            result.used_without_giving if line.applied_promotions else ()
        ),
    )

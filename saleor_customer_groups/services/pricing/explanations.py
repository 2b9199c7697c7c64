"""Prices without a checkout: what a customer would pay, and why."""

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.contrib.auth import get_user_model

from ... import engine, port
from ...engine.base.messages import Message
from ...engine.money import round_amount
from ...models import CustomerGroup
from ..base.configuration import Configuration
from ..base.refusals import Code, no_such_channel, no_such_customer, refuse, too_many
from ..base.transactions.isolation import FaultsLogged, isolated
from ..rules.amounts import mistake_in_quantity
from ..rules.rule_snapshot import (
    NO_RULES,
    RuleSnapshot,
    read_all_rules,
    read_rule_snapshot,
)
from .current_groups import CurrentGroups, read_current_groups
from .hidden_goods import without_hidden
from .names_in_sentences import names_in_prices
from .switched_off import verdicts_while_off

logger = logging.getLogger(__name__)

# How many variants one call may price.
MAX_VARIANTS = 1_000


@dataclass(frozen=True, slots=True)
class GoodsPrice:
    """What one unit of a variant costs somebody.

    Amounts are for one unit, in ``currency``: ``base_amount`` is the listing price,
    ``public_amount`` what anybody else pays. ``verdicts`` are given if they were asked
    for.
    """

    variant_id: int
    product_id: int
    currency: str
    base_amount: Decimal
    public_amount: Decimal
    unit_amount: Decimal
    group_name: str
    verdicts: tuple[engine.Verdict, ...] = ()

    @property
    def is_ours(self) -> bool:
        """Tell whether a group made the price."""
        return bool(self.group_name)


def price_goods(
    *,
    variant_ids: Collection[int],
    channel: str,
    configuration: Configuration,
    now: datetime,
    customer_id: int | None = None,
    current_groups: CurrentGroups | None = None,
    quantity: int = 1,
    is_switched_on: bool = True,
) -> list[GoodsPrice]:
    """Return what variants cost somebody, each as if it were alone in a cart.

    There is no voucher in that cart. A fault never reaches the shopper: it is logged,
    and Saleor's own prices are shown. Variants that the channel does not sell are left
    out.

    :param variant_ids: 1,000 at the most.
    :param customer_id: None for a guest.
    :param current_groups: the groups of somebody whose prices are wanted, instead of a
        customer; what they may not see is left out.
    :param quantity: how many units of each variant, for tiers.
    :param is_switched_on: otherwise nobody has a price but the public one.
    """
    _check(variant_ids, channel, quantity)

    def priced(
        rule_snapshot: RuleSnapshot, customer: engine.Customer | None
    ) -> list[GoodsPrice]:
        return price_alone(
            variant_ids,
            channel=channel,
            quantity=quantity,
            customer=customer,
            rule_snapshot=rule_snapshot,
            configuration=configuration,
            now=now,
        )

    if is_switched_on:
        logged = FaultsLogged(
            logger,
            "Customer %s is shown Saleor's own prices: pricing for their groups failed",
            customer_id,
            # A cache would otherwise keep Saleor's own prices as those of the groups.
            unless=lambda _: current_groups is not None,
        )
        with logged, isolated(writes=False):
            found = current_groups or read_current_groups(customer_id, now=now)
            rule_snapshot = read_rule_snapshot(found.token)
            customer = found.customer(rule_snapshot)
            if current_groups is not None:
                view = rule_snapshot.visibility.view(customer, now=now)
                variant_ids = without_hidden(variant_ids, view)
            return priced(rule_snapshot, customer)
    return priced(NO_RULES, None)


def explain_price(
    *,
    variant_id: int,
    channel: str,
    configuration: Configuration,
    now: datetime,
    customer_id: int | None = None,
    groups: Sequence[CustomerGroup] | None = None,
    quantity: int = 1,
    is_switched_on: bool = True,
) -> GoodsPrice:
    """Return what a variant costs somebody, with a verdict on every list and rule.

    :param customer_id: whom the price is for; without customer and groups it is a
        guest.
    :param groups: price for any member of these groups.
    :param now: the moment the price is asked for.
    :param is_switched_on: otherwise nobody has a price but the public one.
    :raises django.core.exceptions.ValidationError: the channel does not sell it, or
        there is no such customer.
    """
    _check([variant_id], channel, quantity)
    customers = get_user_model()._default_manager.filter(pk=customer_id)
    if customer_id is not None and not customers.exists():
        raise no_such_customer()
    current_groups = read_current_groups(customer_id, now=now)
    rule_snapshot = read_all_rules()
    customer = current_groups.customer(rule_snapshot)
    if groups is not None:
        customer = engine.Customer(groups=tuple(group.code for group in groups))
    prices = price_alone(
        [variant_id],
        channel=channel,
        quantity=quantity,
        customer=customer,
        rule_snapshot=rule_snapshot if is_switched_on else NO_RULES,
        configuration=configuration,
        now=now,
        explain=is_switched_on,
    )
    if not prices:
        raise refuse(
            "variant_id",
            Code.NOT_FOUND,
            Message("Channel {channel} does not sell this variant.", channel=channel),
        )
    if is_switched_on:
        return prices[0]
    sources = [*rule_snapshot.price_lists.values(), *rule_snapshot.book.price_rules]
    return replace(prices[0], verdicts=verdicts_while_off(sources))


def _check(variant_ids: Collection[int], channel: str, quantity: int) -> None:
    # Products may have more variants than were expected.
    if len(variant_ids) > MAX_VARIANTS:
        raise too_many(
            "variant_ids", len(variant_ids), Message("variants"), maximum=MAX_VARIANTS
        )
    if channel not in port.channels():
        raise no_such_channel(channel)
    if mistake := mistake_in_quantity(quantity):
        raise refuse("quantity", Code.INVALID, mistake)


def price_alone(
    variant_ids: Collection[int],
    *,
    channel: str,
    customer: engine.Customer | None,
    rule_snapshot: RuleSnapshot,
    configuration: Configuration,
    now: datetime,
    quantity: int = 1,
    explain: bool = False,
) -> list[GoodsPrice]:
    """Return what variants cost a customer, each as if it were alone in a cart.

    Every price without a checkout is found here.

    :param customer: None for a guest.
    :param explain: give a verdict on every list and rule.
    """
    goods = port.goods_cart(dict.fromkeys(variant_ids, quantity), channel=channel)
    groups = (
        rule_snapshot.names if explain else rule_snapshot.effective_groups(customer)
    )
    reading = goods.read_cart(rule_snapshot.entries_for(groups, every_tier=explain))
    if not reading.cart.lines:
        return []
    book, _ = rule_snapshot.book_with(reading.listed_prices, every_list=explain)
    facts = engine.Facts(
        currency=goods.currency,
        channel=channel,
        now=now,
        settings=configuration.pricing(),
        groups=rule_snapshot.groups,
        customer=customer,
        cart=reading.cart,
    )
    most = port.max_goods_amount()
    verdicts: list[tuple[engine.Verdict, ...]]
    if explain:
        names = names_in_prices(reading.cart, book, rule_snapshot)
        results = [
            engine.explain(
                facts.model_copy(update={"cart": engine.Cart(lines=(line,))}),
                book,
                about="prices",
                names=names,
                max_amount=most,
            )
            for line in reading.cart.lines
        ]
        lines = [result.lines[0] for result in results]
        verdicts = [result.verdicts for result in results]
    else:
        lines = engine.price_units_alone(facts, book, max_amount=most)
        verdicts = [()] * len(lines)
    return [
        GoodsPrice(
            variant_id=int(line.variant),
            product_id=int(line.product),
            currency=goods.currency,
            base_amount=round_amount(priced.base_price, goods.currency),
            public_amount=priced.public_price,
            unit_amount=priced.unit_price,
            group_name=rule_snapshot.group_names(priced),
            verdicts=of_line,
        )
        for line, priced, of_line in zip(
            reading.cart.lines, lines, verdicts, strict=True
        )
    ]

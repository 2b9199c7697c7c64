"""What the members of each group pay for some goods, to be compared."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ... import engine, port
from ...engine.base.messages import Message
from ...engine.facts.groups import Lineages
from ...engine.money import round_amount
from ..base.configuration import Configuration
from ..base.refusals import no_such_channel, too_many
from ..rules.rule_snapshot import NO_RULES, RuleSnapshot, read_rule_snapshot
from .current_groups import read_current_groups

# How many variants one call may price for every group.
MAX_VARIANTS = 100


@dataclass(frozen=True, slots=True)
class MemberPrice:
    """What a unit of a variant costs the members of a group, alone in a cart.

    Amounts are in ``currency``. ``sources`` are the names of the lists and rules that
    made the price, empty if it is the public one.
    """

    variant_id: int
    currency: str
    base_amount: Decimal
    public_amount: Decimal
    unit_amount: Decimal
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PricesOfGroup:
    """The prices of one group, by its code; None for guests."""

    code: str | None
    prices: tuple[MemberPrice, ...]


def price_for_groups(
    variant_ids: Collection[int],
    *,
    channel: str,
    configuration: Configuration,
    now: datetime,
    is_switched_on: bool = True,
) -> list[PricesOfGroup]:
    """Return what guests pay, and each group with a price list or price rule.

    That includes groups with inherited prices. A customer in several groups may pay
    less or more. It takes three queries, however many groups there are. Variants that
    the channel does not sell are left out.

    :param is_switched_on: otherwise there are only guests, who pay the public price.
    :raises django.core.exceptions.ValidationError: there is no such channel, or there
        are too many variants.
    """
    if channel not in port.channels():
        raise no_such_channel(channel)
    if len(variant_ids) > MAX_VARIANTS:
        raise too_many(
            "product_id", len(variant_ids), Message("variants"), maximum=MAX_VARIANTS
        )
    rules = NO_RULES
    if is_switched_on:
        rules = read_rule_snapshot(read_current_groups(None, now=now).token)
    goods = port.goods_cart(dict.fromkeys(variant_ids, 1), channel=channel)
    reading = goods.read_cart(rules.entries_for(rules.names))
    book, _ = rules.book_with(reading.listed_prices)
    facts = engine.Facts(
        currency=goods.currency,
        channel=channel,
        now=now,
        settings=configuration.pricing(),
        groups=rules.groups,
        cart=reading.cart,
    )
    most = port.max_goods_amount()

    def prices(customer: engine.Customer | None) -> Iterator[MemberPrice]:
        of_customer = facts.model_copy(update={"customer": customer})
        for line, priced in zip(
            reading.cart.lines,
            engine.price_units_alone(of_customer, book, max_amount=most),
            strict=True,
        ):
            yield MemberPrice(
                variant_id=int(line.variant),
                currency=goods.currency,
                base_amount=round_amount(priced.base_price, goods.currency),
                public_amount=priced.public_price,
                unit_amount=priced.unit_price,
                sources=tuple(each.name for each in priced.applied_prices),
            )

    customers: dict[str | None, engine.Customer | None] = {None: None}
    for code in _codes_with_prices(rules):
        customers[code] = engine.Customer(groups=(code,))
    return [
        PricesOfGroup(code, tuple(prices(customer)))
        for code, customer in customers.items()
    ]


def _codes_with_prices(rules: RuleSnapshot) -> list[str]:
    """Return the codes of the active groups for whom there is a list or rule."""
    concerned = {
        code
        for terms in (*rules.price_lists.values(), *rules.book.price_rules)
        if terms.is_active
        for code in terms.groups
    }
    lineages = Lineages(rules.groups)
    return sorted(
        (
            group.code
            for group in rules.groups
            if group.is_active
            and not concerned.isdisjoint(lineages.lineage(group.code))
        ),
        key=lambda code: (rules.names[code].lower(), code),
    )

"""Prices that are probably mistakes: more than Saleor can charge, or far too high."""

from collections.abc import Iterator
from decimal import Decimal

from .... import engine
from ....engine.base.messages import Message, Number, counted
from ..amounts import FAR_ABOVE_LISTING
from .findings import Finding, FindingKind, such_as
from .reasons import why_nobody_gets
from .rule_check_facts import RuleCheckFacts


def prices_too_large(facts: RuleCheckFacts) -> Iterator[Finding]:
    """Rules and lists with prices that Saleor cannot charge for a full cart."""
    most = facts.limits.unit_price()
    consequence = Message(
        "more than {most} for a unit, which Saleor cannot charge for {units} of them:"
        " its own price holds instead",
        most=Number(f"{most:,f}"),
        units=facts.max_units or 1,
    )
    for rule in facts.rules:
        if rule.terms is None or why_nobody_gets(facts, rule):
            continue
        price = _largest_price(facts, rule.terms)
        if price > most:
            yield Finding(
                FindingKind.TOO_LARGE,
                Message(
                    "{name} makes up to {price}, {consequence}. Correct the rule, or"
                    " what it concerns.",
                    name=rule.row.name,
                    price=Number(f"{price:,.2f}"),
                    consequence=consequence,
                ),
                price_rule=rule.row,
            )
    for each in facts.lists:
        number = sum(count.too_dear for count in facts.entries.get(each.row.pk, ()))
        if number and not why_nobody_gets(facts, each):
            yield Finding(
                FindingKind.TOO_LARGE,
                counted(
                    number,
                    "In {name} 1 price is {consequence}. Correct the list.",
                    "In {name} {number} prices are {consequence}. Correct the list.",
                    name=each.row.name,
                    consequence=consequence,
                ),
                price_list=each.row,
            )


def prices_far_above_listing(facts: RuleCheckFacts) -> Iterator[Finding]:
    """Entries that are many times what anybody pays."""
    for each in facts.lists:
        if each.terms is None or why_nobody_gets(facts, each):
            continue
        channels = each.terms.channels
        found = [
            above
            for above in facts.far_above_listing.get(each.row.pk, ())
            if not channels or above.channel in channels
        ]
        if found:
            worst = max(found, key=lambda above: above.number)
            yield Finding(
                FindingKind.FAR_ABOVE_LISTING,
                counted(
                    worst.number,
                    "In {name} 1 price is more than {times} times the listing price"
                    "{example}. Correct it, unless it is meant to be.",
                    "In {name} {number} prices are more than {times} times the listing"
                    " price{example}. Correct them, unless they are meant to be.",
                    name=each.row.name,
                    times=FAR_ABOVE_LISTING,
                    example=such_as(worst.sku),
                ),
                price_list=each.row,
            )


def _largest_price(facts: RuleCheckFacts, rule: engine.PriceRule) -> Decimal:
    """Return the largest price that a rule can make of anything the shop sells."""
    adjustment = rule.adjustment
    largest = Decimal(0)
    if not adjustment.raises and not adjustment.sets_price:
        return largest
    values = [
        value
        for quantity in [1, *(tier.min_quantity for tier in adjustment.tiers or ())]
        if (value := adjustment.value_at(quantity)) is not None
    ]
    for channel, prices in facts.largest_prices.items():
        currency = facts.currencies.get(channel, "")
        if (rule.channels and channel not in rule.channels) or rule.foreign_currency(
            currency
        ):
            continue
        is_sold = adjustment.needs_cost or prices.price_amount
        for value in values:
            price = adjustment.apply(
                value, prices.price_amount or Decimal(0), prices.cost_amount
            )
            if price is not None and is_sold:
                largest = max(largest, price)
    return largest

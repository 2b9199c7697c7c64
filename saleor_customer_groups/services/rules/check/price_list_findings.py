"""What is probably a mistake in price lists and customer groups, kind by kind."""

from collections.abc import Iterator

from ....engine.base.messages import Message, counted
from ....engine.facts.wording import list_names
from ....engine.money import is_currency
from ....models import GroupKind, TiersCount
from .findings import Finding, FindingKind, such_as
from .reasons import why_nobody_gets
from .rule_check_facts import RuleCheckFacts


def lists_nobody_gets(facts: RuleCheckFacts) -> Iterator[Finding]:
    """Lists, or prices in them, that nobody can ever get."""
    for each in facts.lists:
        row, reason = each.row, why_nobody_gets(facts, each)
        if not reason and row.tiers_count == TiersCount.VARIANT:
            counts = facts.entries.get(row.pk, ())
            if number := sum(count.too_large for count in counts):
                reason = counted(
                    number,
                    "In {name} 1 price is for more than {most} units, which no cart"
                    " holds of a variant. Change the quantities, or raise the limit in"
                    " Saleor.",
                    "In {name} {number} prices are for more than {most} units, which no"
                    " cart holds of a variant. Change the quantities, or raise the"
                    " limit in Saleor.",
                    name=row.name,
                    most=facts.max_units,
                )
        if reason:
            yield Finding(FindingKind.NOBODY_GETS_IT, reason, price_list=row)


def foreign_currencies(facts: RuleCheckFacts) -> Iterator[Finding]:
    """Entries in a currency that no channel uses."""
    for each in facts.lists:
        if each.terms is None or why_nobody_gets(facts, each):
            continue
        used = facts.currencies_of(each.terms)
        for count in facts.entries.get(each.row.pk, ()):
            if used and count.currency not in used:
                yield Finding(
                    FindingKind.FOREIGN_CURRENCY,
                    counted(
                        count.number,
                        "In {name} 1 price is in {currency}, but it sells in {used}"
                        " only. Change or remove it.",
                        "In {name} {number} prices are in {currency}, but it sells in"
                        " {used} only. Change or remove them.",
                        name=each.row.name,
                        currency=count.currency,
                        used=list_names(sorted(used)),
                    ),
                    price_list=each.row,
                )


def unknown_currencies(facts: RuleCheckFacts) -> Iterator[Finding]:
    """Channels in a currency in which nobody can enter an amount."""
    for channel, currency in sorted(facts.currencies.items()):
        if not is_currency(currency):
            yield Finding(
                FindingKind.UNKNOWN_CURRENCY,
                Message(
                    "{channel} is in {currency}, which is not a known currency: prices"
                    " are rounded to 2 decimals there, and only percentages count,"
                    " because no rule or list can have an amount in it. Sell in a known"
                    " currency.",
                    channel=facts.channel_names[channel],
                    currency=currency,
                ),
            )


def entries_below_cost(facts: RuleCheckFacts) -> Iterator[Finding]:
    """Entries below what the goods cost the shop."""
    for each in facts.lists:
        if each.terms is None or why_nobody_gets(facts, each):
            continue
        channels = each.terms.channels
        found = [
            below
            for below in facts.below_cost.get(each.row.pk, ())
            if not channels or below.channel in channels
        ]
        if found:
            worst = max(found, key=lambda below: below.number)
            yield Finding(
                FindingKind.BELOW_COST,
                counted(
                    worst.number,
                    "In {name} 1 price is below cost{example}. Raise it, unless it is"
                    " meant to be.",
                    "In {name} {number} prices are below cost{example}. Raise them,"
                    " unless they are meant to be.",
                    name=each.row.name,
                    example=such_as(worst.sku),
                ),
                price_list=each.row,
            )


def empty_lists(facts: RuleCheckFacts) -> Iterator[Finding]:
    """Lists without entries."""
    for each in facts.lists:
        if each.row.pk not in facts.entries:
            yield Finding(
                FindingKind.EMPTY_LIST,
                Message(
                    "{name} has no prices. Fill it, or delete it.", name=each.row.name
                ),
                price_list=each.row,
            )


def empty_groups(facts: RuleCheckFacts) -> Iterator[Finding]:
    """Groups without members, in themselves and in groups that inherit from them.

    That nobody has reached a level is no mistake.
    """
    for code, group in facts.groups.items():
        is_for_all = group.is_default or group.for_guests
        may_be_empty = is_for_all or code in facts.of_programmes
        if not group.is_active or may_be_empty or code in facts.reached:
            continue
        if group.kind == GroupKind.AUTOMATIC:
            message = Message(
                "Nobody is in {group}, nor in a group that inherits its prices. Change"
                " its rules for joining, or delete it.",
                group=group.name,
            )
        else:
            message = Message(
                "Nobody is in {group}, nor in a group that inherits its prices. Add"
                " customers, or delete it.",
                group=group.name,
            )
        yield Finding(FindingKind.EMPTY_GROUP, message, group=group)

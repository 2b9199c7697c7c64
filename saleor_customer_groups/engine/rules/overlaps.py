"""Whether two rules concern the same goods, as far as their terms and lists tell.

The catalogue is not known here: one of two categories may be below the other.
"""

from collections.abc import Collection
from datetime import datetime

from ..facts.scopes import Scope, ScopeKey
from .rules import PriceRule, RuleBase


def count_together(one: RuleBase, other: RuleBase) -> bool:
    """Tell whether there is a moment and a channel in which both count.

    docs/pricing.md, section 2.

    :param one: lists or rules.
    :param other: lists or rules.
    """
    starts = [each.valid_from for each in (one, other) if each.valid_from is not None]
    ends = [each.valid_until for each in (one, other) if each.valid_until is not None]
    if starts and ends and max(starts) >= min(ends):
        return False
    return (
        not one.channels
        or not other.channels
        or not set(one.channels).isdisjoint(other.channels)
    )


def scopes_meet(one: Scope, other: Scope, *, gift_cards: Collection[ScopeKey]) -> bool:
    """Tell whether one scope concerns everything, or both name the same item.

    :param gift_cards: what holds gift cards alone, which a scope concerns only where it
        names them. docs/pricing.md, section 1, Scope and Gift cards.
    """
    named = [set(each.include.index_keys()) for each in (one, other)]
    if one.include.has_lists and other.include.has_lists:
        return not named[0].isdisjoint(named[1])
    # One of them is for everything except gift cards.
    return not any(each and each <= set(gift_cards) for each in named)


def counts_wherever(
    wide: PriceRule,
    narrow: PriceRule,
    *,
    now: datetime,
    gift_cards: Collection[ScopeKey],
) -> bool:
    """Tell whether a rule counts, from now on, on every line on which another does.

    That is for a customer for whom the groups of both are effective.

    :param wide: the rule that is to count.
    :param narrow: the other.
    :param gift_cards: what holds gift cards alone, which a scope concerns only where it
        names them. docs/pricing.md, section 1, Gift cards, and section 2.
    """
    return (
        _is_in_force_with(wide, narrow, now)
        and _asks_no_more_than(wide, narrow)
        and _includes(wide.scope, narrow.scope, gift_cards)
    )


def _is_in_force_with(wide: PriceRule, narrow: PriceRule, now: datetime) -> bool:
    begins = max(wide.valid_from or now, now) <= max(narrow.valid_from or now, now)
    ends = wide.valid_until is None or (
        narrow.valid_until is not None and wide.valid_until >= narrow.valid_until
    )
    sold = not wide.channels or (
        bool(narrow.channels) and set(narrow.channels) <= set(wide.channels)
    )
    return begins and ends and sold


def _asks_no_more_than(wide: PriceRule, narrow: PriceRule) -> bool:
    subtotal = wide.min_subtotal is None or (
        narrow.min_subtotal is not None
        and wide.min_subtotal <= narrow.min_subtotal
        and wide.min_subtotal_currency == narrow.min_subtotal_currency
    )
    currency = wide.adjustment.needed_currency
    return (
        subtotal
        and (wide.min_quantity or 1) <= (narrow.min_quantity or 1)
        and wide.with_vouchers in ("allow", narrow.with_vouchers)
        and currency in (None, narrow.adjustment.needed_currency)
        and wide.adjustment.smallest_quantity <= narrow.adjustment.smallest_quantity
        and _counts_no_fewer_units(wide, narrow)
    )


def _counts_no_fewer_units(wide: PriceRule, narrow: PriceRule) -> bool:
    """Tell whether the wider rule reaches every tier that the other one reaches."""
    return wide.adjustment.smallest_quantity <= 1 or narrow.tiers_count in (
        "variant",
        wide.tiers_count,
    )


def _includes(wide: Scope, narrow: Scope, gift_cards: Collection[ScopeKey]) -> bool:
    if wide.include.has_lists:
        included = narrow.include.has_lists and (
            set(narrow.include.index_keys()) <= set(wide.include.index_keys())
        )
    else:
        included = not narrow.named_among(gift_cards)
    return included and (
        set(wide.exclude.index_keys()) <= set(narrow.exclude.index_keys())
    )

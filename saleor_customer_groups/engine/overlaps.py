"""Whether two rules concern the same: as far as their terms and lists can tell.

Nothing is known here of the catalogue: of two categories one may lie below the other.
"""

from datetime import datetime

from .rules import PriceRule, Terms
from .scopes import Scope


def count_together(one: Terms, other: Terms) -> bool:
    """Tell whether there is a moment and a channel in which both count.

    one, other: lists or rules. pricing.md, section 2.
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


def scopes_meet(one: Scope, other: Scope) -> bool:
    """Tell whether one of both concerns everything, or both name the same thing.

    one, other: scopes. pricing.md, section 1, Scope.
    """
    return (
        not one.include.has_lists
        or not other.include.has_lists
        or not set(one.include.index_keys()).isdisjoint(other.include.index_keys())
    )


def counts_wherever(wide: PriceRule, narrow: PriceRule, *, now: datetime) -> bool:
    """Tell whether a rule counts on every line, from now on, on which another does.

    That is asked for one customer, for whom the groups of both are effective.

    wide: the rule that is to count; narrow: the other; now: the moment.
    pricing.md, section 2.
    """
    return (
        _is_in_force_with(wide, narrow, now)
        and _asks_no_more_than(wide, narrow)
        and _includes(wide.scope, narrow.scope)
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
    """Tell whether each tier that one rule reaches is reached by the wider one, too."""
    return (
        wide.adjustment.smallest_quantity <= 1
        or narrow.tiers_count == "variant"
        or wide.tiers_count == narrow.tiers_count
    )


def _includes(wide: Scope, narrow: Scope) -> bool:
    included = not wide.include.has_lists or (
        narrow.include.has_lists
        and set(narrow.include.index_keys()) <= set(wide.include.index_keys())
    )
    return included and (
        set(wide.exclude.index_keys()) <= set(narrow.exclude.index_keys())
    )

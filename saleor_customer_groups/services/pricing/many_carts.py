"""Read many checkouts or draft orders in as many queries as one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from ... import port
from ...port.base.kept_queries import KeptRows
from ...port.contract.carts import OpenCart, OpenCheckout, Reading
from ..rules.rule_snapshot import RuleSnapshot
from .current_groups import CurrentGroups, read_current_groups, read_current_groups_of
from .promotions.promotion_facts import asks_for_uses, promotions_in, variants_given
from .promotions.promotion_uses import Uses, read_uses_of_many

Cart = TypeVar("Cart", bound=OpenCart)


@dataclass(frozen=True, slots=True)
class AskedCart(Generic[Cart]):
    """A cart that is to be read, and the codes of the groups that count in it."""

    cart: Cart
    current_groups: CurrentGroups
    rule_snapshot: RuleSnapshot
    groups: frozenset[str]


class ReadCheckout(NamedTuple):
    """What is in a checkout, and how often the promotions in it were used."""

    reading: Reading
    uses: Uses


def read_groups_of_carts(
    carts: Sequence[OpenCart], *, now: datetime
) -> list[CurrentGroups]:
    """Read the groups of the customers of carts, and the version of the rules."""
    customer_ids = {each.customer for each in carts if isinstance(each.customer, int)}
    found: dict[object, CurrentGroups] = {}
    if customer_ids:
        found = {
            each.customer_id: each
            for each in read_current_groups_of(customer_ids, now=now)
        }
    all_groups = []
    for each in carts:
        if each.customer not in found:
            found[each.customer] = read_current_groups(each.customer, now=now)
        all_groups.append(found[each.customer])
    return all_groups


def read_checkouts(
    asked: Sequence[AskedCart[OpenCheckout]], *, now: datetime
) -> list[ReadCheckout]:
    """Read what is in checkouts, each with the entries of its own customer's lists.

    What else promotions ask about them is read as well, and kept on each.
    """
    if not asked:
        return []
    readings = port.read_carts([each.cart for each in asked], _entries(asked))
    promotions = [
        promotions_in(each.rule_snapshot.book, each.cart, each.groups, now=now)
        for each in asked
    ]
    gifts = [variants_given(each) for each in promotions]
    if giving := [
        each.cart for each, variants in zip(asked, gifts, strict=True) if variants
    ]:
        port.read_gift_facts(giving, set[int]().union(*gifts))
    limited = {each.code for of in promotions for each in of if each.is_limited}
    uses = read_uses_of_many(
        limited,
        [
            asks_for_uses(each.cart, of, customer_id=each.current_groups.customer_id)
            for each, of in zip(asked, promotions, strict=True)
        ],
        now=now,
    )
    return [
        ReadCheckout(_with_own_lists(each, reading), of_checkout)
        for each, reading, of_checkout in zip(asked, readings, uses, strict=True)
    ]


def read_drafts(asked: Sequence[AskedCart[OpenCart]]) -> list[Reading]:
    """Read what is in draft orders, each with the entries of its customer's lists."""
    if not asked:
        return []
    readings = port.read_drafts([each.cart for each in asked], _entries(asked))
    return [
        _with_own_lists(each, reading)
        for each, reading in zip(asked, readings, strict=True)
    ]


def _entries(asked: Sequence[AskedCart]) -> KeptRows | None:
    groups = frozenset[str]().union(*(each.groups for each in asked))
    return asked[0].rule_snapshot.entries_for(groups)


def _with_own_lists(asked: AskedCart, reading: Reading) -> Reading:
    listed = asked.rule_snapshot.listed_for(asked.groups, reading.listed_prices)
    return reading._replace(listed_prices=tuple(listed))

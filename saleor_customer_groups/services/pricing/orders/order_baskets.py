"""What orders were priced from: basket, groups and moment, to be priced again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from .... import port
from ....models import CustomerGroup
from ....port.contract.orders import OrderBasket
from ...base.codes import read_listed
from ...membership.history import group_codes, groups_at
from ...membership.history.groups_at import PastMembership


@dataclass(frozen=True, slots=True)
class GroupThen:
    """A group that an order's customer was in when it was priced.

    ``code`` and ``name`` are those that it had then; ``group`` is the row today, None
    if it was deleted.
    """

    code: str
    name: str
    is_primary: bool
    group: CustomerGroup | None


@dataclass(frozen=True, slots=True)
class PricedFrom:
    """What an order was priced from.

    ``at`` is the moment, None for a draft, which has current prices. ``groups`` are
    empty for a guest.
    """

    basket: OrderBasket
    at: datetime | None
    groups: tuple[GroupThen, ...]


def read_priced_from(
    order_ids: Sequence[str], *, now: datetime
) -> Mapping[str, PricedFrom]:
    """Return what orders were priced from, in a constant number of queries.

    The groups are those that are stored on an order, else what the ledger has.

    :param order_ids: their primary keys as text.
    """
    baskets = port.order_baskets(order_ids)
    moments = {
        each.order_id: (each.customer_id, now if each.is_draft else each.placed_at)
        for each in baskets
        if each.customer_id is not None
    }
    past_memberships = groups_at.past_memberships(list(moments.values()))
    groups = list(CustomerGroup.objects.all())

    def priced_from(basket: OrderBasket) -> PricedFrom:
        moment = moments.get(basket.order_id)
        return PricedFrom(
            basket,
            at=None if basket.is_draft else basket.placed_at,
            groups=_groups_then(
                basket,
                past_memberships.get(moment, ()) if moment else (),
                groups,
                at=now if basket.is_draft else basket.placed_at,
            ),
        )

    return {each.order_id: priced_from(each) for each in baskets}


def _groups_then(
    basket: OrderBasket,
    past_memberships: Sequence[PastMembership],
    groups: Sequence[CustomerGroup],
    *,
    at: datetime,
) -> tuple[GroupThen, ...]:
    known = {each.code: each for each in past_memberships}
    codes = read_listed(basket.group_codes) or list(known)
    default = next((each for each in groups if each.is_default), None)
    if not codes and basket.customer_id is not None and default is not None:
        codes = [group_codes.code_at(default, at)]
    of_today = {group_codes.code_at(each, at): each for each in groups}
    then = []
    for code in codes:
        group, membership = of_today.get(code), known.get(code)
        name = group.name if group else membership.name if membership else code
        is_primary = membership is not None and membership.is_primary
        then.append(GroupThen(code, name, is_primary, group))
    return tuple(then)

"""For which groups the customers of past orders are priced."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from .... import engine
from ....models import Basis, CustomerGroup
from ....port.contract.past_orders import PastOrder
from ...base.codes import read_listed
from ...membership.history import group_codes, groups_at
from ...membership.history.groups_at import PastMembership
from ...pricing.current_groups import read_current_groups_of
from ...rules.rule_snapshot import RuleSnapshot


class Customers:
    """Finds the groups of the customers of some orders, as a report is based on them.

    :param now: of whom is a member now.
    """

    def __init__(self, snapshot: RuleSnapshot, *, basis: Basis, now: datetime) -> None:
        self._snapshot = snapshot
        self._basis = basis
        self._now = now
        groups = list(CustomerGroup.objects.all())
        self._default = next((each for each in groups if each.is_default), None)
        self._renamed = [each for each in groups if each.former_codes]
        self._codes = {each.code: each.code for each in groups}

    def of(self, orders: Sequence[PastOrder]) -> Mapping[str, engine.Customer | None]:
        """Return the customers of orders, None for guests, by the key of the order.

        In one query, however many there are.
        """
        if self._basis is Basis.MEMBERS_NOW:
            return self._members_now(orders)
        return self._at_order(orders)

    def _members_now(
        self, orders: Sequence[PastOrder]
    ) -> Mapping[str, engine.Customer | None]:
        found = read_current_groups_of(
            {each.customer_id for each in orders if each.customer_id is not None},
            now=self._now,
        )
        customers = {each.customer_id: each.customer(self._snapshot) for each in found}
        return {each.order_id: customers.get(each.customer_id) for each in orders}

    def _at_order(
        self, orders: Sequence[PastOrder]
    ) -> Mapping[str, engine.Customer | None]:
        moments = {
            each.order_id: (each.customer_id, each.placed_at)
            for each in orders
            if each.customer_id is not None
        }
        past = groups_at.past_memberships(list(moments.values()))
        return {
            each.order_id: self._then(each, past[moments[each.order_id]])
            if each.order_id in moments
            else None
            for each in orders
        }

    def _then(
        self, order: PastOrder, memberships: Sequence[PastMembership]
    ) -> engine.Customer:
        """Return the customer with the groups that the order bears, or had then.

        Those that were deleted since are left out: they have no rules any longer.
        """
        codes = read_listed(order.group_codes) or [each.code for each in memberships]
        if not codes and self._default is not None:
            codes = [group_codes.code_at(self._default, order.placed_at)]
        of_today = self._codes
        if self._renamed:
            of_today = {
                **of_today,
                **{
                    group_codes.code_at(each, order.placed_at): each.code
                    for each in self._renamed
                },
            }
        primary = next((each.code for each in memberships if each.is_primary), "")
        return engine.Customer(
            groups=tuple(of_today[code] for code in codes if code in of_today),
            primary=of_today.get(primary),
        )

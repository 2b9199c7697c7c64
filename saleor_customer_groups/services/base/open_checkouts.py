"""Open checkouts whose prices have to be calculated again."""

from collections.abc import Collection

from django.db.models import Q

from ... import port
from ...models import CustomerGroup, Membership
from ...port.membership.customer_metadata import GROUPS_KEY, remove_from_customers
from .bulk_sql import as_rows


def reprice_everybody() -> None:
    """Have every open checkout priced again when it is next looked at."""
    port.expire_prices(port.open_checkouts())


def reprice_customers(customer_ids: Collection[int]) -> None:
    """The same for the open checkouts of these customers."""
    checkouts = port.open_checkouts()
    port.expire_prices(checkouts.filter(customer_id__in=as_rows(customer_ids)))


def reprice_groups(group_ids: Collection[int]) -> None:
    """The same for everybody who is priced through one of these groups.

    These are the members of the groups and of the groups below them; for the default
    group also customers without a membership, for the guests' group also guests.
    """
    concerned = descendants_of(group_ids)
    groups = CustomerGroup.objects.filter(pk__in=concerned)
    customers = Membership.objects.filter(group_id__in=concerned)
    who = Q(customer_id__in=customers.values("customer_id"))
    if groups.filter(is_default=True).exists():
        # Memberships that end by themselves may have ended.
        lasting = Q(until__isnull=True) | Q(by_rule=True) | Q(by_default=True)
        members = Membership.objects.filter(lasting, group__is_active=True)
        who |= Q(customer_id__isnull=False) & ~Q(
            customer_id__in=members.values("customer_id")
        )
    if groups.filter(for_guests=True).exists():
        who |= Q(customer_id__isnull=True)
    port.expire_prices(port.open_checkouts().filter(who))


def detach() -> int:
    """Take our rows, overrides and marks off all open checkouts.

    To be run when the plugin is switched off and before it is removed: if they stayed,
    Saleor would keep charging these prices.

    :returns: how many checkouts had any.
    """
    return port.remove_group_prices(port.open_checkouts())


def remove_notes() -> None:
    """Take our metadata off customers and orders, before the package is removed.

    The prices of orders stay. What each was charged is recorded in our own tables, and
    the codes of groups that an order is stamped with are the shop's, for its reports.
    """
    remove_from_customers(GROUPS_KEY)
    port.remove_order_metadata()


def descendants_of(group_ids: Collection[int]) -> set[int]:
    """Return these groups and every group below them."""
    parents = dict(CustomerGroup.objects.values_list("pk", "parent_id"))
    found = set(group_ids)
    while True:
        below = {pk for pk, parent in parents.items() if parent in found} - found
        if not below:
            return found
        found |= below

"""The five customer groups of the demo shop, their members and their prices.

The shop has had them for a year and a half: customers joined one after the other, one
has left again, and what members bought since then has the prices of their group.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from saleor.account.models import User
from saleor.product.models import Category

from demo import accounts
from saleor_customer_groups.models import Cause, CustomerGroup
from saleor_customer_groups.services.base.actors import Actor
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.groups.groups import create_group, update_group
from saleor_customer_groups.services.membership.joining import add_members
from saleor_customer_groups.services.membership.leaving import remove_members
from saleor_customer_groups.services.membership.ledger import announce, put_back
from saleor_customer_groups.services.rules.price_rules import create_price_rule
from saleor_customer_groups.services.visibility.visibility_sets import create_set

from . import Seeding

WHOLESALE = "Wholesale"
VIP = "VIP"
EXPORT = "Export"
FRIENDS = "Staff & friends"

GROUPS: dict[str, dict[str, Any]] = {
    WHOLESALE: {
        "code": "wholesale",
        "description": "Cafes, offices and shops with a contract.",
        "colour": "#1A7F37",
        "priority": 20,
        "highlight": True,
        "tags": ["b2b"],
    },
    VIP: {
        "code": "vip",
        "description": "The shop's best customers.",
        "colour": "#8250DF",
        "priority": 30,
        "is_vip": True,
        "highlight": True,
    },
    EXPORT: {
        "code": "export",
        "description": "Customers abroad whose parcels need papers.",
        "colour": "#0969DA",
        "priority": 10,
    },
    FRIENDS: {
        "code": "staff-and-friends",
        "description": "Everybody who works here, and their families.",
        "colour": "#BF8700",
        "priority": 40,
        "capacity": 20,
    },
}

# Since when there are groups, and prices of groups.
OPENED_DAYS_AGO = 540
# When a contract ended.
LEFT_DAYS_AGO = 75

# The name of a group -> how many join it besides the one to be tried out, the countries
# they are from, and the reason that the ledger shows.
MEMBERS = {
    WHOLESALE: (accounts.WHOLESALE, 7, {"US", "CA", "GB"}, "Signed the contract"),
    VIP: (accounts.VIP, 5, {"US", "GB", "DE", "FR"}, "Invited by the owner"),
    EXPORT: (accounts.EXPORT, 5, {"JP"}, "Delivered outside our own zones"),
    FRIENDS: (accounts.FRIEND, 3, {"US"}, "Works here"),
}


def create_groups(
    seeding: Seeding, customers: Sequence[User]
) -> dict[str, CustomerGroup]:
    """Create the groups, put everybody into the default one, and some into another."""
    opened_at = opened(seeding)
    default = CustomerGroup.objects.get(is_default=True)
    # It came with the tables, which are of today.
    CustomerGroup.objects.filter(pk=default.pk).update(created_at=opened_at)
    update_group(
        group=default,
        values={"colour": "#57606A"},
        occasion=Occasion.manual(now=opened_at),
    )
    groups = {
        name: create_group(values={"name": name, **values}, now=opened_at)
        for name, values in GROUPS.items()
    }
    put = put_back(
        [customer.pk for customer in customers],
        occasion=Occasion(now=opened_at, cause=Cause.REGISTERED),
        since={each.pk: max(each.date_joined, opened_at) for each in customers},
    )
    announce(put)
    owner = Actor(user_id=User.objects.get(email=accounts.OWNER.email).pk)
    free = [each for each in customers if each.email not in _tried_out()]
    for name, (account, count, countries, reason) in MEMBERS.items():
        here = [
            each
            for each in free
            if each.default_shipping_address.country.code in countries
        ]
        chosen = seeding.chance.sample(here, count)
        free = [each for each in free if each not in chosen]
        chosen += [each for each in customers if each.email == account.email]
        for customer in chosen:
            joined_at = _draw_joining(seeding, customer)
            outcome = add_members(
                group=groups[name],
                customer_ids=[customer.pk],
                occasion=Occasion.manual(now=joined_at, actor=owner, reason=reason),
            )
            assert not outcome.refused, outcome.refused
    _end_a_contract(seeding, groups[WHOLESALE], owner)
    return groups


def opened(seeding: Seeding) -> datetime:
    """Return when the shop began with groups."""
    return seeding.days_ago(OPENED_DAYS_AGO, hour=0)


def _draw_joining(seeding: Seeding, customer: User) -> datetime:
    """Draw when somebody joined: rather early, that there is something to look at."""
    since_then = (seeding.days_ago(0) - customer.date_joined).days
    most = min(OPENED_DAYS_AGO, since_then) - 1
    return seeding.days_ago(seeding.chance.randint(most // 2, most), hour=8)


def _end_a_contract(seeding: Seeding, group: CustomerGroup, owner: Actor) -> None:
    """Let who has been there for longest, and walks through no shop, leave again."""
    members = group.memberships.exclude(customer__email__in=_tried_out())
    first = members.earliest("since", "pk")
    remove_members(
        group=group,
        customer_ids=[first.customer_id],
        occasion=Occasion.manual(
            now=seeding.days_ago(LEFT_DAYS_AGO, hour=8),
            actor=owner,
            reason="The contract has ended",
        ),
    )


def create_price_rules(groups: dict[str, CustomerGroup], *, now: datetime) -> None:
    """Create the prices that the groups pay."""
    for group, values in _draft_price_rules():
        create_price_rule(values=values, groups=[groups[group]], now=now)


def _draft_price_rules() -> Iterable[tuple[str, dict[str, Any]]]:
    yield (
        WHOLESALE,
        {
            "name": "Coffee 10 % off",
            "code": "wholesale-coffee",
            "scope": _scope("Coffee"),
            "adjustment": {"kind": "percent_off", "percent": "10"},
        },
    )
    yield (
        WHOLESALE,
        {
            "name": "Filters and care by the box",
            "code": "wholesale-filters",
            "scope": _scope("Filters and care"),
            "adjustment": {
                "kind": "percent_off",
                "tiers": [
                    {"min_quantity": 10, "percent": "5"},
                    {"min_quantity": 50, "percent": "12"},
                ],
            },
        },
    )
    yield (
        VIP,
        {
            "name": "Everything 15 % off",
            "code": "vip-everything",
            "adjustment": {"kind": "percent_off", "percent": "15"},
        },
    )
    yield (
        EXPORT,
        {
            "name": "Export papers 8 %",
            "code": "export-papers",
            "adjustment": {"kind": "percent_increase", "percent": "8"},
        },
    )
    yield (
        FRIENDS,
        {
            "name": "Cost plus 10 %",
            "code": "friends-cost-plus",
            "adjustment": {"kind": "cost_plus", "percent": "10"},
        },
    )


def create_product_sets(groups: dict[str, CustomerGroup], *, now: datetime) -> None:
    """Create sets of products that hide nothing until the owner says so."""
    for group, category, values in (
        (WHOLESALE, "Coffee", {"name": "Range for cafes"}),
        (
            VIP,
            "Brewers",
            {"name": "Brewers first", "is_exclusive": True, "is_active": False},
        ),
    ):
        create_set(
            values={"scope": _scope(category), **values},
            groups=[groups[group]],
            now=now,
        )


def _scope(category: str) -> dict[str, Any]:
    key = str(Category.objects.values_list("pk", flat=True).get(name=category))
    return {"include": {"categories": [key]}}


def _tried_out() -> set[str]:
    return {account.email for account in accounts.SHOPPERS}

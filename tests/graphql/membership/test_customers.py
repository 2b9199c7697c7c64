"""What Saleor's own types gain: a customer's groups, and the group of a price."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from graphql_relay import to_global_id

from saleor_customer_groups.models import CustomerGroup, Membership, PriceRule
from tests.api import (
    MANAGE_CHECKOUTS,
    MANAGE_ORDERS,
    MANAGE_USERS,
    STRANGER,
    Caller,
    log_in,
    make_app_caller,
    make_customer,
    make_staff,
)
from tests.graphql.ids import id_of
from tests.port import Catalogue
from tests.port.plugin import configure
from tests.storefront import Storefront, dialect

ME = "{ me { email customerGroups { name } } }"
CUSTOMERS = """query($ids: [ID!]) {
  customers(first: 5, filter: {customerGroups: $ids}) {
    totalCount edges { node { email customerGroups { name } } }
  }
}"""


def emails(answer: dict[str, Any]) -> list[str]:
    return sorted(edge["node"]["email"] for edge in answer["edges"])


# A customer's groups --------------------------------------------------------------


def test_who_registers_reads_the_default_group(db: None) -> None:
    Catalogue()  # a shop in which nobody has to confirm their address
    configure(active=True)
    Storefront().register("ann@example.com")

    answer = log_in("ann@example.com").ask(ME)

    assert answer == {
        "email": "ann@example.com",
        "customerGroups": [{"name": "Standard"}],
    }
    assert Membership.objects.filter(customer__email="ann@example.com").count() == 1


def test_who_has_no_membership_is_priced_and_shown_as_the_default_group(
    db: None,
) -> None:
    ann = make_customer("ann")
    assert not Membership.objects.exists()

    assert ann.ask(ME)["customerGroups"] == [{"name": "Standard"}]


def test_the_oldest_membership_comes_first(
    make_group: Callable[..., CustomerGroup], add_members: Callable[..., None]
) -> None:
    ann = make_customer("ann")
    add_members(make_group("Trade"), ann)
    add_members(make_group("Gold"), ann)

    groups = ann.ask(ME)["customerGroups"]

    assert [group["name"] for group in groups] == ["Trade", "Gold"]


@pytest.mark.parametrize("make_caller", [lambda: STRANGER, make_app_caller])
def test_who_is_no_user_has_no_groups(
    make_caller: Callable[[], Caller], db: None
) -> None:
    assert make_caller().ask(ME) is None


# Customers by group ---------------------------------------------------------------


def test_narrows_customers_to_members_of_any_of_the_groups(
    staff: Caller,
    make_group: Callable[..., CustomerGroup],
    add_members: Callable[..., None],
) -> None:
    gold, trade, empty = (make_group(name) for name in ("Gold", "Trade", "Empty"))
    ann, bob, _ = (make_customer(name) for name in ("ann", "bob", "cid"))
    add_members(gold, ann)
    add_members(trade, ann)
    add_members(trade, bob)

    both = staff.ask(CUSTOMERS, ids=[id_of(gold), id_of(trade)])
    nobody = staff.ask(CUSTOMERS, ids=[id_of(empty)])
    by_gold = staff.ask(CUSTOMERS, ids=[id_of(gold)])

    assert emails(both) == ["ann@example.com", "bob@example.com"]
    assert both["totalCount"] == 2
    assert emails(nobody) == []
    assert by_gold["edges"] == [
        {
            "node": {
                "email": "ann@example.com",
                "customerGroups": [{"name": "Gold"}, {"name": "Trade"}],
            }
        }
    ]


def test_narrows_customers_by_more_than_their_group(
    staff: Caller,
    make_group: Callable[..., CustomerGroup],
    add_members: Callable[..., None],
) -> None:
    gold = make_group("Gold")
    ann, bob = make_customer("ann"), make_customer("bob")
    add_members(gold, ann, bob)
    document = """query($ids: [ID!]) {
      customers(
        first: 5,
        filter: {customerGroups: $ids, dateJoined: {gte: "2999-01-01"}}
      ) { edges { node { email } } }
    }"""

    assert emails(staff.ask(document, ids=[id_of(gold)])) == []


@pytest.mark.parametrize("wrong", ["nonsense", to_global_id("Product", 1)])
def test_a_group_that_is_none(wrong: str, staff: Caller) -> None:
    answer = staff.post(CUSTOMERS, ids=[wrong])

    assert answer.data in (None, {"customers": None})
    assert wrong in answer.errors[0]["message"]


# The group of a price -------------------------------------------------------------


@pytest.fixture
def checkout(
    db: None,
    make_group: Callable[..., CustomerGroup],
    make_rule: Callable[..., PriceRule],
    add_members: Callable[..., None],
) -> dict[str, Any]:
    """A checkout of ann's: coffee is cheaper for her group, water dearer, tea not."""
    configure(active=True)
    catalogue = Catalogue()
    coffee, water = map(catalogue.category, ("Coffee", "Water"))
    gold = make_group("Gold")
    make_rule(gold, scope={"include": {"categories": [str(coffee.pk)]}})
    make_rule(
        gold,
        name="Five more",
        scope={"include": {"categories": [str(water.pk)]}},
        adjustment={"kind": "percent_increase", "percent": "5"},
    )
    ann = make_customer("ann")
    add_members(gold, ann)
    espresso, green_tea = catalogue.find("espresso", "green-tea")
    basket = {
        espresso: 2,
        green_tea: 1,
        catalogue.variant("still", "10.00", category=water): 1,
    }
    made = Storefront().log_in(ann.email).open_checkout(basket)
    return {"ann": ann, "variables": dialect.look_variables(made)}


def prices(caller: Caller, checkout: dict[str, Any]) -> dict[str, Any]:
    """Return group, listing price and unit price by SKU, as somebody sees them.

    Saleor 2.10 shows nothing of somebody else's checkout.
    """
    seen = caller.ask(dialect.LOOK, **checkout["variables"])
    if seen is None:
        return {}
    return {
        line.sku: (line.group, line.list_price, line.unit)
        for line in dialect.read_checkout(seen).lines
    }


def test_a_shopper_reads_which_group_made_a_price_until_the_plugin_is_off(
    checkout: dict[str, Any],
) -> None:
    seen = prices(checkout["ann"], checkout)

    assert seen == {
        "espresso": ("Gold", Decimal("20.00"), Decimal("18.00")),
        "green-tea": (None, None, Decimal("30.00")),
        "still": ("Gold", Decimal("10.00"), Decimal("10.50")),
    }

    configure(active=False)

    seen = prices(checkout["ann"], checkout)

    assert seen == {
        "espresso": (None, None, Decimal("20.00")),
        "green-tea": (None, None, Decimal("30.00")),
        "still": (None, None, Decimal("10.00")),
    }


LINES = """query {
  checkoutLines(first: 5) { edges { node {
    variant { sku } customerGroupPrice { groupName listPrice { amount currency } }
  } } }
}"""


def test_who_may_read_it_and_who_merely_knows_the_checkout(
    checkout: dict[str, Any],
) -> None:
    price_of = {"espresso": 20.0, "still": 10.0}
    for caller in (
        make_staff(MANAGE_CHECKOUTS, name="clerk"),
        make_app_caller(MANAGE_CHECKOUTS),
    ):
        answer = caller.ask(LINES)
        assert {
            edge["node"]["variant"]["sku"]: edge["node"]["customerGroupPrice"]
            for edge in answer["edges"]
        } == {
            "green-tea": None,
            **{
                sku: {
                    "groupName": "Gold",
                    "listPrice": {"amount": amount, "currency": "USD"},
                }
                for sku, amount in price_of.items()
            },
        }

    # Where Saleor shows the checkout itself.
    manager = make_staff(MANAGE_USERS, MANAGE_CHECKOUTS, name="manager")
    assert prices(manager, checkout)["espresso"][0] == "Gold"

    for who, caller in {
        "a stranger": STRANGER,
        "another customer": make_customer("bob"),
        "staff without a permission": make_staff(),
        "an app without a permission": make_app_caller(name="Feed"),
        "staff who manage orders": make_staff(MANAGE_ORDERS, name="packer"),
    }.items():
        seen = prices(caller, checkout)
        assert {group for group, _, _ in seen.values()} <= {None}, who
